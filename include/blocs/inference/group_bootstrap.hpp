#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "blocs/inference/intervals.hpp"
#include "blocs/inference/vote_clusters.hpp"
#include "blocs/measures/cohesion.hpp"

namespace blocs::inference {

/// How often each roll call stands in each of many samples drawn again from a selection, with replacement:
/// roll calls one by one, or whole agenda items with all their roll calls. Sample r depends on the seed and r
/// alone, so that samples are the same for any number of threads. One byte a roll call and sample.
class Draws {
 public:
  /// `item_of[i]` is the item of the i-th selected roll call, 0 .. items-1. Throws Error(undefined) for fewer
  /// than two items.
  Draws(const std::vector<std::size_t>& item_of, std::size_t replicates, std::uint64_t seed);
  /// Draws clusters and says what they are.
  Draws(const VoteClusters& clusters, std::size_t replicates, std::uint64_t seed);

  std::size_t replicates() const { return replicates_; }
  std::size_t roll_calls() const { return roll_calls_; }
  std::size_t items() const { return items_; }
  std::uint64_t seed() const { return seed_; }
  const std::string& what() const { return what_; }  ///< what is drawn, and how many: "over 26 agenda items"
  /// The same samples of some of the roll calls alone, by their places, in order.
  Draws of(const std::vector<std::size_t>& places) const;
  /// How often each roll call stands in a sample.
  const std::uint8_t* counts(std::size_t replicate) const { return counts_.data() + replicate * roll_calls_; }

 private:
  std::size_t replicates_, roll_calls_, items_;
  std::uint64_t seed_;
  std::string what_;
  std::vector<std::uint8_t> counts_;
};

/// Percentile interval of figures, one a sample. Throws Error(undefined) if there are none.
Interval interval_of(std::vector<double> values, const Draws& draws, double level = 0.95);

/// Percentile interval of a ratio. Samples in which it is undefined are left out; throws Error(undefined) if
/// it is so in all of them. Cost: roll calls times samples.
Interval bootstrap(const measures::RollCallRatio& ratio, const Draws& draws, double level = 0.95,
                   std::size_t threads = 0);

}  // namespace blocs::inference
