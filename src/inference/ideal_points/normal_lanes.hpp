#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

// All of this is inlined: no vector is handed over in registers, about which processors differ.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpsabi"

namespace blocs::inference::ideal {

/// Eight numbers that are worked on at once; the compiler makes of it what the processor has.
using Eight = double __attribute__((vector_size(64)));

/// The same as whole numbers without sign.
template <typename X>
struct BitsOf;
template <>
struct BitsOf<double> {
  using Type = std::uint64_t;
};
template <>
struct BitsOf<Eight> {
  using Type = std::uint64_t __attribute__((vector_size(64)));
};

[[gnu::always_inline]] inline Eight eight_at(const double* from) {
  Eight x;
  std::memcpy(&x, from, sizeof x);
  return x;
}

[[gnu::always_inline]] inline void put(double* to, const Eight& x) {
  std::memcpy(to, &x, sizeof x);
}

/// In a fixed order, whatever the processor.
[[gnu::always_inline]] inline double added_up(const Eight& x) {
  return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}

/// The normal distribution for a number or eight at once: no calls, no branches.
/// Relative errors against 40-digit values are below 3e-15 for `exp_below_zero`, `log_below_one` and `mills`
/// (tests/inference/ideal_normal_test.cpp checks 1e-14).

template <typename Yes, typename X>
[[gnu::always_inline]] inline X chosen(const Yes& yes, const X& a, const X& b) {
  return yes ? a : b;
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
  X s = X{} + 1.0 / 479001600.0;
  s = s * r + 1.0 / 39916800.0;
  s = s * r + 1.0 / 3628800.0;
  s = s * r + 1.0 / 362880.0;
  s = s * r + 1.0 / 40320.0;
  s = s * r + 1.0 / 5040.0;
  s = s * r + 1.0 / 720.0;
  s = s * r + 1.0 / 120.0;
  s = s * r + 1.0 / 24.0;
  s = s * r + 1.0 / 6.0;
  s = s * r + 0.5;
  s = s * r + 1.0;
  s = s * r + 1.0;
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
  X p = X{} + 2.0 / 21.0;
  p = p * t + 2.0 / 19.0;
  p = p * t + 2.0 / 17.0;
  p = p * t + 2.0 / 15.0;
  p = p * t + 2.0 / 13.0;
  p = p * t + 2.0 / 11.0;
  p = p * t + 2.0 / 9.0;
  p = p * t + 2.0 / 7.0;
  p = p * t + 2.0 / 5.0;
  p = p * t + 2.0 / 3.0;
  p = p * t + 2.0;
  return k * 0.69314718055994530942 + p * s;
}

/// The Mills ratio (1 - Phi(t)) / phi(t) for t >= 0: a polynomial of degree 20 in (t - 5) / (t + 5), after
/// Shepherd and Laframboise 1981 (doi 10.1090/S0025-5718-1981-0595058-X); coefficients by Chebyshev
/// interpolation in 40 digits.
template <typename X>
[[gnu::always_inline]] inline X mills(X t) {
  const X down = 1.0 / (t + 5.0);
  const X y = (t - 5.0) * down;
  X s = X{} + 1.2912874213654849e-08;
  s = s * y - 5.9226128658589914e-09;
  s = s * y - 1.4573727205857554e-07;
  s = s * y + 7.476919614349497e-08;
  s = s * y + 1.0573006226025633e-06;
  s = s * y - 8.10888036367098e-07;
  s = s * y - 6.9179805616112204e-06;
  s = s * y + 9.956429010606643e-06;
  s = s * y + 4.180171633069977e-05;
  s = s * y - 0.0001247270507920554;
  s = s * y - 0.00014882918529688415;
  s = s * y + 0.0013658565999337816;
  s = s * y - 0.001999962677058995;
  s = s * y - 0.007503282358809736;
  s = s * y + 0.052125502482600936;
  s = s * y - 0.17325473413322579;
  s = s * y + 0.4136447157294455;
  s = s * y - 0.7859110755444265;
  s = s * y + 1.2415470615739104;
  s = s * y - 1.6678665951889888;
  s = s * y + 1.9280810471531578;
  return s * down;
}

constexpr double kInverseRootTwoPi = 0.39894228040143267794;

}  // namespace blocs::inference::ideal

#pragma GCC diagnostic pop
