#include "blocs/scenarios/fillings.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "blocs/scenarios/backtest.hpp"
#include "support/casebook_record.hpp"

namespace blocs::scenarios {
namespace {

// The lady tasting tea: 3 of 4 and 1 of 4 (Fisher 1935), two-sided 34/70.
TEST(ExactIndependence, FishersTea) {
  const Stratum tea{{4, 3}, {4, 1}};
  EXPECT_NEAR(exact_independence(std::vector{tea}), 34.0 / 70, 1e-12);
}

// By enumeration of both tables in rational numbers, outside this program.
TEST(ExactIndependence, TwoStrata) {
  const std::vector<Stratum> strata{{{9, 2}, {5, 4}}, {{4, 1}, {6, 5}}};
  EXPECT_NEAR(exact_independence(strata), 0.01210694067836925, 1e-12);
}

TEST(ExactIndependence, AlwaysOrNeverGivenSaysNothing) {
  EXPECT_DOUBLE_EQ(exact_independence(std::vector<Stratum>{{{7, 7}, {9, 9}}}), 1);
  EXPECT_DOUBLE_EQ(exact_independence(std::vector<Stratum>{{{7, 0}, {9, 0}}}), 1);
  EXPECT_DOUBLE_EQ(exact_independence(std::vector<Stratum>{{{0, 0}, {9, 4}}}), 1);
  EXPECT_DOUBLE_EQ(exact_independence({}), 1);
}

/// 40 drafts, every fourth vetoed; `sponsored` says of each, by its number and outcome, if its sponsor is
/// known.
template <typename Sponsored>
views::RollCallMatrix drafts(const Sponsored& sponsored) {
  views::RollCallMatrixBuilder builder;
  for (int i = 0; i < 40; ++i) {
    views::RollCall call;
    call.id = "r" + std::to_string(100 + i);
    call.date = Date(2022, 1, 1).plus_days(20 * i);
    call.title = "item";
    call.outcome = i % 4 == 0 ? views::Outcome::vetoed : views::Outcome::adopted;
    if (sponsored(i, call.outcome)) call.sponsors = {"USA"};
    builder.add(call);
    builder.add_ballot(call.id, "RUS", i % 4 == 0 ? views::Ballot::no : views::Ballot::yes);
    builder.add_ballot(call.id, "USA", views::Ballot::yes);
  }
  return builder.build();
}

TEST(PastVotes, AFeatureOfTheFallenAloneIsLeftOut) {
  const auto matrix = drafts([](int, views::Outcome outcome) { return outcome != views::Outcome::adopted; });
  const auto sponsors = fillings(matrix).at(1);
  EXPECT_EQ(sponsors.feature, Feature::sponsors);
  EXPECT_TRUE(sponsors.uneven());
  EXPECT_EQ(sponsors.fallen.given, 10U);
  EXPECT_EQ(sponsors.adopted.given, 0U);
  for (const auto& vote : past_votes(matrix)) EXPECT_TRUE(vote.draft.sponsors.empty()) << vote.id;
  for (const auto& vote : past_votes(matrix)) EXPECT_EQ(vote.draft.item, "item");
}

TEST(PastVotes, AFeatureThatIsGivenEvenlyStays) {
  const auto matrix = drafts([](int i, views::Outcome) { return i / 4 % 2 == 0; });
  EXPECT_FALSE(fillings(matrix).at(1).uneven());
  const auto votes = past_votes(matrix);
  EXPECT_EQ(std::count_if(votes.begin(), votes.end(),
                          [](const PastVote& vote) { return !vote.draft.sponsors.empty(); }),
            20);
}

// Who sponsored is known of all drafts of the casebook that fell, and of few that passed.
TEST(PastVotes, OfTheRecordHaveNoSponsors) {
  const auto& matrix = test::casebook().roll_calls(views::Body::council);
  const auto sponsors = fillings(matrix).at(1);
  // 45 of 100 against 22 of 1,280: most fallen drafts of the casebook carry sponsors.
  EXPECT_GT(sponsors.fallen.given * 4, sponsors.fallen.votes);
  EXPECT_LT(sponsors.adopted.given * 40, sponsors.adopted.votes);
  EXPECT_LT(sponsors.p_outcome, 1e-6);
  const auto votes = past_votes(matrix);
  EXPECT_TRUE(std::all_of(votes.begin(), votes.end(),
                          [](const PastVote& vote) { return vote.draft.sponsors.empty(); }));
  EXPECT_TRUE(
      std::all_of(votes.begin(), votes.end(), [](const PastVote& vote) { return !vote.draft.item.empty(); }));
}

TEST(PastVotes, WhatWasAdoptedWithoutAVoteTeachesNothing) {
  const auto votes = past_votes(test::casebook().roll_calls(views::Body::council));
  EXPECT_EQ(votes.size(), 1380U) << "1,389 since 2004, nine without a vote; vetoes before teach nothing";
  EXPECT_TRUE(
      std::none_of(votes.begin(), votes.end(), [](const PastVote& vote) { return vote.id == "S/RES/2638"; }));
}

/// 40 votes, half of which come true, each with `ballots` predictions of one chance.
MethodScore all_or_none(std::size_t ballots) {
  MethodScore method;
  for (std::size_t v = 0; v < 40; ++v) {
    VoteScore vote;
    vote.called[5] = {ballots, v % 2 == 0 ? ballots : 0};
    method.votes.push_back(vote);
  }
  return method;
}

// Fifteen ballots that hang together wholly are worth one: the interval is that of 40 votes, not of 600
// ballots.
TEST(CalibrationIntervals, DrawWholeVotes) {
  const auto fifteen = calibration_intervals(all_or_none(15)).at(5);
  const auto one = calibration_intervals(all_or_none(1)).at(5);
  ASSERT_TRUE(fifteen && one);
  EXPECT_DOUBLE_EQ(fifteen->low, one->low);
  EXPECT_DOUBLE_EQ(fifteen->high, one->high);
  const auto of_ballots = inference::wilson(300, 600);
  const auto of_votes = inference::wilson(20, 40);
  EXPECT_GT(fifteen->high - fifteen->low, 2 * (of_ballots.high - of_ballots.low));
  EXPECT_NEAR(fifteen->high - fifteen->low, of_votes.high - of_votes.low, 0.04);
}

TEST(CalibrationIntervals, NoSpreadIsNoCertainty) {
  MethodScore method;
  for (int v = 0; v < 8; ++v) {
    VoteScore vote;
    vote.called[2] = {15, 0};
    method.votes.push_back(vote);
  }
  const auto intervals = calibration_intervals(method);
  ASSERT_TRUE(intervals.at(2));
  EXPECT_NEAR(intervals.at(2)->low, 0, 1e-12);
  EXPECT_NEAR(intervals.at(2)->high, inference::wilson(0, 8).high, 1e-12);
  EXPECT_FALSE(intervals.at(3)) << "no vote has a prediction there";
}

}  // namespace
}  // namespace blocs::scenarios
