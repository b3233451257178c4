#pragma once

#include <cstdint>
#include <vector>

#include "blocs/inference/base_rates.hpp"

namespace blocs::inference {

/// Means over pairs that differ by less than this many units of 2^-40 in their sum are tied: the rounding of
/// a pair either way.
inline constexpr std::int64_t kTiedSum = 8;

/// How many pairs a group has.
inline double pairs_in(std::size_t size) {
  return static_cast<double>(size * (size - 1)) / 2;
}

/// The sum of the values of all pairs of a group in which every pair has one, in units of 2^-40.
std::int64_t sum_of_pairs(const PairValues& pairs, const std::vector<std::size_t>& group);

/// Counts all groups of a size, and of the same mix of classes where the field has any, by how the sum of
/// their pairs stands to `target`. Ties by `kTiedSum`. Cost: one step for some sixteen groups; for 193 states
/// 53 million groups of four take some milliseconds, 2.1 thousand million of five some tenths of a second.
/// The counts are the same for any number of threads and on any processor.
Rank count_by_sum(const PairValues& pairs, const std::vector<std::size_t>& like, std::int64_t target,
                  const Field& field);

}  // namespace blocs::inference
