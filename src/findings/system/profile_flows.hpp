#pragma once

#include <string>
#include <vector>

#include "profile_indicators.hpp"

namespace blocs::findings {

/// How much of a state's events, by CAMEO root class, has the make-up of the group's: one less half the sum
/// of the differences of their shares, 0 to 1. A member is held against the other members together.
ProfileIndicator event_profiles(const views::Record& record, const std::vector<std::string>& members,
                                const TieSpan& span);
/// The share of a state's goods trade that is with `partner`, in the latest year with both totals.
ProfileIndicator trade_with(const views::Record& record, const std::string& partner, const TieSpan& span);
/// Meetings with `partner`, minister or above, of the states that the table of meetings follows.
ProfileIndicator meetings_with(const views::Record& record, const std::string& partner, const TieSpan& span);

}  // namespace blocs::findings
