// A group's cohesion session by session, each with the base rate of its session.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/inference/base_rates.hpp"
#include "two_present.hpp"

namespace blocs::findings {
namespace {

using inference::Band;
using inference::Field;
using inference::PairValues;

std::map<int, views::Mask> by_session(const VoteAsk& ask) {
  std::map<int, views::Mask> masks;
  for (const auto i : ask.selected.indices()) {
    if (const auto session = regular_session(ask.matrix.roll_calls()[i]))
      masks.try_emplace(*session, ask.selected.size()).first->second.set(i);
  }
  return masks;
}

/// Members that voted on enough of the session's roll calls to be set beside others.
std::vector<std::size_t> members_in(const VoteAsk& ask, const views::Mask& session,
                                    const measures::PackedVotes& votes, std::size_t least) {
  std::vector<std::size_t> found;
  for (const auto& state : ask.subjects.states) {
    const auto at = votes.index(state);
    const auto row = *ask.matrix.state_index(state);
    if (at && (ask.matrix.recorded(row) & session).count() >= least) found.push_back(*at);
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// The members' mean over the pairs that have votes enough in common, and the names of those that have not.
struct PairMean {
  std::optional<double> value;
  std::size_t pairs = 0;
  std::vector<std::string> left_out;  ///< "AAA-BBB"
};

PairMean mean_of_defined(const PairValues& pairs, const std::vector<std::size_t>& group,
                         const std::vector<std::string>& names) {
  PairMean mean;
  double sum = 0;
  for (std::size_t i = 0; i < group.size(); ++i) {
    for (std::size_t j = i + 1; j < group.size(); ++j) {
      if (pairs.defined(group[i], group[j])) {
        sum += pairs.value(group[i], group[j]);
        ++mean.pairs;
      } else {
        mean.left_out.push_back(names[i] + "-" + names[j]);
      }
    }
  }
  if (mean.pairs > 0) mean.value = sum / static_cast<double>(mean.pairs);
  return mean;
}

/// Says which pairs the mean is without; where there are, nothing is ranked, since other groups are whole.
void note_left_out(Finding& finding, const PairMean& mean, std::size_t least) {
  finding.details["pairs"] = mean.pairs;
  finding.details["pairs_left_out"] = mean.left_out;
  if (mean.left_out.empty()) return;
  const std::size_t n = mean.left_out.size();
  std::vector<std::string> shown(
      mean.left_out.begin(),
      mean.left_out.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(n, 5)));
  finding.caveats.push_back(
      fmt::format("mean over {} of {} pairs: {} with fewer than {} votes in common {} left "
                  "out ({}{})",
                  mean.pairs, mean.pairs + n, n, least, n == 1 ? "is" : "are", join(shown, ", "),
                  n > shown.size() ? ", ..." : ""));
}

void set_base_rate(Finding& finding, const PairValues& pairs, const std::vector<std::size_t>& group,
                   const Field& field, std::uint64_t seed) {
  const auto mean =
      mean_of_defined(pairs, group, finding.details.at("members").get<std::vector<std::string>>());
  note_left_out(finding, mean, field.least_common);
  if (!mean.value) {
    finding.caveats.push_back(fmt::format("undefined: no pair has {} votes in common", field.least_common));
    return;
  }
  // A whole group is summed in fixed point, as the groups beside it are, so that equal groups are level.
  finding.value = mean.left_out.empty() ? *mean_of_pairs(pairs, group) : *mean.value;
  Band band;
  try {
    band = band_of_pairs(pairs, group, field, seed);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    for (const char* part : {"low", "median", "high"}) finding.details[part] = nullptr;
    finding.caveats.push_back(fmt::format(
        "no base rate: no {} states all have {} votes in common with each other to be drawn as a group",
        group.size(), field.least_common));
    return;
  }
  finding.details["low"] = band.low;
  finding.details["median"] = band.median;
  finding.details["high"] = band.high;
  finding.details["band_exact"] = band.exact;
  finding.details["band_groups"] = band.groups;
  if (group.size() > inference::kMostExact) {
    finding.caveats.push_back(fmt::format("nine tenths of {} groups of {}{} lie between {:.3f} and {:.3f}",
                                          band.groups, group.size(), band.exact ? "" : " drawn by chance",
                                          band.low, band.high));
    return;
  }
  if (!mean.left_out.empty()) return;
  const auto rank = rank_by_pairs(pairs, group, field, seed);
  finding.details["percentile"] = 100 * rank.share_below();
  finding.details["groups"] = rank.groups;
  finding.caveats.push_back(
      fmt::format("above {:.1f} % of {} groups of {}; nine tenths of such groups lie "
                  "between {:.3f} and {:.3f}",
                  100 * rank.share_below(), rank.groups, group.size(), band.low, band.high));
}

Finding session_finding(const VoteAsk& ask, int session, const views::Mask& mask, const Field& field,
                        std::uint64_t seed) {
  const measures::PackedVotes votes(ask.matrix, mask, ask.rule);
  const auto group = members_in(ask, mask, votes, field.least_common);
  std::vector<std::string> members;
  for (const auto i : group) members.push_back(votes.states()[i]);
  Finding finding = vote_finding("votes.history", ask, members.empty() ? ask.subjects.states : members);
  finding.rule.words =
      in_words(ask.rule) + fmt::format(
                               "; session {}; mean over pairs of members with {} votes in common; set "
                               "beside all groups of as many states",
                               session, field.least_common);
  finding.rule.data["sessions"] = Json::array({std::to_string(session)});
  finding.rule.data["part"] = fmt::format("session {}", session);
  finding.rule.data["least_common"] = field.least_common;
  finding.unit = "mean agreement";
  const auto counted = with_two_present(ask, mask, members);
  finding.n = counted.count();
  finding.evidence = ids_of(ask.matrix, counted);
  finding.details = {
      {"session", session}, {"opened", 1945 + session}, {"members", members}, {"roll_calls", mask.count()}};
  if (group.size() < 2) {
    finding.caveats.push_back(
        fmt::format("undefined: fewer than two members voted {} times", field.least_common));
    return finding;
  }
  const measures::PairTables tables(votes);
  set_base_rate(finding, PairValues(tables, measures::pair_measure_of(ask.rule.abstention), field), group,
                field, seed);
  return finding;
}

std::vector<Finding> ask_history(const views::Record& record, const Question& question) {
  Json options = question.options;
  take(options, "part");
  if (!options.contains("body")) options["body"] = "assembly";
  if (!options.contains("abstention")) options["abstention"] = "half";
  Field field;
  field.least_common = count_option(options, "least_common", 20);
  field.threads = count_option(options, "threads", 0);
  const auto seed = count_option(options, "seed", 1);
  const auto ask = vote_ask(record, question, options);
  if (ask.rule.body != views::Body::assembly)
    throw Error::usage("only the Assembly has sessions", "--body assembly");
  if (ask.subjects.states.size() + ask.absent.size() < 2)
    throw Error::usage("a group has at least two members");
  std::vector<Finding> findings;
  for (const auto& [session, mask] : by_session(ask)) {
    if (question.progress) question.progress(fmt::format("session {}", session));
    findings.push_back(session_finding(ask, session, mask, field, seed));
  }
  if (findings.empty()) {
    findings.push_back(vote_finding("votes.history", ask, ask.subjects.states));
    findings.back().caveats.push_back("undefined: no roll call of a regular session is let in");
  }
  return findings;
}

}  // namespace

std::vector<Measure> history_measures() {
  const std::string rule = kRuleOptions;
  return {{{"votes.history", "a group's cohesion in each session of the Assembly, with its base rate",
            "a group, or two or more states", rule + ", least_common, seed, threads"},
           ask_history}};
}

}  // namespace blocs::findings
