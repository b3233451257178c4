// A pair's agreement in a sample of roll calls, compiled for each kind of processor.

#include "share_kernels.hpp"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "inference/share_kernels.cpp"
#include <hwy/foreach_target.h>
// Behind it, lest the order change.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace blocs::inference::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Lane = hn::ScalableTag<std::uint16_t>;
using Bytes = hn::Rebind<std::uint8_t, Lane>;
using Lanes = hn::Vec<Lane>;

/// Products are at most 255 times 2: so many of them fit into sixteen bits.
constexpr std::size_t kSteps = 128;

HWY_INLINE std::uint32_t total(Lanes sums) {
  const Lane d;
  HWY_ALIGN std::uint16_t lanes[HWY_MAX_BYTES / sizeof(std::uint16_t)];
  hn::Store(sums, d, lanes);
  std::uint32_t all = 0;
  for (std::size_t i = 0; i < hn::Lanes(d); ++i) all += lanes[i];
  return all;
}

WeightedSums sum_all(const std::uint8_t* counts, const std::uint8_t* halves, const std::uint8_t* counted,
                     std::size_t n) {
  const Lane d;
  const Bytes bytes;
  const std::size_t width = hn::Lanes(d);
  WeightedSums all;
  std::size_t i = 0;
  while (i + width <= n) {
    const std::size_t end = std::min(i + kSteps * width, n);
    auto credit = hn::Zero(d);
    auto base = hn::Zero(d);
    for (; i + width <= end; i += width) {
      const auto weight = hn::PromoteTo(d, hn::LoadU(bytes, counts + i));
      credit = hn::Add(credit, hn::Mul(weight, hn::PromoteTo(d, hn::LoadU(bytes, halves + i))));
      base = hn::Add(base, hn::Mul(weight, hn::PromoteTo(d, hn::LoadU(bytes, counted + i))));
    }
    all.halves += total(credit);
    all.counted += total(base);
  }
  for (; i < n; ++i) {
    all.halves += static_cast<std::uint32_t>(counts[i]) * halves[i];
    all.counted += static_cast<std::uint32_t>(counts[i]) * counted[i];
  }
  return all;
}

}  // namespace blocs::inference::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blocs::inference::kernels {

HWY_EXPORT(sum_all);

WeightedSums weighted_sums(const std::uint8_t* counts, const std::uint8_t* halves,
                           const std::uint8_t* counted, std::size_t n) {
  return HWY_DYNAMIC_DISPATCH(sum_all)(counts, halves, counted, n);
}

}  // namespace blocs::inference::kernels
#endif
