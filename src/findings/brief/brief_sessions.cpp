// General Assembly, whole sessions: cohesion since 1946 beside its base rate, members, topics, neighbours and
// the spread over counting rules. Needs a ledger with imported files; says which where they are not there.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"
#include "exhibits.hpp"
#include "layers.hpp"
#include "words.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kId = "assembly-sessions";
constexpr const char* kSessionsLayer = "General Assembly sessions";
constexpr std::size_t kWindow = 5;  ///< latest sessions that the figures by member, topic and rule are of

/// Sessions with a figure for the group, oldest first.
std::vector<Finding> defined_sessions(const BriefBuilder& builder) {
  auto found = builder.ask("votes.history", builder.members(),
                           {{"body", "assembly"}, {"until", builder.until().iso()}});
  std::erase_if(found, [](const Finding& f) { return !f.number(); });
  return found;
}

int session_of(const Finding& finding) {
  return finding.details.at("session").get<int>();
}
std::size_t members_of(const Finding& finding) {
  return finding.details.at("members").size();
}

/// "sessions 72 to 76".
std::string sessions_words(const std::vector<Finding>& window) {
  if (window.size() == 1) return fmt::format("session {}", session_of(window.front()));
  return fmt::format("sessions {} to {}", session_of(window.front()), session_of(window.back()));
}

Json options_of(const std::vector<Finding>& window, const Json& more = Json::object()) {
  Json sessions = Json::array();
  for (const auto& finding : window) sessions.push_back(std::to_string(session_of(finding)));
  Json options{{"body", "assembly"}, {"sessions", sessions}, {"abstention", "half"}};
  options.update(more);
  return options;
}

const Finding* part_of(const std::vector<Finding>& findings, const std::string& measure) {
  return of_measure(findings, "votes." + measure);
}

Json percentile_cell(const Finding& finding) {
  return finding.details.contains("percentile") ? finding.details.at("percentile") : Json();
}

Exhibit history(BriefBuilder& builder, const std::vector<Finding>& sessions) {
  Exhibit exhibit;
  exhibit.sources = {"table:roll_calls"};
  exhibit.id = "sessions-history";
  exhibit.chart = {{"type", "paths"},
                   {"x", "year"},
                   {"y", "value"},
                   {"series", "who"},
                   {"unit", "mean agreement over pairs"},
                   {"low", "low"},
                   {"high", "high"}};
  exhibit.table.columns = {
      {"session", "Session", "text"},           {"year", "Opened in", "text"},
      {"who", "Members counted", "text"},       {"value", "Mean over pairs", "number"},
      {"low", "5 % of groups below", "number"}, {"high", "95 % of groups below", "number"},
      {"percentile", "Percentile", "number"},   {"n", "Roll calls", "number"}};
  for (const auto& finding : sessions) {
    const bool all = members_of(finding) == builder.members().size();
    exhibit.table.rows.push_back(
        {{"session", std::to_string(session_of(finding))},
         {"year", finding.details.at("opened")},
         {"who", all ? fmt::format("all {} members", members_of(finding))
                     : fmt::format("{} of {} members", members_of(finding), builder.members().size())},
         {"value", number_cell(finding)},
         {"low", finding.details.at("low")},
         {"high", finding.details.at("high")},
         {"percentile", percentile_cell(finding)},
         {"n", n_cell(finding)}});
  }
  const auto& last = sessions.back();
  builder.keep(last, exhibit);
  exhibit.title = fmt::format(
      "In session {} the members’ pairs agreed to {:.2f} on average; nine groups of {} in ten "
      "lie between {:.2f} and {:.2f}",
      session_of(last), *last.number(), members_of(last), last.details.at("low").get<double>(),
      last.details.at("high").get<double>());
  exhibit.subtitle =
      "Mean agreement over the group’s pairs, by the year in which a session opened; the band holds the "
      "middle nine tenths of all groups of as many states";
  exhibit.rule = last.rule.words;
  exhibit.notes.push_back(
      "The members are those of the end of the period throughout; who did not sit yet, or voted fewer than "
      "twenty "
      "times, is left out of a session, and the band is then of smaller groups.");
  if (members_of(last) > 2)
    exhibit.notes.push_back(
        "The band is of 20,000 groups drawn by chance in each session; the percentile, where given, "
        "is of all groups there are.");
  return exhibit;
}

Exhibit members(BriefBuilder& builder, const std::vector<Finding>& window, const Finding& mean) {
  Exhibit exhibit;
  exhibit.sources = {"table:roll_calls"};
  exhibit.id = "sessions-members";
  exhibit.chart = {{"type", "intervals"}, {"label", "state"},
                   {"value", "distance"}, {"low", "low"},
                   {"high", "high"},      {"unit", "mean distance from the others’ majority"}};
  exhibit.table.columns = {{"state", "State", "state"},   {"distance", "Distance", "number"},
                           {"low", "From", "number"},     {"high", "To", "number"},
                           {"n", "Roll calls", "number"}, {"without", "Group without it", "number"}};
  auto list = mean.details.at("members").get<std::vector<Json>>();
  std::erase_if(list, [](const Json& m) { return m.at("distance_from_majority").is_null(); });
  std::stable_sort(list.begin(), list.end(), [](const Json& a, const Json& b) {
    return a.at("distance_from_majority").get<double>() < b.at("distance_from_majority").get<double>();
  });
  for (const auto& member : list) {
    exhibit.table.rows.push_back({{"state", member.at("state")},
                                  {"distance", member.at("distance_from_majority")},
                                  {"low", member.value("low", Json())},
                                  {"high", member.value("high", Json())},
                                  {"n", member.at("n")},
                                  {"without", member.at("mean_without")}});
  }
  builder.keep(mean, exhibit);
  exhibit.title = list.empty()
                      ? "No member’s distance from the others is defined"
                      : capital(fmt::format("{} voted farthest from the others in {}",
                                            builder.spoken({list.back().at("state").get<std::string>()}),
                                            sessions_words(window)));
  exhibit.subtitle =
      "Mean distance of a member’s ballots from the ballot that most of the others cast: 0 the same, a "
      "half beside an abstention, 1 the opposite";
  exhibit.rule = mean.rule.words;
  exhibit.notes.push_back(
      "Intervals draw roll calls again 1,000 times; where the others are tied a roll call is left "
      "out. The last column is the group’s mean over pairs without the member.");
  return exhibit;
}

/// Topics of the window's roll calls.
std::set<std::string> topics_in(const BriefBuilder& builder, const Finding& mean) {
  const auto& matrix = builder.record().roll_calls(views::Body::assembly);
  std::set<std::string> topics;
  for (const auto& id : mean.evidence) {
    for (auto& topic : split(matrix.roll_calls()[*matrix.roll_call_index(id)].topic, ';')) {
      if (!topic.empty()) topics.insert(std::move(topic));
    }
  }
  return topics;
}

Exhibit by_topic(BriefBuilder& builder, const std::vector<Finding>& window, const Finding& mean) {
  constexpr std::size_t kLeast = 10;
  Exhibit exhibit;
  exhibit.sources = {"table:roll_calls"};
  exhibit.id = "sessions-topics";
  exhibit.chart = {{"type", "intervals"},
                   {"label", "topic"},
                   {"value", "value"},
                   {"low", "low"},
                   {"high", "high"},
                   {"unit", "mean agreement over pairs"},
                   {"reference", *mean.number()}};
  exhibit.table.columns = {
      {"topic", "Topic", "text"}, {"value", "Mean over pairs", "number"}, {"low", "From", "number"},
      {"high", "To", "number"},   {"unanimity", "Votes as one", "share"}, {"n", "Roll calls", "number"}};
  std::vector<std::pair<double, Json>> rows;
  for (const auto& topic : topics_in(builder, mean)) {
    const auto answer =
        builder.ask("votes.cohesion", builder.members(),
                    options_of(window, {{"topics", Json::array({topic})}, {"interval", "bootstrap"}}));
    const auto* pairs = part_of(answer, "mean-pairwise");
    const auto* one = part_of(answer, "unanimity");
    if (pairs == nullptr || one == nullptr || !pairs->number() || pairs->evidence.size() < kLeast) continue;
    std::string label = topic;
    std::replace(label.begin(), label.end(), '-', ' ');
    rows.emplace_back(*pairs->number(), Json{{"topic", label},
                                             {"value", *pairs->number()},
                                             {"low", pairs->interval ? Json(pairs->interval->low) : Json()},
                                             {"high", pairs->interval ? Json(pairs->interval->high) : Json()},
                                             {"unanimity", number_cell(*one)},
                                             {"n", n_cell(*one)}});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (auto& [value, row] : rows) exhibit.table.rows.push_back(std::move(row));
  if (rows.empty()) return exhibit;
  builder.keep(mean, exhibit);
  exhibit.title = fmt::format(
      "Most alike on {}, least on {}, in {}", exhibit.table.rows.front().at("topic").get<std::string>(),
      exhibit.table.rows.back().at("topic").get<std::string>(), sessions_words(window));
  exhibit.subtitle = "Mean agreement over the group’s pairs by topic; the line is all topics together";
  exhibit.rule = mean.rule.words;
  exhibit.notes.push_back(fmt::format(
      "Topics as the source gives them; a roll call may have several or none. Topics with fewer than {} roll "
      "calls are left out. Intervals draw roll calls again.",
      kLeast));
  return exhibit;
}

Exhibit neighbours(BriefBuilder& builder, const std::vector<Finding>& window, const Finding& rank) {
  Exhibit exhibit;
  exhibit.sources = {"table:roll_calls"};
  exhibit.id = "sessions-neighbours";
  exhibit.chart = {{"type", "none"}};
  exhibit.table.columns = {{"state", "State", "state"},
                           {"value", "Mean agreement with the members", "number"}};
  std::vector<std::string> first;
  for (const auto& one : rank.details.at("nearest_outside")) {
    exhibit.table.rows.push_back({{"state", one.at("state")}, {"value", one.at("mean_agreement")}});
    if (first.size() < 3) first.push_back(one.at("state").get<std::string>());
  }
  builder.keep(rank, exhibit);
  exhibit.title = capital(
      fmt::format("{} voted nearest to the members in {}", builder.spoken(first), sessions_words(window)));
  exhibit.subtitle = "States outside the group by their mean agreement with each of its members";
  exhibit.rule = rank.rule.words;
  return exhibit;
}

/// For each choice that a rule leaves open and each way to take it: the figure with all else by default, and
/// how far it moves over all other choices.
struct Spread {
  std::string label;
  double low = 0, high = 0;
  std::optional<double> value;
};

std::vector<std::string> choices_of(const Finding& rule) {
  return split(rule.rule.data.at("part").get<std::string>(), ',');
}

std::vector<Spread> spreads(const std::vector<Finding>& grid) {
  std::vector<Spread> list;
  const auto defaults = choices_of(grid.at(1));
  for (std::size_t i = 1; i < grid.size(); ++i) {
    if (!grid[i].number()) continue;
    const double value = *grid[i].number();
    const auto choices = choices_of(grid[i]);
    for (std::size_t c = 0; c < choices.size(); ++c) {
      auto at =
          std::find_if(list.begin(), list.end(), [&](const Spread& s) { return s.label == choices[c]; });
      if (at == list.end()) at = list.insert(list.end(), {choices[c], value, value, std::nullopt});
      at->low = std::min(at->low, value);
      at->high = std::max(at->high, value);
      auto rest = choices;
      rest[c] = defaults[c];
      if (rest == defaults) at->value = value;
    }
  }
  std::erase_if(list, [](const Spread& s) { return !s.value; });
  std::stable_sort(list.begin(), list.end(),
                   [](const Spread& a, const Spread& b) { return a.label < b.label; });
  return list;
}

Exhibit by_rule(BriefBuilder& builder, const std::vector<Finding>& window) {
  const auto grid = builder.ask("votes.grid", builder.members(), options_of(window));
  Exhibit exhibit;
  exhibit.sources = {"table:roll_calls"};
  exhibit.id = "sessions-rules";
  if (grid.size() < 2 || !grid.front().number()) return exhibit;
  const auto& spread = grid.front();
  exhibit.chart = {{"type", "intervals"}, {"label", "choice"}, {"value", "value"},
                   {"low", "low"},        {"high", "high"},    {"unit", "mean agreement over pairs"}};
  if (const auto value = grid.at(1).number()) exhibit.chart["reference"] = *value;
  exhibit.table.columns = {{"choice", "Choice", "text"},
                           {"value", "All else by default", "number"},
                           {"low", "Least over other choices", "number"},
                           {"high", "Most over other choices", "number"}};
  for (const auto& one : spreads(grid)) {
    std::string label = one.label;
    for (auto& [from, to] : {std::pair{" true", ": in"}, {" false", ": left out"}}) {
      if (label.starts_with("contested")) continue;
      if (const auto at = label.find(from); at != std::string::npos) label.replace(at, std::string::npos, to);
    }
    if (label == "contested true") label = "contested votes only";
    if (label == "contested false") label = "contested or not";
    exhibit.table.rows.push_back(
        {{"choice", label}, {"value", *one.value}, {"low", one.low}, {"high", one.high}});
  }
  builder.keep(spread, exhibit);
  exhibit.title =
      fmt::format("Under {} counting rules the figure lies between {:.2f} and {:.2f}",
                  spread.details.at("rules").get<std::size_t>(), spread.details.at("least").get<double>(),
                  spread.details.at("most").get<double>());
  exhibit.subtitle =
      "Mean agreement over the group’s pairs under each choice; whiskers over all other choices";
  exhibit.rule = spread.rule.words;
  exhibit.notes.push_back("A count of rules, not a probability.");
  return exhibit;
}

/// What the record holds, and which sessions look incomplete: fewer than half of the median of the last
/// twenty.
std::string coverage(const std::vector<Finding>& sessions) {
  std::vector<std::size_t> sizes;
  const std::size_t recent = std::min<std::size_t>(sessions.size(), 20);
  for (std::size_t i = sessions.size() - recent; i < sessions.size(); ++i)
    sizes.push_back(sessions[i].details.at("roll_calls").get<std::size_t>());
  std::sort(sizes.begin(), sizes.end());
  const std::size_t median = sizes[sizes.size() / 2];
  std::vector<std::string> thin;
  for (std::size_t i = sessions.size() - recent; i < sessions.size(); ++i) {
    const auto n = sessions[i].details.at("roll_calls").get<std::size_t>();
    if (n * 2 < median) thin.push_back(fmt::format("{} ({})", session_of(sessions[i]), n));
  }
  std::size_t all = 0;
  for (const auto& session : sessions) all += session.details.at("roll_calls").get<std::size_t>();
  std::string text =
      fmt::format("The record holds {} of sessions {} to {} with votes of two members or more.",
                  counted(all, "roll call"), session_of(sessions.front()), session_of(sessions.back()));
  if (!thin.empty())
    text += fmt::format(
        " Few are on record, against a median of {} in the last {}, of session {}: they may be "
        "incomplete.",
        median, recent, and_list(thin));
  return text;
}

bool has_whole_sessions(const BriefBuilder& builder) {
  std::map<std::string, bool> imported;
  for (const auto& call : builder.record().roll_calls(views::Body::assembly).roll_calls()) {
    const auto [at, added] = imported.emplace(call.source, false);
    if (added) at->second = is_imported(builder, call.source);
    if (at->second) return true;
  }
  return false;
}

}  // namespace

void brief_sessions(BriefBuilder& builder) {
  if (!has_whole_sessions(builder)) {
    builder.not_observed(
        kId, kSessionsLayer, "Whole sessions of the Assembly are not observed",
        "The record holds named resolutions only. `blocs import` of the UN Digital Library’s or Voeten’s "
        "files into a ledger, and `blocs brief --ledger` on it, fill this section.");
    return;
  }
  const auto sessions = defined_sessions(builder);
  if (sessions.empty()) {
    builder.not_observed(kId, kSessionsLayer, "Whole sessions of the Assembly are not observed",
                         "In no session on record did two members vote twenty times in common.");
    return;
  }
  const std::size_t many = std::min(kWindow, sessions.size());
  const std::vector<Finding> window(sessions.end() - static_cast<std::ptrdiff_t>(many), sessions.end());
  const auto& last = sessions.back();
  std::string title = fmt::format("In session {} the members’ pairs agreed to {:.2f} on average",
                                  session_of(last), *last.number());
  if (last.details.contains("percentile")) {
    title += fmt::format(", above {:.1f} % of {} groups of {}", last.details.at("percentile").get<double>(),
                         plain_number(last.details.at("groups").get<double>()), members_of(last));
  }
  Section section{kId, kSessionsLayer, title, {}, true, {}};
  section.text.push_back(coverage(sessions));
  section.text.push_back(
      "A percentile describes the record and is no test: most states agree on most of what the Assembly "
      "votes on, so that a high share is common.");
  section.exhibits.push_back(history(builder, sessions));
  const auto figures =
      builder.ask("votes.cohesion", builder.members(), options_of(window, {{"interval", "bootstrap"}}));
  if (const auto* mean = part_of(figures, "mean-pairwise"); mean != nullptr && mean->number()) {
    if (builder.members().size() > 2) section.exhibits.push_back(members(builder, window, *mean));
    auto topics = by_topic(builder, window, *mean);
    if (!topics.table.rows.empty()) section.exhibits.push_back(std::move(topics));
  }
  const auto rank =
      builder.ask_one("votes.rank", builder.members(), options_of(window, {{"bounded", false}}));
  if (!rank.details.is_null()) section.exhibits.push_back(neighbours(builder, window, rank));
  auto rules = by_rule(builder, window);
  if (!rules.table.rows.empty()) section.exhibits.push_back(std::move(rules));
  builder.add(std::move(section));
}

}  // namespace blocs::findings
