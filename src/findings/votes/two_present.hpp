#pragma once

#include <string>
#include <vector>

#include "vote_ask.hpp"

namespace blocs::findings {

/// Those of `among` on which at least two of the states have a recorded ballot. Each state has a row in the
/// ask's matrix.
views::Mask with_two_present(const VoteAsk& ask, const views::Mask& among,
                             const std::vector<std::string>& states);

}  // namespace blocs::findings
