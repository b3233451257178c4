#include "blocs/inference/group_bootstrap.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "blocs/core/error.hpp"

namespace blocs::inference {
namespace {

std::vector<std::size_t> one_by_one(std::size_t n) {
  std::vector<std::size_t> items(n);
  std::iota(items.begin(), items.end(), std::size_t{0});
  return items;
}

TEST(Draws, EachSampleHasAsManyItemsAsThereAre) {
  const Draws calls(one_by_one(30), 50, 7);
  for (std::size_t r = 0; r < 50; ++r)
    EXPECT_EQ(std::accumulate(calls.counts(r), calls.counts(r) + 30, 0), 30);
  // Roll calls of one item come and go together.
  const Draws items({0, 0, 1, 1, 2, 2}, 50, 7);
  for (std::size_t r = 0; r < 50; ++r) {
    const auto* n = items.counts(r);
    EXPECT_EQ(n[0], n[1]);
    EXPECT_EQ(n[2], n[3]);
    EXPECT_EQ(n[0] + n[2] + n[4], 3);
  }
  EXPECT_THROW(Draws({0, 0, 0}, 5, 1), Error);
}

TEST(GroupBootstrap, CoversAMeanAsItsStandardErrorSays) {
  Ratio ratio;
  for (int i = 0; i < 100; ++i) {
    ratio.credit.push_back(i < 60 ? 1 : 0);
    ratio.base.push_back(1);
  }
  const Draws draws(one_by_one(100), 4000, 1);
  const auto found = bootstrap({ratio}, Combine::mean, draws);
  const double half = 1.96 * std::sqrt(0.6 * 0.4 / 100);
  EXPECT_NEAR(found.low, 0.6 - half, 0.02);
  EXPECT_NEAR(found.high, 0.6 + half, 0.02);
  EXPECT_NE(found.method.find("100 roll calls, 4000 replicates, seed 1"), std::string::npos);
}

TEST(GroupBootstrap, IsTheSameForAnyNumberOfThreadsAndTakesTheLeast) {
  Ratio high{std::vector<double>(20, 1), std::vector<double>(20, 1)};
  Ratio low = high;
  for (std::size_t i = 0; i < 20; i += 2) low.credit[i] = 0;
  Ratio never{std::vector<double>(20, 0), std::vector<double>(20, 0)};
  const Draws draws(one_by_one(20), 500, 3);
  const auto one = bootstrap({high, low, never}, Combine::least, draws, 0.95, 1);
  const auto four = bootstrap({high, low, never}, Combine::least, draws, 0.95, 4);
  EXPECT_EQ(one.low, four.low);
  EXPECT_EQ(one.high, four.high);
  EXPECT_LT(one.high, 1);
  const auto mean = bootstrap({high, never}, Combine::mean, draws);  // what is undefined is left out
  EXPECT_EQ(mean.low, 1);
  EXPECT_THROW(bootstrap({never}, Combine::mean, draws), Error);
}

TEST(GroupBootstrap, OfPairsIsThatOfTheirRatios) {
  PairShares pairs;
  std::vector<Ratio> ratios;
  for (std::size_t p = 0; p < 7; ++p) {
    pairs.halves.emplace_back();
    pairs.counted.emplace_back();
    ratios.emplace_back();
    for (std::size_t i = 0; i < 1211; ++i) {
      const bool both = (i * 7 + p * 3) % 5 != 0 && p != 6;  // the last pair never voted together
      const auto halves = static_cast<std::uint8_t>(both ? (i * i + p) % 3 : 0);
      pairs.halves.back().push_back(halves);
      pairs.counted.back().push_back(both ? 1 : 0);
      ratios.back().credit.push_back(halves / 2.0);
      ratios.back().base.push_back(both ? 1 : 0);
    }
  }
  const Draws draws(one_by_one(1211), 100, 3);
  for (const auto combine : {Combine::mean, Combine::least}) {
    const auto one = bootstrap(pairs, combine, draws);
    const auto other = bootstrap(ratios, combine, draws);
    EXPECT_EQ(one.low, other.low);
    EXPECT_EQ(one.high, other.high);
    EXPECT_EQ(one.method, other.method);
  }
}

}  // namespace
}  // namespace blocs::inference
