#pragma once

#include <vector>

#include "blocs/findings/finding.hpp"
#include "blocs/views/events.hpp"

namespace blocs::findings {

/// Fits a Hawkes process to events and tests whether events of one kind raise the rate of another. Options:
/// `daily` (count time-stamped events by day), `course` (of the baselines: `auto`, by the cycles and shifts
/// that `inference::find_course` finds; `none`; or a number of steps that all share), `replicates` (of the
/// bootstrap), `seed`, `threads`, `version`. The first finding is the test of no cross-excitation, or with
/// one kind the spectral radius. Throws Error(bad_input) for events at one instant, out of order, and for
/// days that a table of counts leaves out: missing is not zero.
std::vector<Finding> fit_events(const views::EventTable& events, const Json& options);

}  // namespace blocs::findings
