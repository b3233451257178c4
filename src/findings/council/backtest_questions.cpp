// How well the ballot model would have done, walking forward through the record.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/inference/intervals.hpp"
#include "blocs/scenarios/backtest.hpp"
#include "blocs/scenarios/fillings.hpp"
#include "fillings_said.hpp"

namespace blocs::findings {
namespace {

using scenarios::Backtest;
using scenarios::MethodScore;
using scenarios::OutcomeScore;
using scenarios::PastVote;
using scenarios::Score;

/// Before this day one of the published tables mixes up ballots; records that begin later begin later.
const Date kTrainFrom(2004, 1, 1);
const Date kTestFrom(2010, 1, 1);

/// A source with fewer votes scored may well hold none that fell by chance: about one vote in seven does.
constexpr std::size_t kLeastScored = 20;

struct Asked {
  Date train_from, test_from;
  std::optional<Date> test_until;
};

Asked asked(const Question& question, const std::vector<PastVote>& votes) {
  Options options(question.options);
  const auto train = options.date("train_from");
  const auto test = options.date("test_from");
  const auto until = options.date("test_until");
  options.allow("part");
  options.finish();
  if (votes.empty())
    throw Error(ErrorKind::undefined, "the record holds no Council votes to learn from", {}, "import some");
  const Date first = votes.front().draft.date;
  const Date from = train.value_or(std::max(first, kTrainFrom));
  // A record of a few years learns for its first one.
  const Date start = test.value_or(std::max(kTestFrom, std::max(first, from).plus_days(365)));
  if (start <= from) throw Error::usage("testing begins before training", "train_from < test_from");
  return {from, start, until};
}

std::string words_of(const Asked& a, const Backtest& test, const std::vector<PastVote>& votes) {
  const auto learned = std::count_if(votes.begin(), votes.end(), [&](const PastVote& vote) {
    return vote.draft.date >= a.train_from && vote.draft.date < a.test_from;
  });
  return fmt::format(
      "each Council vote from {} to {} predicted from votes of earlier days since {} alone ({} before the "
      "first one scored)",
      a.test_from.iso(), test.test_until.iso(), a.train_from.iso(), learned);
}

Finding figure(const Question& question, const std::string& words, std::string part, double value,
               std::string unit, std::size_t n) {
  Finding finding;
  finding.measure = question.measure;
  finding.rule = {words, question.options};
  finding.rule.data["part"] = std::move(part);
  finding.unit = std::move(unit);
  finding.n = n;
  if (n > 0)
    finding.value = value;
  else
    finding.caveats.emplace_back("undefined: no vote to score");
  return finding;
}

void add_scores(std::vector<Finding>& findings, const Question& question, const std::string& words,
                const std::string& name, const Score& score) {
  const auto add = [&](const char* what, double value, const char* unit) {
    findings.push_back(figure(question, words, name + ": " + what, value, unit, score.ballots));
    findings.back().details = {{"votes", score.votes}};
  };
  add("log score", score.log_score, "nats, smaller is better");
  add("Brier", score.brier, "0 to 2, smaller is better");
  add("likeliest ballot cast", score.hits, "share of ballots");
  findings.back().numerator = std::round(score.hits * static_cast<double>(score.ballots));
}

void add_outcome(std::vector<Finding>& findings, const Question& question, const std::string& words,
                 const std::string& name, const OutcomeScore& score) {
  findings.push_back(figure(question, words + "; the outcome: adopted, vetoed or failed",
                            "outcome, " + name + ": log score", score.log_score, "nats, smaller is better",
                            score.votes));
  findings.push_back(figure(question, words + "; the outcome: adopted, vetoed or failed",
                            "outcome, " + name + ": Brier", score.brier, "0 to 2, smaller is better",
                            score.votes));
}

/// One bin: what came true of what was called so likely. The interval draws whole votes.
Finding bin_finding(const Question& question, const std::string& words, const scenarios::CalibrationBin& bin,
                    const std::optional<inference::Interval>& interval) {
  auto finding =
      figure(question, words + "; predictions of yes, no and abstention by how likely they were called",
             fmt::format("calibration {:.1f} to {:.1f}", bin.low, bin.high), bin.observed,
             "share that came true", bin.n);
  if (bin.n > 0) {
    finding.numerator = std::round(bin.observed * static_cast<double>(bin.n));
    finding.interval = interval;
    if (!interval)
      finding.caveats.emplace_back("no interval: fewer than two votes have a prediction of this chance");
  }
  finding.details = {
      {"low", bin.low}, {"high", bin.high}, {"predicted", bin.n > 0 ? Json(bin.predicted) : Json()}};
  return finding;
}

Finding main_finding(const Question& question, const std::string& words, const Backtest& test,
                     const std::vector<std::string>& scored) {
  const auto& model = test.methods.front();
  auto finding = figure(question, words, "model: log score", model.all.log_score, "nats, smaller is better",
                        model.all.ballots);
  finding.details = {{"votes", model.all.votes},
                     {"contested_votes", model.contested.votes},
                     {"calibration_error", test.calibration_error}};
  finding.evidence = scored;
  finding.caveats.emplace_back(
      "contested votes (two different ballots or more) are known as such only afterwards");
  finding.caveats.emplace_back(
      "the model cannot read a draft: its gain is in the chances, hardly in naming the likeliest ballot");
  finding.caveats.emplace_back(
      "the model's weights were searched on votes of 2006 to 2026, so that its scores flatter it a little");
  return finding;
}

/// What the votes of one source are.
struct OfSource {
  std::set<std::string> items;
  std::size_t fallen = 0;
  std::size_t scored = 0;
};

/// A source that holds nothing but adopted texts says nothing of how drafts fall; and where it words agenda
/// items as no other source does, its wording tells that a draft passed.
void say_one_sided_sources(Finding& finding, const std::vector<PastVote>& votes, Date test_from) {
  std::map<std::string, OfSource> sources;
  std::map<std::string, std::set<std::string>> sources_of;
  for (const auto& vote : votes) {
    auto& source = sources[vote.source];
    source.items.insert(vote.draft.item);
    source.fallen += vote.outcome != views::Outcome::adopted;
    source.scored += vote.draft.date >= test_from;
    sources_of[vote.draft.item].insert(vote.source);
  }
  for (const auto& [name, source] : sources) {
    const bool own_words =
        std::all_of(source.items.begin(), source.items.end(),
                    [&](const std::string& item) { return sources_of.at(item).size() == 1; });
    if (source.fallen > 0 || source.scored < kLeastScored || !own_words) continue;
    finding.caveats.push_back(fmt::format(
        "source {} holds no draft that fell, and words agenda items as no other source does: on its "
        "{} votes scored the record itself tells that they were adopted",
        name, source.scored));
  }
}

/// What the model saves against each baseline, on all votes and on contested ones.
std::vector<Finding> gain_findings(const Question& question, const std::string& words, const Backtest& test) {
  std::vector<Finding> findings;
  for (std::size_t m = 1; m < test.methods.size(); ++m) {
    for (const bool contested : {false, true}) {
      const auto gain = scenarios::gain_over(test, m, contested);
      auto finding = figure(question, words + "; log score of the other less that of the model, a ballot",
                            "gain over " + test.methods[m].method + (contested ? ", contested" : ""),
                            gain ? gain->nats : 0, "nats saved a ballot, above 0: the model is better",
                            gain ? gain->ballots : 0);
      if (gain) {
        finding.interval = gain->interval;
        finding.details = {{"share", gain->share}, {"votes", gain->votes}};
      }
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

std::vector<Finding> ask_backtest(const views::Record& record, const Question& question) {
  const auto& matrix = record.roll_calls(views::Body::council);
  const auto all = scenarios::past_votes(matrix);
  const auto a = asked(question, all);
  std::vector<PastVote> votes;
  std::size_t left_out = 0;
  std::vector<std::string> scored;
  for (const auto& vote : all) {
    if (a.test_until && vote.draft.date > *a.test_until) continue;
    // Votes whose ballots are not all known would score what nobody knows.
    const auto members = scenarios::council_rule_on(vote.draft.date).members;
    const auto known = std::count_if(vote.ballots.begin(), vote.ballots.end(), [](const auto& ballot) {
      return scenarios::ballot_index(ballot.ballot) >= 0;
    });
    if (static_cast<std::size_t>(known) != members) {
      left_out += vote.draft.date >= a.train_from;
      continue;
    }
    if (vote.draft.date >= a.test_from) scored.push_back(vote.id);
    votes.push_back(vote);
  }
  if (scored.empty()) {
    throw Error(ErrorKind::undefined, "no vote of the record falls on " + a.test_from.iso() + " or later", {},
                "an earlier test_from");
  }
  const auto test = scenarios::walk_forward(votes, a.train_from, a.test_from);
  const auto words = words_of(a, test, votes);
  std::vector<Finding> findings{main_finding(question, words, test, scored)};
  if (left_out > 0) {
    findings.front().caveats.push_back(
        fmt::format("left out for want of a ballot of every member: {} on record", left_out));
  }
  say_fillings(findings.front(), scenarios::fillings(matrix));
  say_one_sided_sources(findings.front(), votes, a.test_from);
  for (const auto& method : test.methods) {
    const bool first = &method == &test.methods.front();
    std::vector<Finding> scores;
    add_scores(scores, question, words, method.method, method.all);
    if (first) scores.erase(scores.begin());  // it stands in front already
    add_scores(scores, question, words, method.method + ", contested", method.contested);
    for (auto& score : scores) findings.push_back(std::move(score));
  }
  for (auto& gain : gain_findings(question, words, test)) findings.push_back(std::move(gain));
  add_outcome(findings, question, words, "with the shared factor", test.with_factor);
  add_outcome(findings, question, words, "without it", test.without_factor);
  add_outcome(findings, question, words, "shares so far", test.base_rate);
  const auto intervals = scenarios::calibration_intervals(test.methods.front());
  for (std::size_t b = 0; b < intervals.size(); ++b)
    findings.push_back(bin_finding(question, words, test.methods.front().calibration[b], intervals[b]));
  return findings;
}

}  // namespace

std::vector<Measure> backtest_measures() {
  return {{{"council.backtest", "how well ballots and outcomes would have been predicted, walking forward",
            "none", "train_from, test_from, test_until"},
           ask_backtest}};
}

}  // namespace blocs::findings
