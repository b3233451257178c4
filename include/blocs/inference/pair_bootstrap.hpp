#pragma once

#include <cstdint>
#include <string>

#include "blocs/inference/intervals.hpp"
#include "blocs/measures/pair_measures.hpp"

namespace blocs::inference {

/// What a bootstrap draws again.
enum class Resample {
  roll_calls,    ///< one by one
  agenda_items,  ///< whole clusters (`vote_clusters`), since their roll calls hang together
};

/// Percentile bootstrap of any measure of a pair. Replicate r draws from stream r of the seed, so that the
/// interval is the same for any number of threads. Replicates in which the measure is undefined are left out.
/// Throws Error(undefined) if there are fewer than two things to draw or if no replicate is defined.
Interval pair_bootstrap(const views::RollCallMatrix& matrix, const views::Mask& selected,
                        const measures::VoteRule& rule, const std::string& a, const std::string& b,
                        measures::PairMeasure measure, Resample resample, std::uint64_t seed,
                        std::size_t replicates = 2000, double level = 0.95, std::size_t threads = 0);

}  // namespace blocs::inference
