// Exact counts over all groups of any size, held against the definition.
#include "inference/exact_count.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "support/drawn_votes.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs::inference {
namespace {

using measures::PairMeasure;
using test::Built;

std::vector<int> mix_of(const Field& field, const std::vector<std::size_t>& group) {
  std::vector<int> mix;
  for (const auto s : group) {
    if (!field.classes.empty()) mix.push_back(field.classes[s]);
  }
  std::sort(mix.begin(), mix.end());
  return mix;
}

/// The counts as the definition has them, in the fixed-point units in which ties are defined.
Rank naive(const PairValues& pairs, const std::vector<std::size_t>& like, std::int64_t target,
           const Field& field) {
  Rank rank;
  test::each_group(pairs.size(), like.size(), [&](const std::vector<std::size_t>& group) {
    if (!mean_of_pairs(pairs, group) || mix_of(field, group) != mix_of(field, like)) return;
    const auto sum = sum_of_pairs(pairs, group);
    ++rank.groups;
    rank.below += sum < target - kTiedSum ? 1 : 0;
    rank.tied += sum >= target - kTiedSum && sum <= target + kTiedSum ? 1 : 0;
  });
  return rank;
}

TEST(ExactCount, EqualsTheNaiveLoopForEverySizeMixAndNumberOfThreads) {
  test::holds("count", [] {
    const auto m = test::drawn(*rc::gen::inRange<std::size_t>(6, 12));
    const Built b(m);
    const auto size = *rc::gen::inRange<std::size_t>(2, 7);
    RC_PRE(b.votes.states().size() >= size);
    Field field;
    field.least_common = *rc::gen::inRange<std::size_t>(1, 20);
    field.threads = *rc::gen::inRange<std::size_t>(1, 4);
    if (*rc::gen::arbitrary<bool>())
      field.classes = *rc::gen::container<std::vector<int>>(b.votes.states().size(), rc::gen::inRange(0, 3));
    const PairValues pairs(
        b.tables, *rc::gen::element(PairMeasure::lijphart, PairMeasure::kappa_squared, PairMeasure::a),
        field);
    std::vector<std::size_t> group(size);
    for (std::size_t i = 0; i < size; ++i) group[i] = i;
    // Targets that are nobody's sum, and above and below all of them, count too.
    const auto shift = *rc::gen::element<std::int64_t>(0, 1, 9, -(std::int64_t{1} << 20),
                                                       std::int64_t{1} << 45, -(std::int64_t{1} << 45));
    const auto target = (mean_of_pairs(pairs, group) ? sum_of_pairs(pairs, group) : 0) + shift;
    const auto counted = count_by_sum(pairs, group, target, field);
    const auto expected = naive(pairs, group, target, field);
    RC_ASSERT(counted.groups == expected.groups);
    RC_ASSERT(counted.below == expected.below);
    RC_ASSERT(counted.tied == expected.tied);
  });
}

/// States enough for whole vectors and their rest; many of them cast the same ballots, so that sums tie.
TEST(ExactCount, TiesOfManyStatesAreTies) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (std::size_t s = 0; s < 37; ++s) {
    RandomStream random(3, s % 9);
    std::string ballots;
    for (int i = 0; i < 25; ++i) ballots += "YYNA"[random.below(4)];
    lines.emplace_back("S" + std::to_string(100 + s), ballots);
  }
  const auto m = test::matrix(lines);
  const Built b(m);
  const Field field;
  const PairValues pairs(b.tables, PairMeasure::lijphart, field);
  const std::vector<std::size_t> group{0, 1, 2, 3};
  const auto target = sum_of_pairs(pairs, group);
  const auto counted = count_by_sum(pairs, group, target, field);
  const auto expected = naive(pairs, group, target, field);
  EXPECT_EQ(counted.groups, 66'045U);
  EXPECT_EQ(counted.below, expected.below);
  EXPECT_EQ(counted.tied, expected.tied);
  EXPECT_GT(counted.tied, 100U);
}

// The sum of the 1,225 pairs of fifty states that always agree is larger than what marks a missing pair.
TEST(ExactCount, GroupsOfFiftyHaveAMean) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (std::size_t s = 0; s < 52; ++s)
    lines.emplace_back("S" + std::to_string(100 + s), std::string(20, 'Y') + std::string(20, 'N'));
  const auto m = test::matrix(lines);
  const Built b(m);
  Field field;
  const PairValues pairs(b.tables, PairMeasure::lijphart, field);
  std::vector<std::size_t> group(50);
  for (std::size_t i = 0; i < group.size(); ++i) group[i] = i;
  ASSERT_TRUE(mean_of_pairs(pairs, group).has_value());
  EXPECT_NEAR(*mean_of_pairs(pairs, group), 1, 1e-11);
  const auto rank = rank_by_pairs(pairs, group, field);
  EXPECT_FALSE(rank.exact);
  EXPECT_EQ(rank.below, 0U);
  EXPECT_EQ(rank.tied, rank.groups);
}

}  // namespace
}  // namespace blocs::inference
