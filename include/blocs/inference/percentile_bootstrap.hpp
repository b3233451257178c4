#pragma once

#include "blocs/inference/base_rates.hpp"
#include "blocs/inference/group_bootstrap.hpp"

namespace blocs::inference {

/// Interval of a group's percentile (its share of groups strictly below by the mean over pairs) over samples
/// of the roll calls drawn again: in each sample all pairs are measured anew and the group is ranked anew,
/// against all groups where `rank_by_pairs` looks at all of them, else against one and the same drawn groups.
/// Groups compared are those in which each pair has enough votes in common in the record itself and a value
/// in the sample. Samples in which the group has no value are left out, and the method says how many.
///
/// Percentile method (Efron and Tibshirani 1993, chapter 13); the share lies in 0 to 1. Cost: a rank a
/// sample, samples side by side on threads; 1,000 samples and all quartets of 193 states take some ten
/// seconds on two cores. The same for any number of threads. Throws Error(undefined) if the group has no
/// value in the record or in any sample.
Interval percentile_bootstrap(const measures::PackedVotes& votes, measures::PairMeasure measure,
                              const std::vector<std::size_t>& group, const Field& field, const Draws& draws,
                              std::uint64_t seed = 1, double level = 0.95);

}  // namespace blocs::inference
