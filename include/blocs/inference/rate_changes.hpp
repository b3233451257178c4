#pragma once

#include <cstdint>
#include <vector>

#include "blocs/inference/change_points.hpp"
#include "blocs/inference/count_models.hpp"

namespace blocs::inference {

/// Where the level of a rate changes: the segmentation with the least quasi-Poisson deviance plus 3 log T
/// times the dispersion for each change, found exactly by PELT as `change_points` does for shares. The
/// dispersion comes from neighbouring periods and is at least 1. `Segment::share` holds the rate per unit of
/// exposure.
Segmentation rate_changes(const std::vector<CountPoint>& series);

/// For each period, the share of `replicates` series drawn again (Poisson about the levels found, so that it
/// says how sure the date of a change is, not whether there was one) in which a new level begins there.
std::vector<double> rate_change_certainty(const std::vector<CountPoint>& series, std::uint64_t seed,
                                          std::size_t replicates = 1000, std::size_t threads = 0);

}  // namespace blocs::inference
