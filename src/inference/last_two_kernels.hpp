#pragma once

#include <cstddef>
#include <cstdint>

namespace blocs::inference::kernels {

/// Coarse values from here on stand for "no value": a sum that holds one is above every sum that holds none.
inline constexpr std::int32_t kCoarseNone = std::int32_t{1} << 28;
inline constexpr std::int32_t kCoarseLimit = std::int32_t{1} << 27;

/// All ways to put two last states c < d to a group that lacks two. Values and sums stand twice: coarse, in
/// 32 bits, to compare many at a time, and fine, in 64 bits, for those that are too near to tell by the
/// coarse ones. Rows and sums have `kPad` entries of `kCoarseNone` behind the last state.
struct LastTwo {
  const std::int32_t* coarse_rows = nullptr;  ///< values of each pair, `stride` a row
  const std::int64_t* fine_rows = nullptr;
  std::size_t stride = 0;
  /// By state: its coarse values with the group so far, added up; `kCoarseNone` or more where it may not be
  /// c, or not be d.
  const std::int32_t* as_first = nullptr;
  const std::int32_t* as_second = nullptr;
  const std::int64_t* fine_sums = nullptr;
  std::size_t from = 0, last_first = 0, to = 0;  ///< c is from .. last_first-1, d is behind c, up to to-1
  std::int32_t surely_below = 0;                 ///< a coarse sum under this is below
  std::int32_t surely_above = 0;                 ///< one over this is above
  std::int64_t fine_below = 0, fine_above = 0;   ///< a fine sum under, over this is
};

struct Places {
  std::uint64_t all = 0;    ///< groups in which every pair has a value
  std::uint64_t below = 0;  ///< of them, sums below
  std::uint64_t tied = 0;   ///< neither below nor above
};

/// Adds what it counts to `places`. Cost: two loads, an addition and three comparisons for as many groups as
/// a vector has 32-bit lanes.
void count_last_two(const LastTwo& in, Places& places);

/// out[d] = min(a[d] + b[d], kCoarseNone) for d below `to`, and up to `kPad` numbers behind.
void add_coarse(const std::int32_t* a, const std::int32_t* b, std::size_t from, std::size_t to,
                std::int32_t* out);

}  // namespace blocs::inference::kernels
