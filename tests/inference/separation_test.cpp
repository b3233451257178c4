#include "blocs/inference/separation.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/rapidcheck_gtest.hpp"

namespace blocs::inference {
namespace {

std::vector<ScoredGroup> of_scores(const std::vector<double>& positives, const std::vector<double>& others) {
  std::vector<ScoredGroup> groups;
  std::uint32_t state = 0;
  const auto add = [&](double score, bool positive) {
    groups.push_back({score, positive, 0, {state % 8, (state + 1) % 8}, 2});
    ++state;
  };
  for (const auto s : positives) add(s, true);
  for (const auto s : others) add(s, false);
  return groups;
}

TEST(Separation, WinsOfAllComparisonsTiesHalf) {
  // 3 above all, 1 above one and level with one: (2 + 1.5) of 4.
  const auto found = separation(of_scores({3, 1}, {0, 1}), 8, 1);
  ASSERT_TRUE(found.has_value());
  EXPECT_DOUBLE_EQ(found->auc, 3.5 / 4);
  EXPECT_EQ(found->positives, 2U);
  EXPECT_FALSE(separation(of_scores({1, 2}, {}), 8, 1).has_value());
}

TEST(Separation, ComparesOnlyWithinAStratum) {
  auto groups = of_scores({1}, {0});
  auto others = of_scores({10}, {20});
  for (auto& g : others) {
    g.stratum = 1;
    groups.push_back(g);
  }
  EXPECT_DOUBLE_EQ(separation(groups, 8, 1)->auc, 0.5);
}

TEST(Separation, ThreadsAndOrderChangeNothing) {
  test::holds("threads and order change nothing", [] {
    const auto scores = *rc::gen::container<std::vector<int>>(12, rc::gen::inRange(0, 6));
    std::vector<double> a(scores.begin(), scores.begin() + 5), b(scores.begin() + 5, scores.end());
    const auto one = separation(of_scores(a, b), 8, 3, 50, 1);
    auto turned = of_scores(a, b);
    std::reverse(turned.begin(), turned.end());
    const auto other = separation(turned, 8, 3, 50, 4);
    RC_ASSERT(one->auc == other->auc);
    RC_ASSERT(one->interval->low == other->interval->low && one->interval->high == other->interval->high);
    RC_ASSERT(one->auc >= 0 && one->auc <= 1);
  });
}

}  // namespace
}  // namespace blocs::inference
