#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/places.hpp"
#include "support/program.hpp"

// Imports the public tables of alliances and of Council votes once and asks across them.

namespace blocs {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

class PublishedAlliances : public ::testing::Test {
 protected:
  static std::string files() {
    const fs::path ties = fs::path(test::reference_data()) / "ties";
    std::string list;
    for (const char* name : {"atop51_members.csv", "atop51_alliances.csv", "atop51_dyad_spells.csv"})
      list += " " + (ties / name).string();
    return list;
  }
  static std::string votes() {
    return " " + (fs::path(test::reference_data()) / "votes" / "unsc_1994_2025.csv.gz").string();
  }
  static void SetUpTestSuite() {
    if (!fs::exists(fs::path(test::reference_data()) / "ties" / "atop51_members.csv")) return;
    folder_ = new test::TempFolder;
    import_ = test::blocs("import --format json" + files() + votes() + ledger());
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  void SetUp() override {
    if (folder_ == nullptr) GTEST_SKIP() << "the reference tables are not at " << test::reference_data();
    ASSERT_EQ(import_.code, 0) << import_.err;
  }
  static std::string ledger() { return " --ledger " + (*folder_ / "ties.ledger").string(); }
  static json ask(const std::string& words) {
    const auto run = test::blocs(words + " --format json" + ledger());
    EXPECT_EQ(run.code, 0) << words << '\n' << run.err;
    return run.code == 0 ? json::parse(run.out).at("findings") : json::array();
  }
  static json part(const json& findings, const std::string& name) {
    for (const auto& finding : findings) {
      if (finding.at("rule").at("data").value("part", "") == name) return finding;
    }
    ADD_FAILURE() << "no " << name;
    return {{"value", nullptr}, {"n", 0}};
  }
  static std::string status(const json& findings, const std::string& state) {
    for (const auto& finding : findings) {
      if (finding.at("subjects") == json({state})) return finding.at("value").get<std::string>();
    }
    return "";
  }

  inline static test::TempFolder* folder_ = nullptr;
  inline static test::Run import_;
};

json table_of(const test::Run& run, const std::string& name) {
  const auto report = json::parse(run.out);
  for (const auto& table : report.at("tables")) {
    if (table.at("table") == name) return table;
  }
  return {};
}

TEST_F(PublishedAlliances, EveryAllianceIsATreatyAndTwiceIsOnce) {
  EXPECT_EQ(table_of(import_, "treaty").at("added"), 789);
  const auto again = test::blocs("import --format json" + files() + ledger());
  ASSERT_EQ(again.code, 0) << again.err;
  for (const char* name :
       {"treaty", "treaty_party", "provision", "provision_qualifier", "provision_debtor"}) {
    const auto table = table_of(again, name);
    EXPECT_EQ(table.at("unchanged"), table.at("read")) << name;
  }
  const auto twice =
      test::blocs("sql \"SELECT same_as FROM treaty WHERE treaty_id = 'ATOP-3180'\" --format csv" + ledger());
  EXPECT_NE(twice.out.find("T17"), std::string::npos) << "the Treaty of 1949 is on record already";
}

TEST_F(PublishedAlliances, CascadesOfAnyDay) {
  const auto july = ask("cascade --attacker RUS --target AUH --on 1914-07-01");
  EXPECT_NE(status(july, "DEU").find("bound"), std::string::npos);
  const auto korea = ask("cascade --attacker USA --target PRK --on 2025-06-01");
  EXPECT_EQ(korea.at(0).at("value"), 2) << "what ATOP tells ends with 2018 and changes nothing";
  const auto ranked = ask("cascade --all --on 2000-06-30 --most 3");
  EXPECT_EQ(ranked.size(), 3U);
}

TEST_F(PublishedAlliances, TheBacktestOnTheLongRecord) {
  const auto found = ask("council backtest --test-from 2019-01-01 --test-until 2022-12-31");
  const auto model = part(found, "model: log score");
  EXPECT_GT(model.at("n"), 3000);
  for (const char* other : {"all yes", "own frequency", "last similar vote"}) {
    EXPECT_LT(model.at("value").get<double>(),
              part(found, std::string(other) + ": log score").at("value").get<double>());
  }
  std::size_t n = 0;
  for (const auto& finding : found) {
    const auto name = finding.at("rule").at("data").at("part").get<std::string>();
    if (name.starts_with("calibration")) n += finding.at("n").get<std::size_t>();
  }
  EXPECT_EQ(n, 3 * model.at("n").get<std::size_t>()) << "every ballot has three chances";
}

}  // namespace
}  // namespace blocs
