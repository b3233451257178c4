#include "blocs/inference/change_points.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "blocs/core/random.hpp"

namespace blocs::inference {
namespace {

/// Yearly shares of 80 votes each at these levels, thirty years a level, with binomial noise.
std::vector<SeriesPoint> steps(const std::vector<double>& levels, std::uint64_t seed) {
  std::vector<SeriesPoint> series;
  RandomStream random(seed, 0);
  int year = 1946;
  for (const double level : levels) {
    for (int i = 0; i < 30; ++i) {
      double hits = 0;
      for (int v = 0; v < 80; ++v) hits += random.uniform() < level ? 1 : 0;
      series.push_back({year++, hits, 80});
    }
  }
  return series;
}

// Chance alone may add a level to a series now and then; the step itself must never be missed.
TEST(ChangePoints, FindsTheStepAndForcesNone) {
  int just_the_step = 0;
  int none = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto found = change_points(steps({.5, .8}, seed));
    just_the_step += found.segments.size() == 2 ? 1 : 0;
    bool near_step = false;
    for (const auto& segment : found.segments) {
      near_step = near_step || (segment.first >= 29 && segment.first <= 31);
    }
    EXPECT_TRUE(near_step) << seed;
    EXPECT_GT(found.segments.back().share, .7);
    none += change_points(steps({.7, .7}, seed)).segments.size() == 1 ? 1 : 0;
  }
  EXPECT_GE(just_the_step, 15);
  EXPECT_GE(none, 15);
  EXPECT_TRUE(change_points({}).segments.empty());
}

TEST(ChangePoints, SharesOfNoughtAndOneAreFine) {
  const auto found = change_points({{1, 0, 10}, {2, 0, 10}, {3, 10, 10}, {4, 10, 10}});
  for (const auto& segment : found.segments) EXPECT_TRUE(std::isfinite(segment.share));
}

TEST(ChangePoints, CertaintyIsTheSameForAnyNumberOfThreads) {
  const auto series = steps({.5, .8}, 5);
  const auto one = change_certainty(series, 1, 200, 1);
  EXPECT_EQ(one, change_certainty(series, 1, 200, 3));
  double near_step = 0;
  for (std::size_t i = 28; i <= 32; ++i) near_step += one[i];
  EXPECT_GT(near_step, .9);
}

}  // namespace
}  // namespace blocs::inference
