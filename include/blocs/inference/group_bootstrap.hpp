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
  /// How often each roll call stands in a sample.
  const std::uint8_t* counts(std::size_t replicate) const { return counts_.data() + replicate * roll_calls_; }

 private:
  std::size_t replicates_, roll_calls_, items_;
  std::uint64_t seed_;
  std::string what_;
  std::vector<std::uint8_t> counts_;
};

/// A mean over roll calls: the sum of credits over the sum of bases, each by selected roll call.
struct Ratio {
  std::vector<double> credit;
  std::vector<double> base;
};

/// How several ratios make one figure. Ratios that are undefined in a sample are left out of it.
enum class Combine { mean, least };

/// Shares of agreement of many pairs, by pair and selected roll call: agreement in halves, and whether both
/// voted. Bytes, since a group of 193 has 18,528 pairs.
struct PairShares {
  std::vector<std::vector<std::uint8_t>> halves, counted;
};

/// The same figure as of ratios, for pairs. Cost: pairs times roll calls times samples, some bytes at once.
Interval bootstrap(const PairShares& pairs, Combine combine, const Draws& draws, double level = 0.95,
                   std::size_t threads = 0);

/// Percentile interval of a figure made of ratios. All ratios are taken over the same samples, so that what
/// hangs together in the record does so in the samples. Throws Error(undefined) if the figure is undefined in
/// all of them. Cost: ratios times roll calls times samples.
Interval bootstrap(const std::vector<Ratio>& ratios, Combine combine, const Draws& draws, double level = 0.95,
                   std::size_t threads = 0);

}  // namespace blocs::inference
