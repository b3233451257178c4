#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "support/golden.hpp"
#include "support/program.hpp"

namespace blocs {
namespace {

using nlohmann::json;

const std::string kSpan =
    " --body council --since 2022-01-01 --until 2025-09-18 --outcomes adopted,vetoed --kinds draft";

json ask(const std::string& arguments) {
  const auto run = test::blocs(arguments + " --format json");
  EXPECT_EQ(run.code, 0) << run.err;
  return json::parse(run.out);
}

TEST(VotesAgreement, ChinaAndRussiaAsJson) {
  const auto finding = ask("votes agreement CHN RUS --contested" + kSpan).at("findings").at(0);
  EXPECT_EQ(finding.at("measure"), "votes.agreement");
  EXPECT_EQ(finding.at("subjects"), json({"CHN", "RUS"}));
  EXPECT_NEAR(finding.at("value").get<double>(), 44.0 / 75, 1e-12);
  EXPECT_EQ(finding.at("numerator"), 44);
  EXPECT_EQ(finding.at("n"), 75);
  EXPECT_EQ(finding.at("interval"), nullptr);
  EXPECT_EQ(finding.at("evidence").size(), 75U);
  EXPECT_TRUE(finding.at("rule").at("data").at("contested"));
  const auto all = ask("votes agreement CHN RUS" + kSpan).at("findings").at(0);
  EXPECT_EQ(all.at("numerator"), 161);
  EXPECT_EQ(all.at("n"), 192);
}

TEST(VotesAgreement, Table) {
  const auto run = test::blocs("votes agreement China Russia --contested" + kSpan);
  EXPECT_EQ(run.code, 0);
  test::expect_golden("votes_agreement.txt", run.out);
}

TEST(VotesAgreement, FailedDraftsAndAmendmentsByRule) {
  const std::string span = " --since 2022-01-01 --until 2025-09-18 --contested";
  const auto with_failed =
      ask("votes agreement CHN RUS --outcomes adopted,vetoed,failed" + span).at("findings").at(0);
  const auto with_all =
      ask("votes agreement CHN RUS --outcomes adopted,vetoed,failed --kinds draft,amendment" + span)
          .at("findings")
          .at(0);
  EXPECT_GT(with_failed.at("n"), 75);
  EXPECT_GT(with_all.at("n"), with_failed.at("n"));
}

TEST(VotesAgreement, NothingToCountIsUndefinedAndSaysWhy) {
  const auto finding =
      ask("votes agreement CHN RUS --since 2026-02-01 --until 2026-12-31").at("findings").at(0);
  EXPECT_EQ(finding.at("value"), nullptr);
  EXPECT_EQ(finding.at("n"), 0);
  EXPECT_NE(finding.at("caveats").at(0).get<std::string>().find("not observed"), std::string::npos);
  const auto unseated = ask("votes agreement CHN PRK").at("findings").at(0);
  EXPECT_EQ(unseated.at("value"), nullptr);
}

std::string caveats_of(const json& finding) {
  std::string text;
  for (const auto& caveat : finding.at("caveats")) text += caveat.get<std::string>() + "\n";
  return text;
}

// The record ends with January 2026 in the Council and with December 2025 in the Assembly, where no session
// 81 has begun.
TEST(VoteFrames, OutsideTheRecordNothingIsZero) {
  const std::string before = " --since 2026-02-01 --until 2026-11-30";
  for (const std::string& command : std::vector<std::string>{
           "votes count" + before, "votes vetoes" + before, "votes vetoes RUS" + before,
           "votes count --session 81", "votes ballots CHN --ballot no" + before,
           "votes agreement CHN RUS" + before, "votes companions RUS" + before,
           "votes measure lijphart CHN RUS --body council" + before, "votes cohesion CRINK --session 81",
           "votes rank CRINK --session 81", "votes blocs --session 81", "votes history CRINK --session 81"}) {
    const auto run = test::blocs(command + " --format json");
    ASSERT_EQ(run.code, 0) << command << run.err;
    const auto findings = json::parse(run.out).at("findings");
    ASSERT_FALSE(findings.empty()) << command;
    for (const auto& finding : findings) {
      EXPECT_EQ(finding.at("value"), nullptr) << command;
      const auto caveats = caveats_of(finding);
      EXPECT_NE(caveats.find("not observed"), std::string::npos) << command << caveats;
      const bool council = command.find("--session") == std::string::npos;
      EXPECT_NE(caveats.find(council ? "all recorded votes 2004-01-01 to 2026-01-27"
                                     : "all recorded votes 2025-02-24 to 2025-12-18"),
                std::string::npos)
          << command << caveats;
    }
  }
}

// Before 2004 the record holds the Council's vetoes, nine of them from 1990 to 1999, and no other vote.
TEST(VoteFrames, WhereOnlyVetoesAreOnRecordOnlyTheyAreCounted) {
  const std::string nineties = " --since 1990-01-01 --until 1999-12-31";
  EXPECT_EQ(ask("votes vetoes" + nineties).at("findings").at(0).at("value"), 9);
  EXPECT_EQ(ask("votes vetoes USA" + nineties).at("findings").at(0).at("value"), 5);
  for (const std::string command : {"votes agreement CHN RUS", "votes ballots CHN --ballot no"}) {
    const auto finding = ask(command + nineties).at("findings").at(0);
    EXPECT_EQ(finding.at("value"), nullptr) << command;
    EXPECT_NE(caveats_of(finding).find("not observed"), std::string::npos) << command;
  }
  const auto count = ask("votes count" + nineties).at("findings").at(0);
  EXPECT_NE(caveats_of(count).find("vetoes only"), std::string::npos) << caveats_of(count);
}

TEST(VoteFrames, ThePartOutsideTheRecordIsNamed) {
  const auto partly = ask("votes count --since 2025-06-01 --until 2026-06-30").at("findings").at(0);
  EXPECT_EQ(partly.at("value"),
            ask("votes count --since 2025-06-01 --until 2026-01-27").at("findings").at(0).at("value"));
  EXPECT_NE(caveats_of(partly).find("not on record: 2026-01-28 to 2026-06-30"), std::string::npos);
  const auto within = ask("votes count --since 2022-01-01 --until 2022-12-31").at("findings").at(0);
  EXPECT_EQ(caveats_of(within).find("on record"), std::string::npos) << caveats_of(within);
  // Between the published tables only some of the Assembly's resolutions are on record: their number is not
  // that of all.
  const auto named =
      ask("votes count --body assembly --since 2024-06-05 --until 2025-02-23").at("findings").at(0);
  EXPECT_EQ(named.at("value"), 3);
  EXPECT_NE(caveats_of(named).find("selected votes only"), std::string::npos);
  // Inside a frame that holds all votes, none is a number: August 2022 had no veto.
  EXPECT_EQ(ask("votes vetoes --since 2022-08-01 --until 2022-08-31").at("findings").at(0).at("value"), 0);
}

TEST(VoteFrames, LedgerCoverageListsThem) {
  const auto run = test::blocs("ledger coverage --format csv");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.out.substr(0, run.out.find('\n')), "body,year,source,roll_calls,frame,coverage,days");
  EXPECT_NE(run.out.find("council,2026,"), std::string::npos);
  EXPECT_NE(run.out.find("2026-01-01 to 2026-01-27"), std::string::npos);
  EXPECT_NE(run.out.find("2020-12-16 to 2020-12-31"), std::string::npos);
  const auto rows = json::parse(test::blocs("ledger coverage --format json").out).at("rows");
  int council = 0;
  for (const auto& row : rows) {
    if (row.at("body") == "council") council += std::stoi(row.at("roll_calls").get<std::string>());
  }
  EXPECT_EQ(council, 1389 + 177) << "votes since 2004 and vetoes before: the casebook's are among them";
}

// BRICS had five members in 2022 and more from 2024 on.
TEST(VotesAgreement, AGroupStandsForItsMembersAtTheEndOfWhatIsAsked) {
  const std::string body = " --body assembly";
  const auto in_2022 =
      ask("votes agreement BRICS --since 2022-01-01 --until 2022-12-31" + body).at("findings").at(0);
  EXPECT_EQ(in_2022.at("subjects").size(), 5U);
  // Open at its end, the period ends with the last vote that the rule lets in: here the two of December 2020.
  const auto by_session = ask("votes agreement BRICS --session 75").at("findings").at(0);
  EXPECT_EQ(by_session.at("subjects").size(), 5U);
  const auto cohesion = ask("votes cohesion BRICS --session 75").at("findings").at(0);
  EXPECT_EQ(cohesion.at("subjects"), by_session.at("subjects"));
  const auto all = ask("votes agreement BRICS --since 2022-01-01" + body).at("findings").at(0);
  EXPECT_GT(all.at("subjects").size(), 5U);
  EXPECT_NE(caveats_of(all).find("BRICS stands for its"), std::string::npos);
  EXPECT_NE(caveats_of(all).find("members of 2025-12-18"), std::string::npos);
  EXPECT_EQ(caveats_of(in_2022).find("stands for"), std::string::npos);
}

TEST(VotesAgreement, IntervalsNameMethodAndMeaning) {
  const auto a = ask("votes agreement CHN RUS --contested --interval bootstrap --seed 7");
  const auto b = ask("votes agreement CHN RUS --contested --interval bootstrap --seed 7");
  EXPECT_EQ(a, b);
  const auto interval = a.at("findings").at(0).at("interval");
  EXPECT_NE(interval.at("method").get<std::string>().find("agenda items"), std::string::npos);
  EXPECT_EQ(interval.at("meaning"), "inference to similar votes");
}

TEST(VotesVetoes, ByStateAloneAndJointly) {
  const std::string span = " --since 2022-01-01 --until 2025-09-18";
  EXPECT_EQ(ask("votes vetoes" + span).at("findings").at(0).at("value"), 18);
  EXPECT_EQ(ask("votes vetoes RUS" + span).at("findings").at(0).at("value"), 11);
  EXPECT_EQ(ask("votes vetoes USA" + span).at("findings").at(0).at("value"), 7);
  EXPECT_EQ(ask("votes vetoes CHN RUS" + span).at("findings").at(0).at("value"), 3);
  const auto alone = ask("votes vetoes RUS --alone" + span).at("findings").at(0);
  EXPECT_EQ(alone.at("value"), 8);
  int abstained = 0;
  std::string in_favour;
  for (const auto& veto : alone.at("details").at("vetoes")) {
    const auto china = veto.at("permanent_members").at("CHN");
    if (china == "abstain") ++abstained;
    if (china == "yes") in_favour += veto.at("id").get<std::string>();
  }
  EXPECT_EQ(abstained, 7);
  EXPECT_EQ(in_favour, "S/2024/826");
}

TEST(VotesCompanions, GiveExposure) {
  const auto findings =
      ask("votes companions CHN,RUS --since 2022-01-01 --until 2025-09-18 --basis opposed").at("findings");
  ASSERT_FALSE(findings.empty());
  for (const auto& finding : findings) {
    EXPECT_GE(finding.at("n"), finding.at("numerator"));
    EXPECT_EQ(finding.at("subjects").size(), 3U);
  }
}

// Iran and North Korea never sat in the Council: the company is that of the two that did.
TEST(VotesCompanions, MembersWithoutASeatAreLeftOutAndNamed) {
  const auto whole = ask("votes companions CRINK --since 2022-01-01 --until 2025-09-18").at("findings");
  const auto pair = ask("votes companions CHN,RUS --since 2022-01-01 --until 2025-09-18").at("findings");
  ASSERT_EQ(whole.size(), pair.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_EQ(whole[i].at("value"), pair[i].at("value"));
    EXPECT_EQ(whole[i].at("subjects"), pair[i].at("subjects"));
    EXPECT_NE(caveats_of(whole[i]).find("no seat in this body: IRN, PRK"), std::string::npos);
  }
  EXPECT_EQ(test::blocs("votes companions PRK").code, 3);
}

TEST(VotesCompanions, OfAGroupAreNamed) {
  const auto run = test::blocs("votes companions CRINK --body assembly --since 2022-01-01 --basis alike");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_NE(run.out.find("4 states and Nicaragua"), std::string::npos) << run.out;
  EXPECT_EQ(run.out.find("5 states "), std::string::npos) << run.out;
}

TEST(Votes, MessagesSayWhatToDo) {
  const struct {
    const char* arguments;
    int code;
    const char* says;
  } cases[] = {
      {"votes agreement Chnia Russia", 3, "did you mean China?"},
      {"votes agreement Korea Japan", 4, "PRK (North Korea)"},
      {"votes agreement CHN RUS --since 2022-13-01", 2, "not a date"},
      {"votes agreement CHN RUS --since 2023-01-01 --until 2022-01-01", 2, "ends before it begins"},
      {"votes agreement CHN RUS --outcomes adoptd", 2, "did you mean adopted?"},
      {"votes agreement CHN RUS --rule thirds", 2, "exact, half or yesno"},
      {"votes agreement CHN", 2, "two states"},
      {"votes agrement CHN RUS", 2, "did you mean agreement?"},
      {"votse", 2, "did you mean votes?"},
      {"votes agreement CHN RUS --ledger /nowhere/x.ledger", 3, "x.ledger"},
  };
  for (const auto& c : cases) {
    const auto run = test::blocs(c.arguments);
    EXPECT_EQ(run.code, c.code) << c.arguments << '\n' << run.err;
    EXPECT_NE(run.err.find(c.says), std::string::npos) << c.arguments << '\n' << run.err;
    EXPECT_TRUE(run.out.empty()) << c.arguments;
  }
}

TEST(Votes, CsvQuotesAndHasOneRowAFinding) {
  const auto run = test::blocs("votes agreement CRINK --body assembly --format csv");
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 9);  // header, unanimity, mean, six pairs
}

TEST(Votes, FullDiskIsAnErrorNotSilence) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  const auto run = test::blocs("votes count --format json >/dev/full #");
  EXPECT_EQ(run.code, 6);
}

/// The mean over pairs is sought among all groups of up to four states; larger ones go by joint ballots.
TEST(Votes, TheMostCohesiveGroupsSayWhatTheyRestOn) {
  const auto found = [](const std::string& words) {
    const auto run = test::blocs("votes blocs --top 3 --format json " + words);
    EXPECT_EQ(run.code, 0) << run.err;
    return nlohmann::json::parse(run.out).at("findings");
  };
  for (const auto& group : found("--size 3")) {
    EXPECT_EQ(group.at("unit"), "mean agreement");
    EXPECT_LE(group.at("value").get<double>(), 1);
    EXPECT_GE(group.at("n").get<int>(), 20);  // each pair has that many in common
  }
  for (const auto& group : found("--size 5")) {
    EXPECT_EQ(group.at("unit"), "roll calls");
    EXPECT_EQ(group.at("value"), group.at("numerator"));
    EXPECT_LE(group.at("value"), group.at("n"));  // of the roll calls on which all five voted
    EXPECT_EQ(group.at("details").at("all_voted"), group.at("n"));
    EXPECT_EQ(group.at("subjects").size(), 5U);
  }
  double before = 1;
  for (const auto& group : found("--size 5 --by joint-share --least-joint 25")) {
    EXPECT_GE(group.at("n").get<int>(), 25);
    EXPECT_DOUBLE_EQ(group.at("value").get<double>(),
                     group.at("numerator").get<double>() / group.at("n").get<double>());
    EXPECT_LE(group.at("value").get<double>(), before);
    before = group.at("value").get<double>();
  }
  EXPECT_EQ(test::blocs("votes blocs --by joint --least-joint 25").code, 2);  // never ignored
  EXPECT_EQ(found("--size 5 --by least-pair").at(0).at("unit"), "least agreement");
  const auto table = test::blocs("votes blocs --size 3 --top 3");
  EXPECT_NE(table.out.find("rank 1"), std::string::npos) << table.out;
  EXPECT_NE(table.out.find("20 votes in common"), std::string::npos) << table.out;
}

// China and Russia are both among the most populous third, so that only pairs of that third stand beside
// them. How many states it has comes from the ledger.
TEST(VotesRank, MatchedBySizeComparesWithPairsOfTheSameThirds) {
  const auto sql = test::blocs(
      "sql \"SELECT count(DISTINCT b.state) AS n FROM ballot b JOIN roll_call r USING (roll_call_id) JOIN "
      "indicator i "
      "ON i.about = b.state AND i.indicator = 'population' WHERE r.body = 'assembly' AND b.ballot IN ('yes', "
      "'no', "
      "'abstain')\" --format csv");
  ASSERT_EQ(sql.code, 0) << sql.err;
  const auto states = std::stoul(sql.out.substr(sql.out.find('\n') + 1));
  const auto third = states - (2 * states + 2) / 3;
  const auto finding =
      ask("votes rank CHN RUS --body assembly --least-common 1 --matched size").at("findings").at(0);
  // All of them but the few pairs that were never on one vote.
  EXPECT_LE(finding.at("n").get<std::size_t>(), third * (third - 1) / 2);
  EXPECT_GT(finding.at("n").get<std::size_t>(), third * (third - 1) / 2 * 99 / 100);
  EXPECT_EQ(finding.at("rule").at("data").at("matched"), "size");
  const auto notes = finding.at("caveats").dump();
  EXPECT_NE(notes.find("by population of 2022"), std::string::npos) << notes;
  const auto wrong = test::blocs("votes rank CHN RUS --body assembly --matched colour");
  EXPECT_EQ(wrong.code, 2);
  EXPECT_NE(wrong.err.find("region, size, turnout"), std::string::npos) << wrong.err;
}

}  // namespace
}  // namespace blocs
