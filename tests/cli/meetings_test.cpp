#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "support/golden.hpp"
#include "support/program.hpp"

namespace blocs {
namespace {

using nlohmann::json;

json findings(const std::string& arguments) {
  const auto run = test::blocs(arguments + " --format json");
  EXPECT_EQ(run.code, 0) << run.err;
  return json::parse(run.out).at("findings");
}

std::map<std::string, int> by_year(const std::string& arguments) {
  std::map<std::string, int> counts;
  for (const auto& finding : findings(arguments + " --by year")) {
    const auto& data = finding.at("rule").at("data");
    if (data.contains("part")) counts[data.at("part")] = finding.at("value").get<int>();
  }
  return counts;
}

TEST(MeetingsCount, RulesMoveRussiaNorthKorea) {
  const std::map<std::string, int> both{{"2022", 0}, {"2023", 4}, {"2024", 11}, {"2025", 11}};
  EXPECT_EQ(
      by_year(
          "meetings count RUS PRK --min-rank minister --sides both --frames bilateral,trilateral,sidelines "
          "--until 2025-09-26"),
      both);
  const std::map<std::string, int> core{{"2022", 0}, {"2023", 3}, {"2024", 6}, {"2025", 6}};
  EXPECT_EQ(by_year("meetings count RUS PRK --until 2025-09-26 --ranks "
                    "head_of_state,head_of_government,foreign_minister,"
                    "defence_minister,security_council_secretary,parliament_speaker"),
            core);
}

TEST(MeetingsCount, PartsAddUpToTheWhole) {
  for (const char* by : {"year", "quarter", "month", "rank", "host", "sector", "frame", "agreements"}) {
    const auto list = findings(std::string("meetings count CHN RUS --by ") + by);
    int parts = 0;
    for (std::size_t i = 1; i < list.size(); ++i) parts += list[i].at("value").get<int>();
    EXPECT_EQ(parts, list[0].at("value").get<int>()) << by;
  }
}

TEST(MeetingsCount, TrilateralsOf2025NeedDeputyMinisters) {
  const std::string trio = "meetings count CHN IRN RUS --exactly --since 2022-01-01 --until 2025-09-26";
  EXPECT_EQ(findings(trio).at(0).at("value"), 0);
  EXPECT_GE(findings(trio + " --min-rank unknown").at(0).at("value"), 3);
}

TEST(MeetingsCount, AStateThatTheTableDoesNotFollowIsNotObserved) {
  const auto finding = findings("meetings count FRA GBR").at(0);
  EXPECT_EQ(finding.at("value"), nullptr);
  EXPECT_NE(finding.at("caveats").at(0).get<std::string>().find("not observed"), std::string::npos);
}

TEST(MeetingsImport, TheTemplateIsATableThatImports) {
  const test::TempFolder folder;
  const auto printed = test::blocs("import meetings --template");
  ASSERT_EQ(printed.code, 0) << printed.err;
  test::spill(folder / "mine.csv", printed.out);
  const std::string ledger = " --ledger " + (folder / "my.ledger").string();
  const auto taken = test::blocs("import meetings " + (folder / "mine.csv").string() + ledger);
  EXPECT_EQ(taken.code, 0) << taken.err;
  EXPECT_NE(taken.err.find("0 rows quarantined"), std::string::npos) << taken.err;
  // The state visit is in the casebook too: said, and not merged.
  EXPECT_NE(taken.err.find("may be one meeting"), std::string::npos) << taken.err;
  const auto listed = [&] {
    return findings("meetings duplicates" + ledger).at(0).at("details").at("likely duplicates").dump();
  };
  EXPECT_NE(listed().find("CHN-RUS-2024-05-16"), std::string::npos);
  EXPECT_EQ(test::blocs("meetings merge M109 CHN-RUS-2024-05-16 --why same" + ledger).code, 0);
  EXPECT_EQ(listed().find("CHN-RUS-2024-05-16"), std::string::npos);
  EXPECT_NE(test::blocs("meetings merge M109 nowhere --why same" + ledger).code, 0);
}

TEST(Ladder, TriplesAndTheWholeFailAmongMinisters) {
  const auto list = findings("ladder CRINK");
  std::map<std::string, std::string> rungs;
  for (const auto& finding : list) {
    if (finding.at("measure") == "ladder.rung")
      rungs[finding.at("rule").at("data").at("part")] = finding.at("value");
  }
  EXPECT_EQ(rungs.at("pairs"), "holds");
  EXPECT_EQ(rungs.at("triples"), "fails");
  EXPECT_EQ(rungs.at("whole"), "fails");
  EXPECT_EQ(rungs.at("defence-some"), "holds");
  EXPECT_EQ(rungs.at("defence-all"), "fails");
  EXPECT_EQ(rungs.at("votes"), "holds");  // of kappa-squared; the mean without it stands above 79 %
}

TEST(MeetingsRate, ABreakWithoutMeetingsBeforeHasNoRatio) {
  const auto list = findings("meetings trend RUS PRK --break 2023-07-01");
  EXPECT_EQ(list.at(1).at("value"), nullptr);
  EXPECT_NE(list.at(1).at("caveats").dump().find("no bound"), std::string::npos);
  EXPECT_EQ(test::blocs("meetings trend RUS PRK --break 2030-01-01").code, 2);
}

TEST(MeetingsCount, OutsideTheFrameIsNotObserved) {
  const auto before = findings("meetings count CHN RUS --until 2019-12-31").at(0);
  EXPECT_EQ(before.at("value"), nullptr);
  EXPECT_NE(before.at("caveats").dump().find("outside what was looked for"), std::string::npos);
  const auto low = findings("meetings count CHN RUS --min-rank official").at(0);
  EXPECT_NE(low.at("caveats").dump().find("lower ranks are in it only as far as they came up"),
            std::string::npos);
}

TEST(MeetingsCount, Table) {
  const auto run = test::blocs("meetings count RUS PRK --by year --until 2025-09-26");
  EXPECT_EQ(run.code, 0);
  test::expect_golden("meetings_count.txt", run.out);
}

TEST(MeetingsCount, Messages) {
  const auto rank = test::blocs("meetings count RUS PRK --min-rank minster");
  EXPECT_EQ(rank.code, 2);
  EXPECT_NE(rank.err.find("did you mean minister?"), std::string::npos) << rank.err;
  const auto by = test::blocs("meetings count RUS PRK --by moon");
  EXPECT_EQ(by.code, 2);
}

}  // namespace
}  // namespace blocs
