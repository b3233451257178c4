#include "blocs/inference/pair_replicates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "blocs/core/error.hpp"
#include "support/small_matrix.hpp"

namespace blocs::inference {
namespace {

views::RollCallMatrix some_votes() {
  std::vector<std::pair<std::string, std::string>> lines;
  for (int s = 0; s < 6; ++s) {
    std::string ballots;
    for (int i = 0; i < 75; ++i) ballots += "YNAXY"[(i * i + i * (s + 2) + s) % 5];
    lines.emplace_back("S" + std::to_string(s), ballots);
  }
  return test::matrix(lines);
}

TEST(PairReplicates, EqualTheMeasuresOfEachSample) {
  const auto m = some_votes();
  const measures::VoteRule rule;
  const auto selected = select(m, rule);
  const measures::PackedVotes votes(m, selected, rule);
  std::vector<std::size_t> items(votes.roll_calls());
  std::iota(items.begin(), items.end(), std::size_t{0});
  const Draws draws(items, 70, 5);
  const PairReplicates samples(votes, draws);
  PairReplicates::Values values;
  for (std::size_t j = 1; j < 6; ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      samples.values(i, j, values);
      for (std::size_t r = 0; r < 70; ++r) {
        const measures::Weights weights(draws.counts(r), draws.counts(r) + votes.roll_calls());
        const auto table = ballot_table(m, selected, rule, votes.states()[i], votes.states()[j], weights);
        for (std::size_t k = 0; k < values.size(); ++k) {
          const auto one = value(PairReplicates::kMeasures[k], table);
          ASSERT_EQ(one.has_value(), !std::isnan(values[k][r]));
          if (one) {
            ASSERT_NEAR(values[k][r], *one, 1e-12);
          }
        }
      }
    }
  }
}

TEST(PairReplicates, IntervalsAreTheSameForAnyNumberOfThreads) {
  const auto m = some_votes();
  const measures::VoteRule rule;
  const measures::PackedVotes votes(m, select(m, rule), rule);
  std::vector<std::size_t> items(votes.roll_calls());
  for (std::size_t i = 0; i < items.size(); ++i) items[i] = i / 5;
  const Draws draws(items, 300, 2);
  const auto one = all_pair_intervals(votes, draws, 0.9, 1);
  const auto three = all_pair_intervals(votes, draws, 0.9, 3);
  const auto all = measures::PairTables(votes).values(measures::PairMeasure::lijphart);
  ASSERT_EQ(one.size(), 15U);
  for (std::size_t p = 0; p < one.size(); ++p) {
    EXPECT_EQ(one[p][1].low, three[p][1].low);
    EXPECT_EQ(one[p][1].high, three[p][1].high);
    EXPECT_LE(one[p][1].low, all[p]);
    EXPECT_GE(one[p][1].high, all[p]);
  }
  EXPECT_THROW(PairReplicates(votes, Draws({0, 1, 2}, 5, 1)), Error);
}

}  // namespace
}  // namespace blocs::inference
