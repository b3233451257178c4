#pragma once

#include <cstdint>

namespace blocs {

/// A seeded stream of random numbers (SplitMix64; Steele, Lea and Flood 2014, doi 10.1145/2660193.2660195).
/// Stream `index` of a seed is independent of how many others are drawn or on which thread, so that work
/// split by index gives the same result for any number of threads. Not for secrets.
__extension__ using Wide = unsigned __int128;

class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint64_t index)
      : state_(mix(seed) ^ mix(index * 0x9e3779b97f4a7c15U + 1)) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    return mix(state_);
  }

  /// Uniform on 0 .. bound-1, without bias (Lemire 2019, doi 10.1145/3230636). `bound` > 0.
  std::uint64_t below(std::uint64_t bound) {
    for (;;) {
      const auto product = static_cast<Wide>(next()) * bound;
      const auto low = static_cast<std::uint64_t>(product);
      // What is refused lies below 2^64 mod bound, and so below the bound: hardly a draw needs the division.
      if (low >= bound || low >= (0 - bound) % bound) return static_cast<std::uint64_t>(product >> 64);
    }
  }

  /// Uniform on [0, 1).
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

 private:
  static std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

}  // namespace blocs
