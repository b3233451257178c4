#pragma once

#include <vector>

#include "blocs/findings/finding.hpp"
#include "blocs/scenarios/fillings.hpp"

namespace blocs::findings {

/// Says in the finding which features the record gives unevenly over outcomes, so that forecasts leave them
/// out, with shares and p-values; details have `features`, one entry each, left out or not.
void say_fillings(Finding& finding, const std::vector<scenarios::Filling>& fillings);

}  // namespace blocs::findings
