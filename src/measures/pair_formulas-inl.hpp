// The measures of a pair as formulas over any kind of number: one double, or several side by side in a vector
// register. Included once for each kind of processor, as Highway wants it, and once for plain doubles.

#if defined(BLOCS_PAIR_FORMULAS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef BLOCS_PAIR_FORMULAS_INL
#undef BLOCS_PAIR_FORMULAS_INL
#else
#define BLOCS_PAIR_FORMULAS_INL
#endif

#include <hwy/highway.h>

#include <array>
#include <cstddef>

#include "blocs/measures/pair_measures.hpp"

HWY_BEFORE_NAMESPACE();
namespace blocs::measures::HWY_NAMESPACE {

template <typename X>
using Margins = std::array<X, 3>;

/// A ballot table of numbers X.
template <typename X>
struct Cells {
  std::array<std::array<X, 3>, 3> at;

  HWY_INLINE X row(std::size_t i) const { return at[i][0] + at[i][1] + at[i][2]; }
  HWY_INLINE X column(std::size_t j) const { return at[0][j] + at[1][j] + at[2][j]; }
  HWY_INLINE X total() const { return row(0) + row(1) + row(2); }
  HWY_INLINE Margins<X> rows() const { return {row(0), row(1), row(2)}; }
  HWY_INLINE Margins<X> columns() const { return {column(0), column(1), column(2)}; }
};

/// A value that is defined where `base` is above 0.
template <typename X>
struct Based {
  X value;
  X base;
};

template <Scale kScale>
constexpr double disagreement(std::size_t i, std::size_t j) {
  const int steps = steps_apart(i, j);
  if (kScale == Scale::nominal) return steps > 0 ? 1 : 0;
  return kScale == Scale::linear ? steps / 2.0 : steps * steps / 4.0;
}

template <Scale kScale, typename X>
HWY_INLINE X observed(const Cells<X>& cells) {
  X sum(0);
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      if (i != j) sum = sum + cells.at[i][j] * X(disagreement<kScale>(i, j));
    }
  }
  return sum;
}

/// Disagreement, times n, of independent ballots with these totals.
template <Scale kScale, typename X>
HWY_INLINE X expected(const Margins<X>& rows, const Margins<X>& columns) {
  X sum(0);
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      if (i != j) sum = sum + rows[i] * columns[j] * X(disagreement<kScale>(i, j));
    }
  }
  return sum;
}

template <Scale kScale, typename X>
HWY_INLINE Based<X> corrected(const Cells<X>& cells, const Margins<X>& left, const Margins<X>& right) {
  const X chance = expected<kScale>(left, right);
  return {X(1) - cells.total() * observed<kScale>(cells) / chance, chance};
}

template <Scale kScale, typename X>
HWY_INLINE Based<X> scott(const Cells<X>& cells) {
  Margins<X> both{X(0), X(0), X(0)};
  for (std::size_t i = 0; i < 3; ++i) both[i] = (cells.row(i) + cells.column(i)) / X(2);
  return corrected<kScale>(cells, both, both);
}

template <PairMeasure kMeasure, typename X>
HWY_INLINE Based<X> formula(const Cells<X>& cells) {
  const auto& at = cells.at;
  const X n = cells.total();
  if constexpr (kMeasure == PairMeasure::exact) {
    return {(at[0][0] + at[1][1] + at[2][2]) / n, n};
  } else if constexpr (kMeasure == PairMeasure::lijphart) {
    return {X(1) - observed<Scale::linear>(cells) / n, n};
  } else if constexpr (kMeasure == PairMeasure::yes_no) {
    const X alike = at[0][0] + at[1][1];
    const X decided = alike + at[0][1] + at[1][0];
    return {alike / decided, decided};
  } else if constexpr (kMeasure == PairMeasure::s) {
    return {X(1) - X(2) * observed<Scale::linear>(cells) / n, n};
  } else if constexpr (kMeasure == PairMeasure::s_squared) {
    return {X(1) - X(2) * observed<Scale::squared>(cells) / n, n};
  } else if constexpr (kMeasure == PairMeasure::kappa) {
    return corrected<Scale::nominal>(cells, cells.rows(), cells.columns());
  } else if constexpr (kMeasure == PairMeasure::kappa_linear) {
    return corrected<Scale::linear>(cells, cells.rows(), cells.columns());
  } else if constexpr (kMeasure == PairMeasure::kappa_squared) {
    return corrected<Scale::squared>(cells, cells.rows(), cells.columns());
  } else if constexpr (kMeasure == PairMeasure::pi) {
    return scott<Scale::nominal>(cells);
  } else if constexpr (kMeasure == PairMeasure::pi_linear) {
    return scott<Scale::linear>(cells);
  } else if constexpr (kMeasure == PairMeasure::pi_squared) {
    return scott<Scale::squared>(cells);
  } else {
    static_assert(kMeasure == PairMeasure::a);
    const X chance = expected<Scale::linear>(cells.rows(), cells.columns()) / n;
    return {X(2) * (chance - observed<Scale::linear>(cells)) / n, n};
  }
}

}  // namespace blocs::measures::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // BLOCS_PAIR_FORMULAS_INL
