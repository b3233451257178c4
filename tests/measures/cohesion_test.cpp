#include "blocs/measures/cohesion.hpp"

#include <gtest/gtest.h>

#include "blocs/core/error.hpp"
#include "support/rapidcheck_gtest.hpp"
#include "support/small_matrix.hpp"

namespace blocs::measures {
namespace {

Cohesion of(const views::RollCallMatrix& m, const std::vector<std::string>& members,
            Turnout turnout = Turnout::two_present, const Weights& weights = {}) {
  const VoteRule rule;
  return cohesion(m, select(m, rule), rule, members, turnout, weights);
}

TEST(Cohesion, OneRollCallByHand) {
  const auto m = test::matrix({{"AAA", "Y"}, {"BBB", "Y"}, {"CCC", "N"}, {"DDD", "A"}});
  const auto c = of(m, {"AAA", "BBB", "CCC", "DDD"});
  EXPECT_NEAR(*c.rice.mean(), 1.0 / 3, 1e-12);
  EXPECT_NEAR(*c.hix_noury_roland.mean(), (2 - 1.0) / 4, 1e-12);
  EXPECT_EQ(*c.unanimity.mean(), 0);
  EXPECT_EQ(*c.mean_pairwise, 1.0 / 6);
  EXPECT_EQ(*c.least_pairwise, 0);
}

TEST(Cohesion, ThirdsGiveZeroAndOneVoiceGivesOne) {
  const auto thirds = test::matrix({{"AAA", "Y"}, {"BBB", "N"}, {"CCC", "A"}});
  EXPECT_EQ(*of(thirds, {"AAA", "BBB", "CCC"}).hix_noury_roland.mean(), 0);
  const auto one = test::matrix({{"AAA", "YA"}, {"BBB", "YA"}, {"CCC", "YA"}});
  const auto c = of(one, {"AAA", "BBB", "CCC"});
  EXPECT_EQ(*c.hix_noury_roland.mean(), 1);
  EXPECT_EQ(*c.unanimity.mean(), 1);
  EXPECT_EQ(c.rice.n, 1U);  // nobody voted yes or no on the second
  EXPECT_EQ(*c.rice.mean(), 1);
}

TEST(Cohesion, WhoMustBePresent) {
  const auto m = test::matrix({{"AAA", "YYX"}, {"BBB", "YXX"}, {"CCC", "YYY"}});
  EXPECT_EQ(of(m, {"AAA", "BBB", "CCC"}).present.count(), 2U);
  EXPECT_EQ(of(m, {"AAA", "BBB", "CCC"}, Turnout::all_present).present.count(), 1U);
  const auto none = of(test::matrix({{"AAA", "Y."}, {"BBB", ".Y"}}), {"AAA", "BBB"});
  EXPECT_FALSE(none.rice.mean());
  EXPECT_FALSE(none.unanimity.mean());
  EXPECT_FALSE(none.mean_pairwise);
  EXPECT_FALSE(none.least_pairwise);
  EXPECT_THROW(of(m, {"AAA"}), Error);
}

TEST(Cohesion, DistanceFromTheOthersAndWithoutEach) {
  const auto m = test::matrix({{"AAA", "YYYY"}, {"BBB", "YYYN"}, {"CCC", "YNAY"}});
  const auto c = of(m, {"AAA", "BBB", "CCC"});
  EXPECT_EQ(c.distances[2].from_majority.n, 3U);  // the others are tied on the fourth
  EXPECT_NEAR(*c.distances[2].from_majority.mean(), (0 + 1 + .5) / 3, 1e-12);
  EXPECT_EQ(*c.distances[2].mean_without, .75);
  EXPECT_FALSE(of(m, {"AAA", "BBB"}).distances[0].mean_without);
}

TEST(Cohesion, Weights) {
  const auto m = test::matrix({{"AAA", "YY"}, {"BBB", "YN"}});
  EXPECT_EQ(*of(m, {"AAA", "BBB"}, Turnout::two_present, {3, 1}).unanimity.mean(), .75);
  EXPECT_THROW(of(m, {"AAA", "BBB"}, Turnout::two_present, {3}), Error);
}

TEST(Cohesion, UnanimityIsThatOfTheAgreementOfPairs) {
  test::holds("unanimity", [] {
    std::vector<std::pair<std::string, std::string>> lines;
    const auto calls = *rc::gen::inRange<std::size_t>(1, 100);
    for (const char* state : {"AAA", "BBB", "CCC", "DDD"}) {
      lines.emplace_back(state,
                         *rc::gen::container<std::string>(calls, rc::gen::element('Y', 'N', 'A', 'X', '.')));
    }
    const auto m = test::matrix(lines);
    const VoteRule rule;
    const std::vector<std::string> members{"AAA", "BBB", "CCC", "DDD"};
    const auto c = of(m, members);
    const auto g = group_agreement(m, select(m, rule), rule, members);
    RC_ASSERT(c.present == g.present);
    RC_ASSERT(c.unanimous == g.unanimous);
    if (c.hix_noury_roland.mean()) RC_ASSERT(*c.hix_noury_roland.mean() >= *c.unanimity.mean() - 1e-12);
  });
}

// Random ballots: each part is what `cohesion` finds on that roll call alone.
TEST(CohesionParts, AreTheFiguresOfEachRollCallAlone) {
  test::holds("parts are the figures of each roll call alone", [] {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const auto* state : {"AAA", "BBB", "CCC", "DDD"})
      rows.emplace_back(state,
                        *rc::gen::container<std::string>(6, rc::gen::element('Y', 'N', 'A', 'X', '.')));
    const auto m = test::matrix({rows.begin(), rows.end()});
    VoteRule rule;
    rule.abstention = *rc::gen::element(Abstention::exact, Abstention::half, Abstention::yes_no);
    const auto turnout = *rc::gen::element(Turnout::two_present, Turnout::all_present);
    const std::vector<std::string> members{"AAA", "BBB", "CCC", "DDD"};
    const auto selected = select(m, rule);
    const auto parts = cohesion_parts(m, selected, rule, members, turnout);
    const auto same = [](const RollCallRatio& sums, std::size_t c, const RollCallMean& mean) {
      RC_ASSERT(sums.base.at(c) == mean.weight);
      RC_ASSERT(sums.credit.at(c) == mean.sum);
    };
    std::size_t c = 0;
    for (const auto i : selected.indices()) {
      views::Mask one(selected.size());
      one.set(i);
      const auto alone = cohesion(m, one, rule, members, turnout);
      same(parts.rice, c, alone.rice);
      same(parts.hix_noury_roland, c, alone.hix_noury_roland);
      same(parts.unanimity, c, alone.unanimity);
      for (std::size_t k = 0; k < members.size(); ++k)
        same(parts.distances[k], c, alone.distances[k].from_majority);
      ++c;
    }
  });
}

}  // namespace
}  // namespace blocs::measures
