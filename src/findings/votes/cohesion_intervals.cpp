#include "cohesion_intervals.hpp"

#include <utility>

#include "blocs/core/error.hpp"
#include "blocs/inference/group_bootstrap.hpp"

namespace blocs::findings {
namespace {

using inference::Combine;
using inference::Ratio;

constexpr std::size_t kReplicates = 1000;

/// What each selected roll call adds to the group's figures.
struct Parts {
  Ratio rice, hnr, unanimity;
  std::vector<Ratio> members;
  inference::PairShares pairs;
};

Ratio ratio_of(measures::CohesionParts::Sums& sums) {
  return {std::move(sums.credit), std::move(sums.base)};
}

Parts parts_of(const VoteAsk& ask, measures::Turnout turnout, const measures::Weights& weights) {
  auto each =
      measures::cohesion_parts(ask.matrix, ask.selected, ask.rule, ask.subjects.states, turnout, weights);
  Parts parts{ratio_of(each.rice),
              ratio_of(each.hix_noury_roland),
              ratio_of(each.unanimity),
              {},
              {std::move(each.pair_halves), std::move(each.pair_counted)}};
  for (auto& member : each.distances) parts.members.push_back(ratio_of(member));
  return parts;
}

void set_members(Finding& mean, const Parts& parts, const inference::Draws& draws) {
  auto& members = mean.details["members"];
  for (std::size_t m = 0; m < parts.members.size() && m < members.size(); ++m) {
    if (members[m].at("distance_from_majority").is_null()) continue;
    const auto found = bootstrap({parts.members[m]}, Combine::mean, draws);
    members[m]["low"] = found.low;
    members[m]["high"] = found.high;
  }
}

void set_one(Finding& finding, const Parts& parts, const inference::Draws& draws) {
  if (!finding.number()) return;
  if (finding.measure == "votes.rice") {
    finding.interval = bootstrap({parts.rice}, Combine::mean, draws);
  } else if (finding.measure == "votes.hnr") {
    finding.interval = bootstrap({parts.hnr}, Combine::mean, draws);
  } else if (finding.measure == "votes.unanimity") {
    finding.interval = bootstrap({parts.unanimity}, Combine::mean, draws);
  } else if (finding.measure == "votes.least-pair") {
    finding.interval = bootstrap(parts.pairs, Combine::least, draws);
  } else {
    finding.interval = bootstrap(parts.pairs, Combine::mean, draws);
    set_members(finding, parts, draws);
  }
}

}  // namespace

inference::VoteClusters clusters_of(const VoteAsk& ask, bool by_items) {
  return by_items ? inference::vote_clusters(ask.matrix, ask.selected.indices())
                  : inference::by_roll_call(ask.selected.count());
}

void set_cohesion_intervals(std::vector<Finding>& findings, const VoteAsk& ask, measures::Turnout turnout,
                            const measures::Weights& weights, const IntervalAsk& interval) {
  try {
    const inference::Draws draws(clusters_of(ask, interval.by_items()), kReplicates, interval.seed);
    const auto parts = parts_of(ask, turnout, weights);
    for (auto& finding : findings) set_one(finding, parts, draws);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    for (auto& finding : findings) finding.caveats.push_back("no interval: " + error.message());
  }
}

}  // namespace blocs::findings
