#pragma once

#include <vector>

namespace blocs::scenarios {

/// Standard normal distribution function.
double normal_below(double x);

/// Its inverse; -inf at 0 and +inf at 1. Accurate to about 1e-15 (Acklam's approximation, one Halley step).
double normal_quantile(double p);

/// Points and weights that integrate f(Z), Z standard normal, exactly for polynomials of degree 2n-1.
struct Quadrature {
  std::vector<double> at;
  std::vector<double> weight;
};
/// Gauss-Hermite for 1 <= n <= 128, computed once for each n; safe to call from several threads.
const Quadrature& gauss_hermite(int n);

}  // namespace blocs::scenarios
