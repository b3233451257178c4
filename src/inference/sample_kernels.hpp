#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace blocs::inference::kernels {

/// Weights of roll calls in samples, a bit at a time: for each 32 roll calls and each bit of the weight, a
/// word a sample. Rows are `stride` words, a multiple of 64.
struct Samples {
  const std::uint32_t* bits = nullptr;
  std::size_t chunks = 0;
  std::size_t planes = 0;
  std::size_t stride = 0;
};

/// A pair on 32 roll calls: both have a ballot, the same one, the same yes or no, yes against no.
struct PairBits {
  std::uint32_t common = 0, alike = 0, decided = 0, apart = 0;
};

/// Exact, lijphart, yes_no, s and s_squared of a pair in each sample, NaN where undefined; each array has
/// `stride` numbers.
void sample_values(const Samples& samples, const PairBits* pair, const std::array<double*, 5>& out);

}  // namespace blocs::inference::kernels
