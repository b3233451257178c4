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

/// Compares the shares of as many states as a vector of 32-bit words holds.
template <typename W>
HWY_INLINE void compare_words(W unanimous, W present, Share own, const std::int64_t* sums, std::int64_t none,
                              Counts& counts) {
  const hn::ScalableTag<std::uint64_t> wide;
  const auto own_unanimous = hn::Set(wide, own.unanimous);
  const auto own_present = hn::Set(wide, own.present);
  compare(hn::PromoteTo(wide, hn::LowerHalf(unanimous)), hn::PromoteTo(wide, hn::LowerHalf(present)),
          own_unanimous, own_present, sums, none, counts);
#if HWY_TARGET != HWY_SCALAR
  const Word d;
  const hn::Half<Word> low;
  compare(hn::PromoteTo(wide, hn::UpperHalf(low, unanimous)),
          hn::PromoteTo(wide, hn::UpperHalf(low, present)), own_unanimous, own_present,
          sums + hn::Lanes(d) / 2, none, counts);
#endif
}

/// A completed group's counts for one vector of last members.
struct Completed {
  hn::Vec<Word> lost, gained, added;
};

HWY_INLINE void complete(const Completion& group, const std::uint32_t* row, std::size_t stride,
                         Completed& sums) {
  const Word d;
  const auto y = hn::LoadU(d, row);
  const auto n = hn::LoadU(d, row + stride);
  const auto a = hn::LoadU(d, row + 2 * stride);
  const auto here = hn::Or3(y, n, a);
  const auto same = hn::Or3(hn::And(y, hn::Set(d, group.only_yes)), hn::And(n, hn::Set(d, group.only_no)),
                            hn::And(a, hn::Set(d, group.only_abstain)));
  sums.gained = hn::Add(sums.gained, hn::PopulationCount(same));
  sums.lost = hn::Add(sums.lost, hn::PopulationCount(hn::And(here, hn::Set(d, group.lost))));
  if (group.added != 0)
    sums.added = hn::Add(sums.added, hn::PopulationCount(hn::And(here, hn::Set(d, group.added))));
}

Counts place(const Votes& votes, const Incomplete& group, const std::int64_t* sums, std::size_t from,
             std::size_t to, std::int64_t none, Share own) {
  const Word d;
  const std::size_t lanes = hn::Lanes(d);
  const auto unanimous = hn::Set(d, static_cast<std::uint32_t>(group.without.unanimous));
  const auto present = hn::Set(d, static_cast<std::uint32_t>(group.without.present));
  Counts counts;
  const auto close = [&](const Completed& one, std::size_t i) HWY_ATTR {
    compare_words(hn::Add(hn::Sub(unanimous, one.lost), one.gained), hn::Add(present, one.added), own,
                  sums + i, none, counts);
  };
  std::size_t i = from;
  // Two vectors at a time share what is read of the group.
  for (; i + lanes < to; i += 2 * lanes) {
    Completed first{hn::Zero(d), hn::Zero(d), hn::Zero(d)};
    Completed second = first;
    for (std::size_t c = 0; c < votes.chunks; ++c) {
      const std::uint32_t* row = votes.across + c * 3 * votes.stride + i;
      complete(group.words[c], row, votes.stride, first);
      complete(group.words[c], row + lanes, votes.stride, second);
    }
    close(first, i);
    close(second, i + lanes);
  }
  if (i < to) {
    Completed last{hn::Zero(d), hn::Zero(d), hn::Zero(d)};
    for (std::size_t c = 0; c < votes.chunks; ++c)
      complete(group.words[c], votes.across + c * 3 * votes.stride + i, votes.stride, last);
    close(last, i);
  }
  return counts;
}

}  // namespace blocs::inference::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

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

Counts place_shares(const Votes& votes, const Incomplete& group, const std::int64_t* sums, std::size_t from,
                    std::size_t to, std::int64_t none, Share own) {
  return HWY_DYNAMIC_DISPATCH(place)(votes, group, sums, from, to, none, own);
}

}  // namespace blocs::inference::kernels
#endif
