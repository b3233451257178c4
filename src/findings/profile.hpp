#pragma once

#include <vector>

#include "blocs/findings/question.hpp"

namespace blocs::findings {

/// Seven denominators of a group, member by member: computed where the record speaks for all states (then
/// with a base rate over states and over random groups of the same regions), listed where it codes ours only,
/// undefined with the reason where it holds nothing. No composite.
std::vector<Finding> ask_profile(const views::Record& record, const Question& question);

}  // namespace blocs::findings
