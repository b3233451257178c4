#pragma once

#include <vector>

#include "blocs/findings/finding.hpp"
#include "blocs/views/events.hpp"

namespace blocs::findings {

/// Fits a Hawkes process to events and tests whether events of one kind raise the rate of another. Options:
/// `daily` (count time-stamped events by day), `course` (steps of a common course of the baselines),
/// `replicates` (of the bootstrap), `seed`, `threads`, `version`. The first finding is the test of no
/// cross-excitation, or with one kind the spectral radius. Throws Error(bad_input) for events at one instant,
/// out of order, and for days that a table of counts leaves out: missing is not zero.
std::vector<Finding> fit_events(const views::EventTable& events, const Json& options);

}  // namespace blocs::findings
