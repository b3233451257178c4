// Values computed by R 4.2; the line that made each stands above it.
#include "blocs/inference/distributions.hpp"

#include <gtest/gtest.h>

#include "blocs/inference/intervals.hpp"

namespace blocs::inference {
namespace {

TEST(Distributions, TailsAsInR) {
  // pchisq(c(.5, 3.84, 25), c(1, 1, 7), lower = FALSE)
  EXPECT_NEAR(chi_squared_tail(0.5, 1), 0.479500122186953, 1e-13);
  EXPECT_NEAR(chi_squared_tail(3.84, 1), 0.050043521248705, 1e-13);
  EXPECT_NEAR(chi_squared_tail(25, 7), 0.000758800255658, 1e-13);
  // pnbinom(c(3, 12), size = 7.5, prob = .6)
  EXPECT_NEAR(negative_binomial_cdf(3, 7.5, 0.6), 0.337399139420, 1e-11);
  EXPECT_NEAR(negative_binomial_cdf(12, 7.5, 0.6), 0.984229652051, 1e-11);
  // phyper(1, 5, 15, 6, lower = FALSE)
  EXPECT_NEAR(hypergeometric_tail(2, 20, 5, 6), 0.483488132095, 1e-11);
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-12);
}

TEST(Distributions, ExactBinomialAsInR) {
  // binom.test(7, 9); binom.test(3, 20, .4)
  EXPECT_NEAR(exact_binomial_test(7, 9), 0.1796875, 1e-12);
  EXPECT_NEAR(exact_binomial_test(3, 20, 0.4), 0.022427038142, 1e-10);
  const auto interval = clopper_pearson(7, 9);
  EXPECT_NEAR(interval.low, 0.399906426284, 1e-9);
  EXPECT_NEAR(interval.high, 0.971855026522, 1e-9);
  // poisson.test(11)$conf.int
  EXPECT_NEAR(exact_poisson(11).low, 5.49116036724, 1e-8);
  EXPECT_NEAR(exact_poisson(11).high, 19.68203851330, 1e-8);
}

TEST(Distributions, NothingIsCertain) {
  EXPECT_DOUBLE_EQ(exact_binomial_test(0, 0), 1);
  EXPECT_DOUBLE_EQ(chi_squared_tail(0, 3), 1);
  EXPECT_THROW(chi_squared_tail(1, 0), std::exception);
}

}  // namespace
}  // namespace blocs::inference
