// The innermost loops of scans over all groups, compiled for each kind of processor.

#include "scan_kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "inference/scan_kernels.cpp"
#include <hwy/foreach_target.h>
// Behind it, lest the order change.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace blocs::inference::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Int64 = hn::ScalableTag<std::int64_t>;
using Word = hn::ScalableTag<std::uint32_t>;

void add(const std::int64_t* a, const std::int64_t* b, std::size_t from, std::size_t to, std::int64_t* out) {
  const Int64 d;
  for (std::size_t i = from; i < to; i += hn::Lanes(d))
    hn::StoreU(hn::Add(hn::LoadU(d, a + i), hn::LoadU(d, b + i)), d, out + i);
}

Counts count(const std::int64_t* sums, std::size_t from, std::size_t to, std::int64_t low, std::int64_t high,
             std::int64_t none) {
  const Int64 d;
  const auto lows = hn::Set(d, low);
  const auto over = hn::Set(d, high + 1);
  const auto nones = hn::Set(d, none);
  Counts counts;
  for (std::size_t i = from; i < to; i += hn::Lanes(d)) {
    const auto sum = hn::LoadU(d, sums + i);
    counts.below += hn::CountTrue(d, hn::Lt(sum, lows));
    counts.upto += hn::CountTrue(d, hn::Lt(sum, over));
    counts.all += hn::CountTrue(d, hn::Lt(sum, nones));
  }
  return counts;
}

/// Products of numbers under 2^32.
template <typename V>
HWY_INLINE auto product(V a, V b) {
#if HWY_TARGET == HWY_SCALAR
  return hn::BitCast(Int64(), hn::Mul(a, b));
#else
  const Word words;
  return hn::BitCast(Int64(), hn::MulEven(hn::BitCast(words, a), hn::BitCast(words, b)));
#endif
}

template <typename V>
HWY_INLINE void compare(V unanimous, V present, V own_unanimous, V own_present, const std::int64_t* sums,
                        std::int64_t none, Counts& counts) {
  const Int64 d;
  const auto open =
      hn::And(hn::Lt(hn::LoadU(d, sums), hn::Set(d, none)), hn::Gt(hn::BitCast(d, present), hn::Zero(d)));
  const auto left = product(unanimous, own_present);
  const auto right = product(present, own_unanimous);
  counts.below += hn::CountTrue(d, hn::And(open, hn::Lt(left, right)));
  counts.upto += hn::CountTrue(d, hn::AndNot(hn::Lt(right, left), open));
  counts.all += hn::CountTrue(d, open);
}

Counts place(const Votes& votes, const Joint* joint, const std::int64_t* sums, std::size_t from,
             std::size_t to, std::int64_t none, Share own) {
  const Word d;
  const hn::ScalableTag<std::uint64_t> wide;
  const auto own_unanimous = hn::Set(wide, own.unanimous);
  const auto own_present = hn::Set(wide, own.present);
  const auto everybody = hn::Set(d, votes.all_present ? ~std::uint32_t{0} : 0);
  Counts counts;
  for (std::size_t i = from; i < to; i += hn::Lanes(d)) {
    auto unanimous = hn::Zero(d);
    auto present = hn::Zero(d);
    for (std::size_t c = 0; c < votes.chunks; ++c) {
      const Joint& group = joint[c];
      const std::uint32_t* row = votes.across + c * 3 * votes.stride + i;
      const auto y = hn::LoadU(d, row);
      const auto n = hn::LoadU(d, row + votes.stride);
      const auto a = hn::LoadU(d, row + 2 * votes.stride);
      const auto here = hn::Or3(y, n, a);
      const auto two =
          hn::Or(hn::Set(d, group.two), hn::And(here, hn::Set(d, group.yes | group.no | group.abstain)));
      const auto all = hn::And(here, hn::Set(d, group.all));
      const auto counted = hn::And(two, hn::Or(all, hn::Not(everybody)));
      const auto yes = hn::Or(y, hn::Set(d, group.yes));
      const auto no = hn::Or(n, hn::Set(d, group.no));
      const auto abstain = hn::Or(a, hn::Set(d, group.abstain));
      const auto split = hn::Or3(hn::And(yes, no), hn::And(yes, abstain), hn::And(no, abstain));
      present = hn::Add(present, hn::PopulationCount(counted));
      unanimous = hn::Add(unanimous, hn::PopulationCount(hn::AndNot(split, counted)));
    }
    compare(hn::PromoteTo(wide, hn::LowerHalf(unanimous)), hn::PromoteTo(wide, hn::LowerHalf(present)),
            own_unanimous, own_present, sums + i, none, counts);
#if HWY_TARGET != HWY_SCALAR
    const hn::Half<Word> low;
    compare(hn::PromoteTo(wide, hn::UpperHalf(low, unanimous)),
            hn::PromoteTo(wide, hn::UpperHalf(low, present)), own_unanimous, own_present,
            sums + i + hn::Lanes(d) / 2, none, counts);
#endif
  }
  return counts;
}

}  // namespace blocs::inference::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <bit>

namespace blocs::inference::kernels {

HWY_EXPORT(add);
HWY_EXPORT(count);
HWY_EXPORT(place);

void add_rows(const std::int64_t* a, const std::int64_t* b, std::size_t from, std::size_t to,
              std::int64_t* out) {
  HWY_DYNAMIC_DISPATCH(add)(a, b, from, to, out);
}

Counts count_sums(const std::int64_t* sums, std::size_t from, std::size_t to, std::int64_t low,
                  std::int64_t high, std::int64_t none) {
  return HWY_DYNAMIC_DISPATCH(count)(sums, from, to, low, high, none);
}

Counts place_shares(const Votes& votes, const Joint* joint, const std::int64_t* sums, std::size_t from,
                    std::size_t to, std::int64_t none, Share own) {
  return HWY_DYNAMIC_DISPATCH(place)(votes, joint, sums, from, to, none, own);
}

Share share_with(const Votes& votes, const Joint* joint, std::size_t state) {
  Share share;
  for (std::size_t c = 0; c < votes.chunks; ++c) {
    const std::uint32_t* row = votes.across + c * 3 * votes.stride + state;
    Joint all = joint[c];
    all.add(row[0], row[votes.stride], row[2 * votes.stride]);
    const std::uint32_t counted = votes.all_present ? all.all & all.two : all.two;
    const std::uint32_t split = (all.yes & all.no) | (all.yes & all.abstain) | (all.no & all.abstain);
    share.present += static_cast<std::uint64_t>(std::popcount(counted));
    share.unanimous += static_cast<std::uint64_t>(std::popcount(counted & ~split));
  }
  return share;
}

}  // namespace blocs::inference::kernels
#endif
