#pragma once

#include <string>

#include "blocs/scenarios/theatres.hpp"

namespace blocs::findings {

/// An outcome in words, its unit, and the unit of a difference of two.
std::string outcome_words(scenarios::Outcome outcome);
std::string outcome_unit(scenarios::Outcome outcome);
std::string difference_unit(scenarios::Outcome outcome);
/// A share, whose differences are stated in percentage points.
bool is_percent(scenarios::Outcome outcome);

/// "reserve raised by 4 responders".
std::string lever_words(std::size_t lever, const scenarios::Levers& levers);

/// The key of a course in a finding's details.
std::string course_key(scenarios::Course course);

}  // namespace blocs::findings
