#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "support/program.hpp"

namespace blocs {
namespace {

using nlohmann::json;

TEST(Check, ShippedClaimsByName) {
  const auto run = test::blocs("check csis");
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_NE(run.out.find("council-contested: "), std::string::npos);
  EXPECT_NE(run.out.find("44 of 75 (58.7 %), 31 apart"), std::string::npos);
  EXPECT_NE(run.out.find(" claims: "), std::string::npos);
}

TEST(Check, JsonHasClaimsAndFindings) {
  const auto run = test::blocs("check marshall --format json");
  ASSERT_EQ(run.code, 0) << run.err;
  const auto all = json::parse(run.out);
  EXPECT_GE(all.at("claims").size(), 10U);
  EXPECT_FALSE(all.at("findings").empty());
  for (const auto& claim : all.at("claims")) {
    for (const char* key :
         {"id", "text", "where", "document", "verdict", "why", "figures", "variants", "evidence"}) {
      EXPECT_TRUE(claim.contains(key)) << key;
    }
  }
}

TEST(Check, OnlyAndClaimNarrowWhatIsShown) {
  const auto differ = json::parse(test::blocs("check csis --only differs --format json").out).at("claims");
  EXPECT_FALSE(differ.empty());
  for (const auto& claim : differ) EXPECT_EQ(claim.at("verdict"), "differs");
  const auto one = test::blocs("check csis --claim council-contested");
  EXPECT_EQ(one.code, 0);
  EXPECT_NE(one.out.find("43 of 74 (58.1 %), 31 apart"), std::string::npos);
  EXPECT_NE(one.out.find("648 rules tried"), std::string::npos);
  EXPECT_NE(one.out.find("evidence, 75 rows"), std::string::npos);
}

TEST(Check, StrictTellsByItsExitCode) {
  EXPECT_EQ(test::blocs("check csis --strict --claim council-contested").code, 9);
  EXPECT_EQ(test::blocs("check csis --strict --claim vetoes-joint").code, 0);
}

TEST(Check, WhatWasOvertakenIsNamedCountedAndNoReasonToBeStrict) {
  const auto run = test::blocs("check marshall --claim treaty-in-october --strict");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_NE(run.out.find("overtaken"), std::string::npos);
  EXPECT_NE(run.out.find("2025-01-17"), std::string::npos);
  const auto only =
      json::parse(test::blocs("check marshall --only overtaken --format json").out).at("claims");
  EXPECT_FALSE(only.empty());
  for (const auto& claim : only) EXPECT_EQ(claim.at("verdict"), "overtaken");
  const auto all = test::blocs("check marshall").out;
  EXPECT_NE(all.find(std::to_string(only.size()) + " overtaken"), std::string::npos) << all;
}

TEST(Check, CsvHasARowForEveryFigure) {
  const auto run = test::blocs("check csis --claim vetoes-alone --format csv");
  ASSERT_EQ(run.code, 0);
  EXPECT_EQ(std::count(run.out.begin(), run.out.end(), '\n'), 4);
  EXPECT_EQ(run.out.rfind("claim,verdict,text", 0), 0U);
}

TEST(Check, SaysWhatIsWrong) {
  const auto nothing = test::blocs("check csiss");
  EXPECT_EQ(nothing.code, 3);
  EXPECT_NE(nothing.err.find("csis, marshall"), std::string::npos);
  const auto claim = test::blocs("check csis --claim vetos");
  EXPECT_EQ(claim.code, 3);
  EXPECT_NE(claim.err.find("vetoes"), std::string::npos);
  EXPECT_EQ(test::blocs("check csis --only maybe").code, 2);

  const test::TempFolder folder;
  const auto file = (folder / "claims.toml").string();
  test::spill(file, "[document]\ntitle = 3\n");
  const auto typed = test::blocs("check " + file);
  EXPECT_EQ(typed.code, 5);
  EXPECT_NE(typed.err.find("claims.toml:2, column"), std::string::npos);
  EXPECT_TRUE(typed.out.empty());
}

}  // namespace
}  // namespace blocs
