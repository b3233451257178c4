#include <fmt/format.h>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/measures/cohesion.hpp"
#include "cohesion_intervals.hpp"
#include "vote_ask.hpp"

namespace blocs::findings {
namespace {

using measures::Cohesion;
using measures::RollCallMean;
using measures::Turnout;

/// One figure of the group; its name is the last part of the measure.
Finding figure(const VoteAsk& ask, const Cohesion& group, Turnout turnout, const std::string& name,
               const std::string& words) {
  Finding finding = vote_finding("votes." + name, ask, group.members);
  finding.rule.data["part"] = name;
  finding.rule.data["require_all"] = turnout == Turnout::all_present;
  finding.rule.words += turnout == Turnout::all_present ? "; counted where all members voted"
                                                        : "; counted where at least two members voted";
  finding.rule.words += "; " + words;
  return finding;
}

void set_mean(Finding& finding, const VoteAsk& ask, const RollCallMean& mean) {
  if (const auto x = mean.mean())
    finding.value = *x;
  else
    finding.caveats.push_back("undefined: there is no roll call to count");
  finding.n = mean.n;
  finding.evidence = ids_of(ask.matrix, mean.counted);
}

std::vector<Finding> roll_call_figures(const VoteAsk& ask, const Cohesion& group, Turnout turnout) {
  Finding rice =
      figure(ask, group, turnout, "rice", "Rice: |yes - no| / (yes + no), abstentions left out, averaged");
  rice.unit = "mean index";
  set_mean(rice, ask, group.rice);
  Finding hnr = figure(ask, group, turnout, "hnr",
                       "Hix, Noury and Roland: (largest - half of the rest) / all, averaged over roll calls");
  hnr.unit = "mean index";
  set_mean(hnr, ask, group.hix_noury_roland);
  Finding unanimity = figure(ask, group, turnout, "unanimity", "all members that voted cast the same ballot");
  unanimity.unit = "share of roll calls";
  set_mean(unanimity, ask, group.unanimity);
  unanimity.numerator = static_cast<double>(group.unanimous.count());
  return {rice, hnr, unanimity};
}

std::vector<Finding> pair_figures(const VoteAsk& ask, const Cohesion& group, Turnout turnout) {
  const std::string words = in_words(ask.rule);
  Finding mean = figure(ask, group, turnout, "mean-pairwise", "mean over pairs of members");
  mean.rule.words = words + "; mean over pairs of members";
  mean.unit = "mean share over pairs";
  if (group.mean_pairwise) mean.value = *group.mean_pairwise;
  mean.n = group.pairs.size();
  mean.evidence = ids_of(ask.matrix, group.present);
  Json distances = Json::array();
  for (const auto& member : group.distances) {
    const auto from = member.from_majority.mean();
    distances.push_back({{"state", member.state},
                         {"distance_from_majority", from ? Json(*from) : Json()},
                         {"n", member.from_majority.n},
                         {"mean_without", member.mean_without ? Json(*member.mean_without) : Json()}});
  }
  mean.details = {{"members", distances}};

  Finding least = figure(ask, group, turnout, "least-pair", "the pair that agrees least");
  least.rule.words = words + "; the pair of members that agrees least";
  least.unit = "share of roll calls";
  if (group.least_pairwise) {
    const auto& pair = group.pairs[group.least_pair];
    least.value = *group.least_pairwise;
    least.numerator = pair.credit;
    least.n = pair.n;
    least.evidence = ids_of(ask.matrix, pair.counted);
    least.details = {{"pair", {pair.a, pair.b}}};
    least.caveats.push_back("the pair that agrees least is " + pair.a + " and " + pair.b);
  }
  return {mean, least};
}

std::vector<Finding> ask_cohesion(const views::Record& record, const Question& question) {
  Json options = question.options;
  take(options, "part");
  if (!options.contains("abstention")) options["abstention"] = "half";
  const auto turnout = flag_option(options, "require_all") ? Turnout::all_present : Turnout::two_present;
  const auto interval = interval_option(options);
  const Json weights = take(options, "weights");
  const auto ask = vote_ask(record, question, options);
  const auto weight = weights_from(weights, ask.matrix);
  if (ask.subjects.states.size() < 2) {
    if (ask.subjects.states.size() + ask.absent.size() < 2)
      throw Error::usage("a group has at least two members");
    Finding finding = vote_finding("votes.unanimity", ask, ask.subjects.states);
    finding.caveats.push_back("undefined: fewer than two of the states have a ballot");
    return just(std::move(finding));
  }
  const auto group =
      measures::cohesion(ask.matrix, ask.selected, ask.rule, ask.subjects.states, turnout, weight);
  auto findings = roll_call_figures(ask, group, turnout);
  for (auto& finding : pair_figures(ask, group, turnout)) findings.push_back(std::move(finding));
  if (interval.wanted()) set_cohesion_intervals(findings, ask, group, turnout, weight, interval);
  for (auto& finding : findings) {
    finding.caveats.push_back(coverage_words(ask));
    if (finding.measure != "votes.mean-pairwise" && finding.measure != "votes.least-pair")
      note_weights(finding, weights);
  }
  return findings;
}

}  // namespace

std::vector<Measure> cohesion_measures() {
  const std::string rule = kRuleOptions;
  return {{{"votes.cohesion",
            "how far the members of a group vote as one: rice, hnr, unanimity, mean-pairwise, least-pair",
            "a group, or two or more states", rule + ", require_all, interval, seed, weights"},
           ask_cohesion}};
}

}  // namespace blocs::findings
