#include "blocs/measures/council_conduct.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/casebook_record.hpp"
#include "support/small_matrix.hpp"

namespace blocs::measures {
namespace {

using views::Ballot;
using views::Body;

const views::RollCallMatrix& council() {
  return test::casebook().roll_calls(Body::council);
}

std::vector<Veto> vetoes_to_september_2025() {
  VoteRule rule;
  rule.period = {Date(2022, 1, 1), Date(2025, 9, 18)};
  return vetoes(council(), select(council(), rule));
}

bool by(const Veto& veto, const std::string& state) {
  return std::find(veto.cast_by.begin(), veto.cast_by.end(), state) != veto.cast_by.end();
}

TEST(Vetoes, RussiaElevenUnitedStatesSeven) {
  const auto all = vetoes_to_september_2025();
  EXPECT_EQ(all.size(), 18U);
  EXPECT_EQ(std::count_if(all.begin(), all.end(), [](const Veto& v) { return by(v, "RUS"); }), 11);
  EXPECT_EQ(std::count_if(all.begin(), all.end(), [](const Veto& v) { return by(v, "USA"); }), 7);
}

TEST(Vetoes, ChinaJoinedThreeAndAbstainedOnSevenOfRussiasEight) {
  std::vector<std::string> joint;
  std::vector<std::string> abstained;
  std::vector<std::string> for_it;
  const auto china = *council().state_index("CHN");
  for (const auto& veto : vetoes_to_september_2025()) {
    if (!by(veto, "RUS")) continue;
    const auto& id = council().roll_calls()[veto.roll_call].id;
    if (by(veto, "CHN"))
      joint.push_back(id);
    else if (council().ballot(china, veto.roll_call) == Ballot::abstain)
      abstained.push_back(id);
    else
      for_it.push_back(id);
  }
  EXPECT_EQ(joint, (std::vector<std::string>{"S/2022/431", "S/2023/792", "S/2024/239"}));
  EXPECT_EQ(abstained.size(), 7U);
  EXPECT_EQ(for_it, (std::vector<std::string>{"S/2024/826"}));
}

TEST(Vetoes, TheProceduralNoIsNone) {
  const auto at = council().roll_call_index("S/RES/2623");
  ASSERT_TRUE(at);
  EXPECT_EQ(council().roll_calls()[*at].nature, views::Nature::procedural);
  EXPECT_EQ(council().ballot(*council().state_index("RUS"), *at), Ballot::no);
  EXPECT_EQ(council().roll_calls()[*at].outcome, views::Outcome::adopted);
}

TEST(Companions, CountWithExposure) {
  const auto m = test::matrix({{"CHN", "YNAAY"}, {"RUS", "YNANN"}, {"DZA", "YNY.Y"}, {"IND", "YAAXN"}});
  views::Mask all(5);
  for (std::size_t i = 0; i < 5; ++i) all.set(i);
  const auto alike = companions(m, all, Basis::alike, {"CHN", "RUS"});
  EXPECT_EQ(alike.together.indices(), (std::vector<std::size_t>{0, 1, 2}));
  ASSERT_EQ(alike.states.size(), 2U);
  for (const auto& companion : alike.states) {
    EXPECT_EQ(companion.exposure.count(), 3U);
    EXPECT_EQ(companion.joined.count(), 2U);
  }
  const auto opposed = companions(m, all, Basis::opposed, {"CHN", "RUS"});
  EXPECT_EQ(opposed.together.indices(), (std::vector<std::size_t>{1, 2, 3}));
  EXPECT_EQ(opposed.states.front().state, "IND");
  EXPECT_EQ(opposed.states.front().joined.count(), 2U);
  EXPECT_EQ(opposed.states.front().exposure.count(), 2U);
}

}  // namespace
}  // namespace blocs::measures
