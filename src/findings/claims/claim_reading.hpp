#pragma once

#include <optional>
#include <vector>

#include "blocs/findings/claims.hpp"
#include "blocs/findings/finding.hpp"
#include "blocs/findings/verdicts.hpp"

namespace blocs::findings {

/// The finding of an answer that a figure picks, or nothing if no part of it is the one. Throws Error(usage)
/// for a pick that no answer of this measure can meet.
const Finding* picked(const Figure& figure, const std::vector<Finding>& answer);

/// What a figure reads off a finding, in the unit of the figure where that is % or billions.
Reading read(const Figure& figure, const Finding& finding);

/// Whether the record's value stands to the stated one as the claim says, to the last printed digit; nothing
/// where the value is undefined, of another kind, or known less precisely than it is stated, and where the
/// question asks for days beyond the record and its value decides nothing: no record that begins later shows
/// which was the first.
std::optional<bool> holds(const Figure& figure, const Reading& reading);

/// How far a value is from the stated one, for "nearest": 0 if it holds, relative for numbers, in years for
/// dates, 1 for other words; nothing if undefined.
std::optional<double> distance(const Figure& figure, const Reading& reading);

}  // namespace blocs::findings
