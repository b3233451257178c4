#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "blocs/inference/intervals.hpp"

namespace blocs::inference {

/// A group with a score and whether it is one of those looked for. Groups are compared only within a stratum
/// (the same mix of regions, say).
struct ScoredGroup {
  double score = 0;
  bool positive = false;
  std::uint32_t stratum = 0;
  std::array<std::uint32_t, 4> members{};  ///< as many as `size` says
  std::uint32_t size = 2;
};

/// How well a score sets those looked for above the others: the chance that one of them, taken at random, has
/// a higher score than one of the others of its stratum; ties count half (Mann and Whitney 1947; the area
/// under the ROC curve). 1/2: not at all.
struct Separation {
  double auc = 0.5;
  std::optional<Interval> interval;
  std::size_t positives = 0;
  std::size_t others = 0;
};

/// The interval is a percentile bootstrap over states: groups share members, so that they are not
/// independent, and an interval that took them so would be far too narrow. A replicate draws as many states
/// as there are, with replacement; a group counts as often as its members were drawn together. Nothing if no
/// stratum has both kinds. The result depends on `seed` and `replicates` alone, for any number of threads.
/// Cost: groups log groups, and groups per replicate.
std::optional<Separation> separation(std::vector<ScoredGroup> groups, std::size_t states, std::uint64_t seed,
                                     std::size_t replicates = 400, std::size_t threads = 0,
                                     double level = 0.95);

}  // namespace blocs::inference
