// General Assembly, the latest whole sessions: each member's distance from the others, topics, the nearest
// states outside, and how far the figure moves with the counting rule.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "../words.hpp"
#include "blocs/core/text.hpp"
#include "exhibits.hpp"
#include "headlines.hpp"
#include "layers.hpp"
#include "session_layers.hpp"

namespace blocs::findings {
namespace {

constexpr std::size_t kWindow = 5;  ///< latest sessions that the figures are of

/// "sessions 72 to 76".
/// "sessions 75 to 78 and 80": what is left out between is not named.
std::string sessions_words(const std::vector<Finding>& window) {
  std::vector<std::string> runs;
  for (std::size_t first = 0; first < window.size();) {
    std::size_t last = first;
    while (last + 1 < window.size() && session_of(window[last + 1]) == session_of(window[last]) + 1) ++last;
    runs.push_back(first == last
                       ? std::to_string(session_of(window[first]))
                       : fmt::format("{} to {}", session_of(window[first]), session_of(window[last])));
    first = last + 1;
  }
  return (window.size() == 1 ? "session " : "sessions ") + and_list(runs);
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

/// The last `kWindow` of some sessions.
std::vector<Finding> last_of(const std::vector<Finding>& sessions) {
  const std::size_t many = std::min(kWindow, sessions.size());
  return {sessions.end() - static_cast<std::ptrdiff_t>(many), sessions.end()};
}

/// Sessions up to the last one in which at least half of the roll calls name a topic.
std::vector<Finding> with_topics(const BriefBuilder& builder, const std::vector<Finding>& sessions) {
  const auto& matrix = builder.record().roll_calls(views::Body::assembly);
  auto end = sessions.end();
  for (; end != sessions.begin(); --end) {
    const auto& ids = std::prev(end)->evidence;
    const auto named = static_cast<std::size_t>(std::count_if(ids.begin(), ids.end(), [&](const auto& id) {
      return !matrix.roll_calls()[*matrix.roll_call_index(id)].topic.empty();
    }));
    if (named * 2 >= ids.size()) break;
  }
  return {sessions.begin(), end};
}

Exhibit members(BriefBuilder& builder, const std::vector<Finding>& window, const Finding& mean) {
  Exhibit exhibit;
  exhibit.sources = {"table:roll_calls"};
  exhibit.id = "sessions-members";
  exhibit.chart = {{"type", "intervals"}, {"label", "state"},
                   {"value", "distance"}, {"low", "low"},
                   {"high", "high"},      {"unit", "mean distance from the others’ majority"},
                   {"scale", "linear"}};
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
  exhibit.title = farthest_headline(builder.record().states(), list, sessions_words(window));
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

Exhibit by_topic(BriefBuilder& builder, const std::vector<Finding>& window, const Finding& mean,
                 const std::string& later) {
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
    rows.emplace_back(*pairs->number(), Json{{"topic", capital(topic_words(topic))},
                                             {"slug", topic},
                                             {"value", *pairs->number()},
                                             {"low", pairs->interval ? Json(pairs->interval->low) : Json()},
                                             {"high", pairs->interval ? Json(pairs->interval->high) : Json()},
                                             {"unanimity", number_cell(*one)},
                                             {"n", n_cell(*one)}});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (rows.empty()) return exhibit;
  std::vector<std::pair<std::string, double>> values;
  for (auto& [value, row] : rows) {
    values.emplace_back(topic_words(row.at("slug").get<std::string>()), value);
    row.erase("slug");
    exhibit.table.rows.push_back(std::move(row));
  }
  builder.keep(mean, exhibit);
  exhibit.title = topics_headline(values, sessions_words(window));
  exhibit.subtitle = "Mean agreement over the group’s pairs by topic; the line is all topics together";
  exhibit.rule = mean.rule.words;
  exhibit.notes.push_back(fmt::format(
      "Topics as the source gives them; a roll call may have several or none. Topics with fewer than {} roll "
      "calls are left out. Intervals draw roll calls again.{}",
      kLeast, later));
  return exhibit;
}

Exhibit neighbours(BriefBuilder& builder, const std::vector<Finding>& window, const Finding& rank) {
  Exhibit exhibit;
  exhibit.sources = {"table:roll_calls"};
  exhibit.id = "sessions-neighbours";
  exhibit.chart = {{"type", "none"}};
  exhibit.table.columns = {{"state", "State", "state"},
                           {"value", "Mean agreement with the members", "number"}};
  std::vector<std::pair<std::string, double>> outside;
  for (const auto& one : rank.details.at("nearest_outside")) {
    exhibit.table.rows.push_back({{"state", one.at("state")}, {"value", one.at("mean_agreement")}});
    outside.emplace_back(one.at("state").get<std::string>(), one.at("mean_agreement").get<double>());
  }
  builder.keep(rank, exhibit);
  exhibit.title = nearest_headline(builder.record().states(), outside, sessions_words(window));
  exhibit.subtitle = "States outside the group by their mean agreement with each of its members";
  exhibit.rule = rank.rule.words;
  return exhibit;
}

}  // namespace

std::string topic_words(const std::string& topic) {
  static const std::map<std::string, std::string> names{{"ukraine", "Ukraine"},
                                                        {"iran", "human rights in Iran"},
                                                        {"palestine", "Palestine"},
                                                        {"dprk", "North Korea"},
                                                        {"syria", "Syria"},
                                                        {"non-proliferation", "non-proliferation"},
                                                        {"cooperation", "cooperation with other bodies"}};
  const auto at = names.find(topic);
  if (at != names.end()) return at->second;
  std::string text = topic;
  std::replace(text.begin(), text.end(), '-', ' ');
  return text;
}

std::vector<Exhibit> latest_sessions(BriefBuilder& builder, const std::vector<Finding>& sessions) {
  std::vector<Exhibit> exhibits;
  const auto window = last_of(sessions);
  const auto figures = [&](const std::vector<Finding>& of) {
    return builder.ask("votes.cohesion", builder.members(), options_of(of, {{"interval", "bootstrap"}}));
  };
  const auto latest = figures(window);
  if (const auto* mean = part_of(latest, "mean-pairwise");
      mean != nullptr && mean->number() && builder.members().size() > 2)
    exhibits.push_back(members(builder, window, *mean));
  if (const auto named = last_of(with_topics(builder, sessions)); !named.empty()) {
    const bool same = session_of(named.back()) == session_of(window.back());
    const auto answer = same ? latest : figures(named);
    const std::string later =
        same ? ""
             : fmt::format(" Of the roll calls of session {} and later fewer than half name a topic.",
                           session_of(named.back()) + 1);
    if (const auto* mean = part_of(answer, "mean-pairwise"); mean != nullptr && mean->number()) {
      auto topics = by_topic(builder, named, *mean, later);
      if (!topics.table.rows.empty()) exhibits.push_back(std::move(topics));
    }
  }
  const auto rank =
      builder.ask_one("votes.rank", builder.members(), options_of(window, {{"means_only", true}}));
  if (!rank.details.is_null()) exhibits.push_back(neighbours(builder, window, rank));
  auto rules = sessions_by_rule(builder, builder.ask("votes.grid", builder.members(), options_of(window)),
                                sessions_words(window));
  if (!rules.table.rows.empty()) exhibits.push_back(std::move(rules));
  return exhibits;
}

}  // namespace blocs::findings
