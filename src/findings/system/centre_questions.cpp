// Who is at the centre of a group, layer by layer.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "../level.hpp"
#include "../words.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "blocs/core/random.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/measures/tie_layer.hpp"
#include "system_asks.hpp"
#include "tie_layers.hpp"

namespace blocs::findings {
namespace {

using measures::Centrality;
using measures::TieLayer;

/// What a layer's number about a member is: its share of ties, or for votes what is lost without it.
std::optional<double> weight_of(const TieLayer& layer, const Centrality& c) {
  return layer.mean ? c.lost : c.share;
}

/// Quantiles 2.5 and 97.5 % of the number over layers whose events are drawn again.
std::vector<std::optional<inference::Interval>> resampled(const TieLayer& layer, std::size_t replicates,
                                                          std::uint64_t seed) {
  const std::size_t n = layer.events.size();
  std::vector<std::optional<inference::Interval>> intervals(layer.states.size());
  if (n < 2 || replicates == 0) return intervals;
  std::vector<std::vector<Centrality>> found(replicates);
  parallel_for(replicates, 0, [&](std::size_t r, std::size_t) {
    RandomStream random(seed, r);
    std::vector<std::size_t> times(n);
    for (std::size_t k = 0; k < n; ++k) ++times[random.below(n)];
    found[r] = measures::tie_weights(layer, measures::tie_matrix(layer, times));
  });
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    std::vector<double> list;
    for (const auto& replicate : found) {
      if (const auto x = weight_of(layer, replicate[i])) list.push_back(*x);
    }
    if (list.size() < replicates / 2) continue;
    std::sort(list.begin(), list.end());
    const auto at = [&](double p) {
      return list[static_cast<std::size_t>(p * static_cast<double>(list.size() - 1))];
    };
    intervals[i] =
        inference::Interval{at(0.025), at(0.975), 0.95,
                            fmt::format("bootstrap over {} {}, {} replicates, seed {}", n,
                                        layer.mean ? "roll calls" : layer.name, replicates, seed),
                            "inference to similar " + std::string(layer.mean ? "votes" : layer.name)};
  }
  return intervals;
}

Finding member_finding(const views::Record& record, Date day, const Question& question, const TieLayer& layer,
                       std::size_t i, const Centrality& c, const std::string& words) {
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = {layer.states[i]};
  finding.rule = {words, question.options};
  finding.rule.data["part"] = layer.name;
  finding.n = layer.events.size();
  finding.unit = layer.mean ? "mean agreement lost without it" : "share of ties";
  if (const auto x = weight_of(layer, c))
    finding.value = *x;
  else
    finding.caveats.push_back(layer.events.empty()
                                  ? "undefined: no " + layer.name + " of the members are on record"
                                  : "undefined: the ties of some pair are, or there are too few");
  for (const auto& event : layer.events) {
    const bool own = std::any_of(event.parts.begin(), event.parts.end(),
                                 [&](const auto& part) { return part.a == i || part.b == i; });
    if (!own) continue;
    const auto rows = tie_rows(record, layer, event, {layer.states[i]}, day);
    finding.evidence.insert(finding.evidence.end(), rows.begin(), rows.end());
  }
  finding.details = {{"between", c.between}, {"pairs_of_others", c.pairs}};
  if (c.lost) finding.details["mean_tie_lost"] = *c.lost;
  return finding;
}

/// Who is first in one layer: all that are level, each with what it holds together.
Json layer_json(const views::Record& record, const TieLayer& layer, const std::vector<Centrality>& found,
                const std::vector<std::size_t>& top) {
  std::vector<std::string> names;
  Json between = Json::array();
  for (const auto i : top) {
    names.push_back(record.states().name(layer.states[i]));
    between.push_back(found[i].between);
  }
  return {
      {"layer", layer.name},     {"first", names},
      {"level", top.size() > 1}, {"number", std::round(*weight_of(layer, found[top.front()]) * 1000) / 1000},
      {"between", between},      {"of_pairs", found[top.front()].pairs}};
}

/// Who is first, alone or level with others, in more layers than any other; `wins` counts them by subject.
void set_first(const views::Record& record, Finding& first, const std::vector<std::size_t>& wins) {
  const auto most = at_end(std::vector<std::optional<double>>(wins.begin(), wins.end()), End::most);
  std::vector<std::string> names;
  if (first.n == 0U)
    first.caveats.push_back("undefined: no layer holds ties of these states");
  else
    for (const auto i : most) names.push_back(record.states().name(first.subjects[i]));
  first.details["most"] = names;
  if (names.empty()) return;
  first.value = names.size() == 1 ? names.front() : and_list(names) + " are level";
  first.numerator = static_cast<double>(wins[most.front()]);
}

}  // namespace

std::vector<Finding> ask_centre(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto span = tie_span(options);
  const auto names = tie_layer_names(options, {"votes", "meetings", "treaties", "memberships"});
  const long replicates = options.whole("replicates", 500);
  const long seed = options.whole("seed", 1);
  options.allow("part");
  options.finish();
  if (replicates < 0 || replicates > 100'000) throw Error::usage("\"replicates\" is from 0 to 100000");
  if (seed < 0) throw Error::usage("\"seed\" is at least 0");
  const auto subjects = resolve(record, question.subjects, span.day);
  if (subjects.states.size() < 3) throw Error::usage("a centre needs at least three states");
  const std::string words = fmt::format(
      "ties among {} {}; {}", subjects.title, span.words,
      "a member's share of the sum of ties (members add up to 2), for votes the mean agreement of pairs less "
      "that of pairs without it; between: pairs of others tied more closely through it than to each other");
  Finding first;
  first.measure = question.measure;
  first.subjects = subjects.states;
  first.rule = {words, question.options};
  first.rule.data["part"] = "first in most layers";
  first.unit = "state";
  std::vector<Finding> findings;
  std::vector<std::size_t> wins(subjects.states.size());
  std::set<std::string> counted;
  Json tops = Json::array();
  for (const auto& name : names) {
    const auto layer = tie_layer(record, name, subjects.states, span);
    const auto found = measures::centrality(layer, measures::tie_matrix(layer));
    const bool drawn = name == "votes" || name == "meetings";
    const auto intervals =
        resampled(layer, drawn ? static_cast<std::size_t>(replicates) : 0, static_cast<std::uint64_t>(seed));
    std::vector<std::optional<double>> numbers;
    for (std::size_t i = 0; i < found.size(); ++i) {
      auto finding = member_finding(record, span.day, question, layer, i, found[i], words);
      finding.interval = finding.number() ? intervals[i] : std::nullopt;
      numbers.push_back(finding.number());
      findings.push_back(std::move(finding));
    }
    const auto top = at_end(numbers, End::most);
    if (top.empty()) continue;
    for (const auto i : top) ++wins[i];
    tops.push_back(layer_json(record, layer, found, top));
  }
  first.n = tops.size();
  first.details = {{"layers", tops}};
  set_first(record, first, wins);
  for (const auto& finding : findings) {
    for (const auto& row : finding.evidence) {
      if (counted.insert(row).second) first.evidence.push_back(row);
    }
  }
  first.caveats.push_back(
      "first in most layers is a count of layers in which a member is first, alone or level with others. "
      "Layers are not equally telling; no composite score");
  findings.insert(findings.begin(), std::move(first));
  return findings;
}

}  // namespace blocs::findings
