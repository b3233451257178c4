#include "cohesion_intervals.hpp"

#include <map>
#include <optional>
#include <string>

#include "blocs/core/error.hpp"
#include "blocs/inference/pair_replicates.hpp"

namespace blocs::findings {
namespace {

constexpr std::size_t kReplicates = 1000;

using measures::CohesionParts;

/// Over the pairs of the group, on the roll calls on which its own pairs are counted.
inference::PairFigures pair_intervals(const VoteAsk& ask, const measures::Cohesion& group,
                                      measures::Turnout turnout, const inference::Draws& draws) {
  const auto& over = turnout == measures::Turnout::all_present ? group.present : ask.selected;
  const measures::PackedVotes votes(ask.matrix, over, ask.rule);
  std::vector<std::size_t> members;
  for (const auto& state : group.members) {
    if (const auto at = votes.index(state)) members.push_back(*at);
  }
  std::vector<std::size_t> places;
  const auto selected = ask.selected.indices();
  for (std::size_t i = 0; i < selected.size(); ++i) {
    if (over.test(selected[i])) places.push_back(i);
  }
  return inference::group_pair_intervals(votes, members, measures::pair_measure_of(ask.rule.abstention),
                                         draws.of(places));
}

void set_members(Finding& mean, const CohesionParts& parts, const inference::Draws& draws) {
  auto& members = mean.details["members"];
  for (std::size_t m = 0; m < parts.distances.size() && m < members.size(); ++m) {
    if (members[m].at("distance_from_majority").is_null()) continue;
    const auto found = bootstrap(parts.distances[m], draws);
    members[m]["low"] = found.low;
    members[m]["high"] = found.high;
  }
}

}  // namespace

inference::VoteClusters clusters_of(const VoteAsk& ask, bool by_items) {
  return by_items ? inference::vote_clusters(ask.matrix, ask.selected.indices())
                  : inference::by_roll_call(ask.selected.count());
}

void set_cohesion_intervals(std::vector<Finding>& findings, const VoteAsk& ask,
                            const measures::Cohesion& group, measures::Turnout turnout,
                            const measures::Weights& weights, const IntervalAsk& interval) {
  try {
    const inference::Draws draws(clusters_of(ask, interval.by_items()), kReplicates, interval.seed);
    const auto parts =
        measures::cohesion_parts(ask.matrix, ask.selected, ask.rule, group.members, turnout, weights);
    const std::map<std::string, const measures::RollCallRatio*> ratios{{"votes.rice", &parts.rice},
                                                                       {"votes.hnr", &parts.hix_noury_roland},
                                                                       {"votes.unanimity", &parts.unanimity}};
    std::optional<inference::PairFigures> pairs;
    for (auto& finding : findings) {
      if (!finding.number()) continue;
      if (const auto at = ratios.find(finding.measure); at != ratios.end()) {
        finding.interval = bootstrap(*at->second, draws);
        continue;
      }
      if (!pairs) pairs = pair_intervals(ask, group, turnout, draws);
      const bool least = finding.measure == "votes.least-pair";
      finding.interval = least ? pairs->least : pairs->mean;
      if (!least) set_members(finding, parts, draws);
    }
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    for (auto& finding : findings) finding.caveats.push_back("no interval: " + error.message());
  }
}

}  // namespace blocs::findings
