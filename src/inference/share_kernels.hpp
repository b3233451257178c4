#pragma once

#include <cstddef>
#include <cstdint>

namespace blocs::inference::kernels {

struct WeightedSums {
  std::uint32_t halves = 0, counted = 0;
};

/// Sums of `halves` (0 to 2) and `counted` (0 or 1), each times `counts`, over `n` roll calls; exact.
WeightedSums weighted_sums(const std::uint8_t* counts, const std::uint8_t* halves,
                           const std::uint8_t* counted, std::size_t n);

}  // namespace blocs::inference::kernels
