#include "blocs/inference/intervals.hpp"

#include <gtest/gtest.h>

#include "blocs/core/error.hpp"
#include "support/casebook_record.hpp"

namespace blocs::inference {
namespace {

// R: binom::binom.wilson(44, 75), equal to prop.test(44, 75, correct = FALSE)$conf.int
TEST(Intervals, WilsonEqualsRsPropTest) {
  const auto i = wilson(44, 75);
  EXPECT_NEAR(i.low, 0.4736, 5e-4);
  EXPECT_NEAR(i.high, 0.6912, 5e-4);
  const auto none = wilson(0, 10);
  EXPECT_EQ(none.low, 0);
  EXPECT_NEAR(none.high, 0.2775, 5e-4);
  EXPECT_THROW(wilson(0, 0), Error);
}

// R: poisson.test(10)$conf.int = 4.795389 18.390356; poisson.test(0)$conf.int = 0 3.688879
TEST(Intervals, ExactPoissonEqualsRsPoissonTest) {
  const auto ten = exact_poisson(10);
  EXPECT_NEAR(ten.low, 4.795389, 1e-5);
  EXPECT_NEAR(ten.high, 18.390356, 1e-5);
  const auto zero = exact_poisson(0);
  EXPECT_EQ(zero.low, 0);
  EXPECT_NEAR(zero.high, 3.688879, 1e-5);
}

TEST(Intervals, AgendaBootstrapIsSeededAndHoldsTheEstimate) {
  const auto& m = test::casebook().roll_calls(views::Body::council);
  measures::VoteRule rule;
  rule.period = {Date(2022, 1, 1), Date(2025, 9, 18)};
  rule.contested = true;
  const auto pair = measures::agreement(m, measures::select(m, rule), rule, "CHN", "RUS");
  const auto a = agenda_bootstrap(m, rule, pair, 1);
  const auto b = agenda_bootstrap(m, rule, pair, 1);
  const auto other = agenda_bootstrap(m, rule, pair, 2);
  EXPECT_EQ(a.low, b.low);
  EXPECT_EQ(a.high, b.high);
  EXPECT_TRUE(a.low != other.low || a.high != other.high);
  EXPECT_LT(a.low, *pair.share());
  EXPECT_GT(a.high, *pair.share());
  // Votes on one item hang together: wider than if each stood alone.
  const auto alone = wilson(pair.credit, pair.n);
  EXPECT_GT(a.high - a.low, (alone.high - alone.low) * 0.9);
}

}  // namespace
}  // namespace blocs::inference
