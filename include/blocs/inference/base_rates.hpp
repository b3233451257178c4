#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "blocs/measures/cohesion.hpp"
#include "blocs/measures/pair_measures.hpp"
#include "blocs/measures/pair_tables.hpp"

namespace blocs::inference {

/// Which groups a group is set against: all groups of as many states, in which every pair has enough votes in
/// common.
struct Field {
  std::size_t least_common = 20;  ///< roll calls that every pair of a group must have in common
  /// One class per state of the votes (a region, say): only groups with the same mix of classes as the group
  /// asked about. Empty: all groups.
  std::vector<int> classes;
  std::size_t threads = 0;  ///< 0: one a core; results are the same for any number
  bool exhaustive = false;  ///< look at all groups of larger sizes too, however long that takes
  std::uint64_t draws = 0;  ///< of a sample; 0: as many as some tenths of a second allow
  /// Told how many parts of an exact count of all groups are done, and of how many.
  std::function<void(std::size_t done, std::size_t parts)> progress;
};

/// Where a group stands among all groups of its size. A description of the record, not a p-value.
struct Rank {
  double value = 0;          ///< the group's own
  std::uint64_t groups = 0;  ///< groups compared, the group itself included
  std::uint64_t below = 0;   ///< strictly below
  std::uint64_t tied = 0;    ///< equal, the group itself included
  bool exact = true;         ///< else `groups` were drawn by chance
  double error = 0;          ///< standard error of the share below, for a sample
  /// For a sample: how many states groups are drawn from, and how many are left out, so that those drawn from
  /// have enough votes with each other; none is unless hardly any group would have a value otherwise.
  std::size_t drawn_from = 0, left_out = 0;

  double share_below() const { return static_cast<double>(below) / static_cast<double>(groups); }
};

/// A value for every pair of states, none where a pair has too few votes in common or the measure is
/// undefined.
class PairValues {
 public:
  PairValues(const measures::PairTables& tables, measures::PairMeasure measure, const Field& field);
  /// For those pairs alone that have a value in `among`, however few votes they have in common here.
  PairValues(const measures::PairTables& tables, measures::PairMeasure measure, const PairValues& among);

  std::size_t size() const { return size_; }
  bool defined(std::size_t i, std::size_t j) const { return row(i)[j] != kNone; }
  double value(std::size_t i, std::size_t j) const { return static_cast<double>(row(i)[j]) / kUnit; }

  /// Values as whole numbers of 2^-40, so that sums do not depend on their order. `kNone` marks a pair
  /// without one, and stands behind the last state of a row too.
  const std::int64_t* row(std::size_t i) const { return fixed_.data() + i * stride_; }
  static constexpr double kUnit = 1099511627776.0;
  static constexpr std::int64_t kNone = std::int64_t{1} << 50;

 private:
  std::size_t size_;
  std::size_t stride_;
  std::vector<std::int64_t> fixed_;
};

/// Mean of the values of all pairs of a group; nothing if one of them is not defined.
std::optional<double> mean_of_pairs(const PairValues& pairs, const std::vector<std::size_t>& group);

/// Largest size for which all groups are looked at unless `Field::exhaustive` asks for it. Larger ones are
/// set against groups drawn by chance: a million at most, 40,000 at least, so that the standard error of a
/// percentile is never above 0.25 points.
inline constexpr std::size_t kMostExact = 4;
inline constexpr std::size_t kDraws = 1'000'000;

/// Rank by the mean over pairs. Groups whose means differ by less than 1e-11 are tied. Cost, for 193 states
/// on two cores: groups of four, 53 million sums, some ten milliseconds; of five, 2.1 thousand million, under
/// a second; of six, 66 thousand million, under a minute. Throws Error(undefined) if the group's own value is
/// not defined.
Rank rank_by_pairs(const PairValues& pairs, const std::vector<std::size_t>& group, const Field& field,
                   std::uint64_t seed = 1);

/// Rank by the share of unanimous roll calls, compared as fractions, exactly. All groups of up to
/// `kMostExact` are looked at where that is the work of a second (quartets on some 3,000 roll calls) or
/// `Field::exhaustive` is set; else groups are drawn, larger ones always.
Rank rank_by_unanimity(const measures::PackedVotes& votes, const PairValues& eligible,
                       const std::vector<std::size_t>& group, measures::Turnout turnout, const Field& field,
                       std::uint64_t seed = 1);

/// Where the middle nine tenths of all groups of a size lie.
struct Band {
  double low = 0, median = 0, high = 0;  ///< 5th, 50th and 95th percentile of the mean over pairs
  std::uint64_t groups = 0;              ///< groups looked at
  bool exact = true;                     ///< all groups there are; else drawn by chance, each equally likely
};

/// The band for groups of as many states as `like`: all pairs, or `draws` groups drawn by chance as for
/// a rank. A quantile of so many draws is within about half a percentile of that of all groups. Throws
/// Error(undefined) if there is no group.
Band band_of_pairs(const PairValues& pairs, const std::vector<std::size_t>& like, const Field& field,
                   std::uint64_t seed = 1, std::size_t draws = 20'000);

struct RankedGroup {
  std::vector<std::size_t> members;
  double value = 0;
};

/// The `most` groups of a size with the highest mean over pairs, best first; equal ones in order of their
/// members.
std::vector<RankedGroup> top_by_pairs(const PairValues& pairs, std::size_t size, std::size_t most,
                                      const Field& field);

/// What can only fall when a group grows, so that branch and bound finds the best groups of any size.
enum class Bounded {
  joint,       ///< roll calls on which all members cast one and the same ballot
  least_pair,  ///< value of the pair that agrees least
};

/// The best groups by such a value, exactly, whatever their size. Gives up with Error(undefined) after
/// `most_steps`.
std::vector<RankedGroup> top_bounded(const measures::PackedVotes& votes, const PairValues& pairs, Bounded by,
                                     std::size_t size, std::size_t most,
                                     std::uint64_t most_steps = 2'000'000'000);

/// A rank by such a value. Where all groups are too many to be counted, it is that of a sample (`exact` is
/// false), but `at_least` may still be there.
struct BoundedRank : Rank {
  std::optional<std::uint64_t> at_least;  ///< groups as high or higher, the group itself included; exact
};

/// Steps after which a bounded rank gives up counting, some tenths of a second; there is no such limit where
/// `Field::exhaustive` is set.
inline constexpr std::uint64_t kBoundedSteps = 4'000'000;

/// Rank of a group of any size, 2 or more, by what can only fall when a group grows. Branch and bound counts
/// the groups as high or higher: a branch whose value is below the group's holds none. All groups there are,
/// are counted as the cliques of the pairs that have enough votes in common, states that have them with
/// everyone by binomials. What takes more than `most_steps` groups to look at, or does not fit 62 bits, is
/// given up, and groups are drawn by chance instead. Pairs whose values differ by less than 2e-12 are
/// tied. Throws Error(undefined) if a pair of the group has too few votes in common.
BoundedRank rank_bounded(const measures::PackedVotes& votes, const PairValues& pairs, Bounded by,
                         const std::vector<std::size_t>& group, const Field& field, std::uint64_t seed = 1,
                         std::uint64_t most_steps = kBoundedSteps);

}  // namespace blocs::inference
