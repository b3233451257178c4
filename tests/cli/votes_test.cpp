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
      ask("votes agreement CHN RUS --since 1990-01-01 --until 1990-12-31").at("findings").at(0);
  EXPECT_EQ(finding.at("value"), nullptr);
  EXPECT_EQ(finding.at("n"), 0);
  EXPECT_NE(finding.at("caveats").at(0).get<std::string>().find("lets in no roll call"), std::string::npos);
  const auto unseated = ask("votes agreement CHN PRK").at("findings").at(0);
  EXPECT_EQ(unseated.at("value"), nullptr);
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
