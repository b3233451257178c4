#include "blocs/inference/joint_shares.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "support/small_matrix.hpp"

namespace blocs::inference {
namespace {

using measures::VoteRule;
using Lines = std::vector<std::pair<std::string, std::string>>;

Lines random_lines(std::uint64_t seed) {
  RandomStream random(seed, 0);
  Lines lines;
  for (char c = 'A'; c < 'K'; ++c) {
    std::string ballots;
    for (int i = 0; i < 70; ++i) ballots += "YYYYYNAX"[random.below(8)];
    lines.emplace_back(std::string(3, c), ballots);
  }
  return lines;
}

/// Counted letter by letter.
std::array<std::size_t, 2> by_hand(const Lines& lines, const std::vector<std::size_t>& group) {
  std::array<std::size_t, 2> counts{};
  for (std::size_t i = 0; i < lines[0].second.size(); ++i) {
    const char first = lines[group[0]].second[i];
    bool all = true;
    bool same = true;
    for (const auto g : group) {
      all = all && lines[g].second[i] != 'X';
      same = same && lines[g].second[i] == first;
    }
    counts[0] += all && same ? 1U : 0U;
    counts[1] += all ? 1U : 0U;
  }
  return counts;
}

TEST(JointShares, AreTheBestOfAllTriplesCountedOneByOne) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const auto lines = random_lines(seed);
    const auto m = test::matrix(lines);
    const measures::PackedVotes votes(m, select(m, VoteRule{}), VoteRule{});
    const measures::PairTables tables(votes);
    Field field;
    field.least_common = 1;
    const PairValues pairs(tables, measures::PairMeasure::exact, field);
    for (const std::size_t least : {1U, 48U}) {
      std::vector<double> shares;
      for (std::size_t a = 0; a < 10; ++a) {
        for (std::size_t b = a + 1; b < 10; ++b) {
          for (std::size_t c = b + 1; c < 10; ++c) {
            const auto [joint, voted] = by_hand(lines, {a, b, c});
            if (voted >= least) shares.push_back(static_cast<double>(joint) / static_cast<double>(voted));
          }
        }
      }
      std::sort(shares.rbegin(), shares.rend());
      const auto found = top_by_joint_share(votes, pairs, 3, 5, least);
      EXPECT_TRUE(found.exact);
      ASSERT_EQ(found.groups.size(), std::min<std::size_t>(5, shares.size()));
      for (std::size_t i = 0; i < found.groups.size(); ++i) {
        const auto& one = found.groups[i];
        EXPECT_EQ(one.share(), shares[i]);
        EXPECT_EQ((std::array{one.joint, one.voted}), by_hand(lines, one.members));
      }
    }
  }
}

TEST(JointShares, AShareCanRiseAsAGroupGrowsAndIsStillFound) {
  // AAA and BBB agree on 2 of 4; with CCC, which voted on those two only, on 2 of 2.
  const auto m = test::matrix({{"AAA", "YYYY"}, {"BBB", "YYNN"}, {"CCC", "YYXX"}});
  const measures::PackedVotes votes(m, select(m, VoteRule{}), VoteRule{});
  const measures::PairTables tables(votes);
  Field field;
  field.least_common = 1;
  const PairValues pairs(tables, measures::PairMeasure::exact, field);
  const auto found = top_by_joint_share(votes, pairs, 3, 1, 2);
  ASSERT_EQ(found.groups.size(), 1U);
  EXPECT_EQ(found.groups[0].joint, 2U);
  EXPECT_EQ(found.groups[0].voted, 2U);
  EXPECT_TRUE(top_by_joint_share(votes, pairs, 3, 1, 3).groups.empty());
  EXPECT_THROW(top_by_joint_share(votes, pairs, 3, 1, 0), Error);
}

TEST(JointShares, SaysWhereItLookedAtSomeGroupsOnly) {
  const auto lines = random_lines(4);
  const auto m = test::matrix(lines);
  const measures::PackedVotes votes(m, select(m, VoteRule{}), VoteRule{});
  const measures::PairTables tables(votes);
  Field field;
  field.least_common = 1;
  const PairValues pairs(tables, measures::PairMeasure::exact, field);
  const auto all = top_by_joint_share(votes, pairs, 3, 2, 1);
  EXPECT_TRUE(all.exact);
  const auto some = top_by_joint_share(votes, pairs, 3, 2, 1, 10);
  EXPECT_FALSE(some.exact);
  EXPECT_EQ(some.looked_at, 120U);  // 10 states make 120 triples: here all of them
  ASSERT_EQ(some.groups.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(some.groups[i].members, all.groups[i].members);
}

}  // namespace
}  // namespace blocs::inference
