#pragma once

#include <cstddef>

namespace blocs::inference {

/// Inverse of the standard normal distribution, exact to the last bits; -10 to 10.
double normal_quantile(double p);

/// P(Z > |z|) on both sides of a standard normal.
double normal_two_sided(double z);

/// Upper tail of the chi-squared distribution: the regularised incomplete gamma function Q(df / 2, x / 2), by
/// series or continued fraction (Press and others 2007, section 6.2). 1 for x <= 0. Throws Error(usage) for
/// df <= 0.
double chi_squared_tail(double x, double df);

/// log of n over k.
double log_choose(double n, double k);

/// P(X <= k) of a binomial; exact sums, meant for n up to some thousands.
double binomial_cdf(std::size_t k, std::size_t n, double p);

/// The exact two-sided test of k successes in n against a share p, as R's `binom.test`: the probability of
/// all outcomes that are no more likely than k. 1 for n = 0.
double exact_binomial_test(std::size_t k, std::size_t n, double p = 0.5);

/// P(X <= k) of a negative binomial with real `size` > 0 and success probability `prob` in (0, 1]: the
/// predictive count of a Poisson rate that is itself Gamma-distributed.
double negative_binomial_cdf(std::size_t k, double size, double prob);

/// The least k at which `negative_binomial_cdf` reaches p < 1.
std::size_t negative_binomial_quantile(double p, double size, double prob);

/// Area under the upper part of hypergeometric X (drawn `draws` from `total` with `marked` marked): P(X >=
/// k).
double hypergeometric_tail(std::size_t k, std::size_t total, std::size_t marked, std::size_t draws);

}  // namespace blocs::inference
