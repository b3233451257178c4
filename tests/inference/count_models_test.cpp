// Values computed by R 4.2; the line that made each stands above it. Throughout
//   library(MASS); y <- c(3,7,1,12,20,4,9,15); e <- c(rep(.5,7),.25)
//   x <- c(.25,.75,1.25,1.75,2.25,2.75,3.25,3.6)
#include "blocs/inference/count_models.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/inference/rate_changes.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs::inference {
namespace {

const std::vector<double> kX{0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3.25, 3.6};

std::vector<CountPoint> points(const std::vector<double>& x, const std::vector<std::size_t>& y,
                               const std::vector<double>& exposure) {
  std::vector<CountPoint> list;
  for (std::size_t i = 0; i < y.size(); ++i) list.push_back({x[i], y[i], exposure[i]});
  return list;
}

std::vector<CountPoint> spread_out() {
  return points(kX, {3, 7, 1, 12, 20, 4, 9, 15}, {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25});
}

TEST(CountModels, PoissonAsInR) {
  // p <- glm(y ~ x, poisson, offset = log(e)); coef(p); sqrt(diag(vcov(p))); deviance(p); logLik(p)
  const auto fit = fit_poisson(spread_out(), kX);
  EXPECT_NEAR(fit.intercept, 1.999908854431, 1e-9);
  EXPECT_NEAR(fit.slope, 0.443512161332, 1e-9);
  EXPECT_NEAR(fit.intercept_error, 0.303998781651, 1e-7);
  EXPECT_NEAR(fit.slope_error, 0.118634140663, 1e-7);
  EXPECT_NEAR(fit.deviance, 31.8410533507, 1e-8);
  EXPECT_NEAR(fit.log_likelihood, -30.8477463213, 1e-8);
  // sum(resid(p, "pearson")^2); pchisq(sum(resid(p, "pearson")^2), 6, lower = FALSE)
  EXPECT_NEAR(fit.pearson, 29.8444646135, 1e-7);
  EXPECT_NEAR(dispersion_of(fit)->p, 4.20769714418e-05, 1e-12);
}

TEST(CountModels, NegativeBinomialAsInR) {
  // n <- glm.nb(y ~ x + offset(log(e)), control = glm.control(epsilon = 1e-14, maxit = 500))
  // coef(n); n$theta; logLik(n); sqrt(diag(vcov(n)))
  const auto fit = fit_negative_binomial(spread_out(), kX);
  ASSERT_TRUE(fit.has_value());
  EXPECT_NEAR(fit->intercept, 1.899576435372, 1e-5);
  EXPECT_NEAR(fit->slope, 0.507239874454, 1e-5);
  EXPECT_NEAR(fit->theta, 2.83627897211, 1e-4);
  EXPECT_NEAR(fit->log_likelihood, -24.3033116302, 1e-8);
  EXPECT_NEAR(fit->intercept_error, 0.534015022087, 1e-4);
  EXPECT_NEAR(fit->slope_error, 0.224901962589, 1e-4);
  // n0 <- glm.nb(y ~ 1 + offset(log(e)), control = ...); logLik(n0); n0$theta
  const auto constant = fit_negative_binomial(spread_out());
  ASSERT_TRUE(constant.has_value());
  EXPECT_NEAR(constant->log_likelihood, -26.3081099478, 1e-8);
  EXPECT_NEAR(constant->theta, 1.60031867734, 1e-4);
}

TEST(CountModels, TrendNamesTheModelThatTheDispersionAsksFor) {
  const auto wide = rate_trend(spread_out(), kX);
  EXPECT_TRUE(wide.fit.negative_binomial);
  EXPECT_NEAR(wide.likelihood_ratio, 2 * (26.3081099478 - 24.3033116302), 1e-6);
  // ll <- function(b) { m <- glm(y ~ 1 + offset(log(e) + b * x), family = negative.binomial(n$theta))
  //   sum(dnbinom(y, size = n$theta, mu = fitted(m), log = TRUE)) }
  // f <- function(q) 2 * (ll(coef(n)[2]) - ll(q)) - qchisq(.95, 1); exp(uniroot(f, ...)$root) on both sides
  ASSERT_TRUE(wide.interval.has_value());
  EXPECT_NEAR(wide.interval->low, 1.06491019571, 1e-4);
  EXPECT_NEAR(wide.interval->high, 2.63151912685, 1e-4);

  // y2 <- c(0,4,11,11); e2 <- c(1,1,1,269/365.25); x2 <- c(.5,1.5,2.5,3.37)
  // q <- glm(y2 ~ x2, poisson, offset = log(e2)); coef(q); anova(q0, q, test = "LRT")
  const std::vector<double> x{0.5, 1.5, 2.5, 3.37};
  const auto plain = rate_trend(points(x, {0, 4, 11, 11}, {1, 1, 1, 269 / 365.25}), x);
  EXPECT_FALSE(plain.fit.negative_binomial);
  EXPECT_NEAR(plain.fit.slope, 0.908024528409, 1e-9);
  EXPECT_NEAR(plain.p, 1.82980408363e-05, 1e-12);
  ASSERT_TRUE(plain.interval.has_value());
  EXPECT_NEAR(plain.interval->low, 1.59778877058, 1e-7);
  EXPECT_NEAR(plain.interval->high, 4.12793977485, 1e-7);
}

TEST(CountModels, ExactRatioOfTwoRatesAsInR) {
  // poisson.test(c(11, 4), c(269/365.25, 1))
  const auto grown = exact_rate_ratio(4, 1, 11, 269 / 365.25);
  EXPECT_NEAR(*grown.ratio, 3.73396840149, 1e-9);
  EXPECT_NEAR(grown.p, 0.0185512530041, 1e-10);
  EXPECT_NEAR(grown.low, 1.10643778177, 1e-8);
  EXPECT_NEAR(*grown.high, 16.07868656085, 1e-6);
  // poisson.test(c(5, 0), c(1, 2)): p, lower bound; the upper one is Inf
  const auto from_nothing = exact_rate_ratio(0, 2, 5, 1);
  EXPECT_FALSE(from_nothing.ratio.has_value());
  EXPECT_FALSE(from_nothing.high.has_value());
  EXPECT_NEAR(from_nothing.p, 0.00411522633745, 1e-12);
  EXPECT_NEAR(from_nothing.low, 1.83271171463, 1e-8);
  EXPECT_THROW(exact_rate_ratio(0, 1, 0, 1), Error);
}

TEST(CountModels, WhatHasNoMaximumIsUndefined) {
  const std::vector<double> after{0, 0, 1, 1};
  const auto none_before = points(after, {0, 0, 4, 5}, {1, 1, 1, 1});
  EXPECT_THROW(fit_poisson(none_before, after), Error);
  EXPECT_THROW(fit_poisson(points(after, {0, 0, 0, 0}, {1, 1, 1, 1})), Error);
  EXPECT_THROW(fit_poisson(points({0, 1}, {1, 2}, {1, 1}), {0, 1}), Error);
  // Counts less spread out than a Poisson's have no negative binomial.
  EXPECT_FALSE(fit_negative_binomial(points({0, 1, 2, 3}, {5, 5, 5, 5}, {1, 1, 1, 1})).has_value());
}

TEST(CountModels, PredictiveRangeIsThatOfTheNegativeBinomial) {
  // qnbinom(c(.05, .95), size = 7.5, prob = .6): 1 10
  const auto range = predictive_range(7, 1.5, 1, 0.9);
  EXPECT_EQ(range.low, 1U);
  EXPECT_EQ(range.high, 10U);
  EXPECT_DOUBLE_EQ(range.mean, 5);
}

TEST(CountModels, OneLevelHasNoChangeAndAStepHasOne) {
  std::vector<CountPoint> flat, step;
  for (int i = 0; i < 16; ++i) {
    flat.push_back({i * 0.25, 3, 0.25});
    step.push_back({i * 0.25, i < 9 ? std::size_t{0} : std::size_t{4}, 0.25});
  }
  EXPECT_EQ(rate_changes(flat).segments.size(), 1U);
  const auto found = rate_changes(step);
  ASSERT_EQ(found.segments.size(), 2U);
  EXPECT_EQ(found.segments[1].first, 9U);
  EXPECT_DOUBLE_EQ(found.segments[1].share, 16);
  EXPECT_GT(rate_change_certainty(step, 1, 200, 1)[9], 0.5);
  EXPECT_EQ(rate_change_certainty(step, 7, 100, 1), rate_change_certainty(step, 7, 100, 3));
}

TEST(CountModels, TimeInOtherUnitsChangesNoTest) {
  test::holds("time in other units changes no test", [] {
    const auto counts =
        *rc::gen::container<std::vector<std::size_t>>(6, rc::gen::inRange<std::size_t>(1, 12));
    const double scale = *rc::gen::inRange(2, 20);
    std::vector<double> years, units;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      years.push_back(static_cast<double>(i));
      units.push_back(static_cast<double>(i) / scale);
    }
    const std::vector<double> exposure(counts.size(), 1);
    const auto a = fit_poisson(points(years, counts, exposure), years);
    const auto b = fit_poisson(points(years, counts, exposure), units);
    RC_ASSERT(std::abs(a.log_likelihood - b.log_likelihood) < 1e-8);
    RC_ASSERT(std::abs(a.slope * scale - b.slope) < 1e-6 * (1 + std::abs(b.slope)));
  });
}

}  // namespace
}  // namespace blocs::inference
