#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "blocs/inference/intervals.hpp"

namespace blocs::inference {

/// How often something happened in one period, and for how long it was looked for. A part of a year has less
/// exposure, never a smaller count passed off as a whole year's.
struct CountPoint {
  double time = 0;  ///< middle of the period, in years
  std::size_t count = 0;
  double exposure = 1;  ///< in years, > 0
};

/// A log-linear model of counts: log mean = log exposure + intercept + slope x.
struct CountFit {
  bool negative_binomial = false;  ///< else Poisson
  double theta = 0;                ///< of the negative binomial: variance = mean + mean^2 / theta
  double intercept = 0;
  double slope = 0;  ///< 0 if no covariate was given
  double intercept_error = 0;
  double slope_error = 0;
  double log_likelihood = 0;
  double deviance = 0;
  double pearson = 0;  ///< sum of squared Pearson residuals
  std::size_t df = 0;  ///< points less coefficients
};

/// Maximum likelihood by iteratively reweighted least squares (McCullagh and Nelder 1989, section 2.5), as
/// R's `glm(count ~ x, family = poisson, offset = log(exposure))`. `x` is empty for a constant rate, else one
/// value a point. Throws Error(undefined) if nothing was counted, if there are fewer points than
/// coefficients, or where the likelihood has no maximum (no count at all on one side of a break).
CountFit fit_poisson(const std::vector<CountPoint>& points, const std::vector<double>& x = {});

/// The same for the negative binomial with its dispersion found together with the coefficients (NB2; Venables
/// and Ripley 2002, section 7.4), as R's `MASS::glm.nb`. Nothing where the counts are not over-dispersed: the
/// likelihood then rises without end towards the Poisson's.
std::optional<CountFit> fit_negative_binomial(const std::vector<CountPoint>& points,
                                              const std::vector<double>& x = {});

/// Are counts more spread out than a Poisson allows? Pearson's sum over its degrees of freedom, 1 in
/// expectation, with the upper tail of its chi-squared distribution (rough where means are below one or two).
struct Dispersion {
  double ratio = 1;
  double p = 1;
  std::size_t df = 0;
};
std::optional<Dispersion> dispersion_of(const CountFit& poisson);

/// A covariate's effect on a rate, with the model that was used for it.
struct RateTrend {
  CountFit fit;                          ///< the model used: Poisson, or negative binomial if over-dispersed
  std::optional<Dispersion> dispersion;  ///< of the Poisson fit, which decides between them
  double likelihood_ratio = 0;  ///< against a constant rate in the same family, one degree of freedom
  double p = 1;
  double ratio = 1;                  ///< rate ratio for one unit of x
  std::optional<Interval> interval;  ///< by profile likelihood; nothing if a side has no bound
};

/// Tests whether the rate goes with `x`. Poisson unless the dispersion test of the Poisson fit has p < 0.05;
/// then negative binomial, if it can be fitted. Throws Error(undefined) as the fits do, and for fewer than
/// three points.
RateTrend rate_trend(const std::vector<CountPoint>& points, const std::vector<double>& x,
                     double level = 0.95);

/// The ratio of two rates by the exact conditional test (Przyborowski and Wilenski 1940,
/// doi 10.1093/biomet/31.3-4.313), as R's `poisson.test(c(b, a), c(exposure_b, exposure_a))`: given the
/// total, one count is binomial.
struct RateRatio {
  std::optional<double> ratio;  ///< of b to a; nothing if a is 0
  double low = 0;
  std::optional<double> high;  ///< nothing: no bound
  double p = 1;
};
RateRatio exact_rate_ratio(std::size_t a, double exposure_a, std::size_t b, double exposure_b,
                           double level = 0.95);

/// What a further period would bring if the rate stays: the predictive distribution of a Poisson count after
/// `count` in `exposure`, with Jeffreys' prior (a negative binomial; Gelman and others 2013, section 2.6).
struct PredictiveRange {
  double mean = 0;
  std::size_t low = 0;
  std::size_t high = 0;
};
PredictiveRange predictive_range(std::size_t count, double exposure, double ahead, double level = 0.95);

}  // namespace blocs::inference
