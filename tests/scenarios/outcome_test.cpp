#include "blocs/scenarios/outcome.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <numeric>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "scenarios/normal.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs::scenarios {
namespace {

using views::Ballot;
using views::Nature;
using views::Outcome;

/// A council of five permanent members and two elected ones that needs four votes: small enough to enumerate.
CouncilRule small_rule() {
  auto rule = council_rule_on(Date(2025, 1, 1));
  rule.members = 7;
  rule.yes_needed = 4;
  return rule;
}

std::vector<BallotChances> random_members(std::size_t n, std::uint64_t seed, double loading) {
  const std::vector<std::string> names{"E01", "CHN", "FRA", "GBR", "RUS", "USA", "E02", "E03",
                                       "E04", "E05", "E06", "E07", "E08", "E09", "E10"};
  RandomStream random(seed, 0);
  std::vector<BallotChances> members;
  for (std::size_t i = 0; i < n; ++i) {
    const double yes = random.uniform();
    const double no = (1 - yes) * random.uniform();
    const double lean = loading == 0 ? 0 : loading * (2 * random.uniform() - 1);
    members.push_back({names[i], yes, no, 1 - yes - no, lean});
  }
  return members;
}

/// One member's chances at a value of the shared factor, by definition.
std::array<double, 3> at_factor(const BallotChances& m, double z) {
  const double own = std::sqrt(1 - m.loading * m.loading);
  const double no = normal_below((normal_quantile(m.no) - m.loading * z) / own);
  const double not_yes = normal_below((normal_quantile(m.no + m.abstain) - m.loading * z) / own);
  return {1 - not_yes, no, not_yes - no};
}

struct Enumerated {
  double adopted = 0, vetoed = 0, failed = 0, failed_and_blocked = 0;
};

Enumerated enumerate(const std::vector<BallotChances>& members, const CouncilRule& rule, Nature nature,
                     double z) {
  std::vector<std::array<double, 3>> chances;
  for (const auto& m : members) chances.push_back(at_factor(m, z));
  Enumerated result;
  const auto profiles = static_cast<int>(std::pow(3, members.size()));
  for (int code = 0; code < profiles; ++code) {
    double p = 1;
    std::size_t yes = 0;
    bool blocked = false;
    for (int rest = code, i = 0; i < static_cast<int>(members.size()); ++i, rest /= 3) {
      const auto at = static_cast<std::size_t>(i);
      const auto vote = static_cast<std::size_t>(rest % 3);
      p *= chances[at][vote];
      yes += vote == 0;
      blocked =
          blocked || (vote == 1 && nature == Nature::substantive && rule.is_permanent(members[at].state));
    }
    const bool enough = yes >= rule.yes_needed;
    (enough ? (blocked ? result.vetoed : result.adopted) : result.failed) += p;
    if (!enough && blocked) result.failed_and_blocked += p;
  }
  return result;
}

TEST(OutcomeChances, EqualEnumeration) {
  test::holds("without and with the shared factor", [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const auto loading = *rc::gen::element(0.0, 0.8);
    const auto nature = *rc::gen::element(Nature::substantive, Nature::procedural);
    const auto members = random_members(7, seed, loading);
    const auto chances = outcome_chances(members, small_rule(), nature, 8);
    Enumerated sum;
    const Quadrature none{{0}, {1}};
    const auto& rule = loading == 0 ? none : gauss_hermite(16);
    for (std::size_t i = 0; i < rule.at.size(); ++i) {
      const auto one = enumerate(members, small_rule(), nature, rule.at[i]);
      sum.adopted += rule.weight[i] * one.adopted;
      sum.vetoed += rule.weight[i] * one.vetoed;
      sum.failed += rule.weight[i] * one.failed;
      sum.failed_and_blocked += rule.weight[i] * one.failed_and_blocked;
    }
    RC_ASSERT(std::fabs(chances.adopted - sum.adopted) < 1e-10);
    RC_ASSERT(std::fabs(chances.vetoed - sum.vetoed) < 1e-10);
    RC_ASSERT(std::fabs(chances.failed - sum.failed) < 1e-10);
    RC_ASSERT(std::fabs(chances.failed_and_blocked - sum.failed_and_blocked) < 1e-10);
  });
}

TEST(OutcomeChances, AddUpAndStateTheirError) {
  const auto rule = council_rule_on(Date(2025, 1, 1));
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto members = random_members(15, seed, 0.9);
    const auto chances = outcome_chances(members, rule, Nature::substantive);
    EXPECT_NEAR(chances.adopted + chances.vetoed + chances.failed, 1, 1e-10);
    EXPECT_NEAR(std::accumulate(chances.yes_votes.begin(), chances.yes_votes.end(), 0.0), 1, 1e-10);
    const auto finest = outcome_chances(members, rule, Nature::substantive, 64);
    EXPECT_LE(std::fabs(chances.adopted - finest.adopted), 2 * chances.quadrature_error + 1e-9);
    EXPECT_LT(chances.quadrature_error, 1e-3);
    double mean = 0;
    double own = 0;
    for (std::size_t k = 0; k < chances.yes_votes.size(); ++k)
      mean += static_cast<double>(k) * chances.yes_votes[k];
    for (const auto& m : members) own += m.yes;
    EXPECT_NEAR(mean, own, 1e-4) << "the factor must not move a member's own chances";
  }
}

TEST(OutcomeChances, CertainBallotsGiveTheDecision) {
  test::holds("as Article 27 decides", [] {
    const auto draft = Draft{Date(2025, 1, 1), Nature::substantive, {}};
    auto members = random_members(15, 7, 0);
    std::vector<MemberBallot> ballots;
    for (auto& m : members) {
      const auto vote = *rc::gen::element(Ballot::yes, Ballot::yes, Ballot::no, Ballot::abstain);
      m.yes = vote == Ballot::yes;
      m.no = vote == Ballot::no;
      m.abstain = vote == Ballot::abstain;
      m.loading = 0.5;
      ballots.push_back({m.state, vote});
    }
    const auto chances = outcome_chances(members, council_rule_on(draft.date), draft.nature);
    const auto outcome = decide(draft, ballots).outcome;
    const double chance = outcome == Outcome::adopted  ? chances.adopted
                          : outcome == Outcome::vetoed ? chances.vetoed
                                                       : chances.failed;
    RC_ASSERT(std::fabs(chance - 1) < 1e-9);
  });
}

TEST(OutcomeChances, UnderAMillisecond) {
  const auto rule = council_rule_on(Date(2025, 1, 1));
  const auto members = random_members(15, 3, 0.6);
  outcome_chances(members, rule, Nature::substantive);
  double best = 1e9;
  for (int i = 0; i < 20; ++i) {
    const auto start = std::chrono::steady_clock::now();
    outcome_chances(members, rule, Nature::substantive);
    best = std::min(
        best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  RecordProperty("best_milliseconds", std::to_string(best));
  EXPECT_LT(best, 20) << "well under 1 ms in a release build; the bound leaves room for sanitizers";
}

TEST(Pivotality, ANinthVoteAndAVeto) {
  const auto rule = council_rule_on(Date(2025, 1, 1));
  std::vector<MemberBallot> ballots;
  auto members = random_members(15, 1, 0);
  for (std::size_t i = 0; i < 15; ++i) {
    const bool yes = i < 9;  // E01, the five permanent members, E02 to E04
    members[i].yes = yes;
    members[i].no = 0;
    members[i].abstain = !yes;
    ballots.push_back({members[i].state, yes ? Ballot::yes : Ballot::abstain});
  }
  const auto swings = pivotality(members, rule, Nature::substantive);
  EXPECT_DOUBLE_EQ(swings[0].swing(), 1);
  EXPECT_DOUBLE_EQ(swings[14].swing(), 0);
  const auto decisive = decisive_members({Date(2025, 1, 1), Nature::substantive, {}}, ballots);
  EXPECT_EQ(decisive.size(), 9U);
}

TEST(Quadrature, IntegratesPolynomials) {
  for (const int n : {2, 5, 24, 48, 128}) {
    const auto& rule = gauss_hermite(n);
    ASSERT_EQ(rule.at.size(), static_cast<std::size_t>(n));
    double one = 0;
    double square = 0;
    for (std::size_t i = 0; i < rule.at.size(); ++i) {
      one += rule.weight[i];
      square += rule.weight[i] * rule.at[i] * rule.at[i];
    }
    EXPECT_NEAR(one, 1, 1e-12);
    EXPECT_NEAR(square, 1, 1e-11);
  }
}

TEST(Normal, QuantileInvertsTheDistribution) {
  for (const double p : {1e-12, 1e-4, 0.02, 0.3, 0.5, 0.77, 0.999}) {
    EXPECT_NEAR(normal_below(normal_quantile(p)), p, 1e-14);
  }
}

}  // namespace
}  // namespace blocs::scenarios
