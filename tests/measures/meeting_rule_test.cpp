#include "blocs/measures/meeting_rule.hpp"

#include <gtest/gtest.h>

#include <map>

#include "support/casebook_record.hpp"

namespace blocs::measures {
namespace {

using views::Frame;
using views::Rank;

std::vector<std::size_t> by_year(MeetingRule rule, const std::vector<std::string>& states) {
  std::vector<std::size_t> counts;
  for (int year = 2022; year <= 2025; ++year) {
    rule.period = {Date(year, 1, 1), year == 2025 ? Date(2025, 9, 26) : Date(year, 12, 31)};
    counts.push_back(count_meetings(test::casebook().meetings(), rule, states).rows.size());
  }
  return counts;
}

using Counts = std::vector<std::size_t>;

// Four explicit rules, counted independently over the same public meetings.
TEST(MeetingRule, RussiaNorthKoreaUnderFourRules) {
  MeetingRule any;
  any.sides = Sides::any;
  EXPECT_EQ(by_year(any, {"PRK", "RUS"}), (Counts{0, 4, 14, 14}));
  EXPECT_EQ(by_year(MeetingRule{}, {"PRK", "RUS"}), (Counts{0, 4, 11, 11}));
  MeetingRule own;
  own.frames = {Frame::bilateral, Frame::trilateral};
  EXPECT_EQ(by_year(own, {"PRK", "RUS"}), (Counts{0, 4, 11, 10}));
  MeetingRule core;
  core.ranks = {Rank::head_of_state,    Rank::head_of_government,         Rank::foreign_minister,
                Rank::defence_minister, Rank::security_council_secretary, Rank::parliament_speaker};
  EXPECT_EQ(by_year(core, {"PRK", "RUS"}), (Counts{0, 3, 6, 6}));
}

TEST(MeetingRule, RussiaIranUnderTwoRules) {
  EXPECT_EQ(by_year(MeetingRule{}, {"IRN", "RUS"}), (Counts{14, 14, 19, 13}));
  MeetingRule own;
  own.frames = {Frame::bilateral, Frame::trilateral};
  EXPECT_EQ(by_year(own, {"IRN", "RUS"}), (Counts{10, 8, 8, 7}));
}

views::Meetings meetings(const std::vector<views::Meeting>& rows) {
  views::Meetings m;
  m.rows = rows;
  return m;
}

views::Meeting meeting(std::vector<views::Attendance> attendance, bool complete = true) {
  views::Meeting m;
  m.id = "M";
  m.attendance = std::move(attendance);
  m.participants_complete = complete;
  return m;
}

TEST(MeetingRule, UnknownRankNeverMeetsALeastRank) {
  const auto rows = meetings({meeting({{"AAA", Rank::unknown}, {"BBB", Rank::head_of_state}})});
  MeetingRule rule;
  rule.min_rank = Rank::official;
  EXPECT_TRUE(count_meetings(rows, rule, {"AAA", "BBB"}).rows.empty());
  rule.sides = Sides::any;
  EXPECT_EQ(count_meetings(rows, rule, {"AAA", "BBB"}).rows.size(), 1U);
  rule.sides = Sides::both;
  rule.min_rank = Rank::unknown;
  EXPECT_EQ(count_meetings(rows, rule, {"AAA", "BBB"}).rows.size(), 1U);
}

TEST(MeetingRule, ExactlyAsksForCompleteLists) {
  const auto trio = std::vector<views::Attendance>{
      {"AAA", Rank::head_of_state}, {"BBB", Rank::head_of_state}, {"CCC", Rank::head_of_state}};
  const auto pair =
      std::vector<views::Attendance>{{"AAA", Rank::head_of_state}, {"BBB", Rank::head_of_state}};
  const auto rows = meetings({meeting(trio), meeting(pair), meeting(pair, false)});
  MeetingRule rule;
  EXPECT_EQ(count_meetings(rows, rule, {"AAA", "BBB"}).rows.size(), 3U);
  rule.exactly = true;
  const auto exact = count_meetings(rows, rule, {"AAA", "BBB"});
  EXPECT_EQ(exact.rows, (std::vector<std::size_t>{1}));
  EXPECT_EQ(exact.incomplete_rows, 1U);
}

TEST(MeetingRule, SupremeLeaderSwitch) {
  MeetingRule rule;
  rule.min_rank = Rank::head_of_state;
  EXPECT_TRUE(meets_rank(rule, Rank::supreme_leader));
  rule.supreme_leader_is_head_of_state = false;
  EXPECT_FALSE(meets_rank(rule, Rank::supreme_leader));
  EXPECT_TRUE(meets_rank(rule, Rank::head_of_state));
}

TEST(MeetingRule, DeputyPrimeMinistersStandAboveMinisters) {
  MeetingRule rule;
  for (const auto rank :
       {Rank::deputy_prime_minister, Rank::parliament_speaker, Rank::security_council_secretary}) {
    EXPECT_TRUE(meets_rank(rule, rank));
  }
  EXPECT_FALSE(meets_rank(rule, Rank::deputy_minister));
}

}  // namespace
}  // namespace blocs::measures
