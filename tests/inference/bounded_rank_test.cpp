#include <gtest/gtest.h>

#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/inference/base_rates.hpp"
#include "blocs/measures/cohesion.hpp"
#include "support/drawn_votes.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs::inference {
namespace {

using measures::PairMeasure;
using test::Built;

/// What the definition says: roll calls with one and the same ballot of all, or the least value of a pair;
/// nothing if a pair has none.
std::optional<double> naive(const Built& b, const PairValues& pairs, Bounded by,
                            const std::vector<std::size_t>& group) {
  double least = 1e300;
  for (const auto i : group) {
    for (const auto j : group) {
      if (i == j) continue;
      if (!pairs.defined(i, j)) return std::nullopt;
      least = std::min(least, pairs.value(i, j));
    }
  }
  if (by == Bounded::least_pair) return least;
  double joint = 0;
  for (std::size_t r = 0; r < b.matrix.roll_calls().size(); ++r) {
    bool same = true;
    std::optional<views::Ballot> first;
    for (const auto i : group) {
      const auto ballot = b.matrix.ballot(*b.matrix.state_index(b.votes.states()[i]), r);
      same = same && static_cast<int>(ballot) < 3 && (!first || *first == ballot);
      if (!first) first = ballot;
    }
    joint += same ? 1 : 0;
  }
  return joint;
}

std::vector<int> mix_of(const Field& field, const std::vector<std::size_t>& group) {
  std::vector<int> mix;
  for (const auto s : group) {
    if (!field.classes.empty()) mix.push_back(field.classes[s]);
  }
  std::sort(mix.begin(), mix.end());
  return mix;
}

TEST(BoundedRank, EqualsTheNaiveLoop) {
  test::holds("rank", [] {
    const auto m = test::drawn(*rc::gen::inRange<std::size_t>(5, 10));
    const Built b(m);
    RC_PRE(b.votes.states().size() >= 5);
    const auto size = *rc::gen::inRange<std::size_t>(2, 6);
    Field field;
    field.least_common = *rc::gen::inRange<std::size_t>(1, 25);
    if (*rc::gen::arbitrary<bool>())
      field.classes = *rc::gen::container<std::vector<int>>(b.votes.states().size(), rc::gen::inRange(0, 2));
    const PairValues pairs(b.tables, PairMeasure::lijphart, field);
    const auto by = *rc::gen::element(Bounded::joint, Bounded::least_pair);
    std::vector<std::size_t> group(size);
    for (std::size_t i = 0; i < size; ++i) group[i] = i;
    const auto own = naive(b, pairs, by, group);
    if (!own) {
      try {
        rank_bounded(b.votes, pairs, by, group, field);
        RC_FAIL("a group without a value has a rank");
      } catch (const Error& error) {
        RC_ASSERT(error.kind() == ErrorKind::undefined);
      }
      return;
    }
    Rank all;
    test::each_group(b.votes.states().size(), size, [&](const std::vector<std::size_t>& other) {
      const auto value = naive(b, pairs, by, other);
      if (!value || mix_of(field, other) != mix_of(field, group)) return;
      ++all.groups;
      all.below += *value < *own - 1e-9 ? 1 : 0;
      all.tied += std::abs(*value - *own) <= 1e-9 ? 1 : 0;
    });
    const auto rank = rank_bounded(b.votes, pairs, by, group, field);
    RC_ASSERT(rank.exact);
    RC_ASSERT(std::abs(rank.value - *own) < 1e-9);
    RC_ASSERT(rank.groups == all.groups);
    RC_ASSERT(rank.below == all.below);
    RC_ASSERT(rank.tied == all.tied);
    RC_ASSERT(rank.at_least == all.groups - all.below);
  });
}

/// Forty states in two camps, some of which are often away.
views::RollCallMatrix camps() {
  std::vector<std::pair<std::string, std::string>> lines;
  for (int s = 0; s < 40; ++s) {
    RandomStream random(5, static_cast<std::uint64_t>(s));
    std::string ballots;
    for (int i = 0; i < 60; ++i) {
      const bool away = s % 10 == 9 && random.below(2) == 0;
      const bool apart = random.below(8) == 0;
      ballots += away ? 'X' : "YN"[static_cast<std::size_t>((s < 20) == (i % 3 == 0) ? !apart : apart)];
    }
    lines.emplace_back("S" + std::to_string(100 + s), ballots);
  }
  return test::matrix(lines);
}

/// Steps enough to count all groups.
constexpr std::uint64_t kEnough = 200'000'000;

// Six of forty states: 3.8 million groups, of which some have pairs that are left out.
TEST(BoundedRank, ASampleComesWithinItsErrorOfTheExactRankForAnyNumberOfThreads) {
  const auto m = camps();
  const Built b(m);
  Field field;
  field.least_common = 30;
  const PairValues pairs(b.tables, PairMeasure::lijphart, field);
  const std::vector<std::size_t> group{1, 2, 3, 21, 22, 23};
  for (const auto by : {Bounded::joint, Bounded::least_pair}) {
    field.threads = 1;
    const auto exact = rank_bounded(b.votes, pairs, by, group, field, 1, kEnough);
    EXPECT_TRUE(exact.exact);
    field.threads = 3;
    const auto again = rank_bounded(b.votes, pairs, by, group, field, 1, kEnough);
    EXPECT_EQ(exact.groups, again.groups);
    EXPECT_EQ(exact.below, again.below);
    EXPECT_EQ(exact.tied, again.tied);
    const auto drawn = rank_bounded(b.votes, pairs, by, group, field, 1, 10);
    EXPECT_FALSE(drawn.exact);
    EXPECT_FALSE(drawn.at_least.has_value());
    EXPECT_GE(drawn.groups, 40'000U);
    EXPECT_LE(drawn.error, 0.0025);
    EXPECT_EQ(drawn.drawn_from, 40U);
    EXPECT_NEAR(drawn.share_below(), exact.share_below(), 4 * drawn.error + 1e-4);
  }
}

// C(40, 20) groups fit a count, and few of them are as high as a camp: that is counted, the rest by
// binomials.
TEST(BoundedRank, ALargeGroupIsCountedWhereItIsHigh) {
  const auto m = camps();
  const Built b(m);
  Field field;
  field.least_common = 1;
  field.threads = 1;
  const PairValues pairs(b.tables, PairMeasure::lijphart, field);
  std::vector<std::size_t> camp(20);
  for (std::size_t i = 0; i < camp.size(); ++i) camp[i] = i;
  const auto rank = rank_bounded(b.votes, pairs, Bounded::least_pair, camp, field, 1, kEnough);
  EXPECT_TRUE(rank.exact);
  EXPECT_EQ(rank.groups, 137'846'528'820U);
  ASSERT_TRUE(rank.at_least.has_value());
  EXPECT_EQ(rank.groups - rank.below, *rank.at_least);
  EXPECT_GE(*rank.at_least, 1U);
}

}  // namespace
}  // namespace blocs::inference
