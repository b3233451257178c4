#include "blocs/inference/group_bootstrap.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "blocs/core/error.hpp"

namespace blocs::inference {
namespace {

using measures::RollCallRatio;

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
  RollCallRatio ratio;
  for (int i = 0; i < 100; ++i) {
    ratio.credit.push_back(i < 60 ? 1 : 0);
    ratio.base.push_back(1);
  }
  const Draws draws(one_by_one(100), 4000, 1);
  const auto found = bootstrap(ratio, draws);
  const double half = 1.96 * std::sqrt(0.6 * 0.4 / 100);
  EXPECT_NEAR(found.low, 0.6 - half, 0.02);
  EXPECT_NEAR(found.high, 0.6 + half, 0.02);
  EXPECT_NE(found.method.find("100 roll calls, 4000 replicates, seed 1"), std::string::npos);
}

TEST(GroupBootstrap, IsTheSameForAnyNumberOfThreads) {
  RollCallRatio some{std::vector<double>(20, 1), std::vector<double>(20, 1)};
  for (std::size_t i = 0; i < 20; i += 2) some.credit[i] = 0;
  const RollCallRatio never{std::vector<double>(20, 0), std::vector<double>(20, 0)};
  const Draws draws(one_by_one(20), 500, 3);
  const auto one = bootstrap(some, draws, 0.95, 1);
  const auto four = bootstrap(some, draws, 0.95, 4);
  EXPECT_EQ(one.low, four.low);
  EXPECT_EQ(one.high, four.high);
  EXPECT_LT(one.high, 1);
  EXPECT_THROW(bootstrap(never, draws), Error);
}

TEST(Draws, OfSomeRollCallsAreTheSameSamples) {
  const Draws all(one_by_one(30), 50, 7);
  const Draws some = all.of({3, 4, 29});
  ASSERT_EQ(some.roll_calls(), 3U);
  ASSERT_EQ(some.replicates(), 50U);
  for (std::size_t r = 0; r < 50; ++r) {
    EXPECT_EQ(some.counts(r)[0], all.counts(r)[3]);
    EXPECT_EQ(some.counts(r)[1], all.counts(r)[4]);
    EXPECT_EQ(some.counts(r)[2], all.counts(r)[29]);
  }
}

}  // namespace
}  // namespace blocs::inference
