// The packed record: letters become ballots, and what breaks the form goes to the quarantine.
#include "sources/packed_record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "blocs/core/text.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs::sources {
namespace {

using ::testing::HasSubstr;
using views::Ballot;

constexpr const char* kOrder = "state\nCHN\nFRA\nGBR\nRUS\nUSA\nNEW\n";
constexpr const char* kAssembly =
    "id,number,session,date,symbol,draft,title,topics,topic_origin,kind,source,note,yes,no,abstain,ballots\n";
constexpr const char* kCouncil =
    "id,number,date,symbol,draft,title,kind,nature,outcome,source,note,ballots\n";

/// NEW is a member since 1993.
Known known() {
  Known known;
  known.sources = {"src", "book"};
  const LooseDate long_ago{Date(1945, 10, 24), Date(1945, 10, 24)};
  for (const std::string state : {"CHN", "FRA", "GBR", "RUS", "USA"})
    known.states[state] = {state, "State " + state, {}, {}, {}, "Asia", long_ago, {}};
  const LooseDate late{Date(1993, 1, 1), Date(1993, 1, 1)};
  known.states["NEW"] = {"NEW", "New Land", {}, {}, {}, "Asia", late, {}};
  return known;
}

class Record : public ::testing::Test {
 protected:
  void read(std::string_view part, const std::string& text) {
    record_.read(part, std::string(part) + ".csv", std::make_shared<const std::string>(text));
  }
  void read_assembly(const std::string& row) {
    read("order", kOrder);
    read("assembly", kAssembly + row);
  }
  /// The one fault of what was read.
  std::string fault() const {
    EXPECT_EQ(harvest_.quarantine.size(), 1U);
    if (harvest_.quarantine.empty()) return "";
    const auto& one = harvest_.quarantine.front();
    return one.file + ":" + std::to_string(one.line) + " " + one.column + ": " + one.reason;
  }
  /// "CHN yes" ... of the only roll call.
  std::map<std::string, Ballot> ballots() const {
    std::map<std::string, Ballot> cast;
    for (const auto& set : harvest_.votes) {
      for (const auto& b : set.ballots) cast[set.states.at(b.state)] = static_cast<Ballot>(b.ballot);
    }
    return cast;
  }
  const PublishedRollCall& only() const { return harvest_.votes.at(0).roll_calls.at(0); }

  Known known_ = known();
  Harvest harvest_;
  PackedRecord record_{known_, harvest_};
};

TEST_F(Record, LettersAreBallotsInTheOrderOfTheList) {
  read_assembly("rcid:1,rcid:1,48,1993-12-01,A/RES/48/1,,A title,palestine,given,draft,src,,,,,ynax?\n");
  record_.finish();
  EXPECT_TRUE(harvest_.quarantine.empty());
  const std::map<std::string, Ballot> expected{{"CHN", Ballot::yes},
                                               {"FRA", Ballot::no},
                                               {"GBR", Ballot::abstain},
                                               {"RUS", Ballot::absent},
                                               {"USA", Ballot::unknown}};
  EXPECT_EQ(ballots(), expected);  // behind the last letter all are no members
  EXPECT_EQ(only().row.topic, "palestine");
  EXPECT_EQ(only().totals, (Totals{1, 1, 1}));
}

TEST_F(Record, TheOutcomeOfTheAssemblyFollowsFromTheBallots) {
  read("order", kOrder);
  read("assembly", kAssembly + std::string("a,1,48,1993-12-01,,,,,,draft,src,,,,,yyn\n"
                                           "b,2,48,1993-12-02,,,,,,draft,src,,,,,yn\n"));
  record_.finish();
  EXPECT_EQ(harvest_.votes.at(0).roll_calls.at(0).row.outcome, views::Outcome::adopted);
  EXPECT_EQ(harvest_.votes.at(0).roll_calls.at(1).row.outcome, views::Outcome::failed)
      << "level is not adopted";
}

TEST_F(Record, RowsThatBreakTheFormAreQuarantined) {
  const std::map<std::string, std::string> faults{
      {"a,1,48,1993-12-01,,,,,,draft,src,,,,,yynq\n", "none of y, n, a, x, ?, ."},
      {"a,1,48,1993-12-01,,,,,,draft,src,,,,,yyyyyyy\n", "7 letters, and order.csv names 6 states"},
      {"a,1,47,1992-12-01,,,,,,draft,src,,,,,yyyyyy\n",
       "NEW was no member of the United Nations on 1992-12-01"},
      {"a,1,48,1993-12-01,,,,,,draft,src,,3,0,0,yyn\n", "the published total is 3, the ballots give 2"},
      {"a,1,48,1993-12-01,,,,fish,given,draft,src,,,,,yyn\n", "\"fish\" is none of palestine"},
      {"a,1,48,1993-12-01,,,,,,draft,srk,,,,,yyn\n", "no source has the id \"srk\""},
      {",1,48,1993-12-01,,,,,,draft,src,,,,,yyn\n", "must not be empty"},
      {"a,1,48,yesterday,,,,,,draft,src,,,,,yyn\n", "date"},
  };
  for (const auto& [row, why] : faults) {
    Known known = sources::known();
    Harvest harvest;
    PackedRecord record(known, harvest);
    record.read("order", "order.csv", std::make_shared<const std::string>(kOrder));
    record.read("assembly", "assembly.csv", std::make_shared<const std::string>(kAssembly + row));
    record.finish();
    ASSERT_FALSE(harvest.quarantine.empty()) << row;
    EXPECT_THAT(harvest.quarantine.front().reason + harvest.quarantine.front().column, HasSubstr(why)) << row;
    EXPECT_EQ(harvest.quarantine.front().line, 2U);
    EXPECT_TRUE(harvest.votes.empty()) << row;
  }
}

TEST_F(Record, AnIdStandsOnce) {
  read("order", kOrder);
  read("assembly", kAssembly + std::string("a,1,48,1993-12-01,,,,,,draft,src,,,,,yyn\n"
                                           "a,2,48,1993-12-02,,,,,,draft,src,,,,,yyn\n"));
  EXPECT_THAT(fault(), HasSubstr("assembly.csv:3 id: an earlier row has this id: a"));
}

TEST_F(Record, WithoutBallotsTheCouncilAdoptedWithoutAVote) {
  read("order", kOrder);
  read("council",
       kCouncil + std::string("S/RES/1,n1,2006-10-09,S/RES/1,,An item,draft,procedural,adopted,src,,\n"));
  record_.finish();
  EXPECT_TRUE(harvest_.quarantine.empty());
  EXPECT_EQ(only().row.modality, views::Modality::without_vote);
  EXPECT_TRUE(ballots().empty());
}

TEST_F(Record, OfAVetoOnlyWhoCastItIsKnown) {
  read("order", kOrder);
  read(
      "vetoes",
      "id,date,draft,meeting,title,cast_by,source,note\nS/PV.23,1946-02-16,,S/PV.23,A letter,RUS;FRA,src,\n");
  record_.finish();
  const std::map<std::string, Ballot> expected{{"FRA", Ballot::no}, {"RUS", Ballot::no}};
  EXPECT_EQ(ballots(), expected);
  EXPECT_EQ(only().row.outcome, views::Outcome::vetoed);
}

TEST_F(Record, ATitleIsGivenToTheVoteOfItsNumberAndDay) {
  read("order", kOrder);
  read("assembly_titles",
       "number,date,symbol,title,topics,source\n"
       "rcid:1,2020-12-02,A/RES/75/1,A title,human-rights,src\nrcid:1,1954-12-02,A/RES/820,Another,,src\n");
  read("assembly", kAssembly + std::string("rcid:1,rcid:1,75,2020-12-02,,,,,,draft,src,,,,,yyn\n"));
  record_.finish();
  EXPECT_EQ(only().row.id, "A/RES/75/1");
  EXPECT_EQ(only().row.title, "A title");
  EXPECT_EQ(only().row.topic, "human-rights");
  EXPECT_THAT(only().row.note, HasSubstr("topics derived from the title"));
}

TEST_F(Record, WhatTheCasebookHasStandsOnceWithItsWords) {
  views::RollCall own;
  own.id = "A/RES/48/1";
  own.body = views::Body::assembly;
  own.date = Date(1993, 12, 1);
  own.title = "In our words";
  own.source = "book";
  harvest_.roll_calls.push_back(own);
  read_assembly("A/RES/48/1,rcid:1,48,1993-12-01,A/RES/48/1,,A title,,,draft,src,,,,,yyn\n");
  record_.finish();
  EXPECT_TRUE(harvest_.votes.empty());
  ASSERT_EQ(harvest_.other_votes.size(), 1U);
  EXPECT_EQ(harvest_.other_votes.front().roll_calls.front().row.id, "A/RES/48/1");
}

TEST_F(Record, AFrameOfAPartThatIsNotThereIsLeftOut) {
  const std::string frames =
      "part,frame_id,title,body,since,until,coverage,source,confidence,note\n"
      "assembly,f1,All,assembly,1946-01-01,2024-06-04,all,src,high,\n"
      "council,f2,All,council,2004-01-01,2026-01-27,all,src,high,\n";
  read_assembly("a,1,48,1993-12-01,,,,,,draft,src,,,,,yyn\n");
  read("frames", frames);
  EXPECT_TRUE(harvest_.quarantine.empty());
  ASSERT_EQ(harvest_.vote_frames.size(), 1U) << "no vote of the Council is on record";
  EXPECT_EQ(harvest_.vote_frames.front().id, "f1");
}

// Whatever is drawn as letters comes out as ballots, state by state.
TEST(PackedRecord, BallotsAreTheLetters) {
  test::holds("ballots are the letters", [] {
    const std::string letters =
        *rc::gen::container<std::string>(6, rc::gen::element('y', 'n', 'a', 'x', '?', '.'));
    Known known = sources::known();
    Harvest harvest;
    PackedRecord record(known, harvest);
    record.read("order", "order.csv", std::make_shared<const std::string>(kOrder));
    record.read("assembly", "assembly.csv",
                std::make_shared<const std::string>(
                    std::string(kAssembly) + "a,1,48,1993-12-01,,,,,,draft,src,,,,," + letters + "\n"));
    record.finish();
    RC_ASSERT(harvest.quarantine.empty());
    const std::vector<std::string> order{"CHN", "FRA", "GBR", "RUS", "USA", "NEW"};
    const std::map<char, Ballot> meant{{'y', Ballot::yes},
                                       {'n', Ballot::no},
                                       {'a', Ballot::abstain},
                                       {'x', Ballot::absent},
                                       {'?', Ballot::unknown}};
    std::map<std::string, Ballot> expected;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (letters[i] != '.') expected[order[i]] = meant.at(letters[i]);
    }
    std::map<std::string, Ballot> found;
    for (const auto& ballot : harvest.votes.at(0).ballots)
      found[harvest.votes[0].states.at(ballot.state)] = static_cast<Ballot>(ballot.ballot);
    RC_ASSERT(found == expected);
  });
}

}  // namespace
}  // namespace blocs::sources
