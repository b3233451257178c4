#pragma once

#include <string>

#include "blocs/findings/finding.hpp"

namespace blocs::findings {

/// A share as a percentage with one digit, "58.7 %".
std::string percent(double share);

/// A number as people write it: whole numbers without a point, thousands separated by commas.
std::string plain_number(double number);

/// The value with its unit, denominators included: "44 of 75 (58.7 %)", "11 vetoes", "2024-06-19",
/// "undefined".
std::string value_words(const Finding& finding);

/// "China-Russia" from codes, for table rows.
std::string pair_words(const std::vector<std::string>& names);

}  // namespace blocs::findings
