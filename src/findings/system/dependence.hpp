#pragma once

#include <vector>

#include "blocs/findings/question.hpp"

namespace blocs::findings {

/// How much states lean on each other. Part by part, undefined where a total is not on record:
/// - which share of a state's goods trade is with another, each by its own statistics where there are any:
/// for
///   two states every year on record, for more the latest year of each pair;
/// - of each pair, how much more one leans on the other than the reverse, in its latest year with both
/// shares;
/// - which share of the arms delivered to a state comes from another, over five years (trend-indicator
/// values);
/// - what passes between them by conflicting estimates, as ranges.
std::vector<Finding> ask_dependence(const views::Record& record, const Question& question);

}  // namespace blocs::findings
