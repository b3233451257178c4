#include "profile_flows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "blocs/findings/question.hpp"

namespace blocs::findings {
namespace {

constexpr std::size_t kRoots = 20;
constexpr double kLeastEvents = 50;

const Date kOpen(9999, 12, 31);

std::string during(const TieSpan& span) {
  return ", from " + span.since.iso() + (span.day == kOpen ? "" : " to " + span.day.iso());
}

using Mix = std::array<double, kRoots>;

double total(const Mix& mix) {
  double sum = 0;
  for (const double x : mix) sum += x;
  return sum;
}

double overlap(const Mix& a, const Mix& b) {
  double apart = 0;
  for (std::size_t r = 0; r < kRoots; ++r) apart += std::abs(a[r] / total(a) - b[r] / total(b));
  return 1 - apart / 2;
}

}  // namespace

ProfileIndicator event_profiles(const views::Record& record, const std::vector<std::string>& members,
                                const TieSpan& span) {
  ProfileIndicator indicator;
  indicator.denominator = denominators().at(5);
  indicator.name = "events like the group's";
  indicator.unit = "share in common";
  indicator.words = fmt::format(
      "events by CAMEO root class towards states outside the group{}: what their shares have in common with "
      "those of the other members together",
      during(span));
  indicator.without = fmt::format(
      "fewer than {:.0f} events are on record; `blocs import` takes event rows of GDELT in", kLeastEvents);
  std::map<std::string, Mix> by_state;
  std::map<std::string, std::vector<std::string>> rows;
  Mix group{};
  const auto is_member = [&](const std::string& state) {
    return std::find(members.begin(), members.end(), state) != members.end();
  };
  for (const auto& row : record.event_counts()) {
    const Date month(row.year, static_cast<unsigned>(row.month), 1);
    if (month < Date(span.since.year(), span.since.month(), 1) || month > span.day) continue;
    if (is_member(row.target)) continue;
    const auto root = static_cast<std::size_t>(row.root - 1);
    const auto count = static_cast<double>(row.count);
    by_state[row.actor].at(root) += count;
    rows[row.actor].push_back(row.id);
    if (is_member(row.actor)) group.at(root) += count;
  }
  for (const auto& [state, mix] : by_state) {
    Mix others = group;
    if (is_member(state)) {
      for (std::size_t r = 0; r < kRoots; ++r) others.at(r) -= mix.at(r);
    }
    if (total(mix) < kLeastEvents || total(others) < kLeastEvents) continue;
    ProfileValue value;
    value.number = overlap(mix, others);
    value.value = *value.number;
    value.n = static_cast<std::size_t>(total(mix));
    value.evidence = rows.at(state);
    value.caveat = "events are reports coded by machines: attention, not conduct alone";
    indicator.of.emplace(state, std::move(value));
  }
  return indicator;
}

ProfileIndicator trade_with(const views::Record& record, const std::string& partner, const TieSpan& span) {
  ProfileIndicator indicator;
  indicator.denominator = denominators().at(6);
  indicator.name = "trade with China";
  indicator.unit = "share of trade";
  indicator.words = fmt::format(
      "goods trade with China over goods trade with the world, in the latest year{} with both totals",
      span.day == kOpen ? "" : fmt::format(" to {}", span.day.year()));
  indicator.without = "no year with both totals is on record; files of the IMF or UN Comtrade bring them in";
  std::map<std::string, std::pair<int, ProfileValue>> latest;
  for (const auto& world : record.trade()) {
    if (world.b != "WLD" || world.a == partner || world.year > span.day.year()) continue;
    if (!(world.value_usd_million > 0)) continue;
    for (const auto& pair : record.trade()) {
      const bool with = (pair.a == world.a && pair.b == partner) || (pair.a == partner && pair.b == world.a);
      if (!with || pair.year != world.year || pair.reporter != world.reporter) continue;
      auto& [year, value] = latest[world.a];
      if (year > world.year) continue;
      year = world.year;
      value = {};
      value.number = pair.value_usd_million / world.value_usd_million;
      value.value = *value.number;
      value.evidence = {pair.id, world.id};
      value.details = {{"year", year}, {"reporter", world.reporter}};
      if (world.provenance.confidence == views::Confidence::low)
        value.caveat = "a total is of low confidence";
    }
  }
  for (auto& [state, entry] : latest) indicator.of.emplace(state, std::move(entry.second));
  return indicator;
}

ProfileIndicator meetings_with(const views::Record& record, const std::string& partner, const TieSpan& span) {
  ProfileIndicator indicator;
  indicator.denominator = denominators().at(6);
  indicator.name = "meetings with China";
  indicator.unit = "meetings";
  indicator.words = "meetings with China, minister or above" + during(span);
  indicator.without = "no table of meetings on record follows both";
  for (const auto& frame : record.meetings().frames) {
    const auto& states = frame.states;
    if (std::find(states.begin(), states.end(), partner) == states.end()) continue;
    for (const auto& state : states) {
      if (state == partner || indicator.of.contains(state)) continue;
      Json options{{"since", span.since.iso()}};
      if (span.day != kOpen) options["until"] = span.day.iso();
      const auto found = answer(record, {"meetings.count", {state, partner}, options}).front();
      ProfileValue value;
      value.value = found.value;
      value.number = found.number();
      value.n = found.n;
      value.evidence = found.evidence;
      indicator.of.emplace(state, std::move(value));
    }
  }
  return indicator;
}

}  // namespace blocs::findings
