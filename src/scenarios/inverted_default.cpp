#include "blocs/scenarios/inverted_default.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <tuple>

#include "blocs/core/error.hpp"

namespace blocs::scenarios {
namespace {

const Date kAdoptionDay{2015, 10, 18};
const Date kTerminationDay{2025, 10, 18};
constexpr int kDaysToDecide = 30;

/// Daylight time in New York at 00:00 GMT of a day, by the rule in force since 2007.
bool daylight_time(Date day) {
  using namespace std::chrono;
  const year y{day.year()};
  const auto spring = sys_days(y / March / Sunday[2]) + hours(7);     // 02:00 standard time, in GMT
  const auto autumn = sys_days(y / November / Sunday[1]) + hours(6);  // 02:00 daylight time, in GMT
  const auto moment = sys_days(days(day.days()));
  return moment >= spring && moment < autumn;
}

std::string fate(views::Outcome outcome) {
  return outcome == views::Outcome::vetoed ? "the draft is vetoed"
                                           : "the draft falls short of the votes needed";
}

}  // namespace

std::string_view word(DefaultState state) {
  constexpr std::array<std::string_view, 4> words{"idle", "running", "averted", "tripped"};
  return words.at(static_cast<std::size_t>(state));
}

std::vector<DefaultStep> run(const InvertedDefault& machine, std::vector<TurningVote> votes,
                             std::optional<Date> until) {
  if (until && *until < machine.start) return {{*until, DefaultState::idle, "not started yet", ""}};
  std::sort(votes.begin(), votes.end(), [](const TurningVote& a, const TurningVote& b) {
    return std::tie(a.date, a.roll_call) < std::tie(b.date, b.roll_call);
  });
  std::vector<DefaultStep> steps{{machine.start, DefaultState::running, machine.what_runs, ""}};
  for (const auto& vote : votes) {
    if (vote.date < machine.start || vote.date >= machine.deadline || (until && vote.date > *until)) continue;
    if (vote.outcome == views::Outcome::adopted) {
      steps.push_back({vote.date, DefaultState::averted, machine.what_averts, vote.roll_call});
      return steps;
    }
    steps.push_back(
        {vote.date, DefaultState::running, fate(vote.outcome) + ": the clock runs on", vote.roll_call});
  }
  if (!until || *until >= machine.deadline) {
    steps.push_back({machine.deadline, DefaultState::tripped, machine.what_trips, ""});
  }
  return steps;
}

Snapback snapback(Date notified) {
  if (notified < kAdoptionDay) {
    throw Error::usage("resolution 2231 did not bind before Adoption Day, " + kAdoptionDay.iso());
  }
  Snapback result;
  result.notified = notified;
  result.thirtieth_day = notified.plus_days(kDaysToDecide);
  result.effect = result.thirtieth_day.plus_days(1);
  if (result.effect >= kTerminationDay) {
    throw Error::usage("by the day of effect, " + result.effect.iso() + ", resolution 2231 had ended",
                       "Termination Day is " + kTerminationDay.iso() + "; notify at least 31 days before");
  }
  result.effect_new_york = result.thirtieth_day.iso() + (daylight_time(result.effect) ? " 20:00" : " 19:00");
  result.machine = {
      "notified: the thirty days of operative paragraph 11 run",
      "a resolution to continue the relief is adopted: the relief continues",
      "no such resolution was adopted: the earlier sanctions apply again (operative paragraph 12)", notified,
      result.effect};
  return result;
}

InvertedDefault mandate(const std::string& name, Date from, Date expires) {
  if (expires < from) throw Error::usage("the mandate ends before it begins", "from <= expires");
  return {name + " runs", name + " is renewed", name + " was not renewed: it has ended", from,
          expires.plus_days(1)};
}

}  // namespace blocs::scenarios
