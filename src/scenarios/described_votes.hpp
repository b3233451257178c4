#pragma once

#include <vector>

#include "blocs/scenarios/ballot_model.hpp"

namespace blocs::scenarios {

/// The recorded votes of a matrix with everything that the record says of them: `past_votes` before the
/// features are left out that the record fills in unevenly.
std::vector<PastVote> described_votes(const views::RollCallMatrix& matrix);

}  // namespace blocs::scenarios
