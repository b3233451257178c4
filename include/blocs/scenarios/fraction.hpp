#pragma once

#include <cstdint>
#include <numeric>
#include <string>

namespace blocs::scenarios {

/// An exact fraction in lowest terms with a positive denominator. For the power indices of small bodies,
/// whose terms fit 64 bits; no check for overflow.
struct Fraction {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;

  Fraction() = default;
  Fraction(std::int64_t over, std::int64_t under) : numerator(over), denominator(under) {
    const std::int64_t divisor = std::gcd(over, under) * (under < 0 ? -1 : 1);
    if (divisor != 0) {
      numerator /= divisor;
      denominator /= divisor;
    }
  }

  double value() const { return static_cast<double>(numerator) / static_cast<double>(denominator); }
  std::string text() const { return std::to_string(numerator) + "/" + std::to_string(denominator); }

  friend bool operator==(const Fraction&, const Fraction&) = default;
};

}  // namespace blocs::scenarios
