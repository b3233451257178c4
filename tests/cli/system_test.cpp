#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/places.hpp"
#include "support/program.hpp"

namespace blocs {
namespace {

using nlohmann::json;

// China's trade with Iran is on record as Chinese customs give it, Iran's with the world is not: a file fills
// it.
TEST(SystemCommands, AnImportedFileFillsAShareAndKeepsTheDayItWasFetched) {
  const test::TempFolder folder;
  test::spill(folder / "comtrade.csv",
              "freqCode,refYear,reporterISO,flowCode,partnerISO,cmdCode,primaryValue\n"
              "A,2023,IRN,X,CHN,TOTAL,10000000000\nA,2023,IRN,M,CHN,TOTAL,15000000000\n"
              "A,2023,IRN,X,W00,TOTAL,60000000000\nA,2023,IRN,M,W00,TOTAL,40000000000\n"
              "A,2023,IRN,X,RUS,TOTAL,1\n");
  const std::string ledger = " --ledger " + (folder / "l.ledger").string();
  const auto import =
      test::blocs("import " + (folder / "comtrade.csv").string() + " --accessed 2026-01-15" + ledger);
  ASSERT_EQ(import.code, 0) << import.err;
  EXPECT_NE(import.err.find("half a total is none"), std::string::npos) << import.err;
  const auto run = test::blocs("dependence IRN CHN --year 2023 --format json" + ledger);
  ASSERT_EQ(run.code, 0) << run.err;
  const auto findings = json::parse(run.out).at("findings");
  EXPECT_DOUBLE_EQ(findings.at(0).at("value").get<double>(), 0.25);
  const auto source =
      test::blocs("sql \"SELECT accessed FROM source WHERE source_id = 'un-comtrade-file'\"" + ledger);
  EXPECT_NE(source.out.find("2026-01-15"), std::string::npos) << source.out << source.err;
}

// Recomputed from the published long form of 2022-01-01 to 2024-07-24: ballots unlike the most frequent one,
// of 181, 174, 164 and 183 cast. With three votes of December 2023 taken twice, as two files give them, it is
// .406.
TEST(SystemCommands, VotesUnlikeMostMembersAreThoseOfTheWholeRecord) {
  const auto run = test::blocs("profile BRINK --on 2024-07-24 --format json");
  ASSERT_EQ(run.code, 0) << run.err;
  bool found = false;
  const auto report = json::parse(run.out);
  for (const auto& finding : report.at("findings")) {
    const auto part = finding.at("rule").at("data").value("part", "");
    if (part != "revisionist alignment: votes unlike most members', the group among random groups") continue;
    found = true;
    EXPECT_NEAR(finding.at("details").at("mean").get<double>(), .39573, 5e-6);
  }
  EXPECT_TRUE(found);
}

TEST(SystemCommands, AnEstimateIsWalkedBackToWhoSaysSo) {
  const auto run = test::blocs("estimates PRK RUS --on 2024-07-24 --format json");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_NE(run.out.find("containers-2024-06-14"), std::string::npos);
  EXPECT_EQ(test::blocs("estimates RUS --reliability G").code, 2);
  const auto table = test::blocs("estimates PRK RUS");
  EXPECT_NE(table.out.find("4.8 million"), std::string::npos) << table.out;
  EXPECT_EQ(table.out.find("e+0"), std::string::npos) << table.out;
  EXPECT_NE(test::blocs("estimates --help").out.find("Examples"), std::string::npos);
}

TEST(SystemCommands, AProfileIsTheSameInEveryRun) {
  const std::string words = "profile BRINK --on 2024-07-24 --draws 200 --format json";
  const auto one = test::blocs(words);
  ASSERT_EQ(one.code, 0) << one.err;
  EXPECT_EQ(one.out, test::blocs(words).out);
  EXPECT_NE(one.out.find("nuclear dimension: nuclear status"), std::string::npos);
}

}  // namespace
}  // namespace blocs
