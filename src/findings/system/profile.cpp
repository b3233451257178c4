#include "profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "../level.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"
#include "profile_indicators.hpp"

namespace blocs::findings {
namespace {

constexpr double kHeldForAll = 0.9;  // of the UN's members
constexpr double kTail = 0.025;

struct Draws {
  std::size_t count = 10'000;
  std::uint64_t seed = 1;
};

/// Random groups with as many states of each region as `members`, below and level with their mean.
struct Among {
  double mean = 0;
  std::size_t below = 0, tied = 0;
};

Among among_random(const std::map<std::string, std::vector<double>>& pool,
                   const std::map<std::string, std::size_t>& mix, double mean, std::size_t size,
                   const Draws& draws) {
  Among found{mean, 0, 0};
  auto lists = pool;
  std::map<std::string, double> totals;
  for (const auto& [region, list] : lists) totals[region] = std::accumulate(list.begin(), list.end(), 0.0);
  for (std::size_t r = 0; r < draws.count; ++r) {
    RandomStream random(draws.seed, r);
    double sum = 0;
    for (const auto& [region, k] : mix) {
      auto& list = lists.at(region);
      // Without replacement. Where most are drawn, those left out are.
      const bool most = 2 * k > list.size();
      const std::size_t drawn = most ? list.size() - k : k;
      double of_drawn = 0;
      for (std::size_t i = 0; i < drawn; ++i) {
        std::swap(list[i], list[i + random.below(list.size() - i)]);
        of_drawn += list[i];
      }
      sum += most ? totals.at(region) - of_drawn : of_drawn;
    }
    const double other = sum / static_cast<double>(size);
    const bool tied = level(other, mean);
    found.below += !tied && other < mean ? 1 : 0;
    found.tied += tied ? 1 : 0;
  }
  return found;
}

class Profile {
 public:
  Profile(const views::Record& record, const Question& question, const Subjects& subjects,
          const TieSpan& span, Draws draws)
      : record_(record),
        question_(question),
        subjects_(subjects),
        un_(un_members(record, span.day)),
        draws_(draws) {}

  void add(const ProfileIndicator& indicator) {
    std::vector<std::string> held;
    std::size_t in_un = 0;
    for (const auto& [state, value] : indicator.of) {
      if (!value.number) continue;
      in_un += un_.contains(state) ? 1 : 0;
      if (std::find(subjects_.states.begin(), subjects_.states.end(), state) != subjects_.states.end())
        held.push_back(state);
    }
    const bool all = static_cast<double>(in_un) >= kHeldForAll * static_cast<double>(un_.size());
    if (question_.parts) {
      for (const auto& state : subjects_.states) member(indicator, state, in_un, all);
    }
    if (all && held.size() >= 2) group(indicator, held);
  }

  /// What sets the group apart, over all indicators held for all.
  Finding summary() const {
    Finding finding = start("what sets the group apart", subjects_.states,
                            "indicators held for nine in ten members of the UN under which the group's mean "
                            "lies beyond 2.5 or 97.5 % of random groups with as many states of each region");
    finding.unit = "indicators";
    finding.n = compared_.size();
    std::vector<std::string> apart;
    for (const auto& row : compared_) {
      if (row.at("apart").get<bool>()) apart.push_back(row.at("indicator").get<std::string>());
    }
    finding.numerator = static_cast<double>(apart.size());
    if (compared_.empty())
      finding.caveats.push_back("undefined: no indicator is held for all states");
    else
      finding.value = apart.empty() ? std::string("none") : join(apart, "; ");
    finding.details = {{"indicators", compared_}};
    finding.caveats.push_back(
        fmt::format("of {} indicators about one in twenty would lie there by chance; indicators are not "
                    "independent, and no score joins them",
                    compared_.size()));
    return finding;
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

  void member(const ProfileIndicator& indicator, const std::string& state, std::size_t in_un, bool all) {
    Finding finding = start(indicator.part(), {state}, indicator.words);
    finding.unit = indicator.unit;
    const auto at = indicator.of.find(state);
    if (at == indicator.of.end()) {
      finding.caveats.push_back("undefined: " + indicator.without);
    } else {
      const auto& value = at->second;
      finding.value = value.value;
      finding.numerator = value.numerator;
      finding.n = value.n;
      finding.evidence = value.evidence;
      finding.details = value.details.is_null() ? Json::object() : value.details;
      if (!value.caveat.empty()) finding.caveats.push_back(value.caveat);
      if (all && value.number) finding.details.update(base_rate(indicator, *value.number));
    }
    if (!all) {
      finding.caveats.push_back(
          fmt::format("held for {} of {} members of the UN: no base rate", in_un, un_.size()));
    }
    findings.push_back(std::move(finding));
  }

  Json base_rate(const ProfileIndicator& indicator, double number) const {
    std::size_t below = 0;
    std::size_t tied = 0;
    std::size_t of = 0;
    for (const auto& [state, value] : indicator.of) {
      if (!value.number || !un_.contains(state)) continue;
      ++of;
      below += *value.number < number ? 1 : 0;
      tied += *value.number == number ? 1 : 0;
    }
    return {{"states_below", below}, {"states_tied", tied}, {"states", of}};
  }

  std::string region(const std::string& state) const {
    const auto* known = record_.states().find(state);
    return known == nullptr ? "" : known->region;
  }

  void group(const ProfileIndicator& indicator, const std::vector<std::string>& members) {
    std::map<std::string, std::vector<double>> pool;
    for (const auto& [state, value] : indicator.of) {
      const bool member = std::find(members.begin(), members.end(), state) != members.end();
      if (value.number && (member || un_.contains(state))) pool[region(state)].push_back(*value.number);
    }
    std::map<std::string, std::size_t> mix;
    double sum = 0;
    Finding finding = start(indicator.part() + ", the group among random groups", members,
                            fmt::format("{}; mean over members, against {} random groups with as many states "
                                        "of each region, seed {}",
                                        indicator.words, draws_.count, draws_.seed));
    std::set<std::string> seen;
    for (const auto& member : members) {
      const auto& value = indicator.of.at(member);
      sum += *value.number;
      ++mix[region(member)];
      for (const auto& id : value.evidence) {
        if (seen.insert(id).second) finding.evidence.push_back(id);
      }
    }
    const auto found =
        among_random(pool, mix, sum / static_cast<double>(members.size()), members.size(), draws_);
    const auto n = static_cast<double>(draws_.count);
    const double rank = (static_cast<double>(found.below) + static_cast<double>(found.tied) / 2) / n;
    const bool apart = rank <= kTail || rank >= 1 - kTail;
    finding.unit = "share of random groups below";
    finding.numerator = static_cast<double>(found.below);
    finding.n = draws_.count;
    finding.value = static_cast<double>(found.below) / n;
    finding.details = {{"mean", found.mean}, {"tied", found.tied}, {"apart", apart}};
    compared_.push_back({{"indicator", indicator.part()},
                         {"mean", found.mean},
                         {"share_below", static_cast<double>(found.below) / n},
                         {"share_tied", static_cast<double>(found.tied) / n},
                         {"apart", apart}});
    findings.push_back(std::move(finding));
  }

  const views::Record& record_;
  const Question& question_;
  const Subjects& subjects_;
  std::set<std::string> un_;
  Draws draws_;
  Json compared_ = Json::array();
};

}  // namespace

std::vector<Finding> ask_profile(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto span = tie_span(options);
  const long draws = options.whole("draws", 10'000);
  const long seed = options.whole("seed", 1);
  options.allow("part");
  options.finish();
  if (draws < 100 || draws > 1'000'000) throw Error::usage("\"draws\" is from 100 to 1000000");
  if (seed < 0) throw Error::usage("\"seed\" is at least 0");
  const auto subjects = resolve(record, question.subjects, span.day);
  Profile profile(record, question, subjects, span,
                  {static_cast<std::size_t>(draws), static_cast<std::uint64_t>(seed)});
  for (const auto& indicator : profile_indicators(record, subjects.states, span)) profile.add(indicator);
  auto findings = std::move(profile.findings);
  findings.insert(findings.begin(), profile.summary());
  findings.front().caveats.push_back(
      "votes are the Assembly roll calls on record; each indicator of votes says where not all are");
  return findings;
}

}  // namespace blocs::findings
