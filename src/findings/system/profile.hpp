#pragma once

#include <vector>

#include "blocs/findings/question.hpp"

namespace blocs::findings {

/// Seven denominators of a group, indicator by indicator and member by member. Where an indicator is held for
/// nine in ten members of the UN or more: how many of them are below each member, and the mean of the group
/// among random groups with as many states of each region. Where it is held for fewer it says for how many,
/// and claims nothing more. The first finding names the indicators that set the group apart from those random
/// groups (beyond 2.5 or 97.5 % of them). No composite score.
std::vector<Finding> ask_profile(const views::Record& record, const Question& question);

}  // namespace blocs::findings
