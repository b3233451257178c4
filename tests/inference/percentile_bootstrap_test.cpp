// Intervals of percentiles: the same as ranking every sample by itself, written out as a table of repeated
// votes.
#include "blocs/inference/percentile_bootstrap.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "inference/quantile.hpp"
#include "support/drawn_votes.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs::inference {
namespace {

using measures::PairMeasure;
using measures::PairTables;
using test::Built;

std::vector<std::size_t> one_by_one(std::size_t n) {
  std::vector<std::size_t> items(n);
  for (std::size_t i = 0; i < n; ++i) items[i] = i;
  return items;
}

/// Fifteen states of three kinds, sixty roll calls.
std::vector<std::pair<std::string, std::string>> ballots() {
  std::vector<std::pair<std::string, std::string>> lines;
  for (std::size_t s = 0; s < 15; ++s) {
    RandomStream random(8, s);
    std::string row;
    for (std::size_t i = 0; i < 60; ++i)
      row += random.below(4) == 0 ? "YNAX"[random.below(4)] : "YN"[(i * (1 + s % 3)) % 2];
    lines.emplace_back("S" + std::to_string(10 + s), row);
  }
  return lines;
}

TEST(PairTables, CountedSeveralTimesEqualRepeatedRollCalls) {
  test::holds("times", [] {
    const auto m = test::drawn(6);
    const Built b(m);
    RC_PRE(b.votes.states().size() >= 2);
    const auto times = *rc::gen::container<std::vector<std::uint8_t>>(b.votes.roll_calls(),
                                                                      rc::gen::inRange<std::uint8_t>(0, 9));
    const PairTables counted(b.votes, times.data());
    for (std::size_t i = 0; i < b.votes.states().size(); ++i) {
      for (std::size_t j = i + 1; j < b.votes.states().size(); ++j) {
        measures::BallotTable sum;
        for (std::size_t c = 0; c < times.size(); ++c) {
          views::Mask one(b.selected.size());
          one.set(b.selected.indices()[c]);
          const auto table =
              measures::ballot_table(m, one, measures::VoteRule{}, b.votes.states()[i], b.votes.states()[j]);
          for (std::size_t x = 0; x < 3; ++x) {
            for (std::size_t y = 0; y < 3; ++y) sum.cells[x][y] += times[c] * table.cells[x][y];
          }
        }
        RC_ASSERT(counted.table(i, j) == sum);
      }
    }
  });
}

TEST(PercentileBootstrap, EqualsRankingEachSampleByItself) {
  const auto lines = ballots();
  const auto m = test::matrix(lines);
  const Built b(m);
  const Draws draws(one_by_one(60), 40, 3);
  Field field;
  const std::vector<std::size_t> group{0, 3, 6, 7};
  const auto found = percentile_bootstrap(b.votes, PairMeasure::kappa_squared, group, field, draws);
  std::vector<double> shares;
  for (std::size_t r = 0; r < draws.replicates(); ++r) {
    auto repeated = lines;
    for (auto& [state, row] : repeated) {
      std::string again;
      for (std::size_t i = 0; i < row.size(); ++i) again += std::string(draws.counts(r)[i], row[i]);
      row = again;
    }
    const auto sample = test::matrix(repeated);
    const Built built(sample);
    ASSERT_EQ(built.votes.states(), b.votes.states());
    const PairValues pairs(built.tables, PairMeasure::kappa_squared, field);
    shares.push_back(rank_by_pairs(pairs, group, field).share_below());
  }
  std::sort(shares.begin(), shares.end());
  EXPECT_DOUBLE_EQ(found.low, quantile(shares, 0.025));
  EXPECT_DOUBLE_EQ(found.high, quantile(shares, 0.975));
  EXPECT_LT(found.low, found.high);
}

TEST(PercentileBootstrap, IsTheSameForAnyNumberOfThreadsAndOtherForAnotherSeed) {
  const auto m = test::matrix(ballots());
  const Built b(m);
  const std::vector<std::size_t> group{0, 3, 6, 9, 12};  // five: drawn groups, the same in every sample
  Field field;
  field.threads = 1;
  const auto once =
      percentile_bootstrap(b.votes, PairMeasure::lijphart, group, field, Draws(one_by_one(60), 8, 3));
  field.threads = 3;
  const auto again =
      percentile_bootstrap(b.votes, PairMeasure::lijphart, group, field, Draws(one_by_one(60), 8, 3));
  EXPECT_EQ(once.low, again.low);
  EXPECT_EQ(once.high, again.high);
  const auto other =
      percentile_bootstrap(b.votes, PairMeasure::lijphart, group, field, Draws(one_by_one(60), 8, 4));
  EXPECT_TRUE(once.low != other.low || once.high != other.high);
}

TEST(PercentileBootstrap, AGroupWithoutAValueHasNoInterval) {
  const auto m = test::matrix({{"AAA", "YNYN"}, {"BBB", "YNYN"}, {"CCC", "YNXX"}});
  const Built b(m);
  const Field field;  // twenty votes in common
  EXPECT_THROW(
      percentile_bootstrap(b.votes, PairMeasure::lijphart, {0, 1}, field, Draws(one_by_one(4), 10, 1)),
      Error);
}

}  // namespace
}  // namespace blocs::inference
