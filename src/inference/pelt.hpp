#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

namespace blocs::inference {

/// First points of the segments that cost least with `penalty` a change: PELT (Killick, Fearnhead and Eckley
/// 2012, doi 10.1080/01621459.2012.737745). `cost(from, to)` is that of points from .. to-1 as one segment.
template <typename Cost>
std::vector<std::size_t> pelt(const Cost& cost, std::size_t size, double penalty) {
  std::vector<double> best(size + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> from(size + 1, 0);
  std::vector<std::size_t> open{0};
  best[0] = -penalty;
  for (std::size_t t = 1; t <= size; ++t) {
    for (const auto s : open) {
      const double value = best[s] + cost(s, t) + penalty;
      if (value < best[t]) {
        best[t] = value;
        from[t] = s;
      }
    }
    std::erase_if(open, [&](std::size_t s) { return best[s] + cost(s, t) > best[t]; });
    open.push_back(t);
  }
  std::vector<std::size_t> starts;
  for (std::size_t t = size; t > 0; t = from[t]) starts.push_back(from[t]);
  std::reverse(starts.begin(), starts.end());
  return starts;
}

}  // namespace blocs::inference
