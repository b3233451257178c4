#include "blocs/measures/tie_layer.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace blocs::measures {
namespace {

/// Meetings of three states: 0-1 thrice, 1-2 twice, 0-2 never.
TieLayer chain() {
  TieLayer layer{"meetings", false, {"AAA", "BBB", "CCC"}, {}};
  for (int k = 0; k < 3; ++k) layer.events.push_back({"m", {{0, 1, 1}}});
  for (int k = 0; k < 2; ++k) layer.events.push_back({"m", {{1, 2, 1}}});
  return layer;
}

TEST(TieLayer, TheMiddleOfAChainIsInEveryTie) {
  const auto layer = chain();
  const auto found = centrality(layer, tie_matrix(layer));
  EXPECT_DOUBLE_EQ(*found[0].share, 3.0 / 5);
  EXPECT_DOUBLE_EQ(*found[1].share, 1);
  EXPECT_DOUBLE_EQ(*found[2].share, 2.0 / 5);
  EXPECT_EQ(found[1].between, 1U);  // the ends are tied more closely through it
  EXPECT_EQ(found[0].between, 0U);
  EXPECT_DOUBLE_EQ(*found[1].lost, 5.0 / 3);      // mean of all pairs less that of the ends, 0
  EXPECT_DOUBLE_EQ(*found[0].lost, 5.0 / 3 - 2);  // the group is closer without it
}

TEST(TieLayer, AMeanWithoutEventsIsUndefined) {
  TieLayer votes{"votes", true, {"AAA", "BBB", "CCC"}, {{"r", {{0, 1, 1}}}, {"s", {{0, 1, 0}}}}};
  const auto ties = tie_matrix(votes);
  EXPECT_DOUBLE_EQ(*ties[1], 0.5);
  EXPECT_FALSE(ties[2]);
  const auto found = centrality(votes, ties);
  EXPECT_FALSE(found[0].share);
  EXPECT_FALSE(found[0].lost);
  EXPECT_EQ(found[0].pairs, 0U);
  EXPECT_DOUBLE_EQ(*tie_matrix(votes, {3, 1})[1], 0.75);
}

/// The ties of the first two states are the same whether those of the others are looked at or not.
void expect_same_ties_of_first_two(const TieLayer& all, const TieLayer& some) {
  const auto whole = tie_matrix(all);
  const auto part = tie_matrix(some);
  const std::size_t n = all.states.size();
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) EXPECT_EQ(whole[i * n + j], part[i * n + j]) << i << ' ' << j;
  }
  for (const auto& event : some.events) {
    EXPECT_FALSE(event.parts.empty());
    for (const auto& one : event.parts) EXPECT_LT(one.a, 2U);
  }
}

TEST(TieLayer, OfTheFirstStatesLeavesOutPairsOfTheOthers) {
  const std::vector<std::string> states{"AAA", "BBB", "CCC", "DDD"};
  views::RollCallMatrixBuilder builder;
  const views::Ballot ballots[] = {views::Ballot::yes, views::Ballot::no, views::Ballot::abstain,
                                   views::Ballot::absent};
  for (std::size_t r = 0; r < 40; ++r) {
    views::RollCall call;
    call.id = "r" + std::to_string(r);
    call.body = views::Body::assembly;
    call.outcome = views::Outcome::adopted;
    builder.add(call);
    for (std::size_t s = 0; s < states.size(); ++s)
      builder.add_ballot(call.id, states[s], ballots[(r * (s + 1) + r / 3) % 4]);
  }
  const auto matrix = builder.build();
  VoteRule votes;
  votes.body = views::Body::assembly;
  expect_same_ties_of_first_two(vote_layer(matrix, votes, states), vote_layer(matrix, votes, states, 2));

  views::Memberships memberships;
  for (const auto& [group, member] : {std::pair("G", "AAA"), std::pair("G", "CCC"), std::pair("G", "DDD"),
                                      std::pair("H", "CCC"), std::pair("H", "DDD")}) {
    if (memberships.find(group) == nullptr) {
      memberships.groups.push_back({});
      memberships.groups.back().name = group;
      memberships.groups.back().kind = "organisation";
    }
    views::Membership row;
    row.id = std::string(group) + "/" + member;
    row.group = group;
    row.state = member;
    row.status = "member";
    memberships.rows.push_back(row);
  }
  const Date day(2025, 1, 1);
  const auto all = membership_layer(memberships, states, day);
  ASSERT_EQ(all.events.size(), 2U);
  const auto some = membership_layer(memberships, states, day, 2);
  EXPECT_EQ(some.events.size(), 1U);  // nobody of the first two is in H
  expect_same_ties_of_first_two(all, some);
}

TEST(TieLayer, NoTiesGiveNoShares) {
  const TieLayer none{"treaties", false, {"AAA", "BBB", "CCC"}, {}};
  for (const auto& c : centrality(none, tie_matrix(none))) EXPECT_FALSE(c.share);
}

TEST(Kendall, WOfEqualAndOfOpposedRankings) {
  EXPECT_DOUBLE_EQ(*kendall_w({{3, 2, 1}, {30, 20, 10}, {9, 8, 7}}), 1);
  EXPECT_DOUBLE_EQ(*kendall_w({{3, 2, 1}, {1, 2, 3}}), 0);
  // Ranks 1 2 3 and 2 1 3: sums 3, 3, 6 about 4, S = 6, W = 12 x 6 / (4 x 24) = 3/4.
  EXPECT_DOUBLE_EQ(*kendall_w({{3, 2, 1}, {2, 3, 1}}), 0.75);
  EXPECT_FALSE(kendall_w({{1, 2}}));
  EXPECT_FALSE(kendall_w({{1, 1}, {2, 2}}));
}

// tau-b by hand: (1,2),(2,1),(3,3): one discordant of three pairs: 1/3. With a tie in b: 2 / sqrt(3 * 2).
TEST(Kendall, Tau) {
  EXPECT_DOUBLE_EQ(*kendall_tau({1, 2, 3}, {2, 1, 3}), 1.0 / 3);
  EXPECT_DOUBLE_EQ(*kendall_tau({1, 2, 3}, {1, 1, 3}), 2 / std::sqrt(6.0));
  EXPECT_FALSE(kendall_tau({1, 2}, {5, 5}));
}

}  // namespace
}  // namespace blocs::measures
