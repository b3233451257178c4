#include "blocs/inference/pair_bootstrap.hpp"

#include <gtest/gtest.h>

#include "blocs/core/error.hpp"
#include "support/small_matrix.hpp"

namespace blocs::inference {
namespace {

using measures::PairMeasure;
using measures::VoteRule;

TEST(PairBootstrap, IsSeededAndTheSameForAnyNumberOfThreads) {
  const auto m = test::matrix({{"AAA", "YYNAYNYYANYYNYAY"}, {"BBB", "YNNAYYYYNNYAXYAY"}});
  const auto selected = select(m, VoteRule{});
  for (const auto resample : {Resample::roll_calls, Resample::agenda_items}) {
    const auto of = [&](std::uint64_t seed, std::size_t threads) {
      return pair_bootstrap(m, selected, VoteRule{}, "AAA", "BBB", PairMeasure::kappa_squared, resample, seed,
                            500, .95, threads);
    };
    EXPECT_EQ(of(1, 1).low, of(1, 3).low);
    EXPECT_EQ(of(1, 1).high, of(1, 3).high);
    EXPECT_LT(of(1, 1).low, of(1, 1).high);
  }
}

TEST(PairBootstrap, NothingToDrawFromIsUndefined) {
  const auto m = test::matrix({{"AAA", "Y."}, {"BBB", "YY"}});
  EXPECT_THROW(pair_bootstrap(m, select(m, VoteRule{}), VoteRule{}, "AAA", "BBB", PairMeasure::s,
                              Resample::roll_calls, 1),
               Error);
}

}  // namespace
}  // namespace blocs::inference
