#include "dense.hpp"

#include <cmath>
#include <utility>

#include "blocs/core/error.hpp"

namespace blocs::inference {

std::vector<double> solved(std::vector<double> a, std::vector<double> b) {
  const std::size_t d = b.size();
  for (std::size_t c = 0; c < d; ++c) {
    std::size_t pivot = c;
    for (std::size_t r = c + 1; r < d; ++r) {
      if (std::abs(a[r * d + c]) > std::abs(a[pivot * d + c])) pivot = r;
    }
    if (a[pivot * d + c] == 0) throw Error(ErrorKind::undefined, "a singular system of equations");
    for (std::size_t k = 0; k < d; ++k) std::swap(a[c * d + k], a[pivot * d + k]);
    std::swap(b[c], b[pivot]);
    for (std::size_t r = c + 1; r < d; ++r) {
      const double factor = a[r * d + c] / a[c * d + c];
      for (std::size_t k = c; k < d; ++k) a[r * d + k] -= factor * a[c * d + k];
      b[r] -= factor * b[c];
    }
  }
  for (std::size_t c = d; c-- > 0;) {
    for (std::size_t k = c + 1; k < d; ++k) b[c] -= a[c * d + k] * b[k];
    b[c] /= a[c * d + c];
  }
  return b;
}

std::optional<std::vector<double>> inverse_of_definite(std::vector<double> a, std::size_t size) {
  for (std::size_t j = 0; j < size; ++j) {  // a becomes the lower factor
    for (std::size_t i = j; i < size; ++i) {
      double sum = a[i * size + j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i * size + k] * a[j * size + k];
      if (i == j && !(sum > 0)) return std::nullopt;
      a[i * size + j] = i == j ? std::sqrt(sum) : sum / a[j * size + j];
    }
  }
  std::vector<double> inverse(size * size);
  for (std::size_t c = 0; c < size; ++c) {
    std::vector<double> x(size);
    for (std::size_t i = c; i < size; ++i) {
      double sum = i == c ? 1 : 0;
      for (std::size_t k = c; k < i; ++k) sum -= a[i * size + k] * x[k];
      x[i] = sum / a[i * size + i];
    }
    for (std::size_t i = size; i-- > 0;) {
      for (std::size_t k = i + 1; k < size; ++k) x[i] -= a[k * size + i] * x[k];
      x[i] /= a[i * size + i];
      inverse[i * size + c] = x[i];
    }
  }
  return inverse;
}

}  // namespace blocs::inference
