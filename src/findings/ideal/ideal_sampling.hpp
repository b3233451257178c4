#pragma once

#include <string>

#include "ideal_ask.hpp"

namespace blocs::findings {

/// Takes `dimensions` (1 or 2) and `absence` (missing or strategic) out of the options of a question. Throws
/// Error(usage) for others, and where the measure or the method knows only the plain model.
Wider wider_options(Json& options, const std::string& measure, const std::string& method);

/// How the line, or the plane, is laid.
std::string frame_words(const IdealAsk& ask);

/// Puts the means and standard deviations of draws in the place of the fast ones, and says how the draws came
/// out. `states` tell who was a member and stayed away.
void sample(IdealAsk& ask, const views::States& states, const IdealRun& run);

}  // namespace blocs::findings
