#include "profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"
#include "tie_layers.hpp"

namespace blocs::findings {
namespace {

constexpr std::size_t kLeastVotes = 10;  // in common, for a share to stand
constexpr std::size_t kDraws = 10'000;   // random groups

/// A share for every state that has one, with the rows it counts.
struct Indicator {
  struct Share {
    double credit = 0;
    std::size_t n = 0;
    std::vector<std::size_t> rows;
    double value() const { return credit / static_cast<double>(n); }
  };
  std::map<std::string, Share> shares;
};

std::optional<int> cast(const views::RollCallMatrix& matrix, std::size_t state, std::size_t roll_call) {
  switch (matrix.ballot(state, roll_call)) {
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

/// How often a state's ballot is not that of most members.
Indicator against_the_rest(const views::RollCallMatrix& matrix, const views::Mask& selected) {
  Indicator found;
  for (const auto r : selected.indices()) {
    std::array<std::size_t, 3> tally{};
    for (std::size_t s = 0; s < matrix.states().size(); ++s) {
      if (const auto b = cast(matrix, s, r)) ++tally.at(static_cast<std::size_t>(*b));
    }
    const auto most = std::max_element(tally.begin(), tally.end()) - tally.begin();
    for (std::size_t s = 0; s < matrix.states().size(); ++s) {
      const auto b = cast(matrix, s, r);
      if (!b) continue;
      auto& share = found.shares[matrix.states()[s]];
      share.credit += *b != most ? 1 : 0;
      ++share.n;
      share.rows.push_back(r);
    }
  }
  return found;
}

/// How often a state's ballot is that of another.
Indicator alike_with(const views::RollCallMatrix& matrix, const views::Mask& selected,
                     const std::string& other) {
  Indicator found;
  const auto at = matrix.state_index(other);
  if (!at) return found;
  for (const auto r : selected.indices()) {
    const auto theirs = cast(matrix, *at, r);
    for (std::size_t s = 0; theirs && s < matrix.states().size(); ++s) {
      const auto b = cast(matrix, s, r);
      if (!b || s == *at) continue;
      auto& share = found.shares[matrix.states()[s]];
      share.credit += *b == *theirs ? 1 : 0;
      ++share.n;
      share.rows.push_back(r);
    }
  }
  return found;
}

class Profile {
 public:
  Profile(const views::Record& record, const Question& question, const Subjects& subjects,
          const TieSpan& span)
      : record_(record), question_(question), subjects_(subjects), span_(span) {}

  void indicator(const std::string& part, const std::string& unit, const std::string& words,
                 Indicator values) {
    const auto& matrix = record_.roll_calls(views::Body::assembly);
    std::erase_if(values.shares, [](const auto& entry) { return entry.second.n < kLeastVotes; });
    std::vector<std::string> defined;
    for (const auto& state : subjects_.states) {
      Finding finding = start(part, {state}, words);
      finding.unit = unit;
      const auto at = values.shares.find(state);
      if (at == values.shares.end()) {
        finding.caveats.push_back(fmt::format("undefined: fewer than {} votes on record", kLeastVotes));
      } else {
        const auto& share = at->second;
        finding.value = share.value();
        finding.numerator = share.credit;
        finding.n = share.n;
        for (const auto row : share.rows) finding.evidence.push_back(matrix.roll_calls()[row].id);
        finding.details = base_rate(values, share.value());
        defined.push_back(state);
      }
      findings.push_back(std::move(finding));
    }
    if (defined.size() >= 2) findings.push_back(group_finding(part, words, values, defined));
  }

  void nuclear() {
    for (const auto& state : subjects_.states) {
      Finding finding =
          start("nuclear dimension", {state},
                "dated facts of the record that concern the state and a nuclear weapon, test or "
                "programme, " +
                    span_.day_words);
      Json list = Json::array();
      for (const auto& fact : record_.milestones()) {
        const bool of = std::find(fact.states.begin(), fact.states.end(), state) != fact.states.end();
        const bool about =
            fact.kind == "nuclear_test" || folded(fact.what).find("nuclear") != std::string::npos;
        if (!of || !about || fact.date.first > span_.day) continue;
        finding.evidence.push_back(fact.id);
        list.push_back({{"date", fact.date.iso()}, {"what", fact.what}});
      }
      finding.unit = "dated facts";
      finding.value = static_cast<double>(finding.evidence.size());
      finding.n = finding.evidence.size();
      if (!list.empty()) finding.details = {{"facts", list}};
      finding.caveats.push_back(
          "the record codes such facts for the states it follows only: no base rate, and no fact is "
          "not no weapon");
      findings.push_back(std::move(finding));
    }
  }

  void not_held(const std::string& part, const std::string& why) {
    Finding finding = start(part, subjects_.states, "no indicator on record");
    finding.unit = "indicator";
    finding.caveats.push_back("undefined: " + why);
    findings.push_back(std::move(finding));
  }

  std::vector<Finding> findings;

 private:
  Finding start(const std::string& part, std::vector<std::string> states, const std::string& words) const {
    Finding finding;
    finding.measure = question_.measure;
    finding.subjects = std::move(states);
    finding.rule = {words, question_.options};
    finding.rule.data["part"] = part;
    return finding;
  }

  static Json base_rate(const Indicator& values, double value) {
    std::size_t below = 0;
    std::size_t tied = 0;
    for (const auto& [state, share] : values.shares) {
      below += share.value() < value ? 1 : 0;
      tied += share.value() == value ? 1 : 0;
    }
    return {{"states_below", below}, {"states_tied", tied}, {"states", values.shares.size()}};
  }

  /// The group's mean among random groups with as many states of each region.
  Finding group_finding(const std::string& part, const std::string& words, const Indicator& values,
                        const std::vector<std::string>& members) const {
    std::map<std::string, std::vector<double>> pool;
    for (const auto& [state, share] : values.shares) {
      if (const auto* known = record_.states().find(state)) pool[known->region].push_back(share.value());
    }
    double mean = 0;
    std::map<std::string, std::size_t> mix;
    for (const auto& member : members) {
      mean += values.shares.at(member).value() / static_cast<double>(members.size());
      const auto* known = record_.states().find(member);
      if (known != nullptr) ++mix[known->region];
    }
    std::size_t below = 0;
    std::size_t tied = 0;
    for (std::size_t r = 0; r < kDraws; ++r) {
      RandomStream random(1, r);
      double sum = 0;
      for (const auto& [region, k] : mix) {
        auto list = pool.at(region);
        for (std::size_t i = 0; i < k; ++i) {  // without replacement
          std::swap(list[i], list[i + random.below(list.size() - i)]);
          sum += list[i];
        }
      }
      const double other = sum / static_cast<double>(members.size());
      below += other < mean - 1e-12 ? 1 : 0;
      tied += std::abs(other - mean) <= 1e-12 ? 1 : 0;
    }
    Finding finding =
        start(part + ", the group among random groups", members,
              fmt::format("{}; mean over members, against {} random groups with as many states of each "
                          "region, seed 1",
                          words, kDraws));
    finding.unit = "share of random groups below";
    finding.numerator = static_cast<double>(below);
    finding.n = kDraws;
    finding.value = static_cast<double>(below) / static_cast<double>(kDraws);
    finding.details = {{"mean", mean}, {"tied", tied}};
    return finding;
  }

  const views::Record& record_;
  const Question& question_;
  const Subjects& subjects_;
  const TieSpan& span_;
};

}  // namespace

std::vector<Finding> ask_profile(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto span = tie_span(options);
  options.allow("part");
  options.finish();
  const auto subjects = resolve(record, question.subjects, span.day);
  auto rule = vote_rule_from({{"body", "assembly"}});
  rule.period = {span.since, span.day};
  const auto& matrix = record.roll_calls(views::Body::assembly);
  const auto selected = measures::select(matrix, rule);
  const std::string votes = in_words(rule);
  Profile profile(record, question, subjects, span);
  profile.indicator("revisionist alignment", "share of votes",
                    "ballots unlike those of most members: " + votes, against_the_rest(matrix, selected));
  profile.not_held("regime type",
                   "no index of regimes or tenure of leaders is on record, and no importer reads one yet");
  profile.not_held("militarised society",
                   "no military personnel or spending is on record, and no importer reads them yet");
  profile.not_held("status quo at home", "nothing on record speaks to it; it is a judgement, not a count");
  profile.nuclear();
  profile.not_held(
      "pattern of strategic behaviour",
      "no events are in the ledger; `blocs scenario fit` reads event rows of GDELT by themselves");
  profile.indicator("closeness to China", "share of votes", "ballots like China's: " + votes,
                    alike_with(matrix, selected, "CHN"));
  profile.findings.front().caveats.push_back(
      "votes are the Assembly roll calls of the ledger asked; the casebook's are named resolutions, mostly "
      "on Ukraine, Iran "
      "and North Korea, on which these states stand apart by construction. No composite score");
  return profile.findings;
}

}  // namespace blocs::findings
