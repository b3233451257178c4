#include "blocs/inference/hawkes.hpp"

#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs::inference {
namespace {

HawkesModel two_kinds() {
  return {{0.3, 0.2}, {0.35, 0.2, 0.1, 0.4}, 0.8, {}};
}

/// A model and events drawn by a seed, for properties.
HawkesModel drawn_model(RandomStream& random, std::size_t kinds, std::size_t steps) {
  HawkesModel model;
  for (std::size_t i = 0; i < kinds; ++i) model.baseline.push_back(0.1 + random.uniform());
  for (std::size_t k = 0; k < kinds * kinds; ++k) {
    model.branching.push_back(0.8 * random.uniform() / static_cast<double>(kinds));
  }
  model.decay = 0.1 + 2 * random.uniform();
  for (std::size_t k = 0; k < steps; ++k) model.shock.push_back(0.2 + 2 * random.uniform());
  return model;
}

TimedEvents drawn_events(RandomStream& random, std::size_t kinds) {
  TimedEvents events{kinds, -3, 40, {}, {}};
  for (double t = -3 + random.uniform(); t < 40; t += 0.01 + 3 * random.uniform()) {
    events.time.push_back(t);
    events.kind.push_back(static_cast<std::uint32_t>(random.below(kinds)));
  }
  return events;
}

/// By the definition: every rate as a double sum, the integral by hand.
double plain_log_likelihood(const HawkesModel& m, const TimedEvents& e) {
  double total = 0;
  for (std::size_t k = 0; k < e.time.size(); ++k) {
    double rate = m.baseline[e.kind[k]];
    for (std::size_t l = 0; l < k; ++l) {
      rate += m.a(e.kind[k], e.kind[l]) * m.decay * std::exp(-m.decay * (e.time[k] - e.time[l]));
    }
    total += std::log(rate);
    for (std::size_t i = 0; i < m.kinds(); ++i) {
      total -= m.a(i, e.kind[k]) * (1 - std::exp(-m.decay * (e.to - e.time[k])));
    }
  }
  for (const double mu : m.baseline) total -= mu * (e.to - e.from);
  return total;
}

TEST(Hawkes, TheRecursionEqualsTheDoubleSum) {
  test::holds("recursion", [](std::uint64_t seed) {
    RandomStream random(seed, 0);
    const std::size_t kinds = 1 + random.below(4);
    const auto model = drawn_model(random, kinds, 0);
    const auto events = drawn_events(random, kinds);
    RC_ASSERT(std::abs(log_likelihood(model, events) - plain_log_likelihood(model, events)) < 1e-8);
  });
}

/// Compares every slope with a central difference.
template <typename Events>
void check_slopes(const HawkesModel& model, const Events& events) {
  HawkesSlope slope;
  log_likelihood(model, events, &slope);
  const auto check = [&](const char* what, double analytic, auto&& move) {
    constexpr double kStep = 1e-6;
    auto up = model;
    auto down = model;
    move(up, kStep);
    move(down, -kStep);
    const double numeric = (log_likelihood(up, events) - log_likelihood(down, events)) / (2 * kStep);
    RC_ASSERT(std::abs(analytic - numeric) < 1e-4 * (1 + std::abs(numeric)));
    static_cast<void>(what);
  };
  for (std::size_t i = 0; i < model.kinds(); ++i) {
    check("baseline", slope.baseline[i], [&](HawkesModel& m, double h) { m.baseline[i] += h; });
  }
  for (std::size_t k = 0; k < model.branching.size(); ++k) {
    check("branching", slope.branching[k], [&](HawkesModel& m, double h) { m.branching[k] += h; });
  }
  for (std::size_t k = 0; k < model.shock.size(); ++k) {
    check("shock", slope.shock[k], [&](HawkesModel& m, double h) { m.shock[k] += h; });
  }
  check("decay", slope.decay, [&](HawkesModel& m, double h) { m.decay += h; });
}

TEST(Hawkes, SlopesEqualDifferences) {
  test::holds("slopes of timed events", [](std::uint64_t seed) {
    RandomStream random(seed, 0);
    const std::size_t kinds = 1 + random.below(3);
    const auto model = drawn_model(random, kinds, random.below(4));
    check_slopes(model, drawn_events(random, kinds));
  });
  test::holds("slopes of daily counts", [](std::uint64_t seed) {
    RandomStream random(seed, 0);
    const std::size_t kinds = 1 + random.below(3);
    const auto model = drawn_model(random, kinds, random.below(4));
    DailyCounts counts{kinds, 30, {}};
    for (std::size_t k = 0; k < kinds * 30; ++k) {
      counts.count.push_back(static_cast<std::uint32_t>(random.below(5)));
    }
    check_slopes(model, counts);
  });
}

TEST(Hawkes, TheDailyLikelihoodIsThatOfPoissonCounts) {
  // One kind, no excitation: independent Poisson counts. sum n log m - m - log n!.
  const HawkesModel model{{2}, {0}, 1, {}};
  const DailyCounts counts{1, 3, {0, 2, 5}};
  const double expected = 7 * std::log(2.0) - 6 - std::log(2.0) - std::log(120.0);
  EXPECT_NEAR(log_likelihood(model, counts), expected, 1e-12);
  // The second day has mean 2 + 0.5 (1 - p) of the first day's one event.
  const HawkesModel excited{{2}, {0.5}, 1, {}};
  const double mean = 2 + 0.5 * (1 - std::exp(-1.0));
  EXPECT_NEAR(log_likelihood(excited, DailyCounts{1, 2, {1, 0}}), std::log(2.0) - 2 - mean, 1e-12);
}

TEST(Hawkes, SpectralRadius) {
  EXPECT_NEAR(spectral_radius({0.4}, 1), 0.4, 1e-12);
  EXPECT_NEAR(spectral_radius({0, 0.5, 0.5, 0}, 2), 0.5, 1e-12);      // periodic
  EXPECT_NEAR(spectral_radius({0.3, 5, 0, 0.3}, 2), 0.3, 1e-9);       // reducible, not diagonalisable
  EXPECT_NEAR(spectral_radius({0.2, 0.3, 0.4, 0.1}, 2), 0.5, 1e-12);  // eigenvalues 0.5 and -0.2
  EXPECT_EQ(spectral_radius({0, 1, 0, 0}, 2), 0);                     // nilpotent
}

TEST(Hawkes, AnExplodingKernelIsRefusedWithTheReason) {
  const HawkesModel model{{1, 1}, {0.5, 0.6, 0.6, 0.5}, 1, {}};
  try {
    simulate(model, 10, 1, 0);
    FAIL() << "1.1 is no legal radius";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::undefined);
    EXPECT_NE(error.message().find("spectral radius is 1.1"), std::string::npos) << error.message();
  }
  EXPECT_THROW(stationary_rate(model), Error);
  EXPECT_THROW(check_shape({{-1}, {0}, 1, {}}), Error);
  EXPECT_THROW(check_shape({{1}, {0, 0}, 1, {}}), Error);
  EXPECT_THROW(check_shape({{1}, {0}, 0, {}}), Error);
}

TEST(Hawkes, TiesAndDisorderAreNamed) {
  TimedEvents events{1, 0, 10, {1, 2, 2}, {0, 0, 0}};
  try {
    check_events(events);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.where(), "event 3 (day 2)");
    EXPECT_NE(error.hint().find("daily counts"), std::string::npos);
  }
  events.time = {1, 3, 2};
  EXPECT_THROW(check_events(events), Error);
  events.time = {1, 2, 11};
  EXPECT_THROW(check_events(events), Error);
}

// Variance of the count of a stationary process with one kind over T days (Da Fonseca and Zaatour 2014,
// doi 10.1002/fut.21644): rate (T k^2 + (1 - k^2)(1 - exp(-T g)) / g), k = 1/(1-a), g = b (1-a).
TEST(Hawkes, SimulatedMeanAndVarianceAreThoseOfTheory) {
  const HawkesModel model{{0.4}, {0.5}, 1.2, {}};
  constexpr double kDays = 60;
  constexpr std::size_t kRuns = 20000;
  double sum = 0;
  double squares = 0;
  for (std::size_t r = 0; r < kRuns; ++r) {
    const auto n = static_cast<double>(simulate(model, kDays, 7, r, 40).time.size());
    sum += n;
    squares += n * n;
  }
  const double mean = sum / kRuns;
  const double variance = squares / kRuns - mean * mean;
  const double rate = 0.4 / 0.5;
  const double k2 = 4;
  const double g = 0.6;
  const double expected = rate * (kDays * k2 + (1 - k2) * (1 - std::exp(-kDays * g)) / g);
  EXPECT_NEAR(mean, rate * kDays, 5 * std::sqrt(expected / kRuns));
  EXPECT_NEAR(variance / expected, 1, 5 * std::sqrt(2.2 / kRuns));
}

TEST(Hawkes, SimulatedCovarianceIsThatOfTheory) {
  const auto model = two_kinds();
  const auto rate = stationary_rate(model);
  const auto covariance = count_covariance(model);
  // By hand: I - A = [.65 -.2; -.1 .6], determinant .37; rate = [.3*.6+.2*.2, .3*.1+.2*.65] / .37.
  EXPECT_NEAR(rate[0], 0.22 / 0.37, 1e-12);
  EXPECT_NEAR(rate[1], 0.16 / 0.37, 1e-12);
  constexpr double kDays = 400;  // long against the memory, so that the long-run covariance holds
  constexpr std::size_t kRuns = 3000;
  double mean[2] = {0, 0};
  double product[3] = {0, 0, 0};
  for (std::size_t r = 0; r < kRuns; ++r) {
    const auto events = simulate(model, kDays, 11, r, 40);
    double n[2] = {0, 0};
    for (const auto kind : events.kind) ++n[kind];
    for (int i = 0; i < 2; ++i) mean[i] += n[i] / kRuns;
    product[0] += n[0] * n[0] / kRuns;
    product[1] += n[0] * n[1] / kRuns;
    product[2] += n[1] * n[1] / kRuns;
  }
  EXPECT_NEAR(mean[0] / (rate[0] * kDays), 1, 0.01);
  EXPECT_NEAR(mean[1] / (rate[1] * kDays), 1, 0.01);
  EXPECT_NEAR((product[0] - mean[0] * mean[0]) / (covariance[0] * kDays), 1, 0.13);
  EXPECT_NEAR((product[1] - mean[0] * mean[1]) / (covariance[1] * kDays), 1, 0.25);
  EXPECT_NEAR((product[2] - mean[1] * mean[1]) / (covariance[3] * kDays), 1, 0.13);
}

TEST(Hawkes, StreamsAreTheirOwn) {
  const auto model = two_kinds();
  const auto a = simulate(model, 50, 3, 5);
  EXPECT_EQ(a.time, simulate(model, 50, 3, 5).time);
  EXPECT_NE(a.time, simulate(model, 50, 3, 6).time);
  EXPECT_NE(a.time, simulate(model, 50, 4, 5).time);
}

TEST(Hawkes, TheDailyModelHasItsStationaryMean) {
  const auto model = two_kinds();
  const auto rate = stationary_rate(model);
  const auto counts = simulate_daily(model, 40000, 5, 0);
  double sum[2] = {0, 0};
  for (std::size_t k = 0; k < counts.count.size(); ++k) sum[k % 2] += counts.count[k];
  EXPECT_NEAR(sum[0] / 40000 / rate[0], 1, 0.05);
  EXPECT_NEAR(sum[1] / 40000 / rate[1], 1, 0.05);
}

}  // namespace
}  // namespace blocs::inference
