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

/// Each roll call as an item of its own.
std::vector<std::size_t> each_alone(const measures::PackedVotes& votes) {
  std::vector<std::size_t> items(votes.roll_calls());
  std::iota(items.begin(), items.end(), std::size_t{0});
  return items;
}

TEST(PairReplicates, EqualTheMeasuresOfEachSample) {
  const auto m = some_votes();
  const measures::VoteRule rule;
  const auto selected = select(m, rule);
  const measures::PackedVotes votes(m, selected, rule);
  const Draws draws(each_alone(votes), 70, 5);
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

// Against each sample worked out by itself, pair by pair.
TEST(PairReplicates, OfAGroupAreTheMeanAndTheLeastOfItsPairs) {
  const auto m = some_votes();
  const measures::VoteRule rule;
  const auto selected = select(m, rule);
  const measures::PackedVotes votes(m, selected, rule);
  const Draws draws(each_alone(votes), 90, 5);
  const std::vector<std::size_t> group{0, 2, 3, 5};
  std::vector<double> means;
  std::vector<double> leasts;
  for (std::size_t r = 0; r < 90; ++r) {
    const measures::Weights weights(draws.counts(r), draws.counts(r) + votes.roll_calls());
    double sum = 0;
    double least = 1;
    for (std::size_t j = 1; j < group.size(); ++j) {
      for (std::size_t i = 0; i < j; ++i) {
        const auto table =
            ballot_table(m, selected, rule, votes.states()[group[i]], votes.states()[group[j]], weights);
        const double one = *value(measures::PairMeasure::lijphart, table);
        sum += one / 6;
        least = std::min(least, one);
      }
    }
    means.push_back(sum);
    leasts.push_back(least);
  }
  const auto mean = interval_of(means, draws);
  const auto least = interval_of(leasts, draws);
  for (const std::size_t threads : {1U, 3U}) {
    const auto found =
        group_pair_intervals(votes, group, measures::PairMeasure::lijphart, draws, 0.95, threads);
    EXPECT_NEAR(found.mean.low, mean.low, 1e-12);
    EXPECT_NEAR(found.mean.high, mean.high, 1e-12);
    EXPECT_NEAR(found.least.low, least.low, 1e-12);
    EXPECT_NEAR(found.least.high, least.high, 1e-12);
  }
  const auto one = group_pair_intervals(votes, group, measures::PairMeasure::exact, draws, 0.95, 1);
  const auto three = group_pair_intervals(votes, group, measures::PairMeasure::exact, draws, 0.95, 3);
  EXPECT_EQ(one.mean.low, three.mean.low);
  EXPECT_EQ(one.least.high, three.least.high);
  EXPECT_THROW(group_pair_intervals(votes, group, measures::PairMeasure::kappa, draws), Error);
}

TEST(PairReplicates, APairThatNeverVotesTogetherIsLeftOut) {
  const auto m = test::matrix({{"AAA", "YYYY...."}, {"BBB", "YYNN...."}, {"CCC", "....YNYN"}});
  const measures::VoteRule rule;
  const measures::PackedVotes votes(m, select(m, rule), rule);
  std::vector<std::size_t> items(votes.roll_calls());
  std::iota(items.begin(), items.end(), std::size_t{0});
  const Draws draws(items, 60, 5);
  const auto found = group_pair_intervals(votes, {0, 1, 2}, measures::PairMeasure::exact, draws);
  const auto pair = group_pair_intervals(votes, {0, 1}, measures::PairMeasure::exact, draws);
  EXPECT_EQ(found.mean.low, pair.mean.low);
  EXPECT_EQ(found.least.high, pair.least.high);
  EXPECT_THROW(group_pair_intervals(votes, {0, 2}, measures::PairMeasure::exact, draws), Error);
}

}  // namespace
}  // namespace blocs::inference
