#pragma once

#include <functional>
#include <vector>

#include "blocs/views/roll_calls.hpp"

namespace blocs::findings {

/// The matrix of the roll calls that `keep` lets in, with all their ballots and the given frames.
views::RollCallMatrix kept_roll_calls(const views::RollCallMatrix& matrix,
                                      const std::vector<views::VoteFrame>& frames,
                                      const std::function<bool(const views::RollCall&)>& keep);

}  // namespace blocs::findings
