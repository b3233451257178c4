#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

#include "blocs/core/error.hpp"
#include "blocs/sources/casebook.hpp"

namespace blocs::sources {
namespace {

namespace fs = std::filesystem;

class VoteFiles : public ::testing::Test {
 protected:
  VoteFiles() : folder_(fs::temp_directory_path() / ("blocs-votes-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    known_.states = {};
    for (const auto& [code, name] :
         {std::pair{"USA", "United States"}, {"RUS", "Russia"}, {"NAM", "Namibia"}}) {
      views::State state;
      state.code = code;
      state.name = name;
      state.un_from = LooseDate::parse(code == std::string("NAM") ? "1990-04-23" : "1945-10-24");
      known_.states.emplace(code, state);
    }
  }
  ~VoteFiles() override { fs::remove_all(folder_); }

  fs::path file(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }
  fs::path packed(const std::string& name, const std::string& bytes) const {
    const auto path = folder_ / name;
    const auto out = gzopen(path.c_str(), "wb");
    gzwrite(out, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(out);
    return path;
  }
  Harvest read(std::vector<fs::path> paths) const { return read_files(paths, known_); }

  fs::path folder_;
  Known known_;
};

const std::string kRollCalls =
    "\"rcid\",\"session\",\"importantvote\",\"date\",\"unres\",\"amend\",\"para\",\"short\",\"descr\","
    "\"issues\"\n"
    "7,45,0,1990-11-05,\"R/45/9\",0,0,\"ONE\",\"TEXT\",me;hr\n"
    "8,45,0,1990-11-06,\"R/45/9\",0,1,\"TWO\",\"TEXT\",\n";
const std::string kBallots =
    "\"rcid\",\"country_code\",\"country\",\"vote\"\n"
    "7,\"US\",\"United States\",\"no\"\n7,\"NA\",\"Namibia\",\"yes\"\n7,\"\",\"Russia\",\"abstain\"\n"
    "8,\"US\",\"United States\",\"yes\"\n";

TEST_F(VoteFiles, UnvotesInEitherOrderPlainOrPacked) {
  const auto calls = packed("b.csv.gz", kRollCalls);
  const auto ballots = file("a.csv", kBallots);
  for (const auto& paths : {std::vector{calls, ballots}, std::vector{ballots, calls}}) {
    const auto harvest = read(paths);
    EXPECT_TRUE(harvest.quarantine.empty());
    ASSERT_EQ(harvest.votes.size(), 1U);
    const auto& set = harvest.votes.front();
    ASSERT_EQ(set.roll_calls.size(), 2U);
    EXPECT_EQ(set.roll_calls[0].row.id, "A/RES/45/9");
    EXPECT_EQ(set.roll_calls[0].row.topic, "palestine;human-rights");
    EXPECT_EQ(set.roll_calls[0].row.session, "45");
    ASSERT_EQ(harvest.vote_frames.size(), 1U);
    const auto& frame = harvest.vote_frames.front();
    EXPECT_EQ(frame.body, "assembly");
    EXPECT_EQ(frame.coverage, views::Coverage::all);
    EXPECT_EQ(frame.since, Date(1990, 11, 5));
    EXPECT_EQ(frame.until, Date(1990, 11, 6));
    EXPECT_EQ(frame.provenance.source, "unvotes");
    EXPECT_EQ(set.roll_calls[1].row.id, "rcid:8");
    EXPECT_EQ(set.roll_calls[1].row.kind, views::Kind::paragraph);
    EXPECT_EQ(set.ballots.size(), 4U);
    EXPECT_EQ((set.roll_calls[0].totals), (Totals{1, 1, 1}));
  }
}

TEST_F(VoteFiles, FaultsAreQuarantinedWithLineAndReason) {
  const auto harvest = read(
      {file("rc.csv", kRollCalls + "7,45,0,1990-11-07,R,0,0,a,b,\n9,45,0,1990-13-07,R,0,0,a,b,\n"),
       file("b.csv",
            kBallots +
                "7,\"QQ\",\"Nowhere\",\"yes\"\n99,\"US\",\"\",\"yes\"\n8,\"RU\",\"\",\"maybe\"\n7,x\n")});
  ASSERT_EQ(harvest.quarantine.size(), 6U);
  EXPECT_EQ(harvest.quarantine[0].column, "rcid");
  EXPECT_EQ(harvest.quarantine[1].column, "date");
  EXPECT_EQ(harvest.quarantine[2].line, 6U);
  EXPECT_NE(harvest.quarantine[2].reason.find("QQ"), std::string::npos);
  for (const auto& f : harvest.files) EXPECT_GT(f.taken, 0U);
  EXPECT_EQ(harvest.votes.front().ballots.size(), 4U);
}

TEST_F(VoteFiles, VotesOutsideMembershipAreNotDroppedInSilence) {
  const auto harvest = read({file("m.csv", [] {
    std::string header = "rcid,date";
    std::string row = "5,1980-01-02";
    for (char c = 'A'; c <= 'Y'; ++c) {
      header += std::string(",Q") + c + c;
      row += ",9";
    }
    return header + ",USA,NAM\n" + row + ",1,3\n";
  }())});
  ASSERT_EQ(harvest.quarantine.size(), 1U);
  EXPECT_NE(harvest.quarantine[0].reason.find("NAM was no member of the United Nations on 1980-01-02"),
            std::string::npos);
  EXPECT_EQ(harvest.votes.front().ballots.size(), 1U);
  EXPECT_EQ(harvest.votes.front().roll_calls[0].row.session, "34");
}

const std::string kLong =
    "symbol,date,title,iso3,vote,source,rcid,symbol_source\n"
    "A/RES/45/9,1990-11-05,One,USA,Y,x,,\nA/RES/45/"
    "9,1990-11-05,One,RUS,A,x,,\nrcid:8,1990-11-06,,USA,Y,x,8,\n";

TEST_F(VoteFiles, TheSameRollCallFromTwoSourcesIsKeptOnce) {
  const auto harvest = read({file("rc.csv", kRollCalls), file("b.csv", kBallots), file("long.csv", kLong)});
  ASSERT_EQ(harvest.votes.size(), 1U);
  EXPECT_EQ(harvest.votes[0].source, "unvotes");
  ASSERT_EQ(harvest.other_votes.size(), 1U);
  ASSERT_EQ(harvest.other_votes[0].roll_calls.size(), 2U);
  EXPECT_EQ(harvest.other_votes[0].roll_calls[0].row.id, "A/RES/45/9");  // by symbol
  EXPECT_EQ(harvest.other_votes[0].roll_calls[1].row.id, "rcid:8");      // by number
  EXPECT_EQ(harvest.other_votes[0].ballots.size(), 3U);
}

// As Voeten's 411, 427, 449 and 495, which are votes of the fifties and of 2023.
TEST_F(VoteFiles, ANumberUsedAgainDecadesLaterIsAnotherRollCall) {
  const std::string again =
      "symbol,date,title,iso3,vote,source,rcid,symbol_source\nrcid:8,2023-12-04,,USA,Y,x,8,\n";
  const std::vector paths{file("rc.csv", kRollCalls), file("b.csv", kBallots), file("long.csv", again)};
  const auto harvest = read(paths);
  ASSERT_EQ(harvest.votes.size(), 2U);
  EXPECT_TRUE(harvest.other_votes.empty());
  EXPECT_EQ(harvest.votes[1].roll_calls[0].row.id, "rcid:8 2023-12-04");
  // Once it is on record, it is found again under its name.
  Known known = known_;
  for (const auto& set : harvest.votes) {
    for (const auto& call : set.roll_calls) {
      known.votes.add(
          {call.row.id, set.source, call.row.body, call.row.date.days(), call.row.symbol, true, call.totals},
          call.number);
    }
  }
  const auto second = read_files(paths, known);
  ASSERT_EQ(second.votes.size(), 2U);
  EXPECT_EQ(second.votes[0].roll_calls[1].row.id, "rcid:8");
  EXPECT_EQ(second.votes[1].roll_calls[0].row.id, "rcid:8 2023-12-04");
}

TEST_F(VoteFiles, TopicsOfAnotherSourceAreTakenWithItsName) {
  // The long form is read before the matrix and has no topics.
  const auto harvest = read({file("long.csv", kLong), file("m.csv", [] {
                               std::string header = "rcid,date,me";
                               std::string row = "8,1990-11-06,TRUE";
                               for (char c = 'A'; c <= 'Y'; ++c) {
                                 header += std::string(",Q") + c + c;
                                 row += ",9";
                               }
                               return header + ",USA\n" + row + ",1\n";
                             }())});
  ASSERT_EQ(harvest.votes.size(), 1U);
  const auto& calls = harvest.votes[0].roll_calls;
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_TRUE(calls[0].row.topic.empty());
  EXPECT_EQ(calls[1].row.topic, "palestine");
  EXPECT_NE(calls[1].row.note.find("topics of voeten-matrix"), std::string::npos);
}

TEST_F(VoteFiles, UndlFilesWithTheirTotals) {
  const auto harvest =
      read({file("ga.csv",
                 "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,title,total_yes,total_no,"
                 "total_abstentions\n"
                 "1,USA,X,Y,2022-03-02,11emsp,A/RES/ES-11/1,A/ES-11/L.1,T,1,1,0\n"
                 "1,RUS,X,N,2022-03-02,11emsp,A/RES/ES-11/1,A/ES-11/L.1,T,1,1,0\n"
                 "1,NAM,X,X,2022-03-02,11emsp,A/RES/ES-11/1,A/ES-11/L.1,T,1,1,0\n"
                 "2,USA,X,Y,2022-03-03,76,A/RES/76/1,,T,5,0,0\n")});
  ASSERT_EQ(harvest.votes.size(), 1U);
  const auto& calls = harvest.votes[0].roll_calls;
  EXPECT_EQ(calls[0].row.session, "ES-11");
  EXPECT_EQ(calls[0].row.confidence, views::Confidence::high);
  EXPECT_EQ(calls[1].row.confidence, views::Confidence::medium);
  EXPECT_NE(calls[1].row.note.find("published totals 5-0-0, ballots 1-0-0"), std::string::npos);
  ASSERT_EQ(harvest.vote_frames.size(), 1U);
  EXPECT_EQ(harvest.vote_frames[0].coverage, views::Coverage::adopted);
  EXPECT_EQ(harvest.vote_frames[0].since, Date(2022, 3, 2));
}

TEST_F(VoteFiles, ALongFormDoesNotSayWhetherItHoldsAllVotes) {
  const std::string header = "symbol,date,outcome,agenda,member,vote,draft,kind\n";
  const auto harvest = read({file("a.csv", header + "S/RES/1,1990-02-01,adopted,A,USA,Y,S/1,draft\n" +
                                               "S/RES/2,1991-03-01,adopted,A,USA,Y,S/2,draft\n")});
  ASSERT_EQ(harvest.vote_frames.size(), 1U);
  EXPECT_EQ(harvest.vote_frames[0].body, "council");
  EXPECT_EQ(harvest.vote_frames[0].coverage, views::Coverage::selected);
  EXPECT_EQ(harvest.vote_frames[0].until, Date(1991, 3, 1));
  // Files of other days make another frame: the gap between them stays a gap.
  const auto later = read({file("b.csv", header + "S/RES/9,1995-02-01,adopted,A,USA,Y,S/9,draft\n")});
  ASSERT_EQ(later.vote_frames.size(), 1U);
  EXPECT_NE(later.vote_frames[0].id, harvest.vote_frames[0].id);
}

// A file that gives every member a yes for what was adopted without a vote gives ballots that nobody cast.
TEST_F(VoteFiles, WhatWasAdoptedWithoutAVoteIsNoFifteenYes) {
  const auto harvest =
      read({file("long.csv",
                 "symbol,date,outcome,agenda,member,vote,draft,kind,outcome_text\n"
                 "S/RES/1926 (2010),2010-06-02,adopted,Election,USA,Y,S/2010/271,draft,Adopted by consensus\n"
                 "S/RES/1926 (2010),2010-06-02,adopted,Election,RUS,Y,S/2010/271,draft,Adopted by consensus\n"
                 "S/RES/1927 (2010),2010-06-04,adopted,Haiti,USA,Y,S/2010/279,draft,Adopted unanimously\n")});
  ASSERT_EQ(harvest.votes.size(), 1U);
  const auto& set = harvest.votes[0];
  ASSERT_EQ(set.roll_calls.size(), 2U);
  EXPECT_EQ(set.roll_calls[0].row.modality, views::Modality::without_vote);
  EXPECT_EQ(set.roll_calls[0].row.outcome, views::Outcome::adopted);
  EXPECT_EQ(set.roll_calls[1].row.modality, views::Modality::recorded);
  ASSERT_EQ(set.ballots.size(), 1U);
  EXPECT_EQ(set.ballots[0].roll_call, 1U);
  EXPECT_TRUE(harvest.quarantine.empty());
}

TEST_F(VoteFiles, TheLibrarysModalityCountsInAnyCase) {
  const std::string head =
      "undl_id,ms_code,ms_vote,date,resolution,agenda,modality,total_yes,total_no,total_abstentions\n";
  for (const auto* modality : {"WITHOUT VOTE", "Without Vote", "without a vote"}) {
    const auto harvest = read({file(
        "undl.csv", head + "11,USA,Y,1973-04-20,S/RES/331(1973),MIDDLE EAST," + modality + ",15,0,0\n")});
    ASSERT_EQ(harvest.votes.size(), 1U) << modality;
    ASSERT_EQ(harvest.votes[0].roll_calls.size(), 1U) << modality;
    const auto& row = harvest.votes[0].roll_calls[0].row;
    EXPECT_EQ(row.modality, views::Modality::without_vote) << modality;
    EXPECT_EQ(row.confidence, views::Confidence::high)
        << "totals of a vote that was none disagree with nothing";
    EXPECT_TRUE(harvest.votes[0].ballots.empty()) << modality;
  }
}

TEST_F(VoteFiles, AGzipThatEndsEarlyIsRefused) {
  const auto whole = packed("w.csv.gz", kRollCalls + std::string(100000, 'x'));
  fs::resize_file(whole, fs::file_size(whole) / 2);
  EXPECT_THROW(read({whole}), Error);
  EXPECT_THROW(read({folder_ / "none.csv"}), Error);
  EXPECT_THROW(read({file("e.csv", "")}), Error);
  EXPECT_THROW(read({file("o.csv", "a,b,c\n1,2,3\n")}), Error);
}

}  // namespace
}  // namespace blocs::sources
