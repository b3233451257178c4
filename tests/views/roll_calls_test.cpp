#include "blocs/views/roll_calls.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "blocs/core/error.hpp"
#include "support/rapidcheck_gtest.hpp"
#include "support/small_matrix.hpp"

namespace blocs::views {
namespace {

TEST(RollCallMatrix, KeepsEveryBallot) {
  const auto m = test::matrix({{"AAA", "YNAX?."}, {"BBB", "YYYYYY"}});
  ASSERT_TRUE(m.state_index("AAA"));
  const auto a = *m.state_index("AAA");
  EXPECT_EQ(m.ballot(a, 0), Ballot::yes);
  EXPECT_EQ(m.ballot(a, 1), Ballot::no);
  EXPECT_EQ(m.ballot(a, 2), Ballot::abstain);
  EXPECT_EQ(m.ballot(a, 3), Ballot::absent);
  EXPECT_EQ(m.ballot(a, 4), Ballot::unknown);
  EXPECT_EQ(m.ballot(a, 5), Ballot::no_seat);
  EXPECT_EQ(m.recorded(a).count(), 3U);
  EXPECT_FALSE(m.state_index("CCC"));
}

TEST(RollCallMatrix, ContestedIgnoresAbsences) {
  const auto m = test::matrix({{"AAA", "YYYN"}, {"BBB", "YXAN"}, {"CCC", "Y?YA"}});
  EXPECT_EQ(m.contested().indices(), (std::vector<std::size_t>{2, 3}));
}

TEST(RollCallMatrix, RefusesDoubles) {
  RollCallMatrixBuilder twice;
  RollCall call;
  call.id = "r";
  twice.add(call);
  twice.add_ballot("r", "AAA", Ballot::yes);
  twice.add_ballot("r", "AAA", Ballot::no);
  EXPECT_THROW(twice.build(), Error);
  RollCallMatrixBuilder lost;
  EXPECT_THROW(lost.add_ballot("nowhere", "AAA", Ballot::yes), Error);
  EXPECT_THROW(lost.add_ballot("", "AAA", Ballot::yes), Error);
  RollCallMatrixBuilder same;
  same.add(call);
  EXPECT_THROW(same.add(call), Error);
}

TEST(Mask, IndicesAndCountAgree) {
  test::holds("mask", [](const std::vector<bool>& bits) {
    Mask mask(bits.size());
    for (std::size_t i = 0; i < bits.size(); ++i) {
      if (bits[i]) mask.set(i);
    }
    RC_ASSERT(mask.count() == static_cast<std::size_t>(std::count(bits.begin(), bits.end(), true)));
    for (const auto i : mask.indices()) RC_ASSERT(bits[i]);
    RC_ASSERT((mask & mask) == mask);
    RC_ASSERT((mask | Mask(bits.size())) == mask);
  });
}

}  // namespace
}  // namespace blocs::views
