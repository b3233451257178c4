#include "blocs/scenarios/power.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "blocs/core/error.hpp"

namespace blocs::scenarios {
namespace {

TEST(Power, CouncilOfFifteen) {
  const auto p = power(kCouncil1966, false);
  EXPECT_EQ(p.permanent.shapley, Fraction(421, 2145));
  EXPECT_EQ(p.elected.shapley, Fraction(4, 2145));
  EXPECT_EQ(p.permanent.swings, 848);
  EXPECT_EQ(p.elected.swings, 84);
  EXPECT_EQ(p.all_swings, 5080);
  EXPECT_EQ(p.passing, 848);
  EXPECT_EQ(p.profiles, 32768);
  EXPECT_NEAR(p.permanent.banzhaf.value(), .166929, 5e-7);
  EXPECT_NEAR(p.elected.banzhaf.value(), .0165354, 5e-8);
  EXPECT_NEAR(p.permanent.absolute.value(), .0517578, 5e-8);
  EXPECT_NEAR(p.elected.absolute.value(), .00512695, 5e-9);
}

TEST(Power, CouncilOfEleven) {
  const auto p = power(kCouncil1946, false);
  EXPECT_EQ(p.permanent.shapley, Fraction(76, 385));
  EXPECT_EQ(p.elected.shapley, Fraction(1, 462));
  EXPECT_EQ(p.permanent.swings, 57);
  EXPECT_EQ(p.elected.swings, 5);
  EXPECT_EQ(p.all_swings, 315);
  EXPECT_EQ(p.passing, 57);
}

TEST(Power, WithAbstention) {
  const auto p = power(kCouncil1966, true);
  EXPECT_EQ(p.passing, 146796);
  EXPECT_EQ(p.profiles, 14348907);
  EXPECT_EQ(p.permanent.swings, 108336);
  EXPECT_EQ(p.elected.swings, 53154);
  EXPECT_NEAR(p.permanent.banzhaf.value(), .100945, 5e-7);
  EXPECT_NEAR(p.elected.banzhaf.value(), .0495276, 5e-8);
}

TEST(Power, SharesAddUpToOne) {
  for (const bool abstention : {false, true}) {
    for (const auto& body : {kCouncil1946, kCouncil1966, Body{2, 3, 4}, Body{1, 1, 2}}) {
      const auto p = power(body, abstention);
      const auto sum = [&](const Fraction& a, const Fraction& b) {
        return body.permanent * a.value() + body.elected * b.value();
      };
      EXPECT_NEAR(sum(p.permanent.shapley, p.elected.shapley), 1, 1e-12);
      EXPECT_NEAR(sum(p.permanent.banzhaf, p.elected.banzhaf), 1, 1e-12);
    }
  }
}

/// Outcome of a profile of 0 yes, 1 no, 2 abstain; permanent seats first.
bool passes(const Body& body, const std::vector<int>& profile, bool abstention) {
  int yes = 0;
  for (int s = 0; s < body.members(); ++s) {
    const int vote = profile[static_cast<std::size_t>(s)];
    yes += vote == 0;
    if (s < body.permanent && (vote == 1 || (!abstention && vote != 0))) return false;
  }
  return yes >= body.yes_needed;
}

/// The seat after whose ballot every completion has one outcome, by trying all completions.
int settles(const Body& body, const std::vector<int>& order, const std::vector<int>& profile) {
  const auto n = static_cast<std::size_t>(body.members());
  for (std::size_t voted = 1; voted <= n; ++voted) {
    bool some_pass = false;
    bool some_fail = false;
    for (const int rest : {0, 1}) {  // the extremes: all others yes, all others no
      std::vector<int> full(n, rest);
      for (std::size_t i = 0; i < voted; ++i)
        full[static_cast<std::size_t>(order[i])] = profile[static_cast<std::size_t>(order[i])];
      (passes(body, full, true) ? some_pass : some_fail) = true;
    }
    if (!(some_pass && some_fail)) return order[voted - 1];
  }
  return -1;
}

TEST(Power, RollCallPivotsOfASmallBodyByEnumeration) {
  const Body body{2, 3, 3};
  std::vector<int> order(5);
  std::iota(order.begin(), order.end(), 0);
  std::array<std::int64_t, 5> pivots{};
  std::int64_t all = 0;
  do {
    for (int code = 0; code < 243; ++code) {
      std::vector<int> profile;
      for (int rest = code, s = 0; s < 5; ++s, rest /= 3) profile.push_back(rest % 3);
      ++pivots[static_cast<std::size_t>(settles(body, order, profile))];
      ++all;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  const auto p = power(body, true);
  EXPECT_EQ(p.permanent.shapley, Fraction(pivots[0], all));
  EXPECT_EQ(p.permanent.shapley, Fraction(pivots[1], all));
  EXPECT_EQ(p.elected.shapley, Fraction(pivots[4], all));
}

TEST(Power, BodyOfADay) {
  EXPECT_EQ(body_on(Date(1950, 1, 1)).members(), 11);
  EXPECT_EQ(body_on(Date(2025, 1, 1)).elected, 10);
  EXPECT_THROW(power(Body{5, 20, 9}, false), Error);
  EXPECT_THROW(power(Body{5, 10, 5}, false), Error);
}

}  // namespace
}  // namespace blocs::scenarios
