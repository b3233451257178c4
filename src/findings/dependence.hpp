#pragma once

#include <vector>

#include "blocs/findings/question.hpp"

namespace blocs::findings {

/// Which share of each state's goods trade is with the other, by year. Undefined where the state's trade with
/// the world is not on record.
std::vector<Finding> ask_dependence(const views::Record& record, const Question& question);

}  // namespace blocs::findings
