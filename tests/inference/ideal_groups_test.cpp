#include "blocs/inference/ideal_groups.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "blocs/core/error.hpp"
#include "support/rapidcheck_gtest.hpp"
#include "support/simulated_votes.hpp"

namespace blocs::inference {
namespace {

/// By going through all groups.
double counted(const std::vector<double>& points, std::size_t size, double range) {
  std::vector<char> in(points.size(), 0);
  std::fill(in.begin(), in.begin() + static_cast<std::ptrdiff_t>(size), 1);
  double all = 0;
  double within = 0;
  do {
    double low = 1e300;
    double high = -1e300;
    for (std::size_t i = 0; i < in.size(); ++i) {
      if (in[i] == 0) continue;
      low = std::min(low, points[i]);
      high = std::max(high, points[i]);
    }
    ++all;
    within += high - low <= range ? 1 : 0;
  } while (std::prev_permutation(in.begin(), in.end()));
  return within / all;
}

TEST(IdealGroups, TheShareOfTighterGroupsIsThatOfAnEnumeration) {
  test::holds("share within", [] {
    const auto numbers = *rc::gen::container<std::vector<int>>(9, rc::gen::inRange(-20, 20));
    const std::vector<double> points(numbers.begin(), numbers.end());
    const auto size = *rc::gen::inRange<std::size_t>(1, 10);
    const auto range = static_cast<double>(*rc::gen::inRange(0, 40));
    RC_ASSERT(std::abs(share_within(points, size, range) - counted(points, size, range)) < 1e-9);
  });
  EXPECT_THROW(share_within({1, 2}, 3, 1), Error);
  EXPECT_THROW(share_within({1, 2}, 0, 1), Error);
}

TEST(IdealGroups, DrawsHaveTheFitsMeansAndCovariances) {
  const auto votes = test::simulate_votes(31, 10, 2, 25);
  const auto data = ideal_data(votes.matrix, test::all_of(votes.matrix));
  const auto fit = fit_ideal(data);
  const auto draws = draw_places(data, fit, 0, 4000, 5);
  const std::size_t n = data.sessions[0].places;
  for (std::size_t a = 0; a < n; ++a) {
    double mean = 0;
    for (const auto& row : draws) mean += row[a] / static_cast<double>(draws.size());
    EXPECT_NEAR(mean, fit.mean.theta[a], 5 * fit.sd[a] / std::sqrt(4000.0)) << a;
    double with_first = 0;
    for (const auto& row : draws)
      with_first +=
          (row[a] - fit.mean.theta[a]) * (row[0] - fit.mean.theta[0]) / static_cast<double>(draws.size());
    EXPECT_NEAR(with_first, fit.covariance[0][a], 0.1 * fit.sd[a] * fit.sd[0]) << a;
  }
  EXPECT_EQ(draws, draw_places(data, fit, 0, 4000, 5));
}

/// Points drawn about a centre with known noise: what is left of the spread is the true one.
TEST(IdealGroups, NoiseIsTakenOutOfASpread) {
  const auto votes = test::simulate_votes(32, 12, 1, 30);
  const auto data = ideal_data(votes.matrix, test::all_of(votes.matrix));
  auto fit = fit_ideal(data);
  const std::size_t n = data.sessions[0].places;
  std::vector<std::size_t> members(n);
  std::iota(members.begin(), members.end(), 0U);
  double mean = 0;
  for (const auto m : members) mean += fit.mean.theta[m] / static_cast<double>(n);
  double square = 0;
  for (const auto m : members) square += std::pow(fit.mean.theta[m] - mean, 2) / static_cast<double>(n - 1);
  auto& block = fit.covariance[0];
  std::fill(block.begin(), block.end(), 0.0);
  EXPECT_NEAR(spread_less_noise(data, fit, 0, members), std::sqrt(square), 1e-12);
  for (std::size_t k = 0; k < n; ++k) block[k * n + k] = 0.04;  // independent noise: its variance comes off
  EXPECT_NEAR(spread_less_noise(data, fit, 0, members), std::sqrt(square - 0.04), 1e-12);
  std::fill(block.begin(), block.end(), 0.04);  // noise that all share does not spread them
  EXPECT_NEAR(spread_less_noise(data, fit, 0, members), std::sqrt(square), 1e-9);
}

}  // namespace
}  // namespace blocs::inference
