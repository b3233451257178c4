// Forecasts and statements of what is so on a document's date, against a record that goes on after it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "blocs/core/error.hpp"
#include "blocs/findings/verdicts.hpp"
#include "findings/claims/record_on_day.hpp"
#include "support/fixed_record.hpp"

namespace blocs::findings {
namespace {

using test::FixedRecord;
using ::testing::HasSubstr;

views::Milestone fact(const std::string& id, const std::string& date) {
  return {id, *LooseDate::parse(date), {"AAA"}, "summit", "A summit", "", {"elsewhere", {}, ""}};
}

views::Membership member(const std::string& state, const std::string& from) {
  return {"G/" + state, "G", state, LooseDate::parse(from), std::nullopt, "member", {"elsewhere", {}, ""}};
}

/// A summit before the document's date of 2024-07-01 and one after; a group that grew after it; a treaty
/// signed before it that ended after it, and one signed after it.
sources::Harvest rows() {
  sources::Harvest harvest;
  for (const char* code : {"AAA", "BBB"}) {
    sources::StateRow state;
    state.code = code;
    state.name = code;
    harvest.states.push_back(state);
  }
  harvest.milestones = {fact("before", "2024-03-01"), fact("after", "2025-01-17")};
  harvest.groups = {{"G", "A group", "organisation", {"elsewhere", {}, ""}}};
  harvest.memberships = {member("AAA", "2020-01-01"), member("BBB", "2025-01-01")};
  views::Treaty old;
  old.id = "T1";
  old.name = "Old";
  old.parties = {"AAA", "BBB"};
  old.signed_on = LooseDate::parse("2000-01-01");
  old.ended = LooseDate::parse("2025-02-01");
  views::Treaty later = old;
  later.id = "T2";
  later.signed_on = LooseDate::parse("2025-03-01");
  later.ended.reset();
  harvest.treaties = {old, later};
  return harvest;
}

const FixedRecord& record() {
  static const FixedRecord fixed = FixedRecord::of(rows());
  return fixed;
}

CheckedClaim checked(const std::string& claim) {
  return check(
             record(),
             read_claims("[document]\ntitle = \"A study\"\ndate = 2024-07-01\n[[claim]]\nid = \"c\"\ntext = "
                         "\"t\"\n" +
                             claim,
                         "some.toml"))
      .at(0);
}

std::string date_of(const std::string& id) {
  return "question = { measure = \"milestones.date\", options = { id = \"" + id + "\" } }\n";
}

TEST(Overtaken, AForecastThatEventsPassedDoesNotDiffer) {
  const auto claim =
      checked("kind = \"forecast\"\n[[claim.figure]]\nstated = \"2024-10\"\n" + date_of("after"));
  EXPECT_EQ(claim.verdict, Verdict::overtaken);
  EXPECT_EQ(claim.verdict_words, "overtaken");
  EXPECT_EQ(claim.figures[0].record.words, "2025-01-17");
  EXPECT_THAT(claim.why, HasSubstr("forecast of 2024-07-01"));
  EXPECT_THAT(claim.why, HasSubstr("2025-01-17"));
  EXPECT_FALSE(claim.variants[0].holds);
}

TEST(Overtaken, TheSameStatementOfAFactDiffers) {
  EXPECT_EQ(checked("[[claim.figure]]\nstated = \"2024-10\"\n" + date_of("after")).verdict, Verdict::differs);
}

TEST(Overtaken, AForecastThatCameTrueIsReproduced) {
  EXPECT_EQ(
      checked("kind = \"forecast\"\n[[claim.figure]]\nstated = \"2025-01\"\n" + date_of("after")).verdict,
      Verdict::reproduced);
}

TEST(Overtaken, AForecastThatTheRecordOfItsDayRefutedDiffers) {
  EXPECT_EQ(
      checked("kind = \"forecast\"\n[[claim.figure]]\nstated = \"2024-10\"\n" + date_of("before")).verdict,
      Verdict::differs);
}

TEST(Overtaken, OfATimeStillRunningOnlyACountAlreadyAboveRefutes) {
  const auto summits = [](const std::string& stated, const std::string& since) {
    return checked("kind = \"forecast\"\n[[claim.figure]]\nstated = " + stated +
                   "\nquestion = { measure = \"milestones.count\", subjects = [\"AAA\"], options = { kind = "
                   "\"summit\", since = " +
                   since + ", until = 2024-12-31 } }\n")
        .verdict;
  };
  EXPECT_EQ(summits("1", "2024-01-01"), Verdict::reproduced);
  EXPECT_EQ(summits("2", "2024-01-01"), Verdict::overtaken) << "a second one was still to come";
  EXPECT_EQ(summits("0", "2024-01-01"), Verdict::differs) << "there had been one";
  EXPECT_EQ(summits("1", "2024-10-01"), Verdict::overtaken) << "put off to 2025";
}

TEST(Overtaken, WhatWasSoOnTheDayAndIsNoLonger) {
  const auto members = [](const std::string& kind, const std::string& stated) {
    return checked(kind + "[[claim.figure]]\nstated = " + stated +
                   "\nquestion = { measure = \"memberships.count\", options = { group = \"G\" } }\n");
  };
  const auto one = members("kind = \"to_date\"\n", "1");
  EXPECT_EQ(one.verdict, Verdict::overtaken);
  EXPECT_THAT(one.why, HasSubstr("so on 2024-07-01 (1 state)"));
  EXPECT_THAT(one.why, HasSubstr("2 states"));
  EXPECT_EQ(members("kind = \"to_date\"\n", "3").verdict, Verdict::differs) << "so on no day";
  EXPECT_EQ(members("kind = \"to_date\"\n", "2").verdict, Verdict::reproduced);
  EXPECT_EQ(members("", "1").verdict, Verdict::differs);
}

TEST(Overtaken, OneFigureOfAJointClaim) {
  const std::string forecast =
      "[[claim.figure]]\nlabel = \"To come\"\nkind = \"forecast\"\nstated = \"2024-10\"\n" + date_of("after");
  const std::string past = "[[claim.figure]]\nlabel = \"Past\"\n" + date_of("before") + "stated = ";
  const auto right = checked(forecast + past + "\"2024-03\"\n");
  EXPECT_EQ(right.verdict, Verdict::overtaken);
  EXPECT_EQ(right.figures[1].verdict, Verdict::reproduced);
  EXPECT_THAT(right.why, HasSubstr("To come: a forecast"));
  const auto wrong = checked(forecast + past + "\"2023\"\n");
  EXPECT_EQ(wrong.verdict, Verdict::differs);
  EXPECT_EQ(wrong.figures[0].verdict, Verdict::overtaken);
  EXPECT_THAT(wrong.why, HasSubstr("To come: a forecast"));
}

TEST(Overtaken, NeedsADateAndAKnownKind) {
  const std::string claim = "[[claim]]\nid = \"c\"\ntext = \"t\"\nkind = \"";
  const std::string figure = "\"\n[[claim.figure]]\nstated = 1\n" + date_of("after");
  const auto error = [](const std::string& text) {
    try {
      (void)read_claims(text, "some.toml");
    } catch (const Error& e) {
      return e.message() + e.hint() + e.where();
    }
    return std::string("none");
  };
  const std::string undated = "[document]\ntitle = \"A study\"\n";
  EXPECT_THAT(error(undated + claim + "forecast" + figure), HasSubstr("has no date"));
  EXPECT_EQ(error(undated + claim + "fact" + figure), "none");
  EXPECT_THAT(error(undated + claim + "forcast" + figure), HasSubstr("forecast"));
}

TEST(RecordOnDay, HoldsWhatHadComeAboutAndNothingOfWhatCameLater) {
  const RecordOnDay then(record(), Date(2024, 7, 1));
  ASSERT_EQ(then.milestones().size(), 1U);
  EXPECT_EQ(then.milestones()[0].id, "before");
  ASSERT_EQ(then.commitments().treaties.size(), 1U);
  EXPECT_FALSE(then.commitments().treaties[0].ended) << "it had not ended yet";
  EXPECT_EQ(then.memberships().members("G", Date(2026, 1, 1)), std::vector<std::string>{"AAA"});
}

TEST(RecordOnDay, OfTheLastDayIsTheWholeRecord) {
  const RecordOnDay all(record(), Date(2030, 1, 1));
  EXPECT_EQ(all.milestones().size(), record().milestones().size());
  EXPECT_EQ(all.commitments().treaties.size(), 2U);
  EXPECT_TRUE(all.commitments().treaties[0].ended);
  EXPECT_EQ(all.memberships().rows.size(), 2U);
}

TEST(RecordOnDay, VotesAndTheirFramesEndWithTheDay) {
  sources::Harvest harvest = rows();
  for (const auto& [id, day] : {std::pair("S/1", Date(2024, 6, 1)), std::pair("S/2", Date(2024, 8, 1))}) {
    views::RollCall call;
    call.id = id;
    call.date = day;
    harvest.roll_calls.push_back(call);
    harvest.ballots.push_back({id, "AAA", views::Ballot::yes});
  }
  views::VoteFrame frame;
  frame.id = "council";
  frame.body = "council";
  frame.since = Date(2024, 1, 1);
  frame.until = Date(2024, 12, 31);
  harvest.vote_frames = {frame};
  const auto whole = FixedRecord::of(harvest);
  const RecordOnDay then(whole, Date(2024, 7, 1));
  const auto& votes = then.roll_calls(views::Body::council);
  ASSERT_EQ(votes.roll_calls().size(), 1U);
  EXPECT_EQ(votes.roll_calls()[0].id, "S/1");
  EXPECT_EQ(votes.ballot(0, 0), views::Ballot::yes);
  ASSERT_EQ(votes.frames().size(), 1U);
  EXPECT_EQ(votes.frames()[0].until, Date(2024, 7, 1));
}

}  // namespace
}  // namespace blocs::findings
