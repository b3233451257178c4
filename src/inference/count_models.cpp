#include "blocs/inference/count_models.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "blocs/core/error.hpp"
#include "blocs/inference/distributions.hpp"

namespace blocs::inference {
namespace {

constexpr int kMostSteps = 200;

double total_of(const std::vector<CountPoint>& points) {
  return std::accumulate(points.begin(), points.end(), 0.0,
                         [](double sum, const CountPoint& p) { return sum + static_cast<double>(p.count); });
}

void check(const std::vector<CountPoint>& points, const std::vector<double>& x) {
  if (points.size() <= (x.empty() ? 1U : 2U))
    throw Error(ErrorKind::undefined, "a model of counts needs more periods than coefficients");
  if (total_of(points) <= 0) throw Error(ErrorKind::undefined, "nothing was counted in any period");
  if (x.empty()) return;
  // Without a count on one side of the least or greatest x the slope runs away.
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  if (*low == *high) throw Error(ErrorKind::undefined, "all periods lie on one side");
  for (const double end : {*low, *high}) {
    double elsewhere = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (x[i] != end) elsewhere += static_cast<double>(points[i].count);
    }
    if (elsewhere == 0)
      throw Error(ErrorKind::undefined, "all counts fall at one end: the ratio has no finite value");
  }
}

double mean_of(const CountPoint& point, double slope, double intercept, double x) {
  return point.exposure * std::exp(intercept + slope * x);
}

/// log-likelihood of one count; theta 0 is the Poisson.
double log_mass(double y, double mu, double theta) {
  if (theta <= 0) return y * std::log(mu) - mu - std::lgamma(y + 1);
  return std::lgamma(theta + y) - std::lgamma(theta) - std::lgamma(y + 1) +
         theta * std::log(theta / (theta + mu)) + (y > 0 ? y * std::log(mu / (theta + mu)) : 0);
}

double deviance_part(double y, double mu, double theta) {
  const double ratio = y > 0 ? y * std::log(y / mu) : 0;
  if (theta <= 0) return 2 * (ratio - (y - mu));
  return 2 * (ratio - (y + theta) * std::log((y + theta) / (mu + theta)));
}

/// Sums that the other figures of a fit come from.
void finish(CountFit& fit, const std::vector<CountPoint>& points, const std::vector<double>& x) {
  fit.log_likelihood = fit.deviance = fit.pearson = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double mu = mean_of(points[i], fit.slope, fit.intercept, x.empty() ? 0 : x[i]);
    const auto y = static_cast<double>(points[i].count);
    const double variance = fit.theta > 0 ? mu + mu * mu / fit.theta : mu;
    fit.log_likelihood += log_mass(y, mu, fit.theta);
    fit.deviance += deviance_part(y, mu, fit.theta);
    fit.pearson += (y - mu) * (y - mu) / variance;
  }
  fit.df = points.size() - (x.empty() ? 1 : 2);
}

/// The information about intercept and slope, and the score, at the current coefficients.
struct Normal {
  double a = 0, b = 0, c = 0;  // [a b; b c]
  double u = 0, v = 0;
};

Normal normal_equations(const CountFit& fit, const std::vector<CountPoint>& points,
                        const std::vector<double>& x) {
  Normal n;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double xi = x.empty() ? 0 : x[i];
    const double mu = mean_of(points[i], fit.slope, fit.intercept, xi);
    const double shrink = fit.theta > 0 ? 1 + mu / fit.theta : 1;
    const double weight = mu / shrink;
    const double score = (static_cast<double>(points[i].count) - mu) / shrink;
    n.a += weight;
    n.b += weight * xi;
    n.c += weight * xi * xi;
    n.u += score;
    n.v += score * xi;
  }
  return n;
}

/// Coefficients at a given theta by Fisher scoring. `free_slope` false holds the slope where it is.
void score_to_maximum(CountFit& fit, const std::vector<CountPoint>& points, const std::vector<double>& x,
                      bool free_slope) {
  for (int step = 0; step < kMostSteps; ++step) {
    const Normal n = normal_equations(fit, points, x);
    double move_a = 0;
    double move_b = 0;
    if (free_slope) {
      const double det = n.a * n.c - n.b * n.b;
      if (!(det > 0)) throw Error(ErrorKind::undefined, "the periods do not tell the coefficients apart");
      move_a = (n.c * n.u - n.b * n.v) / det;
      move_b = (n.a * n.v - n.b * n.u) / det;
      fit.intercept_error = std::sqrt(n.c / det);
      fit.slope_error = std::sqrt(n.a / det);
    } else {
      move_a = n.u / n.a;
      fit.intercept_error = std::sqrt(1 / n.a);
    }
    constexpr double kLongest = 5;  // a step further than this is the start of a run-away
    fit.intercept += std::clamp(move_a, -kLongest, kLongest);
    fit.slope += std::clamp(move_b, -kLongest, kLongest);
    if (std::abs(move_a) + std::abs(move_b) < 1e-13 * (1 + std::abs(fit.intercept))) return;
  }
}

/// The slope that the model has room for; x is centred by the caller's choice of unit, not here.
CountFit start_of(const std::vector<CountPoint>& points) {
  double exposure = 0;
  for (const auto& point : points) exposure += point.exposure;
  CountFit fit;
  fit.intercept = std::log(total_of(points) / exposure);
  return fit;
}

/// Log-likelihood with the coefficients refitted at one theta.
CountFit at_theta(const std::vector<CountPoint>& points, const std::vector<double>& x, CountFit fit,
                  double theta) {
  fit.theta = theta;
  score_to_maximum(fit, points, x, !x.empty());
  finish(fit, points, x);
  return fit;
}

/// Deviance above the maximum at a held slope.
double profile(const std::vector<CountPoint>& points, const std::vector<double>& x, const CountFit& best,
               double slope) {
  CountFit fit = best;
  fit.slope = slope;
  score_to_maximum(fit, points, x, false);
  finish(fit, points, x);
  return 2 * (best.log_likelihood - fit.log_likelihood);
}

/// Where the profile crosses `limit` on one side; nothing if it does not within reach.
std::optional<double> profile_end(const std::vector<CountPoint>& points, const std::vector<double>& x,
                                  const CountFit& best, double limit, double direction) {
  double step = std::max(best.slope_error, 1e-6);
  double outside = best.slope;
  for (int i = 0; i < 12; ++i, step *= 2) {
    outside = best.slope + direction * step;
    if (profile(points, x, best, outside) > limit) break;
    if (i == 11) return std::nullopt;
  }
  double inside = best.slope;
  for (int i = 0; i < 80; ++i) {
    const double mid = (inside + outside) / 2;
    (profile(points, x, best, mid) > limit ? outside : inside) = mid;
  }
  return (inside + outside) / 2;
}

}  // namespace

CountFit fit_poisson(const std::vector<CountPoint>& points, const std::vector<double>& x) {
  check(points, x);
  CountFit fit = start_of(points);
  score_to_maximum(fit, points, x, !x.empty());
  finish(fit, points, x);
  return fit;
}

std::optional<CountFit> fit_negative_binomial(const std::vector<CountPoint>& points,
                                              const std::vector<double>& x) {
  const CountFit poisson = fit_poisson(points, x);
  // Golden section over log theta: the likelihood, with the coefficients refitted, has one top.
  constexpr double kGolden = 0.6180339887498949;
  constexpr double kMost = 12;  // e^12: no over-dispersion to speak of
  double low = -8;
  double high = kMost;
  const auto worth = [&](double log_theta) {
    return at_theta(points, x, poisson, std::exp(log_theta)).log_likelihood;
  };
  double left = high - kGolden * (high - low);
  double right = low + kGolden * (high - low);
  double at_left = worth(left);
  double at_right = worth(right);
  for (int i = 0; i < 120 && high - low > 1e-11; ++i) {
    if (at_left > at_right) {
      high = right;
      right = left;
      at_right = at_left;
      left = high - kGolden * (high - low);
      at_left = worth(left);
    } else {
      low = left;
      left = right;
      at_left = at_right;
      right = low + kGolden * (high - low);
      at_right = worth(right);
    }
  }
  const double top = (low + high) / 2;
  if (top > kMost - 0.5) return std::nullopt;
  CountFit fit = at_theta(points, x, poisson, std::exp(top));
  if (fit.log_likelihood <= poisson.log_likelihood) return std::nullopt;
  fit.negative_binomial = true;
  return fit;
}

std::optional<Dispersion> dispersion_of(const CountFit& poisson) {
  if (poisson.df == 0) return std::nullopt;
  const auto df = static_cast<double>(poisson.df);
  return Dispersion{poisson.pearson / df, chi_squared_tail(poisson.pearson, df), poisson.df};
}

RateTrend rate_trend(const std::vector<CountPoint>& points, const std::vector<double>& x, double level) {
  RateTrend trend;
  trend.fit = fit_poisson(points, x);
  CountFit constant = fit_poisson(points);
  trend.dispersion = dispersion_of(trend.fit);
  if (trend.dispersion && trend.dispersion->p < 0.05) {
    const auto wide = fit_negative_binomial(points, x);
    const auto wide_constant = fit_negative_binomial(points);
    if (wide && wide_constant) {
      trend.fit = *wide;
      constant = *wide_constant;
    }
  }
  trend.likelihood_ratio = std::max(0.0, 2 * (trend.fit.log_likelihood - constant.log_likelihood));
  trend.p = chi_squared_tail(trend.likelihood_ratio, 1);
  trend.ratio = std::exp(trend.fit.slope);
  const double z = normal_quantile(0.5 + level / 2);
  const auto low = profile_end(points, x, trend.fit, z * z, -1);
  const auto high = profile_end(points, x, trend.fit, z * z, 1);
  if (low && high) {
    trend.interval = Interval{std::exp(*low), std::exp(*high), level, "profile likelihood",
                              "inference to similar periods"};
  }
  return trend;
}

RateRatio exact_rate_ratio(std::size_t a, double exposure_a, std::size_t b, double exposure_b, double level) {
  RateRatio result;
  const std::size_t n = a + b;
  if (n == 0) throw Error(ErrorKind::undefined, "nothing was counted on either side");
  const double scale = exposure_a / exposure_b;
  if (a > 0) result.ratio = static_cast<double>(b) / static_cast<double>(a) * scale;
  const Interval share = clopper_pearson(b, n, level);
  result.low = share.low / (1 - share.low) * scale;
  if (share.high < 1) result.high = share.high / (1 - share.high) * scale;
  result.p = exact_binomial_test(b, n, exposure_b / (exposure_a + exposure_b));
  return result;
}

PredictiveRange predictive_range(std::size_t count, double exposure, double ahead, double level) {
  const double size = static_cast<double>(count) + 0.5;
  const double prob = exposure / (exposure + ahead);
  const double tail = (1 - level) / 2;
  return {size * ahead / exposure, negative_binomial_quantile(tail, size, prob),
          negative_binomial_quantile(1 - tail, size, prob)};
}

}  // namespace blocs::inference
