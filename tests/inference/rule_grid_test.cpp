#include "blocs/inference/rule_grid.hpp"

#include <gtest/gtest.h>

#include <set>

#include "blocs/core/error.hpp"

namespace blocs::inference {
namespace {

TEST(RuleGrid, RunsThroughEveryCombinationOnceAndBeginsWithTheDefault) {
  const RuleGrid grid({{"a", {"0", "1"}}, {"b", {"0", "1", "2"}}, {"c", {"0", "1"}}});
  ASSERT_EQ(grid.size(), 12U);
  EXPECT_EQ(grid.levels(0), (std::vector<std::size_t>{0, 0, 0}));
  EXPECT_EQ(grid.departures(0), 0U);
  std::set<std::vector<std::size_t>> seen;
  for (std::size_t r = 0; r < grid.size(); ++r) seen.insert(grid.levels(r));
  EXPECT_EQ(seen.size(), 12U);
  EXPECT_EQ(grid.departures(11), 3U);
}

TEST(RuleGrid, SaysWhichLevelsSomeRulesUse) {
  const RuleGrid grid({{"a", {"0", "1"}}, {"b", {"0", "1", "2"}}});
  EXPECT_EQ(grid.used({4, 5}), (std::vector<std::vector<bool>>{{false, true}, {false, true, true}}));
}

TEST(RuleGrid, WithoutAxesThereIsOneRule) {
  EXPECT_EQ(RuleGrid().size(), 1U);
  EXPECT_TRUE(RuleGrid().levels(0).empty());
}

TEST(RuleGrid, RefusesToGrowWithoutBound) {
  const Axis ten{"x", std::vector<std::string>(10, "l")};
  EXPECT_THROW(RuleGrid({ten, ten, ten, ten}), Error);
  EXPECT_THROW(RuleGrid({Axis{"empty", {}}}), Error);
}

}  // namespace
}  // namespace blocs::inference
