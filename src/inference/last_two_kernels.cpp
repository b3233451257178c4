// The innermost two loops of an exact count over all groups, compiled for each kind of processor.

#include "last_two_kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "inference/last_two_kernels.cpp"
#include <hwy/foreach_target.h>
// Behind it, lest the order change.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace blocs::inference::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Coarse = hn::ScalableTag<std::int32_t>;

/// Places the groups whose coarse sums are too near to the group's own: lanes of `near` by their fine sums.
void place_near(const LastTwo& in, std::size_t c, std::size_t d, std::uint64_t near, Places& places) {
  const std::int64_t* row = in.fine_rows + c * in.stride;
  for (; near != 0; near &= near - 1) {
    const std::size_t at = d + static_cast<std::size_t>(hwy::Num0BitsBelowLS1Bit_Nonzero64(near));
    const std::int64_t sum = in.fine_sums[c] + in.fine_sums[at] + row[at];
    places.below += sum < in.fine_below ? 1 : 0;
    places.tied += sum >= in.fine_below && sum <= in.fine_above ? 1 : 0;
  }
}

void count(const LastTwo& in, Places& places) {
  const Coarse d32;
  const auto limit = hn::Set(d32, kCoarseLimit);
  for (std::size_t c = in.from; c < in.last_first; ++c) {
    const std::int32_t first = in.as_first[c];
    if (first >= kCoarseLimit) continue;
    const std::int32_t* row = in.coarse_rows + c * in.stride;
    const auto low = hn::Set(d32, in.surely_below - first);
    const auto over = hn::Set(d32, in.surely_above - first + 1);
    for (std::size_t d = c + 1; d < in.to; d += hn::Lanes(d32)) {
      const auto sum = hn::Add(hn::LoadU(d32, in.as_second + d), hn::LoadU(d32, row + d));
      const auto below = hn::Lt(sum, low);
      const auto near = hn::AndNot(below, hn::Lt(sum, over));
      places.all += hn::CountTrue(d32, hn::Lt(sum, limit));
      places.below += hn::CountTrue(d32, below);
      if (HWY_UNLIKELY(!hn::AllFalse(d32, near))) {
        HWY_ALIGN std::uint8_t bytes[8] = {};
        hn::StoreMaskBits(d32, near, bytes);
        std::uint64_t bits = 0;
        for (std::size_t b = 0; b < (hn::Lanes(d32) + 7) / 8; ++b)
          bits |= static_cast<std::uint64_t>(bytes[b]) << (8 * b);
        place_near(in, c, d, bits, places);
      }
    }
  }
}

void add(const std::int32_t* a, const std::int32_t* b, std::size_t from, std::size_t to, std::int32_t* out) {
  const Coarse d32;
  const auto none = hn::Set(d32, kCoarseNone);
  for (std::size_t i = from; i < to; i += hn::Lanes(d32))
    hn::StoreU(hn::Min(hn::Add(hn::LoadU(d32, a + i), hn::LoadU(d32, b + i)), none), d32, out + i);
}

}  // namespace blocs::inference::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blocs::inference::kernels {

HWY_EXPORT(count);
HWY_EXPORT(add);

void count_last_two(const LastTwo& in, Places& places) {
  HWY_DYNAMIC_DISPATCH(count)(in, places);
}

void add_coarse(const std::int32_t* a, const std::int32_t* b, std::size_t from, std::size_t to,
                std::int32_t* out) {
  HWY_DYNAMIC_DISPATCH(add)(a, b, from, to, out);
}

}  // namespace blocs::inference::kernels
#endif
