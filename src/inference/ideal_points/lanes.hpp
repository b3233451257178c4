#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

// All of this is inlined: no vector is handed over in registers, about which processors differ.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpsabi"

namespace blocs::inference::ideal {

/// Numbers that are worked on at once. A vector that is wider than the processor's registers stands in
/// memory, and everything done with it takes several times as long; so whoever works on eight numbers takes
/// `Eight` where registers hold that many and `TwoFours` where they do not (`has_wide_registers`). Either way
/// each number goes through the same operations in the same order.
using Four = double __attribute__((vector_size(32)));
using Eight = double __attribute__((vector_size(64)));
/// As wide, of floats.
using EightFloats = float __attribute__((vector_size(32)));
using SixteenFloats = float __attribute__((vector_size(64)));

inline bool has_wide_registers() {
#ifdef __x86_64__
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") != 0;
#else
  return false;
#endif
}

/// Of two fours, as a vector's own: whole numbers without sign, and what comparisons give.
struct TwoFoursBits {
  using Half = std::uint64_t __attribute__((vector_size(32)));
  Half low, high;
  [[gnu::always_inline]] friend TwoFoursBits operator+(const TwoFoursBits& a, std::uint64_t b) {
    return {a.low + b, a.high + b};
  }
  [[gnu::always_inline]] friend TwoFoursBits operator-(const TwoFoursBits& a, std::uint64_t b) {
    return {a.low - b, a.high - b};
  }
  [[gnu::always_inline]] friend TwoFoursBits operator-(const TwoFoursBits& a, const TwoFoursBits& b) {
    return {a.low - b.low, a.high - b.high};
  }
  [[gnu::always_inline]] friend TwoFoursBits operator|(const TwoFoursBits& a, std::uint64_t b) {
    return {a.low | b, a.high | b};
  }
  [[gnu::always_inline]] friend TwoFoursBits operator<<(const TwoFoursBits& a, std::uint64_t by) {
    return {a.low << by, a.high << by};
  }
  [[gnu::always_inline]] friend TwoFoursBits operator>>(const TwoFoursBits& a, std::uint64_t by) {
    return {a.low >> by, a.high >> by};
  }
};

struct TwoFoursYes {
  using Half = std::int64_t __attribute__((vector_size(32)));
  Half low, high;
  [[gnu::always_inline]] friend TwoFoursYes operator==(const TwoFoursYes& a, const TwoFoursYes& b) {
    return {a.low == b.low, a.high == b.high};
  }
};

/// Eight numbers in two registers of four, to be written with as if they were an `Eight`.
struct TwoFours {
  Four low{}, high{};

  TwoFours() = default;
  [[gnu::always_inline]] TwoFours(const Four& a, const Four& b) : low(a), high(b) {}
  /// The same number eight times; implicit, as with a vector.
  [[gnu::always_inline]] TwoFours(double x) : low(Four{} + x), high(Four{} + x) {}

  [[gnu::always_inline]] TwoFours operator-() const { return {-low, -high}; }
  [[gnu::always_inline]] TwoFours& operator+=(const TwoFours& b) { return *this = *this + b; }
  [[gnu::always_inline]] TwoFours& operator-=(const TwoFours& b) { return *this = *this - b; }
  [[gnu::always_inline]] TwoFours& operator*=(const TwoFours& b) { return *this = *this * b; }
  [[gnu::always_inline]] friend TwoFours operator+(const TwoFours& a, const TwoFours& b) {
    return {a.low + b.low, a.high + b.high};
  }
  [[gnu::always_inline]] friend TwoFours operator-(const TwoFours& a, const TwoFours& b) {
    return {a.low - b.low, a.high - b.high};
  }
  [[gnu::always_inline]] friend TwoFours operator*(const TwoFours& a, const TwoFours& b) {
    return {a.low * b.low, a.high * b.high};
  }
  [[gnu::always_inline]] friend TwoFours operator/(const TwoFours& a, const TwoFours& b) {
    return {a.low / b.low, a.high / b.high};
  }
  [[gnu::always_inline]] friend TwoFoursYes operator<(const TwoFours& a, const TwoFours& b) {
    return {a.low < b.low, a.high < b.high};
  }
  [[gnu::always_inline]] friend TwoFoursYes operator>(const TwoFours& a, const TwoFours& b) { return b < a; }
};

/// `a` where `yes`, elsewhere `b`.
template <typename Yes, typename X>
[[gnu::always_inline]] inline X chosen(const Yes& yes, const X& a, const X& b) {
  return yes ? a : b;
}
[[gnu::always_inline]] inline TwoFours chosen(const TwoFoursYes& yes, const TwoFours& a, const TwoFours& b) {
  return {yes.low ? a.low : b.low, yes.high ? a.high : b.high};
}

/// The same bits as whole numbers without sign.
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
template <>
struct BitsOf<TwoFours> {
  using Type = TwoFoursBits;
};

/// Numbers from anywhere in memory, and to it. (By reference: how a vector is passed depends on the
/// processor.)
template <typename X>
[[gnu::always_inline]] inline void load(X& x, const double* from) {
  std::memcpy(&x, from, sizeof x);
}
[[gnu::always_inline]] inline void load(EightFloats& x, const float* from) {
  std::memcpy(&x, from, sizeof x);
}
[[gnu::always_inline]] inline void load(SixteenFloats& x, const float* from) {
  std::memcpy(&x, from, sizeof x);
}
[[gnu::always_inline]] inline void load(TwoFours& x, const double* from) {
  load(x.low, from);
  load(x.high, from + 4);
}
[[gnu::always_inline]] inline void load(Four& x, const float* from) {
  float __attribute__((vector_size(16))) stored;
  std::memcpy(&stored, from, sizeof stored);
  x = __builtin_convertvector(stored, Four);
}
template <typename X, typename Stored>
[[gnu::always_inline]] inline X loaded(const Stored* from) {
  X x;
  load(x, from);
  return x;
}
template <typename X>
[[gnu::always_inline]] inline void put(double* to, const X& x) {
  std::memcpy(to, &x, sizeof x);
}
template <typename X>
[[gnu::always_inline]] inline void put(float* to, const X& x) {
  std::memcpy(to, &x, sizeof x);
}
[[gnu::always_inline]] inline void put(double* to, const TwoFours& x) {
  put(to, x.low);
  put(to + 4, x.high);
}

/// In a fixed order, whatever the processor.
[[gnu::always_inline]] inline double added_up(const Four& x) {
  return (x[0] + x[2]) + (x[1] + x[3]);
}
[[gnu::always_inline]] inline double added_up(const Eight& x) {
  return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}
[[gnu::always_inline]] inline double added_up(const TwoFours& x) {
  return added_up(x.low + x.high);
}

}  // namespace blocs::inference::ideal

#pragma GCC diagnostic pop
