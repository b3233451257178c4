#include <fmt/format.h>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/inference/pair_bootstrap.hpp"
#include "blocs/measures/agreement.hpp"
#include "blocs/measures/pair_measures.hpp"
#include "vote_ask.hpp"

namespace blocs::findings {
namespace {

using measures::BallotTable;
using measures::PairMeasure;

const char* meaning(PairMeasure measure) {
  switch (measure) {
    case PairMeasure::exact:
      return "share of equal ballots";
    case PairMeasure::lijphart:
      return "an abstention against yes or no is half agreement";
    case PairMeasure::yes_no:
      return "votes on which either state abstained are left out";
    case PairMeasure::s:
      return "Signorino and Ritter's S with absolute distances, fixed range";
    case PairMeasure::s_squared:
      return "Signorino and Ritter's S with squared distances, fixed range";
    case PairMeasure::kappa:
      return "Cohen's kappa, nominal";
    case PairMeasure::kappa_linear:
      return "Cohen's kappa, linear weights";
    case PairMeasure::kappa_squared:
      return "Cohen's kappa, squared weights";
    case PairMeasure::pi:
      return "Scott's pi, nominal";
    case PairMeasure::pi_linear:
      return "Scott's pi, linear weights";
    case PairMeasure::pi_squared:
      return "Scott's pi, squared weights";
    case PairMeasure::a:
      return "Benati and Capurri's A: S less the S expected of independent ballots";
  }
  return "";
}

PairMeasure measure_from(const std::string& text) {
  if (const auto found = measures::pair_measure_of(text)) return *found;
  std::vector<std::string> names;
  for (const auto one : measures::all_pair_measures()) names.emplace_back(word(one));
  const auto near = did_you_mean(text, names);
  throw Error::usage("\"" + text + "\" is no measure of a pair",
                     near.empty() ? "one of " + join(names, ", ") : near);
}

Json table_json(const BallotTable& table) {
  constexpr std::array<const char*, 3> kBallots{"yes", "no", "abstain"};
  Json json = Json::object();
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j)
      json[fmt::format("{}-{}", kBallots[i], kBallots[j])] = table.cells[i][j];
  }
  return json;
}

void set_interval(Finding& finding, const VoteAsk& ask, PairMeasure measure, const IntervalAsk& interval) {
  using inference::Resample;
  if (!interval.wanted() || !finding.number()) return;
  const auto resample = interval.by_items() ? Resample::agenda_items : Resample::roll_calls;
  try {
    finding.interval = inference::pair_bootstrap(ask.matrix, ask.selected, ask.rule, finding.subjects[0],
                                                 finding.subjects[1], measure, resample, interval.seed);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    finding.caveats.push_back("no interval: " + error.message());
  }
}

/// The roll calls on which both have a ballot that the measure takes.
views::Mask counted_in(const VoteAsk& ask, PairMeasure measure, const std::string& a, const std::string& b) {
  auto rule = ask.rule;
  rule.abstention =
      measure == PairMeasure::yes_no ? measures::Abstention::yes_no : measures::Abstention::exact;
  return measures::agreement(ask.matrix, ask.selected, rule, a, b).counted;
}

Finding pair_finding(const VoteAsk& ask, PairMeasure measure, const std::string& a, const std::string& b,
                     const IntervalAsk& interval, const measures::Weights& weights) {
  Finding finding = vote_finding("votes.measure", ask, {a, b});
  const std::string name(word(measure));
  finding.rule.data["name"] = name;
  finding.rule.data["part"] = name;
  finding.rule.words += std::string("; ") + meaning(measure);
  const auto table = measures::ballot_table(ask.matrix, ask.selected, ask.rule, a, b, weights);
  if (const auto x = measures::value(measure, table))
    finding.value = *x;
  else
    finding.caveats.push_back(table.total() > 0
                                  ? "undefined: both states are constant, or no ballot is comparable"
                                  : "undefined: the two have no vote in common");
  finding.unit = measure <= PairMeasure::yes_no ? "share of roll calls" : "score";
  const auto both = counted_in(ask, measure, a, b);
  finding.n = both.count();
  finding.evidence = ids_of(ask.matrix, both);
  finding.details = {{"ballots", table_json(table)}};
  set_interval(finding, ask, measure, interval);
  return finding;
}

std::vector<Finding> ask_measure(const views::Record& record, const Question& question) {
  Json options = question.options;
  const auto measure = measure_from(text_option(options, "name", "lijphart"));
  take(options, "part");
  const auto interval = interval_option(options);
  const Json weights = take(options, "weights");
  if (interval.wanted() && !weights.is_null())
    throw Error::usage("roll calls of unequal weight are not drawn again",
                       "leave --interval or --weights out");
  const auto ask = vote_ask(record, question, options);
  const auto weight = weights_from(weights, ask.matrix);
  const auto& states = ask.subjects.states;
  if (states.size() < 2) {
    if (states.size() + ask.absent.size() < 2)
      throw Error::usage("a pair needs two states", "for example USA RUS");
    Finding finding = vote_finding("votes.measure", ask, states);
    finding.caveats.push_back("undefined: fewer than two of the states have a ballot");
    return just(std::move(finding));
  }
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (std::size_t j = i + 1; j < states.size(); ++j) {
      findings.push_back(pair_finding(ask, measure, states[i], states[j], interval, weight));
      note_weights(findings.back(), weights);
    }
  }
  return findings;
}

}  // namespace

std::vector<Measure> pair_measures() {
  const std::string rule = kRuleOptions;
  return {{{"votes.measure", "a named measure of how alike two states voted",
            "two or more states, or a group", rule + ", name, interval, seed, weights"},
           ask_measure}};
}

}  // namespace blocs::findings
