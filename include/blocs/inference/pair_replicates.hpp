#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "blocs/inference/group_bootstrap.hpp"
#include "blocs/measures/pair_measures.hpp"
#include "blocs/measures/pair_tables.hpp"

namespace blocs::inference {

/// The measures of all pairs in samples of the roll calls drawn again: those that take only how far two
/// ballots are apart. A sample is a weight for each roll call, kept as bits, so that a pair's sums in many
/// samples are ANDs and bit counts.
class PairReplicates {
 public:
  static constexpr std::array kMeasures{measures::PairMeasure::exact, measures::PairMeasure::lijphart,
                                        measures::PairMeasure::yes_no, measures::PairMeasure::s,
                                        measures::PairMeasure::s_squared};
  /// Values by sample, in the order of `kMeasures`; NaN where undefined.
  using Values = std::array<std::vector<double>, kMeasures.size()>;

  /// `draws` are of the roll calls of `votes`, in their order. Throws Error(usage) for another number of
  /// them.
  PairReplicates(const measures::PackedVotes& votes, const Draws& draws);

  std::size_t replicates() const { return replicates_; }
  /// All five measures of the pair in every sample. Cost: 4 AND-and-counts a sample, 32 roll calls and bit of
  /// the largest weight (three or four), 16 samples at a time with AVX-512. Safe to call from several
  /// threads.
  void values(std::size_t i, std::size_t j, Values& out) const;

 private:
  const measures::PackedVotes& votes_;
  std::size_t replicates_, stride_, planes_;
  std::vector<std::uint32_t, views::CacheAligned<std::uint32_t>> bits_;  // chunk, plane, sample
};

struct Range {
  double low = 0, high = 0;  ///< NaN where the measure is undefined in every sample
};

/// Percentile intervals of each of the five measures for all pairs, by `PairTables::index`.
std::vector<std::array<Range, PairReplicates::kMeasures.size()>> all_pair_intervals(
    const measures::PackedVotes& votes, const Draws& draws, double level = 0.95, std::size_t threads = 0);

struct PairFigures {
  Interval mean, least;
};

/// Percentile intervals of the mean and of the least over the pairs of a group, which is indices of states of
/// `votes`. A pair that is undefined in a sample is left out of it. Throws Error(usage) for a measure that is
/// none of the five, Error(undefined) if no pair is defined in any sample. Cost: pairs times `values`. The
/// same for any number of threads.
PairFigures group_pair_intervals(const measures::PackedVotes& votes, const std::vector<std::size_t>& group,
                                 measures::PairMeasure measure, const Draws& draws, double level = 0.95,
                                 std::size_t threads = 0);

}  // namespace blocs::inference
