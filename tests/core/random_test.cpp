#include "blocs/core/random.hpp"

#include <gtest/gtest.h>

#include <array>

namespace blocs {
namespace {

TEST(RandomStream, SameSeedAndIndexGiveTheSameNumbers) {
  RandomStream a(7, 3);
  RandomStream b(7, 3);
  RandomStream other(7, 4);
  bool differs = false;
  for (int i = 0; i < 100; ++i) {
    const auto x = a.next();
    EXPECT_EQ(x, b.next());
    differs = differs || x != other.next();
  }
  EXPECT_TRUE(differs);
}

TEST(RandomStream, BelowIsUniform) {
  std::array<int, 6> seen{};
  RandomStream random(1, 0);
  for (int i = 0; i < 60000; ++i) ++seen.at(random.below(6));
  // Chi-square with 5 degrees of freedom: 20.5 is the 99.9th percentile.
  double chi = 0;
  for (const int count : seen) chi += (count - 10000.0) * (count - 10000.0) / 10000.0;
  EXPECT_LT(chi, 20.5);
}

/// Lemire's algorithm as published, with a division for each number.
std::uint64_t plainly_below(RandomStream& random, std::uint64_t bound) {
  const std::uint64_t floor = (0 - bound) % bound;
  for (;;) {
    const auto product = static_cast<Wide>(random.next()) * bound;
    if (static_cast<std::uint64_t>(product) >= floor) return static_cast<std::uint64_t>(product >> 64);
  }
}

TEST(RandomStream, BelowRefusesWhatTheDivisionRefuses) {
  // Bounds just above half the range refuse nearly every second draw.
  const std::uint64_t half = std::uint64_t{1} << 63;
  for (const std::uint64_t bound :
       {std::uint64_t{1}, std::uint64_t{6}, half - 1, half, half + 1, half + half / 3}) {
    RandomStream quick(3, bound);
    RandomStream plain(3, bound);
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(quick.below(bound), plainly_below(plain, bound));
    EXPECT_EQ(quick.next(), plain.next());
  }
}

TEST(RandomStream, FirstNumbersOfNeighbouringStreamsAreUnrelated) {
  std::array<int, 16> seen{};
  for (std::uint64_t i = 0; i < 16000; ++i) ++seen.at(RandomStream(42, i).next() >> 60);
  double chi = 0;
  for (const int count : seen) chi += (count - 1000.0) * (count - 1000.0) / 1000.0;
  EXPECT_LT(chi, 37.7);  // 99.9th percentile, 15 degrees of freedom
}

}  // namespace
}  // namespace blocs
