#include "blocs/inference/hawkes_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "blocs/core/error.hpp"

namespace blocs::inference {
namespace {

const HawkesModel kTruth{{0.3, 0.2}, {0.35, 0.2, 0.1, 0.4}, 0.8, {}};

/// How often a normal interval of 95 % holds the true value, over refits of simulated series.
template <typename Draw>
void expect_coverage(const char* what, Draw&& draw) {
  constexpr std::size_t kRuns = 60;
  std::size_t held = 0;
  std::size_t all = 0;
  for (std::size_t r = 0; r < kRuns; ++r) {
    const HawkesFit fit = fit_hawkes(draw(r));
    EXPECT_TRUE(fit.converged) << what << " " << r;
    const auto count = [&](double value, const std::optional<double>& error, double truth) {
      if (!error) return;
      ++all;
      if (std::abs(value - truth) <= 1.96 * *error) ++held;
    };
    for (std::size_t i = 0; i < 2; ++i)
      count(fit.model.baseline[i], fit.baseline_error[i], kTruth.baseline[i]);
    for (std::size_t e = 0; e < 4; ++e) {
      count(fit.model.branching[e], fit.branching_error[e], kTruth.branching[e]);
    }
    count(fit.model.decay, fit.decay_error, kTruth.decay);
  }
  const double coverage = static_cast<double>(held) / static_cast<double>(all);
  std::printf("%s: %zu of %zu intervals of 95 %% hold the true value (%.1f %%)\n", what, held, all,
              100 * coverage);
  EXPECT_GT(all, kRuns * 6);
  EXPECT_GT(coverage, 0.90);
  EXPECT_LT(coverage, 0.99);
}

TEST(HawkesFit, RefitsOfTimedEventsCoverTheTruth) {
  expect_coverage("timed events", [](std::size_t r) { return simulate(kTruth, 1500, 21, r, 40); });
}

TEST(HawkesFit, RefitsOfDailyCountsCoverTheTruth) {
  expect_coverage("daily counts", [](std::size_t r) { return simulate_daily(kTruth, 1500, 22, r); });
}

TEST(HawkesFit, AMaximumIsNoLowerThanTheTruth) {
  const auto events = simulate(kTruth, 800, 5, 0);
  const auto fit = fit_hawkes(events);
  EXPECT_GE(fit.log_likelihood, log_likelihood(kTruth, events));
  HawkesSlope slope;
  log_likelihood(fit.model, events, &slope);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(slope.baseline[i] * fit.model.baseline[i], 0, 0.01);
  for (std::size_t e = 0; e < 4; ++e) {
    if (fit.model.branching[e] > 0) {
      EXPECT_NEAR(slope.branching[e], 0, 0.01);
    } else {
      EXPECT_LE(slope.branching[e], 0.01);
    }
  }
}

TEST(HawkesFit, APoissonProcessExcitesNothing) {
  const HawkesModel poisson{{0.4, 0.4}, {0, 0, 0, 0}, 1, {}};
  const auto fit = fit_hawkes(simulate(poisson, 2000, 3, 1));
  EXPECT_LT(fit.radius, 0.15);
  EXPECT_NEAR(fit.model.baseline[0], 0.4, 0.06);
}

TEST(HawkesFit, TimeRescalingAcceptsTheTruthAndRejectsAnother) {
  const auto events = simulate(kTruth, 1500, 9, 2);
  EXPECT_GT(time_rescaling_test(kTruth, events).p, 0.01);
  auto constant = kTruth;
  constant.branching.assign(4, 0);
  constant.baseline = {0.22 / 0.37, 0.16 / 0.37};
  EXPECT_LT(time_rescaling_test(constant, events).p, 1e-6);
  const auto counts = simulate_daily(kTruth, 1500, 9, 2);
  EXPECT_GT(quantile_residual_test(kTruth, counts, 1).p, 0.01);
  // Residuals of counts hardly see a missing memory, but they see a wrong level.
  for (auto& mu : constant.baseline) mu *= 1.5;
  EXPECT_LT(quantile_residual_test(constant, counts, 1).p, 1e-6);
}

TEST(HawkesFit, CrossExcitationIsFoundWhereItIs) {
  const HawkesModel coupled{{0.2, 0.2}, {0.2, 0.5, 0, 0.2}, 0.8, {}};
  const auto events = simulate(coupled, 600, 4, 0);
  const auto test = test_cross_excitation(events, fit_hawkes(events), {}, 19, 1);
  EXPECT_LT(test.p_bound, 1e-4);
  ASSERT_TRUE(test.p_bootstrap);
  EXPECT_DOUBLE_EQ(*test.p_bootstrap, 1.0 / 20);
  ASSERT_EQ(test.pairs.size(), 2U);
  EXPECT_LT(test.pairs[0].p, 1e-4);  // 1 excites 0
  EXPECT_GT(test.pairs[1].p, 0.01);
}

// Under the null the boundary mixture must reject about as often as it says.
TEST(HawkesFit, TheTestOfOneEntryHasItsSize) {
  const HawkesModel apart{{0.3, 0.3}, {0.3, 0, 0, 0.3}, 1, {}};
  std::size_t rejected = 0;
  constexpr std::size_t kRuns = 100;
  for (std::size_t r = 0; r < kRuns; ++r) {
    const auto events = simulate(apart, 250, 31, r, 20);
    const auto test = test_cross_excitation(events, fit_hawkes(events), {}, 0, 1, 1);
    for (const auto& pair : test.pairs) rejected += pair.p < 0.05 ? 1 : 0;
  }
  std::printf("null rejected in %zu of %zu tests at 5 %%\n", rejected, 2 * kRuns);
  EXPECT_LE(rejected, 2 * kRuns * 11 / 100);
  EXPECT_GE(rejected, 1U);
}

TEST(HawkesFit, ACommonCourseIsNotTakenForExcitation) {
  // Both kinds are busy in the same quarter and idle in others; nothing excites anything.
  const HawkesModel busy{{0.3, 0.3}, {0, 0, 0, 0}, 1, {0.2, 2.6, 0.2, 1.0}};
  const auto events = simulate(busy, 800, 6, 0);
  const auto blind = test_cross_excitation(events, fit_hawkes(events), {}, 0, 1);
  HawkesFitOptions options;
  options.steps = 4;
  const auto seeing = test_cross_excitation(events, fit_hawkes(events, options), options, 0, 1);
  EXPECT_LT(blind.p_bound, 0.01);
  EXPECT_GT(seeing.p_bound, 0.05);
}

TEST(HawkesFit, ResultsDoNotDependOnThreads) {
  const auto events = simulate(kTruth, 200, 4, 0);
  const auto fit = fit_hawkes(events);
  const auto one = test_cross_excitation(events, fit, {}, 8, 1, 1);
  const auto two = test_cross_excitation(events, fit, {}, 8, 1, 2);
  EXPECT_EQ(one.p_bootstrap, two.p_bootstrap);
  EXPECT_EQ(one.statistic, two.statistic);
}

TEST(HawkesFit, TooFewEventsAreRefused) {
  EXPECT_THROW(fit_hawkes(TimedEvents{2, 0, 10, {1, 2, 3}, {0, 0, 1}}), Error);
  EXPECT_THROW(fit_hawkes(DailyCounts{1, 3, {0, 1, 0}}), Error);
}

}  // namespace
}  // namespace blocs::inference
