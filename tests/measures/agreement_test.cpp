#include "blocs/measures/agreement.hpp"

#include <gtest/gtest.h>

#include "blocs/core/error.hpp"
#include "support/casebook_record.hpp"
#include "support/rapidcheck_gtest.hpp"
#include "support/small_matrix.hpp"

namespace blocs::measures {
namespace {

using views::Body;
using views::Mask;
using views::Outcome;

Mask all_of(const views::RollCallMatrix& m) {
  return select(m, VoteRule{});
}

VoteRule to_september_2025() {
  VoteRule rule;
  rule.period = {Date(2022, 1, 1), Date(2025, 9, 18)};
  return rule;
}

PairAgreement china_russia(const VoteRule& rule) {
  const auto& m = test::casebook().roll_calls(Body::council);
  return agreement(m, select(m, rule), rule, "CHN", "RUS");
}

// Counted independently from the Council's published votes; S/RES/2638 was adopted without one.
TEST(Agreement, ChinaAndRussiaInTheCouncil) {
  VoteRule rule = to_september_2025();
  const auto all = china_russia(rule);
  EXPECT_EQ(all.n, 192U);
  EXPECT_EQ(all.credit, 161);
  EXPECT_NEAR(*all.share(), .8385, 5e-5);

  rule.contested = true;
  const auto contested = china_russia(rule);
  EXPECT_EQ(contested.n, 75U);
  EXPECT_EQ(contested.credit, 44);
  EXPECT_NEAR(*contested.share(), .5867, 5e-5);
  EXPECT_EQ(all.n - all.alike.count(), 31U);
  EXPECT_EQ(contested.n - contested.alike.count(), 31U);

  rule.period.until = Date(2025, 9, 17);
  const auto earlier = china_russia(rule);
  EXPECT_EQ(earlier.credit, 43);
  EXPECT_EQ(earlier.n, 74U);
}

TEST(Agreement, CompositionOfTheCouncilSpan) {
  const auto& m = test::casebook().roll_calls(Body::council);
  VoteRule rule = to_september_2025();
  rule.outcomes = {Outcome::adopted};
  EXPECT_EQ(select(m, rule).count(), 175U);
  rule.contested = true;
  EXPECT_EQ(select(m, rule).count(), 57U);
  rule.outcomes = {Outcome::vetoed};
  EXPECT_EQ(select(m, rule).count(), 18U);
}

TEST(Agreement, RulesForAbstentionAndAbsence) {
  const auto m = test::matrix({{"AAA", "YYNAAX"}, {"BBB", "YAAAXN"}});
  VoteRule rule;
  const auto exact = agreement(m, all_of(m), rule, "AAA", "BBB");
  EXPECT_EQ(exact.n, 4U);
  EXPECT_EQ(exact.credit, 2);
  rule.abstention = Abstention::half;
  EXPECT_EQ(agreement(m, all_of(m), rule, "AAA", "BBB").credit, 3);
  rule.abstention = Abstention::yes_no;
  const auto yes_no = agreement(m, all_of(m), rule, "AAA", "BBB");
  EXPECT_EQ(yes_no.n, 1U);
  EXPECT_EQ(yes_no.credit, 1);
  rule.abstention = Abstention::exact;
  rule.absence = Absence::as_abstention;
  const auto as_abstention = agreement(m, all_of(m), rule, "AAA", "BBB");
  EXPECT_EQ(as_abstention.n, 6U);
  EXPECT_EQ(as_abstention.credit, 3);
}

TEST(Agreement, NothingCountedIsUndefinedNotZero) {
  const auto m = test::matrix({{"AAA", "Y?"}, {"BBB", ".Y"}});
  const auto pair = agreement(m, all_of(m), VoteRule{}, "AAA", "BBB");
  EXPECT_EQ(pair.n, 0U);
  EXPECT_FALSE(pair.share());
  EXPECT_THROW(agreement(m, all_of(m), VoteRule{}, "AAA", "ZZZ"), Error);
}

std::vector<std::pair<std::string, std::string>> drawn_votes() {
  const auto states = *rc::gen::inRange<std::size_t>(2, 6);
  const auto calls = *rc::gen::inRange<std::size_t>(1, 90);
  std::vector<std::pair<std::string, std::string>> lines;
  for (std::size_t s = 0; s < states; ++s) {
    lines.emplace_back("S" + std::to_string(s), *rc::gen::container<std::string>(
                                                    calls, rc::gen::element('Y', 'N', 'A', 'X', '?', '.')));
  }
  return lines;
}

/// The definition, written as a plain loop over ballots.
std::pair<double, std::size_t> by_hand(const std::string& a, const std::string& b, const VoteRule& rule) {
  double credit = 0;
  std::size_t n = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    char x = a[i];
    char y = b[i];
    if (rule.absence == Absence::as_abstention) {
      if (x == 'X') x = 'A';
      if (y == 'X') y = 'A';
    }
    const std::string counted = rule.abstention == Abstention::yes_no ? "YN" : "YNA";
    if (counted.find(x) == std::string::npos || counted.find(y) == std::string::npos) continue;
    ++n;
    if (x == y)
      credit += 1;
    else if (rule.abstention == Abstention::half && (x == 'A' || y == 'A'))
      credit += 0.5;
  }
  return {credit, n};
}

TEST(Agreement, BitPlanesEqualThePlainLoop) {
  test::holds("planes = loop", [] {
    const auto lines = drawn_votes();
    const auto m = test::matrix(lines);
    VoteRule rule;
    rule.abstention = *rc::gen::element(Abstention::exact, Abstention::half, Abstention::yes_no);
    rule.absence = *rc::gen::element(Absence::missing, Absence::as_abstention);
    const auto pair = agreement(m, all_of(m), rule, "S0", "S1");
    const auto [credit, n] = by_hand(lines[0].second, lines[1].second, rule);
    RC_ASSERT(pair.n == n);
    RC_ASSERT(pair.credit == credit);
    std::size_t cells = 0;
    for (const auto& row : pair.table) {
      for (const auto cell : row) cells += cell;
    }
    RC_ASSERT(cells == n);
  });
}

TEST(Agreement, IsSymmetricAndBlindToSwappingYesAndNo) {
  test::holds("symmetry", [] {
    auto lines = drawn_votes();
    const auto m = test::matrix(lines);
    for (auto& [state, ballots] : lines) {
      for (auto& c : ballots) c = c == 'Y' ? 'N' : c == 'N' ? 'Y' : c;
    }
    const auto swapped = test::matrix(lines);
    VoteRule rule;
    rule.abstention = *rc::gen::element(Abstention::exact, Abstention::half, Abstention::yes_no);
    const auto ab = agreement(m, all_of(m), rule, "S0", "S1");
    const auto ba = agreement(m, all_of(m), rule, "S1", "S0");
    const auto sw = agreement(swapped, all_of(swapped), rule, "S0", "S1");
    RC_ASSERT(ab.credit == ba.credit);
    RC_ASSERT(ab.n == ba.n);
    RC_ASSERT(ab.credit == sw.credit);
    RC_ASSERT(ab.n == sw.n);
  });
}

TEST(Agreement, LeavingOutUncontestedVotesNeverRaisesIt) {
  test::holds("contested <= all", [] {
    const auto m = test::matrix(drawn_votes());
    VoteRule rule;
    const auto all = agreement(m, select(m, rule), rule, "S0", "S1");
    rule.contested = true;
    const auto contested = agreement(m, select(m, rule), rule, "S0", "S1");
    RC_ASSERT(contested.n - contested.alike.count() == all.n - all.alike.count());
    if (contested.share()) RC_ASSERT(*contested.share() <= *all.share() + 1e-12);
  });
}

TEST(GroupAgreement, UnanimityAndMean) {
  const auto m = test::matrix({{"AAA", "YYNX"}, {"BBB", "YNNX"}, {"CCC", "YYX."}});
  const auto group = group_agreement(m, all_of(m), VoteRule{}, {"AAA", "BBB", "CCC"});
  EXPECT_EQ(group.present.count(), 3U);
  EXPECT_EQ(group.unanimous.indices(), (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(group.pairs_defined, 3U);
  EXPECT_NEAR(*group.mean_pairwise, (2.0 / 3 + 1.0 + 0.5) / 3, 1e-12);
}

}  // namespace
}  // namespace blocs::measures
