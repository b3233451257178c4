#include "dense.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <vector>

#include "blocs/core/parallel.hpp"
#include "clones.hpp"
#include "lanes.hpp"

#pragma GCC diagnostic ignored "-Wpsabi"  // as in lanes.hpp

namespace blocs::inference::ideal {
namespace {

constexpr std::size_t kRows = 4;    // of a tile that is kept in registers; its columns are two vectors
constexpr std::size_t kStrip = 32;  // rows that one thread takes at a time
constexpr std::size_t kDepth = 96;  // so deep, a strip of P and what it meets of Q stay in the first cache
constexpr std::size_t kBlock = 24;  // pivots between two updates of the rest

/// The product P'Q of which a strip of rows is subtracted from C.
template <typename Number>
struct Product {
  Number* c;
  std::size_t stride_c, columns;
  const Number* p;
  std::size_t stride_p;
  const Number* q;
  std::size_t stride_q, k;
  bool upper;
};

template <class Lanes, typename Number>
[[gnu::always_inline]] inline void subtract(Number* from, const Lanes& lanes) {
  Lanes whole;
  load(whole, from);
  whole -= lanes;
  put(from, whole);
}

/// A tile of it, `rows` x `columns` of which count: `left` holds kRows numbers for each of `depth`, `right`
/// two vectors, `stride` apart.
template <class Lanes, typename Number>
[[gnu::always_inline]] inline void tile(const Number* left, const Number* right, std::size_t stride,
                                        std::size_t depth, Number* c, std::size_t stride_c, std::size_t rows,
                                        std::size_t columns) {
  constexpr std::size_t kLanes = sizeof(Lanes) / sizeof(Number);
  Lanes a0{}, a1{}, a2{}, a3{}, b0{}, b1{}, b2{}, b3{};
  for (std::size_t l = 0; l < depth; ++l, left += kRows, right += stride) {
    Lanes x, y;
    load(x, right);
    load(y, right + kLanes);
    a0 += left[0] * x;
    b0 += left[0] * y;
    a1 += left[1] * x;
    b1 += left[1] * y;
    a2 += left[2] * x;
    b2 += left[2] * y;
    a3 += left[3] * x;
    b3 += left[3] * y;
  }
  if (rows == kRows && columns == 2 * kLanes) {
    subtract(c, a0);
    subtract(c + kLanes, b0);
    subtract(c + stride_c, a1);
    subtract(c + stride_c + kLanes, b1);
    subtract(c + 2 * stride_c, a2);
    subtract(c + 2 * stride_c + kLanes, b2);
    subtract(c + 3 * stride_c, a3);
    subtract(c + 3 * stride_c + kLanes, b3);
    return;
  }
  std::array<Number, kRows * 2 * kLanes> sums;
  put(sums.data(), a0);
  put(sums.data() + kLanes, b0);
  put(sums.data() + 2 * kLanes, a1);
  put(sums.data() + 3 * kLanes, b1);
  put(sums.data() + 4 * kLanes, a2);
  put(sums.data() + 5 * kLanes, b2);
  put(sums.data() + 6 * kLanes, a3);
  put(sums.data() + 7 * kLanes, b3);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t j = 0; j < columns; ++j) c[r * stride_c + j] -= sums[r * 2 * kLanes + j];
  }
}

/// Numbers of `depth` rows side by side, `wide` at a time, 0 behind the `count` that there are.
template <typename Number>
[[gnu::always_inline]] inline void pack(const Number* from, std::size_t stride, std::size_t depth,
                                        std::size_t count, std::size_t wide, Number* to) {
  for (std::size_t l = 0; l < depth; ++l, from += stride, to += wide) {
    for (std::size_t i = 0; i < wide; ++i) to[i] = i < count ? from[i] : 0;
  }
}

/// Rows `from` to `to`, kStrip at most.
template <class Lanes, typename Number>
[[gnu::always_inline]] inline void strip(const Product<Number>& of, std::size_t from, std::size_t to) {
  constexpr std::size_t kColumns = 2 * sizeof(Lanes) / sizeof(Number);
  std::array<Number, kStrip * kDepth> left;
  std::array<Number, kColumns * kDepth> last;  // columns, where fewer are left than a tile has
  for (std::size_t l = 0; l < of.k; l += kDepth) {
    const std::size_t depth = std::min(kDepth, of.k - l);
    for (std::size_t i = from; i < to; i += kRows)
      pack(of.p + l * of.stride_p + i, of.stride_p, depth, std::min(kRows, to - i), kRows,
           left.data() + (i - from) * kDepth);
    for (std::size_t j = of.upper ? from : 0; j < of.columns; j += kColumns) {
      const std::size_t columns = std::min(kColumns, of.columns - j);
      const Number* right = of.q + l * of.stride_q + j;
      if (columns < kColumns) pack(right, of.stride_q, depth, columns, kColumns, last.data());
      for (std::size_t i = from; i < to && (!of.upper || i < j + columns); i += kRows)
        tile<Lanes>(left.data() + (i - from) * kDepth, columns < kColumns ? last.data() : right,
                    columns < kColumns ? kColumns : of.stride_q, depth, of.c + i * of.stride_c + j,
                    of.stride_c, std::min(kRows, to - i), columns);
    }
  }
}

using Doubles = Product<double>;
using Floats = Product<float>;

BLOCS_CLONES void wide_strip(const Doubles& of, std::size_t from, std::size_t to) {
  strip<Eight>(of, from, to);
}
BLOCS_CLONES void wide_strip(const Floats& of, std::size_t from, std::size_t to) {
  strip<SixteenFloats>(of, from, to);
}
BLOCS_CLONES void narrow_strip(const Doubles& of, std::size_t from, std::size_t to) {
  strip<Four>(of, from, to);
}
BLOCS_CLONES void narrow_strip(const Floats& of, std::size_t from, std::size_t to) {
  strip<EightFloats>(of, from, to);
}

/// Pivots `from` to `to`, whose rows are final but for each other.
template <typename Number>
[[gnu::always_inline]] inline bool pivots_of(Number* a, std::size_t size, std::size_t stride,
                                             std::size_t from, std::size_t to) {
  for (std::size_t k = from; k < to; ++k) {
    Number* row = a + k * stride;
    if (!(row[k] > 0) || !std::isfinite(row[k])) return false;
    const Number root = std::sqrt(row[k]);
    const Number inverse = 1 / root;
    row[k] = root;
    for (std::size_t j = k + 1; j < size; ++j) row[j] *= inverse;
    for (std::size_t i = k + 1; i < to; ++i) {
      const Number factor = row[i];
      Number* below = a + i * stride;
      for (std::size_t j = i; j < size; ++j) below[j] -= factor * row[j];
    }
  }
  return true;
}

// Twice, since a template has no versions by processor.

BLOCS_CLONES bool pivots(double* a, std::size_t size, std::size_t stride, std::size_t from, std::size_t to) {
  return pivots_of(a, size, stride, from, to);
}
BLOCS_CLONES bool pivots(float* a, std::size_t size, std::size_t stride, std::size_t from, std::size_t to) {
  return pivots_of(a, size, stride, from, to);
}

}  // namespace

template <typename Number>
void subtract_product(Number* c, std::size_t stride_c, std::size_t rows, std::size_t columns, const Number* p,
                      std::size_t stride_p, const Number* q, std::size_t stride_q, std::size_t k, bool upper,
                      std::size_t threads) {
  if (k == 0 || rows == 0 || columns == 0) return;
  const std::size_t strips = (rows + kStrip - 1) / kStrip;
  const bool small = rows * columns * k < 400'000;  // not worth a thread
  using Strip = void (*)(const Product<Number>&, std::size_t, std::size_t);
  static const Strip rows_of =
      has_wide_registers() ? static_cast<Strip>(wide_strip) : static_cast<Strip>(narrow_strip);
  const Product<Number> product{c, stride_c, columns, p, stride_p, q, stride_q, k, upper};
  parallel_for(strips, small ? 1 : threads, [&](std::size_t s, std::size_t) {
    rows_of(product, s * kStrip, std::min(rows, (s + 1) * kStrip));
  });
}

template <typename Number>
bool eliminate(Number* a, std::size_t size, std::size_t stride, std::size_t gone, std::size_t threads) {
  for (std::size_t from = 0; from < gone; from += kBlock) {
    const std::size_t to = std::min(gone, from + kBlock);
    if (!pivots(a, size, stride, from, to)) return false;
    const Number* done = a + from * stride + to;
    subtract_product(a + to * stride + to, stride, size - to, size - to, done, stride, done, stride,
                     to - from, true, threads);
  }
  return true;
}

template <typename Number>
void solve_upper(const Number* u, std::size_t stride_u, std::size_t size, Number* b, std::size_t stride_b,
                 std::size_t columns) {
  // From the last block of rows up; what is solved is taken out of the rows above all at once.
  std::vector<Number> across;
  for (std::size_t to = size; to > 0;) {
    const std::size_t from = to > kBlock ? to - kBlock : 0;
    for (std::size_t k = to; k-- > from;) {
      const Number inverse = 1 / u[k * stride_u + k];
      Number* row = b + k * stride_b;
      for (std::size_t j = 0; j < columns; ++j) row[j] *= inverse;
      for (std::size_t i = from; i < k; ++i) {
        const Number factor = u[i * stride_u + k];
        Number* above = b + i * stride_b;
        for (std::size_t j = 0; j < columns; ++j) above[j] -= factor * row[j];
      }
    }
    // The product wants its left side with one row a solved unknown.
    across.resize((to - from) * from);
    for (std::size_t i = 0; i < from; ++i) {
      for (std::size_t k = from; k < to; ++k) across[(k - from) * from + i] = u[i * stride_u + k];
    }
    subtract_product(b, stride_b, from, columns, across.data(), from, b + from * stride_b, stride_b,
                     to - from, false, 1);
    to = from;
  }
}

template void subtract_product(double*, std::size_t, std::size_t, std::size_t, const double*, std::size_t,
                               const double*, std::size_t, std::size_t, bool, std::size_t);
template void subtract_product(float*, std::size_t, std::size_t, std::size_t, const float*, std::size_t,
                               const float*, std::size_t, std::size_t, bool, std::size_t);
template bool eliminate(double*, std::size_t, std::size_t, std::size_t, std::size_t);
template bool eliminate(float*, std::size_t, std::size_t, std::size_t, std::size_t);
template void solve_upper(const double*, std::size_t, std::size_t, double*, std::size_t, std::size_t);
template void solve_upper(const float*, std::size_t, std::size_t, float*, std::size_t, std::size_t);

}  // namespace blocs::inference::ideal
