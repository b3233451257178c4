#pragma once

#include <string>
#include <vector>

#include "blocs/views/record.hpp"

namespace blocs::findings {

/// Why a question about treaties has no answer for `unnamed` (see measures::unnamed), which is not empty:
/// "not observed: no treaty on record names Fiji on 2025-06-01, and the treaties on record are selected".
std::string not_observed_words(const views::Record& record, const std::vector<std::string>& unnamed,
                               Date day);

}  // namespace blocs::findings
