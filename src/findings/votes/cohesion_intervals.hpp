#pragma once

#include <vector>

#include "blocs/inference/vote_clusters.hpp"
#include "blocs/measures/cohesion.hpp"
#include "vote_ask.hpp"

namespace blocs::findings {

/// What a bootstrap draws of the selected roll calls: each by itself, or those that hang together.
inference::VoteClusters clusters_of(const VoteAsk& ask, bool by_items);

/// Gives the findings of `votes.cohesion`, which are about `group`, their bootstrap intervals, all over the
/// same samples; members' distances from the majority get theirs in the details of `mean-pairwise`. Where
/// there is none, a caveat says why.
void set_cohesion_intervals(std::vector<Finding>& findings, const VoteAsk& ask,
                            const measures::Cohesion& group, measures::Turnout turnout,
                            const measures::Weights& weights, const IntervalAsk& interval);

}  // namespace blocs::findings
