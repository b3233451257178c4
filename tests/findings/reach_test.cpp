// Claims about times that the record does not cover: what it can refute, what it can confirm, what neither.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "blocs/findings/verdicts.hpp"
#include "support/fixed_record.hpp"

namespace blocs::findings {
namespace {

using test::FixedRecord;
using ::testing::HasSubstr;

/// Meetings of two states looked for from 2022 to 2024, of which there are two; one contested vote in 2022,
/// with a frame for that year; trade of the two as one of them reports it.
const FixedRecord& record() {
  static const FixedRecord fixed = [] {
    sources::Harvest harvest;
    for (const char* code : {"AAA", "BBB"}) {
      sources::StateRow state;
      state.code = code;
      state.name = code;
      harvest.states.push_back(state);
    }
    views::SamplingFrame frame;
    frame.id = "looked-for";
    frame.states = {"AAA", "BBB"};
    frame.since = Date(2022, 1, 1);
    frame.until = Date(2024, 12, 31);
    harvest.meeting_frames = {frame};
    for (const auto& [id, day] : {std::pair("M1", Date(2022, 5, 1)), std::pair("M2", Date(2023, 5, 1))}) {
      views::Meeting meeting;
      meeting.id = id;
      meeting.start = meeting.end = day;
      meeting.attendance = {{"AAA", views::Rank::minister}, {"BBB", views::Rank::minister}};
      meeting.sampling_frame = frame.id;
      meeting.host = "AAA";
      harvest.meetings.push_back(meeting);
    }
    views::RollCall call;
    call.id = "S/1";
    call.date = Date(2022, 3, 1);
    harvest.roll_calls = {call};
    harvest.ballots = {{"S/1", "AAA", views::Ballot::yes}, {"S/1", "BBB", views::Ballot::yes}};
    views::VoteFrame votes;
    votes.id = "votes";
    votes.body = "council";
    votes.since = Date(2022, 1, 1);
    votes.until = Date(2022, 12, 31);
    votes.coverage = views::Coverage::all;
    harvest.vote_frames = {votes};
    harvest.trade = {{"t", "AAA", "BBB", 2022, 16000, "BBB", {"elsewhere", {}, ""}}};
    return FixedRecord::of(harvest);
  }();
  return fixed;
}

CheckedClaim checked(const std::string& stated, const std::string& measure, const std::string& options) {
  return check(record(),
               read_claims("[document]\ntitle = \"A study\"\ndate = 2025-06-01\n[[claim]]\nid = "
                           "\"c\"\ntext = \"t\"\n[[claim.figure]]\nstated = " +
                               stated + "\nquestion = { measure = \"" + measure +
                               "\", subjects = [\"AAA\", \"BBB\"], options = { " + options + " } }\n",
                           "some.toml"))
      .at(0);
}

const std::string kInside = "since = 2022-01-01, until = 2024-12-31";

TEST(Reach, TheFirstOnRecordIsNotTheFirst) {
  const auto open = checked("\"2022\"", "meetings.date", "which = \"first\", until = 2024-12-31");
  EXPECT_EQ(open.verdict, Verdict::not_checkable);
  EXPECT_THAT(open.why, HasSubstr("begins on 2022-01-01"));
  EXPECT_EQ(checked("\"2022\"", "meetings.date", "which = \"first\", since = 2010-01-01").verdict,
            Verdict::not_checkable);
  EXPECT_EQ(checked("\"2022\"", "meetings.date", "which = \"first\", " + kInside).verdict,
            Verdict::reproduced);
  EXPECT_EQ(checked("\"2023\"", "meetings.date", "which = \"first\"").verdict, Verdict::differs)
      << "there was one before";
  EXPECT_EQ(checked("\"2021\"", "meetings.date", "which = \"first\"").verdict, Verdict::not_checkable)
      << "there may have been one then";
  EXPECT_EQ(checked("\"2023\"\ncompare = \"at most\"", "meetings.date", "which = \"first\"").verdict,
            Verdict::reproduced);
}

TEST(Reach, TheLastOnRecordIsNotTheLastOfATimeAfterIt) {
  EXPECT_EQ(checked("\"2023\"", "meetings.date", "which = \"last\", since = 2022-01-01, until = 2025-03-01")
                .verdict,
            Verdict::not_checkable);
  EXPECT_EQ(checked("\"2022\"", "meetings.date", "which = \"last\", since = 2022-01-01, until = 2025-03-01")
                .verdict,
            Verdict::differs);
  EXPECT_EQ(checked("\"2023\"", "meetings.date", "which = \"last\", until = 2024-12-31").verdict,
            Verdict::reproduced)
      << "what was before 2022 is not the last";
}

TEST(Reach, ACountOfMoreThanTheRecordIsTheLeastItCanBe) {
  const std::string all_time = "until = 2024-12-31";
  EXPECT_EQ(checked("2", "meetings.count", kInside).verdict, Verdict::reproduced);
  EXPECT_EQ(checked("2", "meetings.count", all_time).verdict, Verdict::not_checkable);
  EXPECT_EQ(checked("3", "meetings.count", all_time).verdict, Verdict::not_checkable);
  EXPECT_EQ(checked("1", "meetings.count", all_time).verdict, Verdict::differs);
  EXPECT_EQ(checked("2\ncompare = \"at least\"", "meetings.count", all_time).verdict, Verdict::reproduced);
  EXPECT_EQ(checked("3\ncompare = \"at least\"", "meetings.count", all_time).verdict, Verdict::not_checkable);
  EXPECT_EQ(checked("1\ncompare = \"at most\"", "meetings.count", all_time).verdict, Verdict::differs);
  EXPECT_EQ(checked("5\ncompare = \"at most\"", "meetings.count", all_time).verdict, Verdict::not_checkable);
  EXPECT_EQ(
      checked("0", "meetings.count", "min_rank = \"head_of_state\", sides = \"both\", " + all_time).verdict,
      Verdict::not_checkable)
      << "none on record is not never";
}

TEST(Reach, AShareOfATimeBeyondTheRecordSaysNothing) {
  EXPECT_EQ(checked("100\nunit = \"%\"", "meetings.hosted", "host = \"AAA\", " + kInside).verdict,
            Verdict::reproduced);
  EXPECT_EQ(checked("100\nunit = \"%\"", "meetings.hosted", "host = \"AAA\", until = 2024-12-31").verdict,
            Verdict::not_checkable);
}

Verdict vetoes(const std::string& stated, const std::string& options) {
  return check(record(), read_claims("[document]\ntitle = \"A study\"\n[[claim]]\nid = \"c\"\ntext = \"t\"\n"
                                     "[[claim.figure]]\nstated = " +
                                         stated + "\nquestion = { measure = \"votes.count\", options = { " +
                                         options + " } }\n",
                                     "some.toml"))
      .at(0)
      .verdict;
}

TEST(Reach, VotesBeforeTheirFrame) {
  EXPECT_EQ(vetoes("1", "since = 2022-01-01, until = 2022-12-31"), Verdict::reproduced);
  EXPECT_EQ(vetoes("1", "since = 1990-01-01, until = 2022-12-31"), Verdict::not_checkable);
  EXPECT_EQ(vetoes("0", "since = 1990-01-01, until = 2022-12-31"), Verdict::differs);
  EXPECT_EQ(vetoes("1", "ids = [\"S/1\"]"), Verdict::reproduced) << "votes that are named are bounded";
}

TEST(Reach, FramesStayWhereTheDocumentsOwnVotesAreTakenOut) {
  sources::Harvest harvest;
  for (const char* id : {"S/own", "S/other"}) {
    views::RollCall call;
    call.id = id;
    call.date = Date(2022, 3, 1);
    call.source = id + 2;
    harvest.roll_calls.push_back(call);
    harvest.ballots.push_back({id, "AAA", views::Ballot::yes});
  }
  views::VoteFrame frame;
  frame.id = "votes";
  frame.body = "council";
  frame.since = Date(2022, 1, 1);
  frame.until = Date(2022, 12, 31);
  frame.coverage = views::Coverage::all;
  harvest.vote_frames = {frame};
  const auto claim =
      check(FixedRecord::of(harvest),
            read_claims("[document]\ntitle = \"A study\"\nsource_id = \"own\"\n[[claim]]\nid = \"c\"\n"
                        "text = \"t\"\n[[claim.figure]]\nstated = 1\nquestion = { measure = "
                        "\"votes.count\", options = { since = 2022-01-01, until = 2022-12-31 } }\n",
                        "some.toml"))
          .at(0);
  EXPECT_EQ(claim.verdict, Verdict::reproduced) << claim.why;
}

Verdict trade(const std::string& stated, const std::string& reporter, std::string* why = nullptr) {
  const auto claim =
      check(record(),
            read_claims("[document]\ntitle = \"A study\"\n[[claim]]\nid = \"c\"\ntext = \"t\"\n"
                        "[[claim.figure]]\nunit = \"billion US dollars\"\nstated = " +
                            stated +
                            "\nquestion = { measure = \"trade.total\", subjects = [\"AAA\", \"BBB\"], "
                            "options = { year = 2022" +
                            reporter + " } }\n",
                        "some.toml"))
          .at(0);
  if (why != nullptr) *why = claim.why;
  return claim.verdict;
}

TEST(Reach, AFigureByAnotherReporterIsNotCompared) {
  std::string why;
  EXPECT_EQ(trade("22", ", reporter = \"AAA\"", &why), Verdict::not_checkable);
  EXPECT_THAT(why, HasSubstr("as AAA gives it"));
  EXPECT_THAT(why, HasSubstr("what BBB gives"));
  EXPECT_EQ(trade("16", ", reporter = \"BBB\""), Verdict::reproduced);
  EXPECT_EQ(trade("22", ", reporter = \"BBB\""), Verdict::differs);
}

TEST(Reach, TheCutOffIsTriedEarlierAndLater) {
  const auto claim =
      check(record(), read_claims("[document]\ntitle = \"A study\"\ndate = 2023-04-25\n[[claim]]\n"
                                  "id = \"c\"\ntext = \"t\"\n[[claim.figure]]\nstated = 2\n"
                                  "question = { measure = \"meetings.count\", subjects = "
                                  "[\"AAA\", \"BBB\"], options = { since = 2022-01-01, until "
                                  "= \"cut-off\" } }\n",
                                  "some.toml"))
          .at(0);
  EXPECT_EQ(claim.verdict, Verdict::under_some_rules);
  EXPECT_EQ(claim.figures[0].record.words, "1 meeting");
  EXPECT_THAT(claim.why, HasSubstr("to 2023-05-02 (a week later)"));
  EXPECT_THAT(claim.why, HasSubstr("to 2023-05-25 (30 days later)"));
  EXPECT_THAT(claim.why, ::testing::Not(HasSubstr("earlier")));
}

}  // namespace
}  // namespace blocs::findings
