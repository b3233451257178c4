// The loops over all pairs, compiled for each kind of processor; the best one is chosen when the program
// runs.

#include "pair_kernels.hpp"

#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "measures/pair_kernels.cpp"
#include <hwy/foreach_target.h>
// Behind it, lest the order change.
#include <hwy/highway.h>

#include "measures/pair_formulas-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace blocs::measures::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
namespace formulas = measures::HWY_NAMESPACE;

/// Pairs (i, j) for all i < j, several i at a time: the bits of j stand against those of neighbouring states.
void count(const Across& votes, const CellArrays& cells) {
  const hn::ScalableTag<std::uint32_t> d;
  using Lanes = hn::Vec<decltype(d)>;
  for (std::size_t j = 1; j < votes.states; ++j) {
    const std::size_t base = j * (j - 1) / 2;
    for (std::size_t i = 0; i < j; i += hn::Lanes(d)) {
      Lanes sums[9];
      for (auto& sum : sums) sum = hn::Zero(d);
      for (std::size_t c = 0; c < votes.chunks; ++c) {
        const std::uint32_t* row = votes.planes + c * 3 * votes.stride;
        Lanes left[3];
        for (std::size_t a = 0; a < 3; ++a) left[a] = hn::LoadU(d, row + a * votes.stride + i);
        for (std::size_t b = 0; b < 3; ++b) {
          const auto right = hn::Set(d, row[b * votes.stride + j]);
          for (std::size_t a = 0; a < 3; ++a)
            sums[a * 3 + b] = hn::Add(sums[a * 3 + b], hn::PopulationCount(hn::And(left[a], right)));
        }
      }
      // What is written behind i = j - 1 is written over by the next j.
      for (std::size_t k = 0; k < 9; ++k) hn::StoreU(sums[k], d, cells[k] + base + i);
    }
  }
}

/// Doubles side by side, with the operators that the formulas need.
struct Doubles {
  using Tag = hn::ScalableTag<double>;
  hn::Vec<Tag> v;

  HWY_INLINE explicit Doubles(double x) : v(hn::Set(Tag(), x)) {}
  HWY_INLINE explicit Doubles(hn::Vec<Tag> x) : v(x) {}
};
HWY_INLINE Doubles operator+(Doubles a, Doubles b) {
  return Doubles(hn::Add(a.v, b.v));
}
HWY_INLINE Doubles operator-(Doubles a, Doubles b) {
  return Doubles(hn::Sub(a.v, b.v));
}
HWY_INLINE Doubles operator*(Doubles a, Doubles b) {
  return Doubles(hn::Mul(a.v, b.v));
}
HWY_INLINE Doubles operator/(Doubles a, Doubles b) {
  return Doubles(hn::Div(a.v, b.v));
}

HWY_INLINE Doubles load(const std::uint32_t* from) {
  const Doubles::Tag d;
  const hn::Rebind<std::int32_t, Doubles::Tag> half;
  return Doubles(hn::PromoteTo(d, hn::LoadU(half, reinterpret_cast<const std::int32_t*>(from))));
}

template <PairMeasure kMeasure>
void fill(const ConstCellArrays& from, std::size_t pairs, double* out) {
  const Doubles::Tag d;
  const auto none = hn::Set(d, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t p = 0; p < pairs; p += hn::Lanes(d)) {
    const formulas::Cells<Doubles> cells{{{{load(from[0] + p), load(from[1] + p), load(from[2] + p)},
                                           {load(from[3] + p), load(from[4] + p), load(from[5] + p)},
                                           {load(from[6] + p), load(from[7] + p), load(from[8] + p)}}}};
    const auto found = formulas::formula<kMeasure>(cells);
    hn::StoreU(hn::IfThenElse(hn::Gt(found.base.v, hn::Zero(d)), found.value.v, none), d, out + p);
  }
}

void evaluate(PairMeasure measure, const ConstCellArrays& cells, std::size_t pairs, double* out) {
  switch (measure) {
    case PairMeasure::exact:
      return fill<PairMeasure::exact>(cells, pairs, out);
    case PairMeasure::lijphart:
      return fill<PairMeasure::lijphart>(cells, pairs, out);
    case PairMeasure::yes_no:
      return fill<PairMeasure::yes_no>(cells, pairs, out);
    case PairMeasure::s:
      return fill<PairMeasure::s>(cells, pairs, out);
    case PairMeasure::s_squared:
      return fill<PairMeasure::s_squared>(cells, pairs, out);
    case PairMeasure::kappa:
      return fill<PairMeasure::kappa>(cells, pairs, out);
    case PairMeasure::kappa_linear:
      return fill<PairMeasure::kappa_linear>(cells, pairs, out);
    case PairMeasure::kappa_squared:
      return fill<PairMeasure::kappa_squared>(cells, pairs, out);
    case PairMeasure::pi:
      return fill<PairMeasure::pi>(cells, pairs, out);
    case PairMeasure::pi_linear:
      return fill<PairMeasure::pi_linear>(cells, pairs, out);
    case PairMeasure::pi_squared:
      return fill<PairMeasure::pi_squared>(cells, pairs, out);
    case PairMeasure::a:
      return fill<PairMeasure::a>(cells, pairs, out);
  }
}

}  // namespace blocs::measures::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace blocs::measures::kernels {

HWY_EXPORT(count);
HWY_EXPORT(evaluate);

void count_pairs(const Across& votes, const CellArrays& cells) {
  HWY_DYNAMIC_DISPATCH(count)(votes, cells);
}

void pair_values(PairMeasure measure, const ConstCellArrays& cells, std::size_t pairs, double* out) {
  HWY_DYNAMIC_DISPATCH(evaluate)(measure, cells, pairs, out);
}

}  // namespace blocs::measures::kernels
#endif
