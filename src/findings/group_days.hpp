#pragma once

#include <string>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/views/record.hpp"

namespace blocs::findings {

/// Says of each group among the names whose members changed between two days whose members were taken: those
/// of `day`. Empty where none changed.
std::string members_note(const views::Record& record, const std::vector<std::string>& names, Date from,
                         Date day);

}  // namespace blocs::findings
