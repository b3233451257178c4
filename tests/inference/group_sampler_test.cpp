// Groups drawn by chance: only from states that have a value with each other, each group equally likely.
#include "inference/group_sampler.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "support/drawn_votes.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs::inference {
namespace {

using measures::PairMeasure;
using test::Built;

TEST(GroupSampler, EveryDrawIsAGroupOfTheFieldWithTheSameMix) {
  test::holds("draws", [] {
    const auto m = test::drawn(12);
    const Built b(m);
    Field field;
    field.least_common = *rc::gen::inRange<std::size_t>(1, 20);
    if (*rc::gen::arbitrary<bool>())
      field.classes = *rc::gen::container<std::vector<int>>(b.votes.states().size(), rc::gen::inRange(0, 3));
    const PairValues pairs(b.tables, PairMeasure::lijphart, field);
    RC_PRE(pairs.size() >= 4);
    const std::vector<std::size_t> like{0, 1, 2, 3};
    RC_PRE(mean_of_pairs(pairs, like).has_value());
    const GroupSampler sampler(pairs, like, field, 5);
    RC_ASSERT(sampler.possible());
    RC_ASSERT(sampler.states() + sampler.left_out() == pairs.size());
    const auto mix = [&](const std::vector<std::size_t>& group) {
      std::multiset<int> classes;
      for (const auto s : group) classes.insert(field.classes.empty() ? 0 : field.classes[s]);
      return classes;
    };
    GroupSampler::Drawn room;
    for (std::uint64_t i = 0; i < 50; ++i) {
      const auto& group = sampler.draw(i, room);
      RC_ASSERT(std::set<std::size_t>(group.begin(), group.end()).size() == 4U);
      RC_ASSERT(mean_of_pairs(pairs, group).has_value());
      RC_ASSERT(sampler.sum(room) == sum_of_pairs(pairs, room.group));
      RC_ASSERT(mix(group) == mix(like));
    }
  });
}

/// Twelve states of which five are away on most votes, so that they have no value with anybody.
views::RollCallMatrix five_away() {
  std::vector<std::pair<std::string, std::string>> lines;
  for (std::size_t s = 0; s < 12; ++s) {
    const bool away = s % 2 == 1 && s < 10;
    lines.emplace_back("S" + std::to_string(10 + s),
                       away ? std::string(38, 'X') + "YN" : std::string(20, 'Y') + std::string(20, 'N'));
  }
  return test::matrix(lines);
}

// Of the seven that are there each of the 35 triples is as likely.
TEST(GroupSampler, GroupsAreEquallyLikely) {
  const auto m = five_away();
  const Built b(m);
  const Field field;
  const PairValues pairs(b.tables, PairMeasure::lijphart, field);
  const GroupSampler sampler(pairs, {0, 2, 4}, field, 1);
  EXPECT_EQ(sampler.states(), 12U);  // 35 of 220 triples: draws are made again
  constexpr std::uint64_t kDrawn = 35'000;
  std::map<std::set<std::size_t>, double> times;
  GroupSampler::Drawn room;
  for (std::uint64_t i = 0; i < kDrawn; ++i) {
    const auto& group = sampler.draw(i, room);
    ++times[{group.begin(), group.end()}];
  }
  ASSERT_EQ(times.size(), 35U);
  double chi_squared = 0;
  for (const auto& [states, n] : times) chi_squared += (n - 1000) * (n - 1000) / 1000;
  EXPECT_LT(chi_squared, 65.2);  // 99.9 % of chi-squared with 34 degrees of freedom
}

// One of 792 groups of seven has values for all pairs: it is found without throwing draws away.
TEST(GroupSampler, LargeGroupsAreDrawnFromStatesThatHaveValuesWithEachOther) {
  const auto m = five_away();
  const Built b(m);
  const Field field;
  const PairValues pairs(b.tables, PairMeasure::lijphart, field);
  const std::vector<std::size_t> like{0, 2, 4, 6, 8, 10, 11};
  const GroupSampler sampler(pairs, like, field, 1);
  EXPECT_EQ(sampler.states(), 7U);
  EXPECT_EQ(sampler.left_out(), 5U);
  GroupSampler::Drawn room;
  const auto& group = sampler.draw(0, room);
  EXPECT_EQ(std::set<std::size_t>(group.begin(), group.end()),
            std::set<std::size_t>(like.begin(), like.end()));
}

// Where most states are in the group, those left out are drawn: each of the seven groups of six is as likely.
TEST(GroupSampler, OfGroupsOfNearlyAllWhoIsLeftOutIsDrawn) {
  const auto m = five_away();
  const Built b(m);
  const Field field;
  const PairValues pairs(b.tables, PairMeasure::lijphart, field);
  const GroupSampler sampler(pairs, {0, 2, 4, 6, 8, 10}, field, 1);
  EXPECT_EQ(sampler.states(), 7U);
  std::map<std::set<std::size_t>, double> times;
  GroupSampler::Drawn room;
  for (std::uint64_t i = 0; i < 7'000; ++i) {
    const auto& group = sampler.draw(i, room);
    ASSERT_EQ(sampler.sum(room), sum_of_pairs(pairs, group));
    ++times[{group.begin(), group.end()}];
  }
  ASSERT_EQ(times.size(), 7U);
  double chi_squared = 0;
  for (const auto& [states, n] : times) chi_squared += (n - 1000) * (n - 1000) / 1000;
  EXPECT_LT(chi_squared, 22.5);  // 99.9 % of chi-squared with 6 degrees of freedom
}

TEST(GroupSampler, AMixThatThereIsNotIsNotDrawn) {
  const auto m = test::matrix({{"AAA", "YNYN"}, {"BBB", "YNYN"}, {"CCC", "YNXX"}});
  const Built b(m);
  Field field;
  field.least_common = 3;
  const PairValues pairs(b.tables, PairMeasure::lijphart, field);
  EXPECT_FALSE(GroupSampler(pairs, {0, 1, 2}, field, 1).possible());
}

TEST(GroupSampler, AsManyDrawsAsTheErrorNeeds) {
  EXPECT_EQ(draws_within(1, {}), kDraws);
  EXPECT_EQ(draws_within(45, {}), 111'111U);
  EXPECT_EQ(draws_within(1'000'000'000, {}), 40'000U);
}

}  // namespace
}  // namespace blocs::inference
