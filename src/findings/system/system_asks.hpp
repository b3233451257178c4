#pragma once

#include <vector>

#include "blocs/findings/question.hpp"

namespace blocs::findings {

/// What system_questions.cpp lists, each in a file of its own.
std::vector<Finding> ask_centre(const views::Record& record, const Question& question);
std::vector<Finding> ask_ring(const views::Record& record, const Question& question);
std::vector<Finding> ask_nesting(const views::Record& record, const Question& question);

}  // namespace blocs::findings
