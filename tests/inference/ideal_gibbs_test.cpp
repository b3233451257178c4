#include "blocs/inference/ideal_gibbs.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <mutex>

#include "blocs/core/error.hpp"
#include "inference/ideal_points/normal_draws.hpp"
#include "support/pieces.hpp"
#include "support/simulated_votes.hpp"

namespace blocs::inference {
namespace {

/// Shares of draws in cells from the middle to where the tail is drawn by itself, against Phi: chi-squared of
/// as many as there are cells, and each in the tail within five standard errors.
TEST(IdealChain, NormalsAreNormal) {
  const auto above = [](double x) { return std::erfc(x / std::sqrt(2.0)) / 2; };
  constexpr int kDraws = 1'000'000;
  constexpr double kWide = 0.1;
  std::array<double, 90> cells{};  // from -4.5 to 4.5
  std::array<double, 2> tails{};   // beyond 3.66
  double square = 0;
  RandomStream random(11, 0);
  for (int i = 0; i < kDraws; ++i) {
    const double x = ideal::normal(random);
    square += x * x;
    const double cell = std::floor(x / kWide) + static_cast<double>(cells.size()) / 2;
    if (cell >= 0 && cell < static_cast<double>(cells.size())) ++cells[static_cast<std::size_t>(cell)];
    if (std::abs(x) > 3.66) ++tails[x > 0];
  }
  double chi = 0;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const double from = kWide * (static_cast<double>(c) - static_cast<double>(cells.size()) / 2);
    const double expected = kDraws * (above(from) - above(from + kWide));
    chi += (cells[c] - expected) * (cells[c] - expected) / expected;
  }
  EXPECT_LT(chi, 155);  // the 99.998th of 100 with 90 degrees of freedom
  EXPECT_NEAR(square / kDraws, 1, 5 * std::sqrt(2.0 / kDraws));
  const double expected = kDraws * above(3.66);
  for (const double count : tails) EXPECT_NEAR(count, expected, 5 * std::sqrt(expected));
}

TEST(IdealChain, TruncatedNormalsHaveTheirMeans) {
  // E[x | a < x < b] = (phi(a) - phi(b)) / (Phi(b) - Phi(a))
  const auto phi = [](double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::acos(-1.0)); };
  const auto below = [](double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; };
  RandomStream random(7, 0);
  constexpr int kDraws = 20000;
  for (const auto& [a, b] : {std::pair{-0.3, 0.2}, {0.5, 3.0}, {-4.0, -1.0}, {-2.0, 2.5}, {3.0, 3.3}}) {
    double sum = 0;
    for (int i = 0; i < kDraws; ++i) {
      const double x = ideal::normal_between(random, a, b);
      ASSERT_TRUE(x > a && x < b);
      sum += x;
    }
    EXPECT_NEAR(sum / kDraws, (phi(a) - phi(b)) / (below(b) - below(a)), 0.03) << a << " " << b;
  }
  for (const double a : {-6.0, -1.0, 0.0, 2.0}) {
    double sum = 0;
    for (int i = 0; i < kDraws; ++i) sum += ideal::normal_below(random, a);
    EXPECT_NEAR(sum / kDraws, -phi(a) / below(a), 0.03) << a;
  }
}

class IdealGibbs : public ::testing::TestWithParam<Walk> {};

TEST_P(IdealGibbs, AgreesWithTheFastEstimatorAndItselfOnAnyNumberOfThreads) {
  const auto votes = test::simulate_votes(21, 30, 3, 30);
  const auto data = ideal_data(votes.matrix, test::all_of(votes.matrix));
  IdealFitOptions fitting;
  fitting.walk = GetParam();
  const auto fit = fit_ideal(data, fitting);
  GibbsOptions options;
  options.chains = 2;
  options.burn_in = 150;
  options.draws = 300;
  options.threads = 1;
  const auto draws = draw_ideal(data, fit, options);
  double off = 0;
  double wider = 0;
  const auto n = static_cast<double>(data.places.size());
  for (std::size_t k = 0; k < data.places.size(); ++k) {
    off += std::abs(draws.mean[k] - fit.mean.theta[k]) / draws.sd[k] / n;
    wider += fit.sd[k] / draws.sd[k] / n;
    EXPECT_LE(draws.least[k], draws.q5[k]);
    EXPECT_LE(draws.q5[k], draws.q50[k]);
    EXPECT_LE(draws.q95[k], draws.most[k]);
  }
  RecordProperty("off", std::to_string(off));
  RecordProperty("wider", std::to_string(wider));
  EXPECT_LT(off, 0.25);  // in posterior standard deviations, Monte Carlo error included
  EXPECT_NEAR(wider, 1, 0.2);
  options.threads = 2;
  EXPECT_EQ(draw_ideal(data, fit, options).mean, draws.mean);
}

INSTANTIATE_TEST_SUITE_P(Walks, IdealGibbs, ::testing::Values(Walk::forward, Walk::both));

class IdealCheckpoint : public ::testing::Test {
 protected:
  IdealCheckpoint() {
    options_.chains = 2;
    options_.burn_in = 10;
    options_.draws = 20;
    options_.save_every = 7;
  }
  test::SimulatedVotes votes_ = test::simulate_votes(22, 12, 2, 12);
  IdealData data_ = ideal_data(votes_.matrix, test::all_of(votes_.matrix));
  IdealFit fit_ = fit_ideal(data_);
  GibbsOptions options_;
  std::array<std::string, 2> saved_;
  std::mutex lock_;

  /// Runs until a chain has been saved `saves` times, and stops there as a pulled plug would.
  void run_and_stop(std::size_t saves) {
    auto stopped = options_;
    std::size_t count = 0;
    stopped.save = [&](std::size_t c, std::span<const std::string_view> pieces) {
      const std::lock_guard hold(lock_);
      saved_[c] = test::joined(pieces);
      if (++count == saves) throw Error::io("stopped", "here");
    };
    EXPECT_THROW(draw_ideal(data_, fit_, stopped), Error);
  }
};

TEST_F(IdealCheckpoint, ARunThatGoesOnEndsAsOneThatWasNeverStopped) {
  const auto whole = draw_ideal(data_, fit_, options_);
  for (const std::size_t saves : {1U, 2U, 3U}) {
    saved_ = {};
    run_and_stop(saves);
    auto on = options_;
    std::size_t loaded = 0;
    on.threads = 1;
    on.load = [&](std::size_t c) {
      loaded += saved_[c].empty() ? 0 : 1;
      return saved_[c];
    };
    const auto resumed = draw_ideal(data_, fit_, on);
    EXPECT_GE(loaded, 1U);
    EXPECT_EQ(resumed.mean, whole.mean);
    EXPECT_EQ(resumed.q95, whole.q95);
    EXPECT_EQ(resumed.accepted, whole.accepted);
  }
}

TEST_F(IdealCheckpoint, BytesOfAnotherRunOrDamagedOnesAreRefused) {
  run_and_stop(2);
  const auto good = saved_[0].empty() ? saved_[1] : saved_[0];
  const std::size_t chain = saved_[0].empty() ? 1 : 0;
  const auto resume = [&](const std::string& bytes, std::uint64_t seed) {
    auto on = options_;
    on.seed = seed;
    on.load = [&](std::size_t c) { return c == chain ? bytes : std::string(); };
    return draw_ideal(data_, fit_, on);
  };
  EXPECT_NO_THROW(resume(good, options_.seed));
  EXPECT_THROW(resume(good, options_.seed + 1), Error);
  EXPECT_THROW(resume(good.substr(0, good.size() / 2), options_.seed), Error);
  for (const std::size_t at : {std::size_t{0}, good.size() / 2, good.size() - 1}) {
    auto bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    EXPECT_THROW(resume(bad, options_.seed), Error) << at;
  }
  auto older = good;
  older.replace(older.find("chain 3"), 7, "chain 2");
  try {
    resume(older, options_.seed);
    FAIL() << "taken up";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("another version"), std::string::npos) << error.what();
    EXPECT_EQ(error.where(), "chain " + std::to_string(chain + 1));
  }
}

}  // namespace
}  // namespace blocs::inference
