#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/program.hpp"

namespace blocs {
namespace {

using nlohmann::json;

TEST(Import, IsIdempotentAndAnswersLikeTheCasebook) {
  const test::TempFolder folder;
  const std::string ledger = " --ledger " + (folder / "a.ledger").string();
  const auto first = test::blocs("import casebook --format json" + ledger);
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_TRUE(json::parse(first.out).at("quarantined").empty());
  const auto second = test::blocs("import casebook --format json" + ledger);
  ASSERT_EQ(second.code, 0) << second.err;
  const auto again = json::parse(second.out);
  for (const auto& table : again.at("tables")) {
    EXPECT_EQ(table.at("added"), 0) << table;
    EXPECT_EQ(table.at("changed"), 0) << table;
  }
  const std::string question = "votes agreement CHN RUS --contested --format json";
  EXPECT_EQ(test::blocs(question + ledger).out, test::blocs(question).out);
}

TEST(Import, QuarantinesBadRowsWithLineAndReason) {
  const test::TempFolder folder;
  const std::string ledger = " --ledger " + (folder / "a.ledger").string();
  ASSERT_EQ(test::blocs("import casebook --quiet" + ledger).code, 0);
  const std::string header =
      "meeting_id,start,end,participants,host,city,format,frame,participants_complete,occasion,sector,"
      "agreements,source,"
      "confidence,note\n";
  test::spill(folder / "m.csv", header +
                                    "X1,2024-01-01,2024-01-01,CHN:foreign_minister;RUS:foreign_minister,CHN,"
                                    "Beijing,in_person,bilateral,"
                                    "yes,talks,diplomacy,,common-knowledge,low,\n" +
                                    "X2,2024-02-30,2024-03-01,CHN:foreign_minister;RUS:foreign_minister,CHN,"
                                    "Beijing,in_person,bilateral,yes,"
                                    "talks,diplomacy,,common-knowledge,low,\n" +
                                    "X3,2024-03-01,2024-03-01,CHN:forein_minister;RUS:foreign_minister,CHN,"
                                    "Beijing,in_person,bilateral,yes,"
                                    "talks,diplomacy,,common-knowledge,low,\n");
  const auto strict = test::blocs("import --strict " + (folder / "m.csv").string() + ledger);
  EXPECT_EQ(strict.code, 5) << strict.err;
  const auto run = test::blocs("import " + (folder / "m.csv").string() + ledger);
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_NE(run.err.find(":3"), std::string::npos) << run.err;
  EXPECT_NE(run.err.find("foreign_minister"), std::string::npos) << run.err;
  const auto sql = test::blocs("sql \"SELECT count(*) AS n FROM quarantine\" --format json" + ledger);
  EXPECT_EQ(json::parse(sql.out).at("rows").at(0).at("n"), "2");
}

TEST(Import, NeedsALedgerAndRefusesForeignFiles) {
  const test::TempFolder folder;
  EXPECT_EQ(test::blocs("import casebook").code, 2);
  test::spill(folder / "foreign", "this is no ledger");
  EXPECT_EQ(test::blocs("import casebook --ledger " + (folder / "foreign").string()).code, 7);
  EXPECT_EQ(test::slurp(folder / "foreign"), "this is no ledger");
  EXPECT_EQ(test::blocs("votes count --ledger " + (folder / "foreign").string()).code, 7);
}

TEST(Sql, IsReadOnlyAndShutIn) {
  const auto count =
      test::blocs("sql \"SELECT count(*) AS votes FROM roll_call WHERE body = 'council'\" --format csv");
  EXPECT_EQ(count.out, "votes\n1566\n");
  for (const char* statement :
       {"DELETE FROM roll_call", "CREATE TABLE x (a INT)", "SELECT * FROM read_csv('/etc/passwd')",
        "COPY roll_call TO 'blocs-should-not-exist.csv'", "SELECT 1; SELECT 2", "nonsense"}) {
    const auto run = test::blocs(std::string("sql \"") + statement + "\"");
    EXPECT_EQ(run.code, 2) << statement << '\n' << run.err;
  }
}

TEST(Tables, DescribeThemselves) {
  const auto run = test::blocs("tables --format json");
  ASSERT_EQ(run.code, 0) << run.err;
  const auto described = json::parse(run.out);
  for (const auto& table : described.at("tables")) {
    EXPECT_FALSE(table.at("meaning").get<std::string>().empty()) << table.at("table");
  }
  EXPECT_EQ(test::blocs("tables roll_cal").code, 3);
}

TEST(States, FindAndDisambiguate) {
  const auto korea = json::parse(test::blocs("states find Korea --format json").out).at("states");
  EXPECT_EQ(korea.size(), 2U);
  EXPECT_EQ(json::parse(test::blocs("states find DPRK --format json").out).at("states").at(0).at("code"),
            "PRK");
  EXPECT_EQ(test::blocs("states find Chnia").code, 3);
}

}  // namespace
}  // namespace blocs
