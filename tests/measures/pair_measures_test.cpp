#include "blocs/measures/pair_measures.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/measures/agreement.hpp"
#include "support/rapidcheck_gtest.hpp"
#include "support/small_matrix.hpp"

namespace blocs::measures {
namespace {

/// Rows and columns in the order yes, abstain, no, as the literature prints them.
BallotTable printed(std::array<std::array<double, 3>, 3> rows) {
  constexpr std::array<std::size_t, 3> kAt{0, 2, 1};
  BallotTable table;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) table.cells[kAt[i]][kAt[j]] = rows[i][j];
  }
  return table;
}

// The United States and Mexico in the Assembly of 1946, contested votes.
TEST(PairMeasures, UnitedStatesAndMexico1946) {
  const auto table = printed({{{17, 2, 5}, {0, 0, 2}, {9, 1, 2}}});
  EXPECT_EQ(table.total(), 38);
  EXPECT_NEAR(*cohen_kappa(table, Scale::squared), -.0122, 5e-5);
  EXPECT_NEAR(*scott_pi(table, Scale::nominal), -.0278, 5e-5);
  EXPECT_NEAR(*s_score(table), .1316, 5e-5);
}

TEST(PairMeasures, NothingInCommonIsUndefined) {
  for (const auto measure : all_pair_measures()) EXPECT_FALSE(value(measure, BallotTable{})) << word(measure);
}

TEST(PairMeasures, TwoConstantStatesHaveNoKappaAndNoPi) {
  const auto table = printed({{{12, 0, 0}, {0, 0, 0}, {0, 0, 0}}});
  for (const auto scale : {Scale::nominal, Scale::linear, Scale::squared}) {
    EXPECT_FALSE(cohen_kappa(table, scale));
    EXPECT_FALSE(scott_pi(table, scale));
  }
  EXPECT_EQ(*s_score(table), 1);
  EXPECT_EQ(*benati_capurri(table), 0);
  // One yes throughout, the other no throughout: kappa expects just that, pi does not.
  const auto opposed = printed({{{0, 0, 7}, {0, 0, 0}, {0, 0, 0}}});
  EXPECT_EQ(*cohen_kappa(opposed, Scale::squared), 0);
  EXPECT_EQ(*scott_pi(opposed, Scale::squared), -1);
}

TEST(PairMeasures, NamesGoBothWays) {
  for (const auto measure : all_pair_measures()) EXPECT_EQ(pair_measure_of(word(measure)), measure);
  EXPECT_FALSE(pair_measure_of("tau"));
}

BallotTable drawn_table() {
  BallotTable table;
  for (auto& row : table.cells) {
    for (auto& cell : row) cell = *rc::gen::inRange(0, 30);
  }
  return table;
}

TEST(PairMeasures, IdentitiesOnRandomTables) {
  test::holds("identities", [] {
    const auto table = drawn_table();
    RC_PRE(table.total() > 0);
    RC_ASSERT(std::abs(*s_score(table) - (2 * *lijphart(table) - 1)) < 1e-12);
    BallotTable swapped = table;  // yes and no change places for both
    std::swap(swapped.cells[0], swapped.cells[1]);
    for (auto& row : swapped.cells) std::swap(row[0], row[1]);
    BallotTable turned;  // the two states change places
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) turned.cells[j][i] = table.cells[i][j];
    }
    for (const auto measure : all_pair_measures()) {
      const auto x = value(measure, table);
      for (const auto& other : {swapped, turned}) {
        const auto y = value(measure, other);
        RC_ASSERT(x.has_value() == y.has_value());
        if (x) RC_ASSERT(std::abs(*x - *y) < 1e-12);
      }
    }
  });
}

TEST(PairMeasures, RangesOnRandomTables) {
  test::holds("ranges", [] {
    const auto table = drawn_table();
    for (const auto measure : all_pair_measures()) {
      const auto x = value(measure, table);
      if (!x) continue;
      RC_ASSERT(*x <= (measure == PairMeasure::a ? 2 : 1) + 1e-12);
      if (measure <= PairMeasure::yes_no) RC_ASSERT(*x >= 0);
      if (measure == PairMeasure::s || measure == PairMeasure::s_squared) RC_ASSERT(*x >= -1 - 1e-12);
    }
  });
}

TEST(BallotTable, EqualsTheTableOfAgreementAndTakesWeights) {
  const auto m = test::matrix({{"AAA", "YYNAAX"}, {"BBB", "YAAAXN"}});
  const VoteRule rule;
  const auto selected = select(m, rule);
  const auto table = ballot_table(m, selected, rule, "AAA", "BBB");
  const auto pair = agreement(m, selected, rule, "AAA", "BBB");
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) EXPECT_EQ(table.cells[i][j], static_cast<double>(pair.table[i][j]));
  }
  const auto weighted = ballot_table(m, selected, rule, "AAA", "BBB", {2, 0, 1, 1, 5, 5});
  EXPECT_EQ(weighted.total(), 4);
  EXPECT_EQ(*exact_agreement(weighted), .75);
  EXPECT_THROW(ballot_table(m, selected, rule, "AAA", "BBB", {1, 2}), Error);
  EXPECT_THROW(ballot_table(m, selected, rule, "AAA", "BBB", {1, 1, 1, 1, 1, -1}), Error);
}

}  // namespace
}  // namespace blocs::measures
