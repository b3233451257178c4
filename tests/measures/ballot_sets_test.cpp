#include "blocs/measures/ballot_sets.hpp"

#include <gtest/gtest.h>

#include <bit>

#include "blocs/core/error.hpp"
#include "support/rapidcheck_gtest.hpp"
#include "support/small_matrix.hpp"

namespace blocs::measures {
namespace {

using views::Ballot;

views::Mask everything(const views::RollCallMatrix& matrix) {
  views::Mask mask(matrix.roll_calls().size());
  for (std::size_t i = 0; i < mask.size(); ++i) mask.set(i);
  return mask;
}

TEST(BallotSets, CountsTheSetsThatFit) {
  const auto m = test::matrix({{"AAA", "NNNNN"}, {"BBB", "NNAAX"}});
  const std::vector<BallotCount> pattern{
      {"AAA", Ballot::no, 3}, {"BBB", Ballot::no, 1}, {"BBB", Ballot::abstain, 2}};
  const auto missing = count_sets(m, everything(m), Absence::missing, 3, pattern);
  EXPECT_EQ(missing.candidates, 5U);
  EXPECT_EQ(missing.all, 10U);
  EXPECT_EQ(missing.fitting, 2U);  // one of two noes, both abstentions
  EXPECT_EQ(count_sets(m, everything(m), Absence::as_abstention, 3, pattern).fitting, 6U);
}

TEST(BallotSets, LargerThanTheCandidatesThereIsNone) {
  const auto m = test::matrix({{"AAA", "NN"}});
  const auto sets = count_sets(m, everything(m), Absence::missing, 3, {{"AAA", Ballot::no, 2}});
  EXPECT_EQ(sets.all, 0U);
  EXPECT_EQ(sets.fitting, 0U);
}

TEST(BallotSets, RefusesStatesWithoutBallotsAndNumbersThatDoNotFit) {
  const auto m = test::matrix({{"AAA", std::string(200, 'N')}});
  EXPECT_THROW(count_sets(m, everything(m), Absence::missing, 3, {{"ZZZ", Ballot::no, 2}}), Error);
  EXPECT_THROW(count_sets(m, everything(m), Absence::missing, 100, {{"AAA", Ballot::no, 100}}), Error);
}

/// The same by looking at every set.
std::uint64_t by_hand(const views::RollCallMatrix& m, std::size_t size,
                      const std::vector<BallotCount>& pattern) {
  std::uint64_t fitting = 0;
  const std::size_t n = m.roll_calls().size();
  for (std::size_t set = 0; set < (std::size_t{1} << n); ++set) {
    if (static_cast<std::size_t>(std::popcount(set)) != size) continue;
    bool fits = true;
    for (const auto& entry : pattern) {
      std::size_t count = 0;
      for (std::size_t i = 0; i < n; ++i) {
        if (((set >> i) & 1U) != 0 && m.ballot(*m.state_index(entry.state), i) == entry.ballot) ++count;
      }
      fits = fits && count == entry.count;
    }
    if (fits) ++fitting;
  }
  return fitting;
}

TEST(BallotSets, AgreesWithLookingAtEverySet) {
  test::holds("as many sets fit", [] {
    const auto n = *rc::gen::inRange<std::size_t>(1, 9);
    const auto draw = [&] {
      return *rc::gen::container<std::string>(n, rc::gen::element('Y', 'N', 'A', 'X'));
    };
    const auto m = test::matrix({{"AAA", draw()}, {"BBB", draw()}});
    const auto count = [] { return *rc::gen::inRange<std::size_t>(0, 4); };
    const std::vector<BallotCount> pattern{{"AAA", Ballot::no, count()}, {"BBB", Ballot::abstain, count()}};
    const auto size = *rc::gen::inRange<std::size_t>(1, 6);
    RC_ASSERT(count_sets(m, everything(m), Absence::missing, size, pattern).fitting ==
              by_hand(m, size, pattern));
  });
}

}  // namespace
}  // namespace blocs::measures
