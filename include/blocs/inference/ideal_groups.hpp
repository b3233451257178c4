#pragma once

#include <cstdint>
#include <vector>

#include "blocs/inference/ideal_fit.hpp"

namespace blocs::inference {

/// The share of all groups of `size` points that lie within `range` of each other (farthest two at most that
/// far apart), exactly: with points in order, each that is the least of a group leaves the others among those
/// within reach. `points` need no order. 1 for a size of 1; throws Error(usage) for a size of 0 or above the
/// number of points. Cost: n log n.
double share_within(std::vector<double> points, std::size_t size, double range);

/// Draws of all places of a session (by index) from the normal distribution around the fit's means with its
/// joint covariance: rows of as many numbers as the session has places. Throws Error(usage) for a fit without
/// covariances.
std::vector<std::vector<double>> draw_places(const IdealData& data, const IdealFit& fit, std::size_t session,
                                             std::size_t draws, std::uint64_t seed);

/// The most that points may be said to be spread, less what their noise adds: the root of the mean square
/// about their mean, of which the mean noise of a difference is taken out; 0 where that is negative.
/// `members` are places of one session, counted from its first.
double spread_less_noise(const IdealData& data, const IdealFit& fit, std::size_t session,
                         const std::vector<std::size_t>& members);

}  // namespace blocs::inference
