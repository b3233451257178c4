#include "profile_indicators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "../votes/votes_on_record.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "profile_flows.hpp"

namespace blocs::findings {
namespace {

constexpr std::size_t kLeastVotes = 10;  // in common, for a share to stand
constexpr double kDaysAYear = 365.2425;

const std::string& denominator(std::string_view slug) {
  static const std::map<std::string, std::size_t, std::less<>> kAt{
      {"regime", 1}, {"militarisation", 2}, {"status_quo", 3}, {"nuclear", 4}, {"behaviour", 5}};
  return denominators().at(kAt.at(std::string(slug)));
}

std::optional<std::size_t> cast(const views::RollCallMatrix& matrix, std::size_t state, std::size_t call) {
  switch (matrix.ballot(state, call)) {
    case views::Ballot::yes:
      return 0;
    case views::Ballot::abstain:
      return 1;
    case views::Ballot::no:
      return 2;
    default:
      return std::nullopt;
  }
}

/// What a roll call's ballots are held against: the ballot of most members, or of one state.
using Against = std::optional<std::size_t> (*)(const views::RollCallMatrix&, std::size_t call,
                                               std::optional<std::size_t> state);

std::optional<std::size_t> of_most(const views::RollCallMatrix& matrix, std::size_t call,
                                   std::optional<std::size_t>) {
  std::array<std::size_t, 3> tally{};
  for (std::size_t s = 0; s < matrix.states().size(); ++s) {
    if (const auto b = cast(matrix, s, call)) ++tally.at(*b);
  }
  return static_cast<std::size_t>(std::max_element(tally.begin(), tally.end()) - tally.begin());
}

std::optional<std::size_t> of_one(const views::RollCallMatrix& matrix, std::size_t call,
                                  std::optional<std::size_t> state) {
  return state ? cast(matrix, *state, call) : std::nullopt;
}

/// The share of a state's ballots that are like (or unlike) another's.
void vote_shares(ProfileIndicator& into, const views::RollCallMatrix& matrix, const views::Mask& selected,
                 Against against, std::optional<std::size_t> other, bool alike) {
  std::map<std::string, ProfileValue> found;
  for (const auto r : selected.indices()) {
    const auto theirs = against(matrix, r, other);
    for (std::size_t s = 0; theirs && s < matrix.states().size(); ++s) {
      const auto b = cast(matrix, s, r);
      if (!b || (other && s == *other)) continue;
      auto& value = found[matrix.states()[s]];
      value.numerator = value.numerator.value_or(0) + ((*b == *theirs) == alike ? 1 : 0);
      value.n = value.n.value_or(0) + 1;
      value.evidence.push_back(matrix.roll_calls()[r].id);
    }
  }
  for (auto& [state, value] : found) {
    if (*value.n < kLeastVotes) continue;
    value.number = *value.numerator / static_cast<double>(*value.n);
    value.value = *value.number;
    into.of.emplace(state, std::move(value));
  }
}

ProfileIndicator votes(const views::Record& record, const TieSpan& span, bool china) {
  auto rule = vote_rule_from({{"body", "assembly"}});
  rule.period = span.period();
  const auto on_record = votes_on_record(record, rule, measures::Needs::ballots);
  const auto& matrix = on_record.matrix;
  const auto& selected = on_record.selected();
  ProfileIndicator indicator;
  indicator.denominator = denominators().at(china ? 6 : 0);
  indicator.name = china ? "votes like China's" : "votes unlike most members'";
  indicator.unit = "share of votes";
  indicator.words =
      (china ? "ballots like China's: " : "ballots unlike those of most members: ") + in_words(rule);
  indicator.without = fmt::format("fewer than {} votes on record", kLeastVotes);
  for (const auto& note : record_notes(on_record, false))
    (on_record.observed() ? indicator.words : indicator.without) += "; " + note;
  if (china)
    vote_shares(indicator, matrix, selected, of_one, matrix.state_index("CHN"), true);
  else
    vote_shares(indicator, matrix, selected, of_most, std::nullopt, false);
  return indicator;
}

using Rows = std::vector<const views::Indicator*>;

/// Of each state the row that tells of the day: the latest that has begun and, but for numbers, not ended.
std::map<std::string, const views::Indicator*> current(const Rows& rows, views::IndicatorKind kind,
                                                       Date day) {
  std::map<std::string, const views::Indicator*> found;
  for (const auto* row : rows) {
    if (row->from && row->from->first > day) continue;
    if (kind != views::IndicatorKind::number && row->to && row->to->last < day) continue;
    auto& kept = found[row->state];
    if (kept == nullptr || !kept->from || (row->from && row->from->first >= kept->from->first)) kept = row;
  }
  return found;
}

ProfileValue leader_value(const views::Indicator& row, Date day) {
  ProfileValue value;
  const Date at = std::min(day, row.coded_on);
  value.number = std::max(0, at.days() - row.from->first.days()) / kDaysAYear;
  value.value = std::round(*value.number * 10) / 10;
  value.details = {{"leader", row.value}, {"since", row.from->iso()}, {"as_of", at.iso()}};
  if (at < day) value.caveat = "as coded on " + at.iso();
  return value;
}

ProfileValue number_value(const views::Indicator& row) {
  ProfileValue value;
  double number = 0;
  std::from_chars(row.value.data(), row.value.data() + row.value.size(), number);  // the reader checked it
  value.number = number;
  value.value = number;
  if (row.from) value.details = {{"as_of", row.from->iso()}};
  return value;
}

ProfileValue word_value(const views::Indicator& row, const std::string& most) {
  ProfileValue value;
  value.value = row.value;
  value.number = row.value == most ? 0 : 1;
  if (row.from) value.details = {{"since", row.from->iso()}};
  return value;
}

/// Facts by state, up to the day. A state without one counts 0 only where others of its facts are coded under
/// the denominator: it was looked at.
void add_facts(ProfileIndicator& into, const Rows& rows, const std::set<std::string>& looked_at, Date day) {
  for (const auto& state : looked_at) {
    auto& value = into.of[state];
    Json facts = Json::array();
    for (const auto* row : rows) {
      if (row->state != state || row->from->first > day) continue;
      value.evidence.push_back(row->id);
      facts.push_back({{"date", row->from->iso()}, {"what", row->value}});
    }
    value.n = value.evidence.size();
    value.number = static_cast<double>(*value.n);
    value.value = *value.number;
    if (!facts.empty()) value.details = {{"facts", facts}};
    value.caveat = facts.empty() ? "none is coded, which does not say that there is none"
                                 : "counts what is coded; it is no measure of how much";
  }
}

ProfileIndicator coded(const views::Record& record, const views::IndicatorInfo& info, const TieSpan& span,
                       Date day) {
  ProfileIndicator indicator;
  indicator.denominator = denominator(info.denominator);
  indicator.name = info.name;
  std::replace(indicator.name.begin(), indicator.name.end(), '_', ' ');
  indicator.unit = info.unit;
  indicator.words = fmt::format("{}, as coded, {}", info.words, span.day_words);
  indicator.without = "not coded for this state";
  Rows rows;
  std::set<std::string> looked_at;
  for (const auto& row : record.indicators()) {
    if (row.denominator == info.denominator && row.state != views::kAllOthers) looked_at.insert(row.state);
    const bool dated = info.kind == views::IndicatorKind::leader || info.kind == views::IndicatorKind::fact;
    if (row.indicator == info.name && (row.from || !dated)) rows.push_back(&row);
  }
  if (info.kind == views::IndicatorKind::fact) {
    if (!rows.empty()) add_facts(indicator, rows, looked_at, day);
    return indicator;
  }
  auto at = current(rows, info.kind, day);
  const auto rest = at.find(std::string(views::kAllOthers));
  const auto* most = rest == at.end() ? nullptr : rest->second;
  if (most != nullptr) at.erase(rest);
  for (const auto& [state, row] : at) {
    auto value = info.kind == views::IndicatorKind::leader   ? leader_value(*row, day)
                 : info.kind == views::IndicatorKind::number ? number_value(*row)
                                                             : word_value(*row, most ? most->value : "");
    value.evidence = {row->id};
    indicator.of.emplace(state, std::move(value));
  }
  if (most == nullptr) return indicator;
  for (const auto& state : un_members(record, day)) {
    auto value = word_value(*most, most->value);
    value.evidence = {most->id};
    indicator.of.emplace(state, std::move(value));  // where none of its own stands already
  }
  return indicator;
}

}  // namespace

const std::vector<std::string>& denominators() {
  static const std::vector<std::string> kAll{
      "revisionist alignment", "regime type",         "militarised society", "status quo at home",
      "nuclear dimension",     "strategic behaviour", "closeness to China"};
  return kAll;
}

std::set<std::string> un_members(const views::Record& record, Date day) {
  std::set<std::string> members;
  for (const auto& state : record.states().all()) {
    if (state.un_from && state.un_from->first <= day && (!state.un_to || state.un_to->last >= day))
      members.insert(state.code);
  }
  return members;
}

std::vector<ProfileIndicator> profile_indicators(const views::Record& record,
                                                 const std::vector<std::string>& members,
                                                 const TieSpan& span) {
  std::vector<ProfileIndicator> found;
  found.push_back(votes(record, span, false));
  for (const auto& info : views::indicator_infos()) {
    if (info.denominator != views::kSizeOfState) found.push_back(coded(record, info, span, span.day));
  }
  found.push_back(event_profiles(record, members, span));
  found.push_back(votes(record, span, true));
  found.push_back(trade_with(record, "CHN", span));
  found.push_back(meetings_with(record, "CHN", span));
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    const auto at = [](const ProfileIndicator& i) {
      return std::find(denominators().begin(), denominators().end(), i.denominator) - denominators().begin();
    };
    return at(a) < at(b);
  });
  return found;
}

}  // namespace blocs::findings
