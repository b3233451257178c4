#include "blocs/scenarios/cascade.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "blocs/core/error.hpp"
#include "support/atop.hpp"
#include "support/casebook_record.hpp"
#include "support/places.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs::scenarios {
namespace {

using Strings = std::vector<std::string>;

CommitmentGraph on(Date day) {
  return {test::casebook().commitments(), test::casebook().memberships(), day};
}

CascadeResult attack(const std::string& attacker, const std::string& target, Date day, Facts facts = {}) {
  return cascade(on(day), {attacker, target, facts, {}});
}

Bound status(const CascadeResult& result, const std::string& state) {
  const auto* found = result.of(state);
  return found == nullptr ? Bound::not_bound : found->status;
}

Strings bound(const CascadeResult& result, Reading reading) {
  Strings found;
  for (const auto& s : result.states) {
    if (reading == Reading::strict ? s.strict : s.loose) found.push_back(s.state);
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool among(const Strings& list, const std::string& state) {
  return std::find(list.begin(), list.end(), state) != list.end();
}

bool fires(const CommitmentGraph& graph, const CascadeResult& result, const std::string& debtor,
           const std::string& provision, Reading reading) {
  return std::any_of(result.considered.begin(), result.considered.end(), [&](const Considered& one) {
    const auto& duty = graph.duties()[one.duty];
    return duty.debtor == debtor && graph.provision(duty).id == provision && one.fires(reading);
  });
}

const Date kJune2025(2025, 6, 1);

TEST(Cascade, AnAttackOnNorthKoreaBindsRussiaAndChinaStrictly) {
  const auto graph = on(kJune2025);
  const auto result = cascade(graph, {"USA", "PRK", {}, {}});
  EXPECT_EQ(bound(result, Reading::strict), (Strings{"CHN", "RUS"}));
  EXPECT_EQ(status(result, "RUS"), Bound::bound);
  EXPECT_TRUE(fires(graph, result, "RUS", "T04/4", Reading::strict));
  EXPECT_TRUE(fires(graph, result, "CHN", "T01/II", Reading::strict));
}

TEST(Cascade, WithoutAStateOfWarTheyAreBoundInSomeReadings) {
  Facts facts;
  facts.state_of_war = false;
  const auto result = attack("USA", "PRK", kJune2025, facts);
  EXPECT_TRUE(bound(result, Reading::strict).empty());
  EXPECT_EQ(status(result, "RUS"), Bound::bound_in_some);
  EXPECT_EQ(status(result, "CHN"), Bound::bound_in_some);
}

TEST(Cascade, TheTreatyOf2024DoesNotBindBeforeItIsInForce) {
  EXPECT_EQ(bound(attack("USA", "PRK", Date(2024, 12, 3)), Reading::strict), Strings{"CHN"});
  EXPECT_EQ(bound(attack("USA", "PRK", Date(2024, 12, 4)), Reading::strict), (Strings{"CHN", "RUS"}));
  EXPECT_EQ(bound(attack("USA", "PRK", Date(1990, 1, 1)), Reading::strict), (Strings{"CHN", "RUS"}))
      << "treaty of 1961";
}

TEST(Cascade, AnAttackByNorthKoreaFiresNothingInItsFavour) {
  const auto graph = on(kJune2025);
  const auto result = cascade(graph, {"PRK", "KOR", {}, {}});
  for (const auto& one : result.considered) {
    const auto& duty = graph.duties()[one.duty];
    if (duty.creditor == "PRK") {
      EXPECT_FALSE(one.fires(Reading::loose)) << graph.provision(duty).id;
    }
  }
  EXPECT_EQ(status(result, "CHN"), Bound::not_bound);
  EXPECT_EQ(status(result, "RUS"), Bound::not_bound);
  EXPECT_TRUE(fires(graph, result, "USA", "T18/III", Reading::loose));
  EXPECT_EQ(status(result, "USA"), Bound::bound_in_some) << "each acts by its constitutional processes";
}

TEST(Cascade, IfTheTargetStartedItTheSidesChange) {
  Facts facts;
  facts.aggressor = Aggressor::target;
  EXPECT_EQ(bound(attack("PRK", "KOR", kJune2025, facts), Reading::strict), (Strings{"CHN", "RUS"}));
  facts.aggressor = Aggressor::disputed;
  const auto disputed = attack("PRK", "KOR", kJune2025, facts);
  EXPECT_TRUE(bound(disputed, Reading::strict).empty());
  EXPECT_EQ(status(disputed, "RUS"), Bound::bound_in_some);
}

TEST(Cascade, TheRussiaIranTreatyOf2025ObligesNoAssistance) {
  for (const auto day : {kJune2025, Date(2025, 10, 3)}) {
    const auto result = attack("ISR", "IRN", day);
    EXPECT_TRUE(bound(result, Reading::loose).empty()) << day.iso();
  }
  const auto graph = on(Date(2025, 10, 3));
  const auto result = cascade(graph, {"ISR", "IRN", {}, {}});
  EXPECT_TRUE(fires(graph, result, "RUS", "T06/3", Reading::strict)) << "no aid to the aggressor";
  EXPECT_EQ(status(result, "RUS"), Bound::not_bound);
}

TEST(Cascade, AnAttackOnBelarusBindsRussiaTwice) {
  const auto graph = on(kJune2025);
  const auto result = cascade(graph, {"POL", "BLR", {}, {}});
  EXPECT_EQ(status(result, "RUS"), Bound::bound);
  EXPECT_TRUE(fires(graph, result, "RUS", "T09/4", Reading::strict));
  EXPECT_TRUE(fires(graph, result, "RUS", "T08/mutual_defence", Reading::strict));
  const auto earlier = on(Date(2025, 3, 12));
  const auto before = cascade(earlier, {"POL", "BLR", {}, {}});
  EXPECT_TRUE(fires(earlier, before, "RUS", "T09/4", Reading::strict));
  EXPECT_FALSE(fires(earlier, before, "RUS", "T08/mutual_defence", Reading::strict));
}

TEST(Cascade, ForbearanceTowardsTheAggressorIsNotedAndNoObstacle) {
  const auto result = attack("KGZ", "TJK", kJune2025);
  EXPECT_EQ(status(result, "RUS"), Bound::bound) << "the treaty that forbids force calls for help against it";
  const auto torn =
      std::any_of(result.contradictions.begin(), result.contradictions.end(), [](const Contradiction& c) {
        return c.state == "RUS" &&
               std::find(c.provisions.begin(), c.provisions.end(), "T09/1") != c.provisions.end();
      });
  EXPECT_TRUE(torn);
  const auto itself = std::any_of(result.contradictions.begin(), result.contradictions.end(),
                                  [](const Contradiction& c) { return c.state == "KGZ"; });
  EXPECT_TRUE(itself) << "the attacker owes assistance to its own victim";
}

TEST(Cascade, FurtherWavesIfHelpersAreAttacked) {
  Facts facts;
  facts.attacks_helpers = true;
  const auto result = attack("USA", "PRK", kJune2025, facts);
  EXPECT_EQ(status(result, "BLR"), Bound::bound) << "through Russia";
  EXPECT_EQ(result.of("BLR")->wave, 2);
  EXPECT_EQ(status(attack("USA", "PRK", kJune2025), "BLR"), Bound::bound_in_some);
  EXPECT_FALSE(result.cycles.empty()) << "Belarus and Russia owe each other";
}

TEST(Cascade, ReadingsCanBeOverruled) {
  Scenario scenario{"USA", "PRK", {}, {}};
  scenario.overruled["T04/4"].fires = false;
  scenario.overruled["T01/II"].strength = "discretionary";
  const auto result = cascade(on(kJune2025), scenario);
  EXPECT_EQ(status(result, "RUS"), Bound::not_bound);
  EXPECT_EQ(status(result, "CHN"), Bound::bound_in_some);
}

// A chain of alliances, each of two states, however long.
TEST(Cascade, AChainIsFollowedToItsEnd) {
  constexpr int kLinks = 40;
  views::Commitments chain;
  for (int i = 0; i < kLinks; ++i) {
    views::Treaty treaty;
    treaty.id = "C" + std::to_string(100 + i);
    treaty.parties = {"S" + std::to_string(100 + i), "S" + std::to_string(101 + i)};
    treaty.signed_on = treaty.in_force = LooseDate::parse("2000-01-01");
    views::Provision provision;
    provision.id = treaty.id + "/1";
    provision.treaty = treaty.id;
    provision.obligation = "mutual_defence";
    provision.trigger = "armed_attack";
    provision.strength = "mandatory";
    chain.treaties.push_back(treaty);
    chain.provisions.push_back(provision);
  }
  const CommitmentGraph graph(chain, test::casebook().memberships(), kJune2025);
  Facts facts;
  facts.attacks_helpers = true;
  const auto result = cascade(graph, {"XXX", "S100", facts, {}});
  EXPECT_EQ(result.bound(Reading::strict), static_cast<std::size_t>(kLinks));
  EXPECT_EQ(result.waves, kLinks + 1) << "the last one's duties are held against the facts too";
}

TEST(Cascade, AnAttackOnOneselfIsNone) {
  EXPECT_THROW(attack("USA", "USA", kJune2025), Error);
}

TEST(Cascade, RemovingATreatyNeverBindsMore) {
  const auto& commitments = test::casebook().commitments();
  const auto all = on(kJune2025);
  const Strings parties = all.states();
  test::holds("under either reading", [&] {
    const auto attacker = *rc::gen::elementOf(parties);
    const auto target = *rc::gen::elementOf(parties);
    RC_PRE(attacker != target);
    const auto& treaty = *rc::gen::elementOf(commitments.treaties);
    Facts facts;
    facts.attacks_helpers = *rc::gen::arbitrary<bool>();
    facts.state_of_war = *rc::gen::arbitrary<bool>();
    const CommitmentGraph fewer(commitments, test::casebook().memberships(), kJune2025, {treaty.id});
    for (const auto reading : {Reading::strict, Reading::loose}) {
      const auto with = bound(cascade(all, {attacker, target, facts, {}}), reading);
      const auto without = bound(cascade(fewer, {attacker, target, facts, {}}), reading);
      RC_ASSERT(std::includes(with.begin(), with.end(), without.begin(), without.end()));
    }
  });
}

/// The ranking's sets and the cascade's reasons are two ways to one result.
TEST(Cascade, TheRankingCountsWhatTheCascadeFinds) {
  const auto graph = on(kJune2025);
  const Strings states{"BLR", "CHN", "IRN", "KOR", "PRK", "RUS", "USA", "KGZ", "TJK", "POL", "NZL", "BRA"};
  for (const auto aggressor : {Aggressor::attacker, Aggressor::target, Aggressor::disputed}) {
    for (const bool attacks_helpers : {false, true}) {
      Facts facts;
      facts.aggressor = aggressor;
      facts.attacks_helpers = attacks_helpers;
      for (const auto& dyad : rank_dyads(graph, states, facts)) {
        const auto result = cascade(graph, {dyad.attacker, dyad.target, facts, {}});
        EXPECT_EQ(dyad.strict, result.bound(Reading::strict)) << dyad.attacker << " " << dyad.target;
        EXPECT_EQ(dyad.loose, result.bound(Reading::loose)) << dyad.attacker << " " << dyad.target;
        EXPECT_EQ(dyad.bound, bound(result, Reading::strict));
        EXPECT_LE(dyad.strict, dyad.loose);
      }
    }
  }
}

TEST(Cascade, AllDyadsOfTheWorldInSeconds) {
  const auto atop = test::atop(test::casebook());
  if (!atop) GTEST_SKIP() << "the alliance data (ATOP 5.1) are not beside the checkout";
  Strings states;
  for (const auto& state : test::casebook().states().all()) {
    if (!state.valid_to) states.push_back(state.code);
  }
  const auto start = std::chrono::steady_clock::now();
  const CommitmentGraph graph(*atop, test::casebook().memberships(), Date(2018, 6, 30));
  const auto ranked = rank_dyads(graph, states, {});
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  RecordProperty("seconds", std::to_string(seconds));
  RecordProperty("duties", std::to_string(graph.duties().size()));
  RecordProperty("dyads", std::to_string(states.size() * (states.size() - 1)));
  EXPECT_GT(ranked.size(), 10000U);
  EXPECT_LT(seconds, 30) << "5 s in a release build; the bound leaves room for sanitizers";
}

TEST(Cascade, TheAlliancesOfTheirDay) {
  const auto atop = test::atop(test::casebook());
  if (!atop) GTEST_SKIP() << "the alliance data (ATOP 5.1) are not beside the checkout";
  const auto loosely = [&](const char* attacker, const char* target, Date day) {
    const CommitmentGraph graph(*atop, test::casebook().memberships(), day);
    return bound(cascade(graph, {attacker, target, {}, {}}), Reading::loose);
  };
  // The Dual Alliance of 1879 holds in 1914; in 1872 there is none.
  EXPECT_TRUE(among(loosely("RUS", "AUH", Date(1914, 7, 1)), "DEU"));
  EXPECT_FALSE(among(loosely("RUS", "AUH", Date(1872, 7, 1)), "DEU"));
  // The Warsaw Pact, and the Treaty of 1949 from Greece's entry in February 1952.
  EXPECT_TRUE(among(loosely("USA", "POL", Date(1960, 1, 1)), "RUS"));
  EXPECT_FALSE(among(loosely("RUS", "GRC", Date(1951, 6, 1)), "NOR"));
  EXPECT_TRUE(among(loosely("RUS", "GRC", Date(1953, 6, 1)), "NOR"));
  // From 1975 the Final Act of Helsinki forbids force between them: it does not protect who breaks it.
  EXPECT_TRUE(among(loosely("RUS", "GRC", Date(1976, 6, 1)), "NOR"));
  EXPECT_TRUE(loosely("RUS", "GRC", Date(2019, 1, 1)).empty()) << "after 2018 the source says nothing";
}

TEST(CommitmentGraph, CrinkOverTime) {
  const auto summary = [](Date day) {
    return summarise(on(day), test::casebook().memberships(), {"CHN", "IRN", "PRK", "RUS"});
  };
  const auto before = summary(Date(2024, 12, 3));
  const auto after = summary(kJune2025);
  EXPECT_EQ(before.pairs_assisting, 1U) << "China and North Korea";
  EXPECT_EQ(after.pairs_assisting, 2U) << "and Russia and North Korea";
  EXPECT_EQ(after.pairs_symmetric, 2U);
  EXPECT_EQ(after.pairs, 6U);
}

}  // namespace
}  // namespace blocs::scenarios
