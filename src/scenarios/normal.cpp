#include "normal.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <numbers>

namespace blocs::scenarios {
namespace {

/// Rational approximation to the quantile for p in (0, 1), relative error 1.15e-9.
double rough_quantile(double p) {
  constexpr double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                          1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
  constexpr double b[] = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                          6.680131188771972e+01, -1.328068155288572e+01};
  constexpr double c[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                          -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
  constexpr double d[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                          3.754408661907416e+00};
  constexpr double kTail = 0.02425;
  const auto tail = [&](double q) {
    return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
           ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
  };
  if (p < kTail) return tail(std::sqrt(-2 * std::log(p)));
  if (p > 1 - kTail) return -tail(std::sqrt(-2 * std::log1p(-p)));
  const double q = p - 0.5;
  const double r = q * q;
  return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
         (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
}

/// Orthonormal Hermite functions' polynomial parts for the weight of the standard normal: value and slope at
/// x.
struct Hermite {
  double value, before;
};
Hermite hermite(int n, double x) {
  double previous = 0;
  double value = 1;
  for (int k = 0; k < n; ++k) {
    const double next = (x * value - std::sqrt(k) * previous) / std::sqrt(k + 1);
    previous = value;
    value = next;
  }
  return {value, previous};
}

/// The roots interlace: the k-th largest root of degree n is bracketed by sign changes on a fine grid.
Quadrature make_gauss_hermite(int n) {
  Quadrature rule;
  const double reach = 2 * std::sqrt(n + 0.5) + 0.5;
  const double step = 0.25 / std::sqrt(n);
  double low = -reach;
  double at_low = hermite(n, low).value;
  while (low < reach) {
    const double high = low + step;
    const double at_high = hermite(n, high).value;
    if ((at_low < 0) != (at_high < 0)) {
      double a = low;
      double b = high;
      for (int i = 0; i < 80; ++i) {
        const double middle = (a + b) / 2;
        ((hermite(n, middle).value < 0) == (at_low < 0) ? a : b) = middle;
      }
      const double x = (a + b) / 2;
      const double before = hermite(n, x).before;
      rule.at.push_back(x);
      rule.weight.push_back(1 / (n * before * before));
    }
    low = high;
    at_low = at_high;
  }
  return rule;
}

}  // namespace

double normal_below(double x) {
  return std::erfc(-x / std::numbers::sqrt2) / 2;
}

double normal_quantile(double p) {
  if (p <= 0) return -std::numeric_limits<double>::infinity();
  if (p >= 1) return std::numeric_limits<double>::infinity();
  const double x = rough_quantile(p);
  const double error = normal_below(x) - p;
  const double u = error * std::sqrt(2 * std::numbers::pi) * std::exp(x * x / 2);
  return x - u / (1 + x * u / 2);
}

const Quadrature& gauss_hermite(int n) {
  static std::mutex guard;
  static std::map<int, Quadrature> known;
  const std::lock_guard lock(guard);
  const auto at = known.find(n);
  return at != known.end() ? at->second : known.emplace(n, make_gauss_hermite(n)).first->second;
}

}  // namespace blocs::scenarios
