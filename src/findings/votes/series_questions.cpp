#include <fmt/format.h>

#include <map>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/inference/change_points.hpp"
#include "blocs/measures/cohesion.hpp"
#include "vote_ask.hpp"

namespace blocs::findings {
namespace {

using inference::SeriesPoint;

/// The place of a roll call on the time axis: its calendar year, or its regular session.
std::optional<int> time_of(const views::RollCall& call, bool by_session) {
  if (by_session) return regular_session(call);
  return call.date.year();
}

std::map<int, views::Mask> by_time(const VoteAsk& ask, bool by_session) {
  std::map<int, views::Mask> masks;
  for (const auto i : ask.selected.indices()) {
    const auto time = time_of(ask.matrix.roll_calls()[i], by_session);
    if (!time) continue;
    masks.try_emplace(*time, ask.selected.size()).first->second.set(i);
  }
  return masks;
}

/// A pair's agreement, or the mean over a group's pairs with as many votes as its pairs have on average.
std::optional<SeriesPoint> point(const VoteAsk& ask, int time, const views::Mask& mask) {
  const auto group = measures::group_agreement(ask.matrix, mask, ask.rule, ask.subjects.states);
  if (!group.mean_pairwise) return std::nullopt;
  double n = 0;
  for (const auto& pair : group.pairs) n += static_cast<double>(pair.n);
  n /= static_cast<double>(group.pairs_defined);
  return SeriesPoint{time, *group.mean_pairwise * n, n};
}

Finding change_finding(const VoteAsk& ask, const std::vector<SeriesPoint>& series,
                       const inference::Segmentation& found, const std::vector<double>& certainty,
                       bool by_session) {
  Finding finding = vote_finding("votes.changes", ask, ask.subjects.states);
  const std::string unit = by_session ? "session" : "year";
  finding.rule.words =
      in_words(ask.rule) +
      fmt::format(
          "; level changes of the series by {}: PELT, quasi-binomial, penalty {:.1f}, dispersion {:.2f}",
          unit, found.penalty, found.dispersion);
  finding.rule.data["by"] = unit;
  finding.unit = "changes";
  finding.value = static_cast<double>(found.segments.size() - 1);
  finding.n = series.size();
  Json points = Json::array();
  for (std::size_t i = 0; i < series.size(); ++i) {
    points.push_back({{unit, series[i].time},
                      {"value", series[i].credit / series[i].n},
                      {"n", series[i].n},
                      {"certainty_of_change", certainty[i]}});
  }
  Json levels = Json::array();
  for (const auto& segment : found.segments) {
    const int from = series[segment.first].time;
    const int to = series[segment.last].time;
    levels.push_back({{"from", from},
                      {"to", to},
                      {"value", segment.share},
                      {"certainty", segment.first == 0 ? Json() : Json(certainty[segment.first])}});
    finding.caveats.push_back(
        segment.first == 0
            ? fmt::format("{} to {}: {:.3f}", from, to, segment.share)
            : fmt::format("{} to {}: {:.3f}; a change in just this {} in {:.0f} % of series drawn again",
                          from, to, segment.share, unit, 100 * certainty[segment.first]));
  }
  finding.details = {{"levels", levels}, {"series", points}};
  return finding;
}

std::vector<Finding> ask_changes(const views::Record& record, const Question& question) {
  Json options = question.options;
  const auto by = text_option(options, "by", "year");
  const auto seed = count_option(options, "seed", 1);
  const auto least = count_option(options, "least_common", 5);
  if (by != "year" && by != "session") throw Error::usage("a series runs by year or by session");
  const auto ask = vote_ask(record, question, options);
  if (ask.subjects.states.size() < 2)
    throw Error::usage("a series needs two states with ballots, or a group");
  std::vector<SeriesPoint> series;
  for (const auto& [time, mask] : by_time(ask, by == "session")) {
    const auto one = point(ask, time, mask);
    if (one && one->n >= static_cast<double>(least)) series.push_back(*one);
  }
  if (series.size() < 2) {
    Finding finding = vote_finding("votes.changes", ask, ask.subjects.states);
    finding.caveats.push_back(
        fmt::format("undefined: fewer than two {}s with {} votes in common", by, least));
    return just(std::move(finding));
  }
  return {change_finding(ask, series, inference::change_points(series),
                         inference::change_certainty(series, seed), by == "session")};
}

/// One choice of a counting rule with its alternatives, the default first.
struct Choice {
  std::string key;
  std::vector<Json> levels;
};

std::vector<Choice> choices(bool assembly) {
  std::vector<Choice> list{{"abstention", {"half", "exact", "yesno"}},
                           {"absence", {"missing", "abstention"}},
                           {"contested", {false, true}}};
  if (assembly) {
    list.push_back({"amendments", {true, false}});
    list.push_back({"paragraphs", {true, false}});
  }
  return list;
}

/// Asks one question under every rule of the grid; the first finding of each answer is the rule's figure.
/// `notes`: what the record holds of the time asked for.
std::vector<Finding> ask_grid(const views::Record& record, const Question& question,
                              std::vector<std::string>& notes) {
  Json options = question.options;
  const auto of = text_option(options, "of", "votes.cohesion");
  const auto part = text_option(options, "part", of == "votes.cohesion" ? "mean-pairwise" : "");
  if (of == "votes.grid") throw Error::usage("a grid cannot be run over itself");
  Json rule = options;
  for (const char* extra : {"name", "corrected", "require_all", "seed", "matched", "least_common"})
    rule.erase(extra);
  const auto ask = vote_ask(record, question, rule);
  notes = ask.notes;
  const bool assembly = ask.rule.body == views::Body::assembly;
  std::vector<Finding> findings;
  const auto grid = choices(assembly);
  std::size_t rules = 1;
  for (const auto& choice : grid) rules *= choice.levels.size();
  for (std::size_t r = 0; r < rules; ++r) {
    Question variant{of, question.subjects, options};
    std::string words;
    std::size_t left = r;
    for (const auto& choice : grid) {
      const auto& level = choice.levels[left % choice.levels.size()];
      left /= choice.levels.size();
      variant.options[choice.key] = level;
      words += (words.empty() ? "" : ", ") + choice.key + " " +
               (level.is_string() ? level.get<std::string>() : level.dump());
    }
    for (auto& finding : answer(record, variant)) {
      const auto& data = finding.rule.data;
      if (!part.empty() && (!data.contains("part") || data.at("part") != part)) continue;
      finding.rule.data["part"] = words;
      finding.evidence.clear();  // what a rule counts can be had by asking under it
      findings.push_back(std::move(finding));
      break;
    }
  }
  return findings;
}

/// The spread of a grid's figures, put in front of them.
std::vector<Finding> ask_grid_with_spread(const views::Record& record, const Question& question) {
  std::vector<std::string> notes;
  auto findings = ask_grid(record, question, notes);
  if (findings.empty()) return findings;
  const Finding* low = nullptr;
  const Finding* high = nullptr;
  std::size_t defined = 0;
  for (const auto& finding : findings) {
    if (!finding.number()) continue;
    ++defined;
    if (low == nullptr || *finding.number() < *low->number()) low = &finding;
    if (high == nullptr || *finding.number() > *high->number()) high = &finding;
  }
  Finding spread = findings.front();
  spread.caveats = notes;
  spread.measure = "votes.grid";
  spread.rule.data["part"] = "spread over all rules";
  spread.rule.words = "every combination of the choices that a counting rule leaves open";
  spread.value = std::monostate{};
  spread.numerator.reset();
  spread.n = findings.size();
  spread.details = nullptr;
  if (low != nullptr) {
    spread.value = *high->number() - *low->number();
    spread.unit = "spread";
    spread.details = {{"least", *low->number()},
                      {"most", *high->number()},
                      {"rules", findings.size()},
                      {"defined", defined}};
    spread.caveats.push_back(fmt::format("{} rules, {} of them defined: from {:.4f} ({}) to {:.4f} ({})",
                                         findings.size(), defined, *low->number(),
                                         low->rule.data.at("part").get<std::string>(), *high->number(),
                                         high->rule.data.at("part").get<std::string>()));
    spread.caveats.push_back("a count of rules, not a probability");
  }
  findings.insert(findings.begin(), std::move(spread));
  for (std::size_t i = 1; i < findings.size(); ++i) findings[i].caveats.clear();
  return findings;
}

}  // namespace

std::vector<Measure> series_measures() {
  const std::string rule = kRuleOptions;
  return {{{"votes.changes", "when the level of a pair's or group's agreement changed",
            "two or more states, or a group", rule + ", by, seed, least_common"},
           ask_changes},
          {{"votes.grid", "how a figure moves when the counting rule moves", "as the measure it runs",
            rule + ", of, part, and those of the measure it runs"},
           ask_grid_with_spread}};
}

}  // namespace blocs::findings
