#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/program.hpp"

namespace blocs {
namespace {

using nlohmann::json;

json ask(const std::string& arguments) {
  const auto run = test::blocs(arguments + " --format json");
  EXPECT_EQ(run.code, 0) << run.err;
  return json::parse(run.out).at("findings");
}

/// The finding that states one part of an answer.
json part(const json& findings, const std::string& name) {
  for (const auto& finding : findings) {
    if (finding.at("rule").at("data").value("part", "") == name) return finding;
  }
  ADD_FAILURE() << "no part " << name;
  return nullptr;
}

TEST(CouncilReplay, EveryVoteAgrees) {
  const auto summary = ask("council replay").at(0);
  EXPECT_EQ(summary.at("value"), 1.0);
  EXPECT_EQ(summary.at("n"), 1376) << "1,389 since 2004, nine without a vote, four with a ballot not known";
  EXPECT_EQ(summary.at("details").at("undecided").size(), 4U);
  EXPECT_EQ(summary.at("details").at("without_vote").size(), 9U);
  EXPECT_EQ(summary.at("details").at("without_vote").back(), "S/RES/2638");
  EXPECT_TRUE(summary.at("details").at("exceptions").empty());
  EXPECT_EQ(ask("council replay --all").size(), 1567U) << "with 177 of which only the vetoes are on record";
}

TEST(CouncilReplay, CausesOfOneVote) {
  const auto one = ask("council replay S/2025/561").at(0);
  EXPECT_EQ(one.at("value"),
            "not adopted, short by 5; the noes of FRA, GBR, USA would have blocked it as well");
  EXPECT_EQ(one.at("evidence"), json({"S/2025/561"}));
  EXPECT_EQ(ask("council replay S/RES/2623").at(0).at("value"), "adopted");
  const auto party = ask("council replay S/2022/155 --party Russia").at(0);
  EXPECT_EQ(party.at("details").at("decision").at("set_aside"), json({"RUS"}));
  EXPECT_EQ(test::blocs("council replay S/9999/1").code, 3);
}

// The Council fixed the day of an election to the International Court of Justice by consensus.
TEST(CouncilReplay, WithoutAVoteThereIsNothingToReplay) {
  const auto one = ask("council replay S/RES/2638").at(0);
  EXPECT_FALSE(one.contains("value") && !one.at("value").is_null());
  EXPECT_EQ(one.at("n"), 0);
  EXPECT_EQ(test::blocs("council whatif --id S/RES/2638 --no CHN").code, 8);
  const auto adopted =
      ask("votes count --since 2022-01-01 --until 2022-12-31 --outcomes adopted --kinds draft").at(0);
  EXPECT_EQ(adopted.at("n"), 54) << "the Security Council's own count of resolutions in 2022";
  EXPECT_EQ(adopted.at("details").at("without_vote"), 1);
}

TEST(CouncilBacktest, LeavesSponsorsOutAndSaysSo) {
  const auto main = ask("council backtest").at(0);
  const auto& features = main.at("details").at("features");
  ASSERT_EQ(features.size(), 2U);
  EXPECT_EQ(features.at(1).at("feature"), "sponsors");
  EXPECT_TRUE(features.at(1).at("left_out").get<bool>());
  const auto share = [&](const char* outcome) {
    const auto& votes = features.at(1).at(outcome);
    return votes.at("given").get<double>() / votes.at("votes").get<double>();
  };
  EXPECT_GT(share("fallen"), 5 * share("adopted"));
  EXPECT_FALSE(features.at(0).at("left_out").get<bool>()) << "every vote has an agenda item";
  EXPECT_NE(main.at("caveats").dump().find("sponsors left out"), std::string::npos);
}

TEST(CouncilPredict, SponsorsDoNotForetellFailure) {
  const auto with = ask("council predict --topic iran --on 2026-01-20 --sponsors CHN,RUS");
  const auto without = ask("council predict --topic iran --on 2026-01-20");
  EXPECT_EQ(with.at(0).at("value"), without.at(0).at("value"));
  EXPECT_NE(with.at(0).at("caveats").dump().find("sponsors left out"), std::string::npos);
}

TEST(CouncilPower, ExactFractions) {
  const auto now = ask("council power");
  EXPECT_EQ(part(now, "permanent: Shapley-Shubik").at("details").at("exact"), "421/2145");
  EXPECT_EQ(part(now, "elected: Shapley-Shubik").at("details").at("exact"), "4/2145");
  EXPECT_EQ(part(now, "all: profiles that pass").at("details").at("all_swings"), 5080);
  const auto old = ask("council power --council 1946");
  EXPECT_EQ(part(old, "permanent: Shapley-Shubik").at("details").at("exact"), "76/385");
  const auto ternary = ask("council power --abstention");
  EXPECT_EQ(part(ternary, "all: profiles that pass").at("details").at("passing"), 146796);
  EXPECT_EQ(part(ternary, "permanent: Banzhaf, normalised").at("details").at("swings"), 108336);
  EXPECT_EQ(part(ternary, "elected: Banzhaf, normalised").at("details").at("swings"), 53154);
  EXPECT_EQ(test::blocs("council power --council 1955").code, 2);
}

TEST(CouncilSnapback, Of2025WithBothVotes) {
  const auto findings = ask("council snapback --notified 2025-08-28");
  EXPECT_EQ(part(findings, "effect, GMT").at("value"), "2025-09-28 00:00");
  EXPECT_EQ(part(findings, "effect, New York").at("value"), "2025-09-27 20:00");
  const auto end = part(findings, "outcome");
  EXPECT_EQ(end.at("evidence"), json({"S/2025/561", "S/2025/539"}));
  EXPECT_EQ(end.at("details").at("steps").at(3).at("state"), "tripped");
  EXPECT_EQ(test::blocs("council snapback").code, 2);
}

TEST(CouncilMandate, ThePanelLapsed) {
  const auto end = ask("council mandate un-prk-panel").at(0);
  EXPECT_EQ(end.at("details").at("steps").back().at("state"), "tripped");
  EXPECT_EQ(end.at("details").at("steps").back().at("date"), "2024-05-01");
  EXPECT_EQ(end.at("evidence"), json({"S/2024/255", "un-prk-panel"}));
}

TEST(CouncilPredict, ChancesAddUp) {
  const auto findings = ask("council predict --topic ukraine --on 2026-01-20");
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) sum += findings.at(i).at("value").get<double>();
  EXPECT_NEAR(sum, 1, 1e-9);
  EXPECT_EQ(findings.size(), 18U) << "three outcomes, fifteen members";
  EXPECT_EQ(test::blocs("council predict --topic moon").code, 3);
  EXPECT_EQ(test::blocs("council predict --topic iran --on 2031-01-01").code, 8);
}

TEST(CouncilWhatif, OneVeto) {
  EXPECT_EQ(ask("council whatif --on 2025-06-01 --no Russia").at(0).at("value"), "vetoed by RUS");
  const auto turned = ask("council whatif --id S/2022/155 --abstain RUS").at(0);
  EXPECT_EQ(turned.at("value"), "adopted");
  EXPECT_EQ(test::blocs("council whatif --on 2025-06-01 --no Brazil").code, 2);
}

}  // namespace
}  // namespace blocs
