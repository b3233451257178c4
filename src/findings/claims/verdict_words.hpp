#pragma once

#include <string>

#include "blocs/findings/verdicts.hpp"
#include "claim_grid.hpp"

namespace blocs::findings {

/// "reproduced under 72 of 288 rules".
std::string verdict_words(const CheckedClaim& claim);

/// Why the verdict is what it is, from the readings alone: what comes out by default, what under which other
/// rule, and what the record gives where the claim does not.
std::string why(const CheckedClaim& claim, const ClaimGrid& grid);

}  // namespace blocs::findings
