#include "blocs/inference/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "blocs/core/error.hpp"

namespace blocs::inference {
namespace {

/// P(a, x) by its series, for x < a + 1.
double gamma_series(double a, double x) {
  double term = 1 / a;
  double sum = term;
  for (int n = 1; n < 10'000; ++n) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return sum * std::exp(-x + a * std::log(x) - std::lgamma(a));
}

/// Q(a, x) by Lentz's continued fraction, for x >= a + 1.
double gamma_fraction(double a, double x) {
  constexpr double kTiny = 1e-300;
  double b = x + 1 - a;
  double c = 1 / kTiny;
  double d = 1 / b;
  double h = d;
  for (int i = 1; i < 10'000; ++i) {
    const double an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (std::abs(d) < kTiny) d = kTiny;
    c = b + an / c;
    if (std::abs(c) < kTiny) c = kTiny;
    d = 1 / d;
    const double step = d * c;
    h *= step;
    if (std::abs(step - 1) < 1e-16) break;
  }
  return h * std::exp(-x + a * std::log(x) - std::lgamma(a));
}

double binomial_mass(std::size_t k, std::size_t n, double p) {
  if (p <= 0) return k == 0 ? 1 : 0;
  if (p >= 1) return k == n ? 1 : 0;
  const auto x = static_cast<double>(k);
  const auto m = static_cast<double>(n);
  return std::exp(log_choose(m, x) + x * std::log(p) + (m - x) * std::log1p(-p));
}

double negative_binomial_mass(std::size_t k, double size, double prob) {
  const auto x = static_cast<double>(k);
  const double log_rest = k == 0 ? 0 : x * std::log1p(-prob);
  return std::exp(std::lgamma(size + x) - std::lgamma(size) - std::lgamma(x + 1) + size * std::log(prob) +
                  log_rest);
}

}  // namespace

double normal_quantile(double p) {
  // By bisection on erfc: rarely called, and sure.
  double low = -10;
  double high = 10;
  for (int i = 0; i < 200; ++i) {
    const double mid = (low + high) / 2;
    (0.5 * std::erfc(-mid / std::sqrt(2.0)) < p ? low : high) = mid;
  }
  return (low + high) / 2;
}

double normal_two_sided(double z) {
  return std::erfc(std::abs(z) / std::sqrt(2.0));
}

double chi_squared_tail(double x, double df) {
  if (!(df > 0)) throw Error::usage("a chi-squared test needs at least one degree of freedom");
  if (!(x > 0)) return 1;
  const double a = df / 2;
  const double half = x / 2;
  return half < a + 1 ? 1 - gamma_series(a, half) : gamma_fraction(a, half);
}

double log_choose(double n, double k) {
  return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

double binomial_cdf(std::size_t k, std::size_t n, double p) {
  double total = 0;
  for (std::size_t i = 0; i <= std::min(k, n); ++i) total += binomial_mass(i, n, p);
  return std::min(total, 1.0);
}

double exact_binomial_test(std::size_t k, std::size_t n, double p) {
  if (n == 0) return 1;
  // A hair of room, so that the mirror image of an outcome counts as no more likely than it.
  const double most = binomial_mass(k, n, p) * (1 + 1e-7);
  double total = 0;
  for (std::size_t i = 0; i <= n; ++i) {
    const double mass = binomial_mass(i, n, p);
    if (mass <= most) total += mass;
  }
  return std::min(total, 1.0);
}

double negative_binomial_cdf(std::size_t k, double size, double prob) {
  double total = 0;
  for (std::size_t i = 0; i <= k; ++i) total += negative_binomial_mass(i, size, prob);
  return std::min(total, 1.0);
}

std::size_t negative_binomial_quantile(double p, double size, double prob) {
  double total = 0;
  for (std::size_t k = 0; k < 10'000'000; ++k) {
    total += negative_binomial_mass(k, size, prob);
    if (total >= p - 1e-12) return k;
  }
  throw Error(ErrorKind::undefined, "a predictive count has no bound");
}

double hypergeometric_tail(std::size_t k, std::size_t total, std::size_t marked, std::size_t draws) {
  const std::size_t most = std::min(marked, draws);
  const auto n = static_cast<double>(total);
  const auto m = static_cast<double>(marked);
  const auto d = static_cast<double>(draws);
  double sum = 0;
  for (std::size_t i = k; i <= most; ++i) {
    const auto x = static_cast<double>(i);
    if (d - x > n - m) continue;
    sum += std::exp(log_choose(m, x) + log_choose(n - m, d - x) - log_choose(n, d));
  }
  return std::min(sum, 1.0);
}

}  // namespace blocs::inference
