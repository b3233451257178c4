#include <gtest/gtest.h>

#include "blocs/core/error.hpp"
#include "blocs/findings/question.hpp"
#include "support/casebook_record.hpp"

namespace blocs::findings {
namespace {

const Finding& part(const std::vector<Finding>& findings, const std::string& name) {
  for (const auto& finding : findings) {
    if (finding.rule.data.value("part", "") == name) return finding;
  }
  throw std::runtime_error("no part " + name);
}

TEST(System, SharesOfTiesAddUpToTwo) {
  const auto found =
      answer(test::casebook(), {"system.centre", {"CRINK"}, {{"on", "2025-09-18"}, {"replicates", 20}}});
  for (const std::string layer : {"meetings", "treaties", "memberships"}) {
    double sum = 0;
    for (const auto& finding : found) {
      if (finding.rule.data.value("part", "") == layer) sum += finding.number().value_or(0);
    }
    EXPECT_NEAR(sum, 2, 1e-12) << layer;
  }
  EXPECT_THROW(answer(test::casebook(), {"system.centre", {"CHN", "RUS"}, Json::object()}), Error);
}

TEST(System, TheRingOfBrinkIsJudgedAtEveryCut) {
  const auto found = answer(test::casebook(), {"system.ring", {"BRINK"}, {{"on", "2024-07-24"}}});
  const auto& nine = part(found, "named among the nearest 9");
  EXPECT_EQ(nine.n, 9U);
  EXPECT_EQ(nine.details.at("nearer_and_not_named").size(), 9 - static_cast<std::size_t>(*nine.numerator));
  const auto& forty = part(found, "named among the nearest 40");
  EXPECT_GE(*forty.numerator, *nine.numerator);
  EXPECT_LE(forty.details.at("recall").get<double>(), 1);
  // The members themselves are not in their ring; China is a state outside BRINK.
  for (const auto& row : found.front().details.at("ranking")) EXPECT_NE(row.at("state"), "RUS");
  EXPECT_THROW(answer(test::casebook(), {"system.ring", {"BRINK"}, {{"layers", {"meetings"}}}}), Error);
}

TEST(System, BrinkIsTiedByPairs) {
  const auto found = answer(test::casebook(), {"system.nesting", {"BRINK"}, {{"on", "2024-07-24"}}});
  EXPECT_EQ(part(found, "treaties that join all").number(), 0.0);
  EXPECT_EQ(found.front().n, 6U);
}

// Each by its own customs: 228 of 710.2 billion for Russia in 2023, 240.11 of 5,936 for China.
TEST(System, DependenceIsAsymmetricAndUndefinedWithoutATotal) {
  const auto found = answer(test::casebook(), {"trade.dependence", {"RUS", "CHN"}, {{"year", 2023}}});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(*found[0].number(), 228.0 / 710.2, 1e-9);
  EXPECT_NEAR(*found[1].number(), 240.11 / 5936, 1e-9);
  const auto iran = answer(test::casebook(), {"trade.dependence", {"IRN", "CHN"}, {{"year", 2023}}});
  EXPECT_FALSE(iran[0].number());
  EXPECT_NE(iran[0].caveats.front().find("undefined"), std::string::npos);
  EXPECT_TRUE(iran[1].number());
}

TEST(System, AProfileSaysWhatItDoesNotHold) {
  const auto found = answer(test::casebook(), {"system.profile", {"BRINK"}, {{"on", "2024-07-24"}}});
  std::size_t undefined = 0;
  for (const auto& finding : found) {
    if (!finding.number()) {
      ++undefined;
      EXPECT_NE(finding.caveats.back().find("undefined"), std::string::npos);
      continue;
    }
    if (finding.unit == "share of votes") {
      EXPECT_LT(finding.details.at("states_below").get<int>(), finding.details.at("states").get<int>());
      EXPECT_EQ(finding.evidence.size(), finding.n);
    }
  }
  EXPECT_EQ(undefined, 4U);  // regime, militarised society, status quo, pattern of behaviour
  EXPECT_GT(*part(found, "revisionist alignment, the group among random groups").number(), 0.9);
}

}  // namespace
}  // namespace blocs::findings
