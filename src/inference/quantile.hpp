#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace blocs::inference {

/// Order statistic of sorted values at probability p, interpolated (type 7 of Hyndman and Fan 1996).
inline double quantile(const std::vector<double>& sorted, double p) {
  const double at = p * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace blocs::inference
