// A pair's measures in many samples at once, compiled for each kind of processor.

#include "sample_kernels.hpp"

#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "inference/sample_kernels.cpp"
#include <hwy/foreach_target.h>
// Behind it, lest the order change.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace blocs::inference::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Word = hn::ScalableTag<std::uint32_t>;
using Words = hn::Vec<Word>;
using Real = hn::ScalableTag<double>;
using Reals = hn::Vec<Real>;

/// Weighted counts, `where` samples on.
struct Sums {
  Words common, alike, decided, apart;
};

HWY_INLINE Words counted(Words sum, std::uint32_t mask, Words bits) {
  const Word d;
  return hn::Add(sum, hn::PopulationCount(hn::And(hn::Set(d, mask), bits)));
}

HWY_INLINE Sums sums_at(const Samples& samples, const PairBits* pair, std::size_t where) {
  const Word d;
  Sums all{hn::Zero(d), hn::Zero(d), hn::Zero(d), hn::Zero(d)};
  for (std::size_t p = samples.planes; p-- > 0;) {
    all = {hn::Add(all.common, all.common), hn::Add(all.alike, all.alike), hn::Add(all.decided, all.decided),
           hn::Add(all.apart, all.apart)};
    for (std::size_t c = 0; c < samples.chunks; ++c) {
      const auto bits = hn::LoadU(d, samples.bits + (c * samples.planes + p) * samples.stride + where);
      all.common = counted(all.common, pair[c].common, bits);
      all.alike = counted(all.alike, pair[c].alike, bits);
      all.decided = counted(all.decided, pair[c].decided, bits);
      all.apart = counted(all.apart, pair[c].apart, bits);
    }
  }
  return all;
}

HWY_INLINE void store(Reals value, Reals base, double* out) {
  const Real d;
  const auto none = hn::Set(d, std::numeric_limits<double>::quiet_NaN());
  hn::StoreU(hn::IfThenElse(hn::Gt(base, hn::Zero(d)), value, none), d, out);
}

void evaluate(const Samples& samples, const PairBits* pair, const std::array<double*, 5>& out) {
  const Word words;
  const Real d;
  const hn::Rebind<std::int32_t, Real> part;
  HWY_ALIGN std::uint32_t sums[4][HWY_MAX_BYTES / sizeof(std::uint32_t)];
  const auto one = hn::Set(d, 1.0);
  const auto two = hn::Set(d, 2.0);
  for (std::size_t i = 0; i < samples.stride; i += hn::Lanes(words)) {
    const Sums all = sums_at(samples, pair, i);
    hn::Store(all.common, words, sums[0]);
    hn::Store(all.alike, words, sums[1]);
    hn::Store(all.decided, words, sums[2]);
    hn::Store(all.apart, words, sums[3]);
    for (std::size_t k = 0; k < hn::Lanes(words); k += hn::Lanes(d)) {
      const auto load = [&](std::size_t which) HWY_ATTR {
        return hn::PromoteTo(d, hn::LoadU(part, reinterpret_cast<const std::int32_t*>(sums[which]) + k));
      };
      const auto common = load(0);
      const auto alike = load(1);
      const auto decided = load(2);
      const auto apart = load(3);
      const auto half = hn::Sub(hn::Sub(common, alike), apart);
      const auto steps = hn::Add(half, hn::Mul(two, apart));
      const auto squares = hn::Add(half, hn::Mul(hn::Set(d, 4.0), apart));
      const auto voted = hn::Add(decided, apart);
      store(hn::Div(alike, common), common, out[0] + i + k);
      store(hn::Sub(one, hn::Div(steps, hn::Mul(two, common))), common, out[1] + i + k);
      store(hn::Div(decided, voted), voted, out[2] + i + k);
      store(hn::Sub(one, hn::Div(steps, common)), common, out[3] + i + k);
      store(hn::Sub(one, hn::Div(squares, hn::Mul(two, common))), common, out[4] + i + k);
    }
  }
}

}  // namespace blocs::inference::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blocs::inference::kernels {

HWY_EXPORT(evaluate);

void sample_values(const Samples& samples, const PairBits* pair, const std::array<double*, 5>& out) {
  HWY_DYNAMIC_DISPATCH(evaluate)(samples, pair, out);
}

}  // namespace blocs::inference::kernels
#endif
