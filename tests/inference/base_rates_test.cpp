#include "blocs/inference/base_rates.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/measures/agreement.hpp"
#include "support/drawn_votes.hpp"
#include "support/rapidcheck_gtest.hpp"
#include "support/small_matrix.hpp"

namespace blocs::inference {
namespace {

using measures::PackedVotes;
using measures::PairMeasure;
using measures::PairTables;
using measures::Turnout;
using measures::VoteRule;

using test::Built;
using test::drawn;
using test::each_group;

TEST(PairTables, EqualTheTablesPairByPair) {
  test::holds("tables", [] {
    const auto m = drawn(5);
    const Built b(m);
    for (std::size_t i = 0; i < b.votes.states().size(); ++i) {
      for (std::size_t j = 0; j < b.votes.states().size(); ++j) {
        if (i == j) continue;
        const auto one =
            measures::ballot_table(m, b.selected, VoteRule{}, b.votes.states()[i], b.votes.states()[j]);
        RC_ASSERT(b.tables.table(i, j) == one);
        RC_ASSERT(static_cast<double>(b.tables.common(i, j)) == one.total());
      }
    }
  });
}

TEST(PairTables, ValuesOfAllPairsEqualThoseOneByOne) {
  test::holds("values", [] {
    const auto m = drawn(*rc::gen::inRange<std::size_t>(2, 40));
    const Built b(m);
    const auto measure = *rc::gen::elementOf(measures::all_pair_measures());
    const auto values = b.tables.values(measure);
    RC_ASSERT(values.size() == b.tables.pairs());
    for (std::size_t j = 1; j < b.tables.size(); ++j) {
      for (std::size_t i = 0; i < j; ++i) {
        const auto one = measures::value(measure, b.tables.table(i, j));
        const double all = values[PairTables::index(i, j)];
        RC_ASSERT(one.has_value() == !std::isnan(all));
        if (one) {
          RC_ASSERT(all == *one);
        }
      }
    }
  });
}

// More states than a vector holds, so that whole vectors and their rest are both met.
TEST(BaseRates, TriplesOfManyStatesEqualTheNaiveLoop) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (int s = 0; s < 41; ++s) {
    RandomStream random(11, static_cast<std::uint64_t>(s));
    std::string ballots;
    for (int i = 0; i < 70; ++i) ballots += "YYYNAXYN"[random.below(4 + static_cast<std::uint64_t>(s) % 5)];
    lines.emplace_back("S" + std::to_string(100 + s), ballots);
  }
  const auto m = test::matrix(lines);
  const Built b(m);
  Field field;
  field.least_common = 15;
  const PairValues pairs(b.tables, PairMeasure::lijphart, field);
  const std::vector<std::size_t> group{3, 17, 30};
  const auto own = mean_of_pairs(pairs, group);
  ASSERT_TRUE(own.has_value());
  const auto share = [&](const std::vector<std::size_t>& states) {
    std::vector<std::string> members;
    for (const auto s : states) members.push_back(b.votes.states()[s]);
    const auto c = measures::cohesion(m, b.selected, VoteRule{}, members);
    return std::pair(c.unanimous.count(), c.present.count());
  };
  const auto ours = share(group);
  Rank naive;
  Rank unanimous;
  for (std::size_t i = 0; i < 41; ++i) {
    for (std::size_t j = i + 1; j < 41; ++j) {
      for (std::size_t k = j + 1; k < 41; ++k) {
        const std::vector<std::size_t> other{i, j, k};
        const auto mean = mean_of_pairs(pairs, other);
        if (!mean) continue;
        ++naive.groups;
        naive.below += *mean < *own - 1e-9 ? 1 : 0;
        naive.tied += std::abs(*mean - *own) <= 1e-9 ? 1 : 0;
        const auto theirs = share(other);
        unanimous.below += theirs.first * ours.second < ours.first * theirs.second ? 1 : 0;
        unanimous.tied += theirs.first * ours.second == ours.first * theirs.second ? 1 : 0;
      }
    }
  }
  const auto rank = rank_by_pairs(pairs, group, field);
  EXPECT_EQ(rank.groups, naive.groups);
  EXPECT_EQ(rank.below, naive.below);
  EXPECT_EQ(rank.tied, naive.tied);
  const auto by_unanimity = rank_by_unanimity(b.votes, pairs, group, Turnout::two_present, field);
  EXPECT_EQ(by_unanimity.groups, naive.groups);
  EXPECT_EQ(by_unanimity.below, unanimous.below);
  EXPECT_EQ(by_unanimity.tied, unanimous.tied);

  // The band of triples, drawn by chance, against all triples.
  std::vector<double> all;
  each_group(41, 3, [&](const std::vector<std::size_t>& other) {
    if (const auto mean = mean_of_pairs(pairs, other)) all.push_back(*mean);
  });
  std::sort(all.begin(), all.end());
  const auto band = band_of_pairs(pairs, group, field);
  EXPECT_FALSE(band.exact);
  EXPECT_EQ(band.groups, 20'000U);
  const auto below = [&](double x) {
    return static_cast<double>(std::lower_bound(all.begin(), all.end(), x) - all.begin()) /
           static_cast<double>(all.size());
  };
  EXPECT_NEAR(below(band.low), 0.05, 0.01);
  EXPECT_NEAR(below(band.median), 0.5, 0.02);
  EXPECT_NEAR(below(band.high), 0.95, 0.01);
  EXPECT_EQ(band_of_pairs(pairs, group, field).low, band.low);
  EXPECT_TRUE(band_of_pairs(pairs, {3, 17}, field).exact);
}

TEST(BaseRates, RankByPairsEqualsTheNaiveLoop) {
  test::holds("rank = loop", [] {
    const auto m = drawn(8);
    const Built b(m);
    Field field;
    field.least_common = *rc::gen::inRange<std::size_t>(0, 12);
    field.threads = *rc::gen::inRange<std::size_t>(1, 4);
    const PairValues pairs(b.tables, *rc::gen::element(PairMeasure::lijphart, PairMeasure::kappa_squared),
                           field);
    const auto size = *rc::gen::inRange<std::size_t>(2, 5);
    RC_PRE(pairs.size() >= size);
    std::vector<std::size_t> group;
    for (std::size_t s = 0; s < size; ++s) group.push_back(s);
    const auto own = mean_of_pairs(pairs, group);
    if (!own) {
      RC_ASSERT_THROWS_AS(rank_by_pairs(pairs, group, field), Error);
      return;
    }
    Rank naive;
    each_group(pairs.size(), size, [&](const std::vector<std::size_t>& other) {
      const auto mean = mean_of_pairs(pairs, other);
      if (!mean) return;
      ++naive.groups;
      if (*mean < *own - 1e-9)
        ++naive.below;
      else if (*mean < *own + 1e-9)
        ++naive.tied;
    });
    const auto rank = rank_by_pairs(pairs, group, field);
    RC_ASSERT(rank.groups == naive.groups);
    RC_ASSERT(rank.below == naive.below);
    RC_ASSERT(rank.tied == naive.tied);
  });
}

TEST(BaseRates, RankByUnanimityEqualsTheNaiveLoop) {
  test::holds("unanimity = loop", [] {
    const auto m = drawn(7);
    const Built b(m);
    Field field;
    field.least_common = 0;
    field.threads = *rc::gen::inRange<std::size_t>(1, 4);
    const PairValues pairs(b.tables, PairMeasure::lijphart, field);
    const auto turnout = *rc::gen::element(Turnout::two_present, Turnout::all_present);
    const auto size = *rc::gen::inRange<std::size_t>(2, 5);
    RC_PRE(pairs.size() >= size);
    const auto share = [&](const std::vector<std::size_t>& group) {
      std::vector<std::string> members;
      for (const auto s : group) members.push_back(b.votes.states()[s]);
      const auto c = measures::cohesion(m, b.selected, VoteRule{}, members, turnout);
      return std::pair(c.unanimous.count(), c.present.count());
    };
    std::vector<std::size_t> group;
    for (std::size_t s = 0; s < size; ++s) group.push_back(s);
    const auto own = share(group);
    RC_PRE(own.second > 0 && mean_of_pairs(pairs, group).has_value());
    Rank naive;
    each_group(pairs.size(), size, [&](const std::vector<std::size_t>& other) {
      const auto theirs = share(other);
      if (!mean_of_pairs(pairs, other) || theirs.second == 0) return;
      ++naive.groups;
      const auto left = theirs.first * own.second;
      const auto right = own.first * theirs.second;
      if (left < right)
        ++naive.below;
      else if (left == right)
        ++naive.tied;
    });
    const auto rank = rank_by_unanimity(b.votes, pairs, group, turnout, field);
    RC_ASSERT(rank.groups == naive.groups);
    RC_ASSERT(rank.below == naive.below);
    RC_ASSERT(rank.tied == naive.tied);
  });
}

TEST(BaseRates, MatchedGroupsHaveTheSameMix) {
  test::holds("matched", [] {
    const auto m = drawn(8);
    const Built b(m);
    Field field;
    field.least_common = 0;
    for (std::size_t s = 0; s < b.votes.states().size(); ++s)
      field.classes.push_back(*rc::gen::inRange(0, 3));
    const PairValues pairs(b.tables, PairMeasure::lijphart, field);
    RC_PRE(pairs.size() >= 3);
    const std::vector<std::size_t> group{0, 1, 2};
    RC_PRE(mean_of_pairs(pairs, group).has_value());
    const auto mix = [&](const std::vector<std::size_t>& states) {
      std::vector<int> list;
      for (const auto s : states) list.push_back(field.classes[s]);
      std::sort(list.begin(), list.end());
      return list;
    };
    std::uint64_t groups = 0;
    each_group(pairs.size(), 3, [&](const std::vector<std::size_t>& other) {
      if (mean_of_pairs(pairs, other) && mix(other) == mix(group)) ++groups;
    });
    RC_ASSERT(rank_by_pairs(pairs, group, field).groups == groups);
  });
}

TEST(BaseRates, TheTopIsTheTop) {
  test::holds("top", [] {
    const auto m = drawn(8);
    const Built b(m);
    Field field;
    field.least_common = 1;
    field.threads = *rc::gen::inRange<std::size_t>(1, 4);
    const PairValues pairs(b.tables, PairMeasure::lijphart, field);
    RC_PRE(pairs.size() >= 3);
    std::vector<double> means;
    std::vector<double> joint;
    each_group(pairs.size(), 3, [&](const std::vector<std::size_t>& group) {
      if (!mean_of_pairs(pairs, group)) return;
      means.push_back(*mean_of_pairs(pairs, group));
      double n = 0;
      for (std::size_t k = 0; k < 3; ++k) {
        for (std::size_t w = 0; w < b.votes.words(); ++w) {
          auto word = b.votes.plane(group[0], k)[w];
          for (const auto s : group) word &= b.votes.plane(s, k)[w];
          n += std::popcount(word);
        }
      }
      joint.push_back(n);
    });
    const auto check = [](std::vector<double> all, const std::vector<RankedGroup>& top) {
      std::sort(all.rbegin(), all.rend());
      RC_ASSERT(top.size() == std::min<std::size_t>(all.size(), 5));
      for (std::size_t i = 0; i < top.size(); ++i) RC_ASSERT(std::abs(top[i].value - all[i]) < 1e-9);
    };
    check(means, top_by_pairs(pairs, 3, 5, field));
    check(joint, top_bounded(b.votes, pairs, Bounded::joint, 3, 5));
  });
}

TEST(BaseRates, LargerGroupsAreSetAgainstASeededSample) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (int s = 0; s < 12; ++s) {
    std::string ballots;
    for (int i = 0; i < 40; ++i) ballots += "YNA"[(i * (s + 1) + s) % 3];
    lines.emplace_back("S" + std::to_string(10 + s), ballots);
  }
  const auto m = test::matrix(lines);
  const Built b(m);
  const Field field;
  const PairValues pairs(b.tables, PairMeasure::lijphart, field);
  const std::vector<std::size_t> group{0, 1, 2, 3, 4};
  const auto once = rank_by_pairs(pairs, group, field, 7);
  EXPECT_FALSE(once.exact);
  EXPECT_EQ(once.groups, 500'000U);
  EXPECT_EQ(once.below, rank_by_pairs(pairs, group, field, 7).below);
  double below = 0;
  double all = 0;
  each_group(12, 5, [&](const std::vector<std::size_t>& other) {
    ++all;
    below += *mean_of_pairs(pairs, other) < once.value - 1e-9 ? 1 : 0;
  });
  EXPECT_NEAR(once.share_below(), below / all, 5 * once.error + 1e-9);
}

}  // namespace
}  // namespace blocs::inference
