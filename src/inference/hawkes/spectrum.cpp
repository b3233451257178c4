#include "spectrum.hpp"

#include <numbers>
#include <utility>

namespace blocs::inference {

std::vector<std::complex<double>> fourier_sums(const std::vector<double>& x, std::size_t size) {
  std::vector<std::complex<double>> sums(size);
  for (std::size_t k = 0; k < x.size(); ++k) sums[k] = x[k];
  for (std::size_t k = 1, reversed = 0; k < size; ++k) {  // order by reversed bits
    std::size_t bit = size / 2;
    for (; (reversed & bit) != 0; bit /= 2) reversed ^= bit;
    reversed ^= bit;
    if (k < reversed) std::swap(sums[k], sums[reversed]);
  }
  std::vector<std::complex<double>> turns(size / 2);
  for (std::size_t k = 0; k < turns.size(); ++k) {
    turns[k] = std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(size));
  }
  for (std::size_t half = 1; half < size; half *= 2) {
    for (std::size_t begin = 0; begin < size; begin += 2 * half) {
      for (std::size_t k = 0; k < half; ++k) {
        const auto odd = turns[k * (size / (2 * half))] * sums[begin + half + k];
        sums[begin + half + k] = sums[begin + k] - odd;
        sums[begin + k] += odd;
      }
    }
  }
  return sums;
}

}  // namespace blocs::inference
