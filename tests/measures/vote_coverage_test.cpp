#include "blocs/measures/vote_coverage.hpp"

#include <gtest/gtest.h>

#include <random>

#include "blocs/core/date.hpp"

namespace blocs::measures {
namespace {

using views::Coverage;
using views::Outcome;

views::VoteFrame frame(const std::string& id, Date since, Date until, Coverage coverage) {
  views::VoteFrame row;
  row.id = id;
  row.body = "council";
  row.since = since;
  row.until = until;
  row.coverage = coverage;
  return row;
}

views::RollCall call(const std::string& id, Date day, Outcome outcome = Outcome::adopted) {
  views::RollCall row;
  row.id = id;
  row.date = day;
  row.outcome = outcome;
  return row;
}

/// Vetoes alone are on record to 2003, all votes from 2004 to 2005 and in 2007.
views::RollCallMatrix some_record() {
  views::RollCallMatrixBuilder builder;
  builder.add_frame(frame("v", {1946, 1, 1}, {2007, 12, 31}, Coverage::vetoes));
  builder.add_frame(frame("b", {2007, 1, 1}, {2007, 12, 31}, Coverage::all));
  builder.add_frame(frame("a", {2004, 1, 1}, {2005, 12, 31}, Coverage::all));
  builder.add(call("old", {1980, 1, 13}, Outcome::vetoed));
  builder.add(call("new", {2004, 5, 1}));
  builder.add_ballot("old", "USA", views::Ballot::no);
  builder.add_ballot("old", "GBR", views::Ballot::no);
  builder.add_ballot("new", "USA", views::Ballot::yes);
  builder.add_ballot("new", "GBR", views::Ballot::abstain);
  return builder.build();
}

VoteRule between(Date since, Date until) {
  VoteRule rule;
  rule.period = {since, until};
  return rule;
}

TEST(VoteCoverage, AYearInNoFrameIsNotObserved) {
  const auto matrix = some_record();
  const auto found = coverage(matrix, between({2006, 1, 1}, {2006, 12, 31}), Needs::ballots);
  EXPECT_FALSE(found.observed);
  EXPECT_EQ(found.missing, (std::vector{Period{Date(2006, 1, 1), Date(2006, 12, 31)}}));
  EXPECT_TRUE(found.frames.empty());
}

TEST(VoteCoverage, AYearOfWhichAllVotesAreOnRecordMayHaveNone) {
  const auto found = coverage(some_record(), between({2007, 1, 1}, {2007, 12, 31}), Needs::ballots);
  EXPECT_TRUE(found.observed);
  EXPECT_EQ(found.selected.count(), 0U);
  EXPECT_TRUE(found.missing.empty());
  EXPECT_TRUE(found.partly.empty());
}

TEST(VoteCoverage, ThePartOutsideIsNamedAndAGapBetweenFramesToo) {
  const auto found = coverage(some_record(), between({2005, 6, 1}, {2008, 6, 30}), Needs::ballots);
  EXPECT_TRUE(found.observed);
  EXPECT_EQ(found.missing, (std::vector{Period{Date(2006, 1, 1), Date(2006, 12, 31)},
                                        Period{Date(2008, 1, 1), Date(2008, 6, 30)}}));
  // Without a period the record is asked for, from its first frame to its last: the gap is in it.
  const auto open = coverage(some_record(), VoteRule{}, Needs::ballots);
  EXPECT_EQ(open.missing, (std::vector{Period{Date(2006, 1, 1), Date(2006, 12, 31)}}));
}

TEST(VoteCoverage, VetoesAloneTellOfVetoesAndOfNoBallots) {
  const auto matrix = some_record();
  auto rule = between({1980, 1, 1}, {1989, 12, 31});
  rule.outcomes = {Outcome::vetoed};
  EXPECT_EQ(coverage(matrix, rule, Needs::roll_calls).selected.count(), 1U);
  EXPECT_TRUE(coverage(matrix, rule, Needs::roll_calls).partly.empty());
  // Two that vetoed a draft together would agree on all that is on record of them.
  const auto ballots = coverage(matrix, rule, Needs::ballots);
  EXPECT_FALSE(ballots.observed);
  EXPECT_EQ(ballots.selected.count(), 0U);
  EXPECT_EQ(ballots.without_ballots, 1U);
  // A year without a veto has none; of adopted texts nothing is known.
  rule.period = {Date(1990, 1, 1), Date(1990, 12, 31)};
  EXPECT_TRUE(coverage(matrix, rule, Needs::roll_calls).observed);
  rule.outcomes = {Outcome::adopted, Outcome::vetoed};
  EXPECT_FALSE(coverage(matrix, rule, Needs::roll_calls).observed);
  rule.outcomes = {Outcome::adopted};
  EXPECT_FALSE(coverage(matrix, rule, Needs::roll_calls).observed);
}

TEST(VoteCoverage, AdoptedTextsTellOfNoVeto) {
  views::RollCallMatrixBuilder builder;
  builder.add_frame(frame("a", {2004, 1, 1}, {2004, 12, 31}, Coverage::adopted));
  builder.add(call("new", {2004, 5, 1}));
  const auto matrix = builder.build();
  VoteRule rule;
  rule.outcomes = {Outcome::vetoed};
  EXPECT_FALSE(coverage(matrix, rule, Needs::roll_calls).observed);
  rule.outcomes = {Outcome::adopted};
  EXPECT_TRUE(coverage(matrix, rule, Needs::roll_calls).partly.empty());
  rule.outcomes = {Outcome::adopted, Outcome::failed};
  EXPECT_EQ(coverage(matrix, rule, Needs::roll_calls).partly.size(), 1U);
}

TEST(VoteCoverage, OfSelectedVotesNoneLetInIsNoZero) {
  views::RollCallMatrixBuilder builder;
  builder.add_frame(frame("s", {2022, 1, 1}, {2023, 12, 31}, Coverage::selected));
  builder.add(call("named", {2022, 5, 1}));
  const auto matrix = builder.build();
  EXPECT_TRUE(coverage(matrix, between({2022, 1, 1}, {2022, 12, 31}), Needs::roll_calls).observed);
  EXPECT_EQ(coverage(matrix, between({2022, 1, 1}, {2022, 12, 31}), Needs::roll_calls).partly.size(), 1U);
  EXPECT_FALSE(coverage(matrix, between({2023, 1, 1}, {2023, 12, 31}), Needs::roll_calls).observed);
}

TEST(VoteCoverage, WithoutAFrameTheVotesOnRecordAreSelectedOnes) {
  views::RollCallMatrixBuilder builder;
  builder.add(call("a", {2022, 5, 1}));
  builder.add(call("b", {2023, 5, 1}));
  const auto matrix = builder.build();
  EXPECT_FALSE(coverage(matrix, between({2024, 1, 1}, {2024, 12, 31}), Needs::roll_calls).observed);
  EXPECT_EQ(coverage(matrix, VoteRule{}, Needs::roll_calls).outside, 0U);
  EXPECT_FALSE(coverage(views::RollCallMatrix{}, VoteRule{}, Needs::roll_calls).observed);
}

TEST(VoteCoverage, SessionsHaveTheirDays) {
  const auto matrix = some_record();
  EXPECT_EQ(days_of_session(matrix, "1"), (Period{Date(1946, 1, 10), Date(1947, 8, 31)}));
  EXPECT_EQ(days_of_session(matrix, "60"), (Period{Date(2005, 9, 1), Date(2006, 8, 31)}));
  EXPECT_EQ(days_of_session(matrix, "ES-11"), std::nullopt);
  EXPECT_EQ(days_of_session(matrix, "60x"), std::nullopt);
  VoteRule rule;
  rule.sessions = {"60", "62"};
  const auto found = coverage(matrix, rule, Needs::ballots);
  EXPECT_EQ(found.missing, (std::vector{Period{Date(2006, 1, 1), Date(2006, 8, 31)},
                                        Period{Date(2008, 1, 1), Date(2008, 8, 31)}}));
  rule.sessions = {"70"};
  EXPECT_FALSE(coverage(matrix, rule, Needs::ballots).observed);
  rule.sessions = {"ES-7"};
  EXPECT_FALSE(coverage(matrix, rule, Needs::ballots).observed);
}

bool in_any(const std::vector<Period>& spans, Date day) {
  return std::any_of(spans.begin(), spans.end(), [&](const Period& span) { return span.contains(day); });
}

/// Day by day: a day asked for is in a frame, in `missing`, or (frames of some votes only) in `partly`.
TEST(VoteCoverage, EveryDayIsCoveredOrNamedForRandomFrames) {
  std::mt19937 draw(7);
  const Date start(2000, 1, 1);
  const auto day = [&](int most) {
    return start.plus_days(static_cast<int>(draw() % static_cast<unsigned>(most)));
  };
  for (int round = 0; round < 300; ++round) {
    views::RollCallMatrixBuilder builder;
    std::vector<views::VoteFrame> frames;
    for (unsigned i = 0; i <= draw() % 5; ++i) {
      auto since = day(60);
      auto until = day(60);
      if (until < since) std::swap(since, until);
      frames.push_back(
          frame(std::to_string(i), since, until, draw() % 2 == 0 ? Coverage::all : Coverage::selected));
      builder.add_frame(frames.back());
    }
    auto since = day(80);
    auto until = day(80);
    if (until < since) std::swap(since, until);
    const auto found = coverage(builder.build(), between(since, until), Needs::ballots);
    bool complete = false;
    for (int d = -5; d < 90; ++d) {
      const auto at = start.plus_days(d);
      const bool asked = since <= at && at <= until;
      bool some = false;
      bool whole = false;
      for (const auto& f : frames) {
        some = some || f.contains(at);
        whole = whole || (f.contains(at) && f.coverage == Coverage::all);
      }
      ASSERT_EQ(in_any(found.missing, at), asked && !some) << round << ' ' << at.iso();
      ASSERT_EQ(in_any(found.partly, at), asked && some && !whole) << round << ' ' << at.iso();
      complete = complete || (asked && whole);
    }
    ASSERT_EQ(found.observed, complete);  // no roll call is on record
  }
}

}  // namespace
}  // namespace blocs::measures
