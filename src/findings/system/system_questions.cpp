#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/measures/tie_layer.hpp"
#include "dependence.hpp"
#include "estimates.hpp"
#include "profile.hpp"
#include "profile_indicators.hpp"
#include "tie_layers.hpp"

namespace blocs::findings {
namespace {

using measures::Centrality;
using measures::TieLayer;
using Ties = std::vector<std::optional<double>>;

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
  std::vector<std::vector<double>> drawn(layer.states.size());
  for (std::size_t r = 0; r < replicates; ++r) {
    RandomStream random(seed, r);
    std::vector<std::size_t> times(n);
    for (std::size_t k = 0; k < n; ++k) ++times[random.below(n)];
    const auto found = measures::centrality(layer, measures::tie_matrix(layer, times));
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (const auto x = weight_of(layer, found[i])) drawn[i].push_back(*x);
    }
  }
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    auto& list = drawn[i];
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
    std::optional<std::size_t> top;
    for (std::size_t i = 0; i < found.size(); ++i) {
      auto finding = member_finding(record, span.day, question, layer, i, found[i], words);
      finding.interval = finding.number() ? intervals[i] : std::nullopt;
      if (finding.number() && (!top || *finding.number() > *weight_of(layer, found[*top]))) top = i;
      findings.push_back(std::move(finding));
    }
    if (!top) continue;
    ++wins[*top];
    tops.push_back({{"layer", name},
                    {"first", record.states().name(layer.states[*top])},
                    {"number", std::round(*weight_of(layer, found[*top]) * 1000) / 1000},
                    {"between", found[*top].between},
                    {"of_pairs", found[*top].pairs}});
  }
  const auto most = std::max_element(wins.begin(), wins.end());
  if (*most == 0)
    first.caveats.push_back("undefined: no layer holds ties of these states");
  else if (std::count(wins.begin(), wins.end(), *most) > 1)
    first.value = "none: two or more are first equally often";
  else
    first.value = record.states().name(subjects.states[static_cast<std::size_t>(most - wins.begin())]);
  for (const auto& finding : findings) {
    for (const auto& row : finding.evidence) {
      if (counted.insert(row).second) first.evidence.push_back(row);
    }
  }
  first.n = tops.size();
  first.details = {{"layers", tops}};
  first.caveats.push_back(
      "first in most layers is a count of layers, which are not equally telling; no composite score");
  findings.insert(findings.begin(), std::move(first));
  return findings;
}

/// Outsiders ranked in one layer, nearest first; equal ones share the mean of their ranks.
std::vector<double> rank_of(const std::vector<double>& scores) {
  std::vector<double> rank(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    double above = 0;
    double equal = 0;
    for (const double s : scores) {
      above += s > scores[i] ? 1 : 0;
      equal += s == scores[i] ? 1 : 0;
    }
    rank[i] = above + (equal + 1) / 2;
  }
  return rank;
}

struct Ring {
  std::vector<std::string> states;          ///< outsiders with every layer
  std::vector<std::vector<double>> scores;  ///< layer by layer
  std::vector<double> mean_rank;
  std::vector<std::size_t> order;  ///< nearest first
  std::vector<std::string> rows;   ///< of the record that tie outsiders to members
};

Ring ring_of(const views::Record& record, const std::vector<std::string>& members, const TieSpan& span,
             const std::vector<std::string>& layers, std::vector<std::string>& dropped) {
  std::vector<std::string> outsiders;
  for (const auto& state : un_members(record, span.day)) {
    if (std::find(members.begin(), members.end(), state) == members.end()) outsiders.push_back(state);
  }
  Ring ring;
  std::vector<std::vector<std::optional<double>>> near;
  for (const auto& layer : layers) {
    auto found = closeness(record, layer, members, outsiders, span);
    near.push_back(std::move(found.near));
    ring.rows.insert(ring.rows.end(), found.rows.begin(), found.rows.end());
  }
  ring.scores.resize(layers.size());
  for (std::size_t s = 0; s < outsiders.size(); ++s) {
    const bool whole = std::all_of(near.begin(), near.end(), [&](const auto& n) { return n[s].has_value(); });
    if (!whole) {
      dropped.push_back(outsiders[s]);
      continue;
    }
    ring.states.push_back(outsiders[s]);
    for (std::size_t l = 0; l < near.size(); ++l) ring.scores[l].push_back(*near[l][s]);
  }
  ring.mean_rank.assign(ring.states.size(), 0);
  for (const auto& scores : ring.scores) {
    const auto rank = rank_of(scores);
    for (std::size_t s = 0; s < rank.size(); ++s)
      ring.mean_rank[s] += rank[s] / static_cast<double>(layers.size());
  }
  for (std::size_t s = 0; s < ring.states.size(); ++s) ring.order.push_back(s);
  std::stable_sort(ring.order.begin(), ring.order.end(),
                   [&](std::size_t a, std::size_t b) { return ring.mean_rank[a] < ring.mean_rank[b]; });
  return ring;
}

Json ranking_json(const views::Record& record, const Ring& ring, const std::vector<std::string>& layers,
                  const std::vector<std::string>& named, std::size_t most) {
  Json rows = Json::array();
  for (std::size_t k = 0; k < ring.order.size(); ++k) {
    const std::size_t s = ring.order[k];
    const bool is_named = std::find(named.begin(), named.end(), ring.states[s]) != named.end();
    if (k >= most && !is_named) continue;
    Json row{{"rank", k + 1}, {"state", ring.states[s]}, {"name", record.states().name(ring.states[s])}};
    for (std::size_t l = 0; l < layers.size(); ++l)
      row[layers[l]] = std::round(ring.scores[l][s] * 1000) / 1000;
    row["mean_rank"] = std::round(ring.mean_rank[s] * 10) / 10;
    row["named"] = is_named;
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Precision and recall of "the nearest so many" against the states named.
std::vector<Finding> cuts(const Finding& start, const Ring& ring, const std::vector<std::string>& named,
                          const views::Record& record) {
  std::vector<std::size_t> at{3, 5, named.size(), 12, 20, 40};
  std::sort(at.begin(), at.end());
  at.erase(std::unique(at.begin(), at.end()), at.end());
  std::vector<Finding> findings;
  for (const auto cut : at) {
    if (cut > ring.order.size()) continue;
    Finding finding = start;
    finding.rule.data["part"] = fmt::format("named among the nearest {}", cut);
    std::size_t hits = 0;
    std::vector<std::string> others;
    for (std::size_t k = 0; k < cut; ++k) {
      const auto& state = ring.states[ring.order[k]];
      if (std::find(named.begin(), named.end(), state) != named.end())
        ++hits;
      else
        others.push_back(record.states().name(state));
    }
    finding.numerator = static_cast<double>(hits);
    finding.n = cut;
    finding.value = static_cast<double>(hits) / static_cast<double>(cut);
    finding.unit = "share of the nearest";
    finding.details = {{"precision", static_cast<double>(hits) / static_cast<double>(cut)},
                       {"recall", static_cast<double>(hits) / static_cast<double>(named.size())},
                       {"nearer_and_not_named", others}};
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<Finding> ask_ring(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto span = tie_span(options);
  const auto layers = tie_layer_names(options, {"votes", "treaties", "memberships"}, true);
  auto named_group = options.text("named", "");
  const long most = options.whole("most", 25);
  options.allow("part");
  options.finish();
  const auto subjects = resolve(record, question.subjects, span.day);
  if (named_group.empty() && record.memberships().find(subjects.name + "-ring") != nullptr) {
    named_group = subjects.name + "-ring";
  }
  std::vector<std::string> named;
  if (!named_group.empty()) named = resolve(record, {named_group}, span.day).states;
  std::vector<std::string> dropped;
  const auto ring = ring_of(record, subjects.states, span, layers, dropped);
  Finding start;
  start.measure = question.measure;
  start.subjects = subjects.states;
  start.rule = {
      fmt::format("UN members outside {} by their mean tie to its members, {}; ranked in each of {} layers "
                  "({}), then by mean rank; equal ones share a rank",
                  subjects.title, span.words, layers.size(), join(layers, ", ")),
      question.options};
  std::vector<Finding> findings;
  start.evidence = ring.rows;
  Finding agreement = start;
  agreement.rule.data["part"] = "agreement of the layers";
  agreement.unit = "Kendall's W";
  agreement.n = ring.states.size();
  if (const auto w = measures::kendall_w(ring.scores))
    agreement.value = *w;
  else
    agreement.caveats.push_back("undefined: fewer than two layers or states");
  Json taus = Json::array();
  for (std::size_t a = 0; a < layers.size(); ++a) {
    for (std::size_t b = a + 1; b < layers.size(); ++b) {
      const auto tau = measures::kendall_tau(ring.scores[a], ring.scores[b]);
      taus.push_back({{"layers", layers[a] + " and " + layers[b]},
                      {"tau", tau ? Json(std::round(*tau * 1000) / 1000) : Json(nullptr)}});
    }
  }
  agreement.details = {
      {"ranking", ranking_json(record, ring, layers, named, static_cast<std::size_t>(std::max(0L, most)))},
      {"rank_agreement", taus}};
  if (ring.states.empty()) {
    agreement.caveats.front() = fmt::format(
        "undefined: no outsider is observed in all of these layers ({}); {}", join(layers, ", "),
        "meetings are followed for few states, events come with `blocs import` of GDELT's event rows");
  }
  if (!dropped.empty())
    agreement.caveats.push_back(
        fmt::format("left out for want of a tie in some layer: {} of the UN's members", dropped.size()));
  agreement.caveats.push_back(
      "votes are named Assembly resolutions of the ledger asked; meetings follow few states, so outsiders "
      "are "
      "not observed there unless a table of them is imported");
  findings.push_back(std::move(agreement));
  if (named.empty()) return findings;
  auto at_cuts = cuts(start, ring, named, record);
  const auto* group = record.memberships().find(named_group);
  if (!at_cuts.empty() && group != nullptr && !group->provenance.note.empty())
    at_cuts.front().caveats.push_back(group->provenance.note);
  findings.insert(findings.end(), at_cuts.begin(), at_cuts.end());
  return findings;
}

std::vector<Finding> ask_nesting(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto span = tie_span(options);
  options.allow("part");
  options.finish();
  const auto subjects = resolve(record, question.subjects, span.day);
  const std::size_t k = subjects.states.size();
  if (k < 2) throw Error::usage("nesting needs at least two states");
  const std::size_t pairs = k * (k - 1) / 2;
  std::vector<Finding> findings;
  const auto add = [&](const std::string& part, const std::string& unit, std::vector<std::string> ids,
                       std::size_t count, std::optional<std::size_t> of) {
    Finding finding;
    finding.measure = question.measure;
    finding.subjects = subjects.states;
    finding.rule = {fmt::format("institutions among {} in force {}", subjects.title, span.day_words),
                    question.options};
    finding.rule.data["part"] = part;
    finding.unit = unit;
    finding.evidence = std::move(ids);
    finding.numerator = static_cast<double>(count);
    finding.n = of.value_or(count);
    finding.value = of ? static_cast<double>(count) / static_cast<double>(*of) : static_cast<double>(count);
    findings.push_back(std::move(finding));
  };
  for (const std::string name : {"treaties", "memberships"}) {
    const auto layer = tie_layer(record, name, subjects.states, span);
    std::vector<char> tied(k * k);
    std::size_t tied_pairs = 0;
    std::vector<std::string> two;
    std::vector<std::string> more;
    std::vector<std::string> all;
    std::size_t n_two = 0;
    std::size_t n_more = 0;
    std::size_t n_all = 0;
    for (const auto& event : layer.events) {
      const bool bilateral = event.parts.size() == 1;
      const auto rows = tie_rows(record, layer, event, subjects.states, span.day);
      auto& into = bilateral ? two : event.parts.size() == pairs ? all : more;
      into.insert(into.end(), rows.begin(), rows.end());
      ++(bilateral ? n_two : event.parts.size() == pairs ? n_all : n_more);
      for (const auto& part : event.parts) {
        if (!bilateral && name == "treaties") continue;
        if (tied[part.a * k + part.b]++ == 0) ++tied_pairs;
      }
    }
    if (pairs == 1) {  // the only pair is all of them
      all = two;
      n_all = n_two;
    }
    if (name == "treaties") {
      add("pairs with a treaty of just the two", "share of pairs", two, tied_pairs, pairs);
      add("treaties that join some, more than two", "treaties", more, n_more, std::nullopt);
      add("treaties that join all", "treaties", all, n_all, std::nullopt);
    } else {
      if (pairs > 1) more.insert(more.end(), two.begin(), two.end());
      add("groups that hold some of them", "groups", more, pairs > 1 ? n_more + n_two : 0, std::nullopt);
      add("groups that hold all of them", "groups", all, n_all, std::nullopt);
    }
  }
  findings.front().caveats.push_back(
      "the casebook holds selected treaties and follows selected groups; a group's founding text is a treaty "
      "here only if it is coded as one");
  return findings;
}

}  // namespace

std::vector<Measure> system_measures() {
  return {{{"system.centre", "who is at the centre of a group, layer by layer",
            "a group, or three or more states", "on, since, layers, replicates, seed"},
           ask_centre},
          {{"system.ring", "which states are nearest to a group, and whether those named by others are",
            "a group or states", "on, since, layers, named, most"},
           ask_ring},
          {{"system.nesting", "bilateral and multilateral institutions among states", "a group or states",
            "on, since"},
           ask_nesting},
          {{"trade.dependence",
            "how much states lean on each other in trade and arms, with conflicting estimates",
            "two states, or a group", "year, on"},
           ask_dependence},
          {{"estimates.range",
            "what passes between states by conflicting estimates, as ranges with graded sources",
            "a state, two, or a group", "on, reliability, credibility"},
           ask_estimates},
          {{"system.profile",
            "seven common denominators, member by member, with base rates where all states have them",
            "a group or states", "on, since, draws, seed"},
           ask_profile}};
}

}  // namespace blocs::findings
