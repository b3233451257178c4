#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "blocs/measures/agreement.hpp"

namespace blocs::inference {

/// An interval with the name of its method and what it is about. A closed record has no sampling error: an
/// interval here is always inference to similar votes or years, and says so.
struct Interval {
  double low = 0;
  double high = 0;
  double level = 0.95;
  std::string method;
  std::string meaning;
};

/// Score interval for a share of `successes` in `n` > 0 (Wilson 1927, doi 10.1080/01621459.1927.10502953).
Interval wilson(double successes, std::size_t n, double level = 0.95);

/// Exact interval for the mean of a Poisson count (Garwood 1936, doi 10.1093/biomet/28.3-4.437).
Interval exact_poisson(std::size_t count, double level = 0.95);

/// Exact interval for a share of `successes` in `n` > 0 (Clopper and Pearson 1934,
/// doi 10.1093/biomet/26.4.404). Throws Error(undefined) for n = 0.
Interval clopper_pearson(std::size_t successes, std::size_t n, double level = 0.95);

/// Percentile bootstrap of a pair's agreement that resamples whole clusters of votes (`vote_clusters`: agenda
/// items, recurring titles), since votes on one item hang together (cluster bootstrap; Davison and Hinkley
/// 1997, section 3.8). Undefined replicates (nothing counted) are left out. The result depends on `seed` and
/// `replicates` alone. Needs at least two clusters; throws Error(undefined) otherwise.
Interval agenda_bootstrap(const views::RollCallMatrix& matrix, const measures::VoteRule& rule,
                          const measures::PairAgreement& pair, std::uint64_t seed,
                          std::size_t replicates = 2000, double level = 0.95);

}  // namespace blocs::inference
