#pragma once

#include <optional>
#include <string>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/views/codes.hpp"

namespace blocs::scenarios {

/// A vote of the Council that could turn the default.
struct TurningVote {
  Date date{1966, 1, 1};
  std::string roll_call;  ///< its id
  views::Outcome outcome = views::Outcome::failed;
};

/// Where the machine stands.
enum class DefaultState {
  idle,     ///< nothing runs: not notified, or no mandate yet
  running,  ///< the clock runs towards the default
  averted,  ///< an adopted resolution stopped the clock: the default did not come
  tripped,  ///< the clock ran out: the default came by itself
};
std::string_view word(DefaultState);

/// One step, with what caused it.
struct DefaultStep {
  Date date{1966, 1, 1};
  DefaultState state = DefaultState::idle;
  std::string why;
  std::string roll_call;  ///< the vote, if it was one
};

/// A rule that turns the burden of the veto round: something happens on a day by itself *unless* the Council
/// adopts a resolution before. A veto then protects the default instead of the status quo.
struct InvertedDefault {
  std::string what_runs;      ///< "the thirty days of operative paragraph 11 run"
  std::string what_averts;    ///< "relief continues"
  std::string what_trips;     ///< "the earlier sanctions return"
  Date start{1966, 1, 1};     ///< the notification, or the mandate's first day
  Date deadline{1966, 1, 1};  ///< the day at whose beginning the default comes (00:00 GMT)
};

/// Runs the machine through the votes, in date order. An adopted vote on or after `start` and before
/// `deadline` averts; a vote that fails, vetoed or short, changes nothing and is noted. Votes outside the
/// span are left out. With `until`, the clock stops there: a deadline after it leaves the machine running.
std::vector<DefaultStep> run(const InvertedDefault& machine, std::vector<TurningVote> votes,
                             std::optional<Date> until = std::nullopt);

/// Snapback under resolution 2231 (2015), operative paragraphs 11 and 12.
///
/// OP 11: within 30 days of a JCPOA participant's notification of significant non-performance the Council
/// votes on a draft to continue in effect the terminations of OP 7(a); if no other member does, the President
/// submits one. OP 12: if no such resolution is adopted within 30 days of the notification, all provisions of
/// resolutions 1696, 1737, 1747, 1803, 1835 and 1929 apply as before from midnight GMT after the thirtieth
/// day following it, unless the Council decides otherwise. Source: S/RES/2231 (2015),
/// https://undocs.org/S/RES/2231(2015).
struct Snapback {
  Date notified{2025, 8, 28};
  Date thirtieth_day{2025, 9, 27};  ///< the last day
  Date effect{2025, 9, 28};         ///< 00:00 GMT on this day
  std::string effect_new_york;      ///< the same moment there: "2025-09-27 20:00"
  InvertedDefault machine;
};

/// Snapback for a notification. New York is on daylight time (UTC-4) from the second Sunday of March to the
/// first of November, else UTC-5. Throws Error(usage) before Adoption Day (2015-10-18), or where OP 8 had
/// ended the provisions by the day of effect (2025-10-18, Termination Day).
Snapback snapback(Date notified);

/// A mandate that ends with its last day unless it is renewed: `expires` is that day.
InvertedDefault mandate(const std::string& name, Date from, Date expires);

}  // namespace blocs::scenarios
