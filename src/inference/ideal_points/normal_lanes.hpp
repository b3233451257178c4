#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "lanes.hpp"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpsabi"  // as in lanes.hpp

namespace blocs::inference::ideal {

/// The normal distribution for a number or eight at once: no calls, no branches.
/// Relative errors against 40-digit values are below 3e-15 for `exp_below_zero`, `log_below_one` and `mills`
/// (tests/inference/ideal_fit_test.cpp checks 1e-14).

/// c[First] + c[First + Step] x + c[First + 2 Step] x^2 ...
template <std::size_t First, std::size_t Step, std::size_t N, typename X>
[[gnu::always_inline]] inline X every(const std::array<double, N>& c, const X& x) {
  if constexpr (First + Step < N)
    return every<First + Step, Step>(c, x) * x + c[First];
  else
    return X{} + c[First];
}

/// c[0] + c[1] x + c[2] x^2 ... by four sums that do not wait for each other: a single one takes as long as
/// the processor's latency, which is several times what it has to do.
template <std::size_t N, typename X>
[[gnu::always_inline]] inline X polynomial(const std::array<double, N>& c, const X& x) {
  const X square = x * x;
  const X fourth = square * square;
  return (every<0, 4>(c, fourth) + every<1, 4>(c, fourth) * x) +
         (every<2, 4>(c, fourth) + every<3, 4>(c, fourth) * x) * square;
}

/// exp(x) for x <= 0; below -700 it stays at exp(-700).
template <typename X>
[[gnu::always_inline]] inline X exp_below_zero(X x) {
  using Bits = typename BitsOf<X>::Type;
  x = chosen(x < -700.0, X{} - 700.0, x);
  constexpr double kMagic = 0x1.8p52;
  const X shifted = x * 1.4426950408889634074 + kMagic;
  const X k = shifted - kMagic;
  const X r = (x - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10;
  constexpr std::array<double, 13> kSeries{1.0,
                                           1.0,
                                           1.0 / 2.0,
                                           1.0 / 6.0,
                                           1.0 / 24.0,
                                           1.0 / 120.0,
                                           1.0 / 720.0,
                                           1.0 / 5040.0,
                                           1.0 / 40320.0,
                                           1.0 / 362880.0,
                                           1.0 / 3628800.0,
                                           1.0 / 39916800.0,
                                           1.0 / 479001600.0};
  const X s = polynomial(kSeries, r);
  const auto bits = std::bit_cast<Bits>(shifted);
  return s * std::bit_cast<X>((bits + std::uint64_t{1023}) << std::uint64_t{52});
}

/// ln x for 0 < x <= 2, not subnormal.
template <typename X>
[[gnu::always_inline]] inline X log_below_one(X x) {
  using Bits = typename BitsOf<X>::Type;
  const auto bits = std::bit_cast<Bits>(x);
  // The mantissa is taken from 0.707 to 1.414, so that ln of what is near 1 keeps its digits; 1024 is added
  // to the exponent so that it becomes a double by its bits alone.
  constexpr std::uint64_t kRootHalf = 0x3fe6a09e667f3bcdU;
  constexpr std::uint64_t k52 = 52;
  const Bits up = (bits - kRootHalf + (std::uint64_t{1024} << k52)) >> k52;
  const X m = std::bit_cast<X>(bits - ((up - std::uint64_t{1024}) << k52));
  const X k = std::bit_cast<X>(up | std::uint64_t{0x4330000000000000}) - (0x1p52 + 1024.0);
  const X s = (m - 1.0) / (m + 1.0);
  const X t = s * s;
  constexpr std::array<double, 11> kSeries{2.0,        2.0 / 3.0,  2.0 / 5.0,  2.0 / 7.0,
                                           2.0 / 9.0,  2.0 / 11.0, 2.0 / 13.0, 2.0 / 15.0,
                                           2.0 / 17.0, 2.0 / 19.0, 2.0 / 21.0};
  return k * 0.69314718055994530942 + polynomial(kSeries, t) * s;
}

/// The Mills ratio (1 - Phi(t)) / phi(t) for t >= 0: a polynomial of degree 20 in (t - 5) / (t + 5), after
/// Shepherd and Laframboise 1981 (doi 10.1090/S0025-5718-1981-0595058-X); coefficients by Chebyshev
/// interpolation in 40 digits.
template <typename X>
[[gnu::always_inline]] inline X mills(X t) {
  const X down = 1.0 / (t + 5.0);
  const X y = (t - 5.0) * down;
  constexpr std::array<double, 21> kCoefficients{
      1.9280810471531578,     -1.6678665951889888,   1.2415470615739104,      -0.7859110755444265,
      0.4136447157294455,     -0.17325473413322579,  0.052125502482600936,    -0.007503282358809736,
      -0.001999962677058995,  0.0013658565999337816, -0.00014882918529688415, -0.0001247270507920554,
      4.180171633069977e-05,  9.956429010606643e-06, -6.9179805616112204e-06, -8.10888036367098e-07,
      1.0573006226025633e-06, 7.476919614349497e-08, -1.4573727205857554e-07, -5.9226128658589914e-09,
      1.2912874213654849e-08};
  return polynomial(kCoefficients, y) * down;
}

constexpr double kInverseRootTwoPi = 0.39894228040143267794;

}  // namespace blocs::inference::ideal

#pragma GCC diagnostic pop
