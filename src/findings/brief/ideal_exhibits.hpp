#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "../ideal/ideal_measures.hpp"
#include "builder.hpp"

namespace blocs::findings {

/// Ballots that count which two members must have cast in a session for it to be the last one shown.
inline constexpr std::uint32_t kLeastBallots = 20;

/// The year in which a session (by index) opened.
inline int year_of(const IdealAsk& ask, std::size_t session) {
  return 1945 + ask.data.sessions[session].number;
}

/// "−1.58", with a minus as in print; and the same with a plus.
std::string place_words(double x);
std::string signed_words(double x);

/// The members' paths with bands up to the session `last` (by index), all other states as the chart's
/// context.
Exhibit ideal_paths(BriefBuilder& builder, const IdealAsk& ask, std::size_t last);
/// The spread session by session, from a finding of `ideal.spread`.
Exhibit ideal_spread(BriefBuilder& builder, const Finding& spread);
/// Steps beyond noise, from findings of `ideal.moves`; without rows if there is none.
Exhibit ideal_turns(BriefBuilder& builder, const std::vector<Finding>& moves);

}  // namespace blocs::findings
