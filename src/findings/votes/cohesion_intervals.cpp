#include "cohesion_intervals.hpp"

#include "blocs/core/error.hpp"
#include "blocs/inference/group_bootstrap.hpp"

namespace blocs::findings {
namespace {

using inference::Combine;
using inference::Ratio;
using measures::RollCallMean;

constexpr std::size_t kReplicates = 1000;

/// What each selected roll call adds to the group's figures.
struct Parts {
  Ratio rice, hnr, unanimity;
  std::vector<Ratio> pairs, members;
};

void add(Ratio& ratio, double credit, double base) {
  ratio.credit.push_back(credit);
  ratio.base.push_back(base);
}
void add(Ratio& ratio, const RollCallMean& mean) {
  add(ratio, mean.sum, mean.weight);
}

Parts parts_of(const VoteAsk& ask, measures::Turnout turnout, const measures::Weights& weights) {
  Parts parts;
  for (const auto i : ask.selected.indices()) {
    views::Mask one(ask.selected.size());
    one.set(i);
    const auto here = measures::cohesion(ask.matrix, one, ask.rule, ask.subjects.states, turnout, weights);
    add(parts.rice, here.rice);
    add(parts.hnr, here.hix_noury_roland);
    add(parts.unanimity, here.unanimity);
    parts.pairs.resize(here.pairs.size());
    for (std::size_t p = 0; p < here.pairs.size(); ++p)
      add(parts.pairs[p], here.pairs[p].credit, static_cast<double>(here.pairs[p].n));
    parts.members.resize(here.distances.size());
    for (std::size_t m = 0; m < here.distances.size(); ++m)
      add(parts.members[m], here.distances[m].from_majority);
  }
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
