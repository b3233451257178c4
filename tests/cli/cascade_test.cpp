#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/places.hpp"
#include "support/program.hpp"

namespace blocs {
namespace {

using nlohmann::json;

json ask(const std::string& arguments) {
  const auto run = test::blocs(arguments + " --format json");
  EXPECT_EQ(run.code, 0) << run.err;
  return json::parse(run.out).at("findings");
}

std::string status(const json& findings, const std::string& state) {
  for (const auto& finding : findings) {
    if (finding.at("subjects") == json({state})) return finding.at("value").get<std::string>();
  }
  return "";
}

TEST(CascadeCommand, AttackOnNorthKorea) {
  const auto findings = ask("cascade --attacker USA --target \"North Korea\" --on 2025-06-01");
  EXPECT_EQ(findings.at(0).at("value"), 2);
  EXPECT_EQ(status(findings, "RUS"), "bound to assist PRK");
  EXPECT_EQ(status(findings, "CHN"), "bound to assist PRK");
}

TEST(CascadeCommand, AttackByNorthKorea) {
  const auto findings = ask("cascade --attacker PRK --target KOR --on 2025-06-01");
  EXPECT_EQ(findings.at(0).at("value"), 0);
  EXPECT_EQ(status(findings, "USA"), "bound in some readings to assist KOR");
  for (const auto& row : findings.at(0).at("details").at("fired")) EXPECT_NE(row.at("towards"), "PRK");
}

TEST(CascadeCommand, FactsAndScenarios) {
  const auto war =
      ask("cascade --attacker USA --target PRK --on 2025-06-01 --fact armed-attack --reading strict");
  EXPECT_EQ(war.at(0).at("value"), 0);
  const std::string files = test::source_dir() + "/scenarios/cascades/";
  const auto narrow = ask("cascade --scenario " + files + "north-korea-attacked.toml");
  EXPECT_EQ(status(narrow, "RUS"), "bound in some readings to assist PRK");
  EXPECT_EQ(status(narrow, "CHN"), "bound to assist PRK");
  const auto disputed = ask("cascade --scenario " + files + "korea-disputed.toml").at(0);
  EXPECT_EQ(disputed.at("details").at("distribution").at(0).at("chance"), 0.7);
  EXPECT_EQ(status(ask("cascade --scenario " + files + "belarus-attacked.toml"), "RUS"),
            "bound to assist BLR");
}

bool not_observed(const json& finding) {
  return finding.at("value").is_null() && finding.at("caveats").at(0).get<std::string>().starts_with(
                                              "not observed: no treaty on record names");
}

// The casebook's treaties name Iran, and oblige nobody to assist it; they name neither of the others.
TEST(CascadeCommand, NoTreatyOnRecordIsNotObserved) {
  const auto iran = ask("cascade --attacker ISR --target IRN --on 2025-06-01").at(0);
  EXPECT_EQ(iran.at("value"), 0);
  for (const std::string victim : {"PHL", "IRL"}) {
    const std::string attack = "cascade --attacker CHN --target " + victim + " --on 2025-06-01";
    for (const auto& finding : ask(attack)) EXPECT_TRUE(not_observed(finding)) << victim;
    const auto table = test::blocs(attack).out;
    EXPECT_NE(table.find("not observed"), std::string::npos);
    EXPECT_EQ(table.find("0 states bound"), std::string::npos);
    EXPECT_EQ(ask(attack).at(0).at("details").at("strict"), nullptr);
  }
  const std::string sides = "cascade --attacker PHL --target KOR --on 2025-06-01";
  EXPECT_FALSE(not_observed(ask(sides).at(0)));
  EXPECT_TRUE(not_observed(ask(sides + " --fact target-started").at(0))) << "the Philippines are the victim";
  EXPECT_TRUE(not_observed(ask(sides + " --fact aggressor-disputed").at(0)));
}

TEST(CommitmentsCommand, PairsWithAStateThatNoTreatyNamesAreLeftOut) {
  EXPECT_TRUE(not_observed(ask("commitments graph PHL IRL").at(0)));
  const auto some = ask("commitments graph USA PHL KOR --on 2025-06-01").at(0);
  EXPECT_EQ(some.at("numerator"), 1);
  EXPECT_EQ(some.at("n"), 1) << "three pairs less two with the Philippines";
  EXPECT_EQ(ask("commitments graph IRN KOR --on 2025-06-01").at(0).at("value"), 0) << "both are named";
  EXPECT_TRUE(not_observed(ask("commitments compare PHL,IRL").at(0)));
  EXPECT_TRUE(not_observed(ask("treaties shared PHL USA").at(0)));
  EXPECT_EQ(ask("treaties shared IRN KOR --on 2025-06-01").at(0).at("value"), 0);
  EXPECT_TRUE(not_observed(ask("cascade --all PHL IRL").at(0)));
  EXPECT_EQ(ask("cascade --all IRN ISR --on 2025-06-01").at(0).at("value"), 0);
}

TEST(CascadeCommand, WrongQuestions) {
  EXPECT_EQ(test::blocs("cascade --attacker USA").code, 2);
  EXPECT_EQ(test::blocs("cascade --attacker USA --target PRK --fact moonrise").code, 2);
  EXPECT_EQ(test::blocs("cascade --scenario /nowhere.toml").code, 3);
  const test::TempFolder folder;
  test::spill(folder / "bad.toml", "attacker = \n");
  EXPECT_EQ(test::blocs("cascade --scenario " + (folder / "bad.toml").string()).code, 5);
  std::string dotted = "a";
  for (int part = 0; part < 13'000; ++part) dotted += ".a";
  test::spill(folder / "dotted.toml", dotted + " = 1\n");
  const auto deep = test::blocs("cascade --scenario " + (folder / "dotted.toml").string());
  EXPECT_EQ(deep.code, 5);
  EXPECT_NE(deep.err.find("dotted.toml"), std::string::npos) << deep.err;
  test::spill(folder / "unknown.toml",
              "attacker = \"USA\"\ntarget = \"PRK\"\n[overrule.\"T99/1\"]\nfires = true\n");
  EXPECT_EQ(test::blocs("cascade --scenario " + (folder / "unknown.toml").string()).code, 3);
}

json part(const json& findings, const std::string& name) {
  for (const auto& finding : findings) {
    if (finding.at("rule").at("data").value("part", "") == name) return finding;
  }
  ADD_FAILURE() << "no " << name;
  return {{"value", nullptr}, {"n", 0}};
}

TEST(CommitmentsCommand, GroupsSideBySide) {
  const auto found = ask("commitments compare BRINK CRINK CSTO NATO --on 2025-06-01");
  EXPECT_EQ(part(found, "CRINK: bound to assist").at("numerator"), 2);
  EXPECT_EQ(part(found, "BRINK: bound without choice").at("numerator"), 2);
  EXPECT_EQ(part(found, "NATO: bound to assist").at("value"), 1);
  EXPECT_EQ(part(found, "NATO: bound without choice").at("value"), 0) << "such action as it deems necessary";
  EXPECT_EQ(part(found, "CSTO: bound without choice").at("value"), 1);
  EXPECT_EQ(part(found, "CSTO: bound to assist").at("n"), 15);
  const auto years = ask("commitments compare CSTO --since 1990-12-31 --until 2012-12-31");
  EXPECT_TRUE(part(years, "CSTO on 1990-12-31").at("value").is_null()) << "there was none";
  EXPECT_EQ(part(years, "CSTO on 2010-12-31").at("n"), 21) << "with Uzbekistan";
  EXPECT_EQ(test::blocs("commitments compare CRINK --since 2020-01-01").code, 2);
}

TEST(CommitmentsCommand, WhoOwesWhatToWhom) {
  const auto found = ask("commitments graph CRINK --on 2025-06-01");
  EXPECT_EQ(part(found, "all pairs").at("numerator"), 2);
  EXPECT_EQ(part(found, "CHN to PRK").at("value"), "mutual_defence, automatic");
  EXPECT_EQ(part(found, "RUS to PRK").at("value"), "mutual_defence, mandatory");
}

TEST(CascadeCommand, RankingAndGraph) {
  const auto ranked = ask("cascade --all --on 2025-06-01 --most 5");
  EXPECT_EQ(ranked.size(), 5U);
  EXPECT_GE(ranked.at(0).at("value"), ranked.at(4).at("value"));
  const auto graph = ask("cascade --graph CRINK --on 2025-06-01").at(0);
  EXPECT_EQ(graph.at("numerator"), 2);
  EXPECT_EQ(graph.at("n"), 6);
}

}  // namespace
}  // namespace blocs
