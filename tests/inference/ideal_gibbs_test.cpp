#include "blocs/inference/ideal_gibbs.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "inference/ideal_points/chain.hpp"
#include "support/simulated_votes.hpp"

namespace blocs::inference {
namespace {

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

TEST(IdealGibbs, AgreesWithTheFastEstimatorAndItselfOnAnyNumberOfThreads) {
  const auto votes = test::simulate_votes(21, 30, 3, 30);
  const auto data = ideal_data(votes.matrix, test::all_of(votes.matrix));
  const auto fit = fit_ideal(data);
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
    EXPECT_LE(draws.q5[k], draws.q50[k]);
  }
  RecordProperty("off", std::to_string(off));
  RecordProperty("wider", std::to_string(wider));
  EXPECT_LT(off, 0.25);  // in posterior standard deviations, Monte Carlo error included
  EXPECT_NEAR(wider, 1, 0.2);
  options.threads = 2;
  EXPECT_EQ(draw_ideal(data, fit, options).mean, draws.mean);
}

}  // namespace
}  // namespace blocs::inference
