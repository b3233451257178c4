#pragma once

#include "question_list.hpp"

namespace blocs::findings {

std::vector<Measure> theatre_measures();
std::vector<Measure> system_measures();

}  // namespace blocs::findings
