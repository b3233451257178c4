#include "dense.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "blocs/core/parallel.hpp"
#include "clones.hpp"

namespace blocs::inference::ideal {
namespace {

using Eight = double __attribute__((vector_size(64)));
using Four = double __attribute__((vector_size(32)));
constexpr std::size_t kRows = 4;    // of a tile that is kept in registers; its columns are two vectors
constexpr std::size_t kStrip = 32;  // rows that one thread takes at a time
constexpr std::size_t kBlock = 48;  // pivots between two updates of the rest

/// Numbers from anywhere in memory. (By reference: how a vector is passed depends on the processor.)
template <class Lanes>
inline __attribute__((always_inline)) void load(Lanes& lanes, const double* from) {
  std::memcpy(&lanes, from, sizeof lanes);
}

template <class Lanes>
inline __attribute__((always_inline)) void subtract(double* from, const Lanes& lanes) {
  Lanes whole;
  load(whole, from);
  whole -= lanes;
  std::memcpy(from, &whole, sizeof whole);
}

/// Rows `from` to `to` of the product.
template <class Lanes>
inline __attribute__((always_inline)) void strip(double* c, std::size_t stride_c, std::size_t from,
                                                 std::size_t to, std::size_t columns, const double* p,
                                                 std::size_t stride_p, const double* q, std::size_t stride_q,
                                                 std::size_t k, bool upper) {
  constexpr std::size_t kLanes = sizeof(Lanes) / sizeof(double);
  constexpr std::size_t kColumns = 2 * kLanes;
  std::size_t i = from;
  for (; i + kRows <= to; i += kRows) {
    std::size_t j = upper ? i : 0;
    double* row0 = c + i * stride_c;
    double* row1 = row0 + stride_c;
    double* row2 = row1 + stride_c;
    double* row3 = row2 + stride_c;
    for (; j + kColumns <= columns; j += kColumns) {
      Lanes a0{}, a1{}, a2{}, a3{}, b0{}, b1{}, b2{}, b3{};
      for (std::size_t l = 0; l < k; ++l) {
        const double* left = p + l * stride_p + i;
        const double* right = q + l * stride_q + j;
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
      subtract(row0 + j, a0);
      subtract(row0 + j + kLanes, b0);
      subtract(row1 + j, a1);
      subtract(row1 + j + kLanes, b1);
      subtract(row2 + j, a2);
      subtract(row2 + j + kLanes, b2);
      subtract(row3 + j, a3);
      subtract(row3 + j + kLanes, b3);
    }
    for (; j < columns; ++j) {
      double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
      for (std::size_t l = 0; l < k; ++l) {
        const double* left = p + l * stride_p + i;
        const double x = q[l * stride_q + j];
        s0 += left[0] * x;
        s1 += left[1] * x;
        s2 += left[2] * x;
        s3 += left[3] * x;
      }
      row0[j] -= s0;
      row1[j] -= s1;
      row2[j] -= s2;
      row3[j] -= s3;
    }
  }
  for (; i < to; ++i) {
    for (std::size_t l = 0; l < k; ++l) {
      const double left = p[l * stride_p + i];
      const double* right = q + l * stride_q;
      double* row = c + i * stride_c;
      for (std::size_t j = upper ? i : 0; j < columns; ++j) row[j] -= left * right[j];
    }
  }
}

BLOCS_CLONES void strip_by_eight(double* c, std::size_t stride_c, std::size_t from, std::size_t to,
                                 std::size_t columns, const double* p, std::size_t stride_p, const double* q,
                                 std::size_t stride_q, std::size_t k, bool upper) {
  strip<Eight>(c, stride_c, from, to, columns, p, stride_p, q, stride_q, k, upper);
}

BLOCS_CLONES void strip_by_four(double* c, std::size_t stride_c, std::size_t from, std::size_t to,
                                std::size_t columns, const double* p, std::size_t stride_p, const double* q,
                                std::size_t stride_q, std::size_t k, bool upper) {
  strip<Four>(c, stride_c, from, to, columns, p, stride_p, q, stride_q, k, upper);
}

/// A vector that is wider than a register stands in memory, and a product takes five times as long. Every
/// number is added up in the same order either way.
bool has_wide_registers() {
#ifdef __x86_64__
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") != 0;
#else
  return false;
#endif
}

/// Pivots `from` to `to`, whose rows are final but for each other.
BLOCS_CLONES bool pivots(double* a, std::size_t size, std::size_t stride, std::size_t from, std::size_t to) {
  for (std::size_t k = from; k < to; ++k) {
    double* row = a + k * stride;
    if (!(row[k] > 0) || !std::isfinite(row[k])) return false;
    const double root = std::sqrt(row[k]);
    const double inverse = 1 / root;
    row[k] = root;
    for (std::size_t j = k + 1; j < size; ++j) row[j] *= inverse;
    for (std::size_t i = k + 1; i < to; ++i) {
      const double factor = row[i];
      double* below = a + i * stride;
      for (std::size_t j = i; j < size; ++j) below[j] -= factor * row[j];
    }
  }
  return true;
}

}  // namespace

void subtract_product(double* c, std::size_t stride_c, std::size_t rows, std::size_t columns, const double* p,
                      std::size_t stride_p, const double* q, std::size_t stride_q, std::size_t k, bool upper,
                      std::size_t threads) {
  if (k == 0 || rows == 0 || columns == 0) return;
  const std::size_t strips = (rows + kStrip - 1) / kStrip;
  const bool small = rows * columns * k < 400'000;  // not worth a thread
  static const auto product = has_wide_registers() ? strip_by_eight : strip_by_four;
  parallel_for(strips, small ? 1 : threads, [&](std::size_t s, std::size_t) {
    product(c, stride_c, s * kStrip, std::min(rows, (s + 1) * kStrip), columns, p, stride_p, q, stride_q, k,
            upper);
  });
}

bool eliminate(double* a, std::size_t size, std::size_t stride, std::size_t gone, std::size_t threads) {
  for (std::size_t from = 0; from < gone; from += kBlock) {
    const std::size_t to = std::min(gone, from + kBlock);
    if (!pivots(a, size, stride, from, to)) return false;
    const double* done = a + from * stride + to;
    subtract_product(a + to * stride + to, stride, size - to, size - to, done, stride, done, stride,
                     to - from, true, threads);
  }
  return true;
}

void solve_upper(const double* u, std::size_t stride_u, std::size_t size, double* b, std::size_t stride_b,
                 std::size_t columns) {
  // From the last block of rows up; what is solved is taken out of the rows above all at once.
  std::vector<double> across;
  for (std::size_t to = size; to > 0;) {
    const std::size_t from = to > kBlock ? to - kBlock : 0;
    for (std::size_t k = to; k-- > from;) {
      const double inverse = 1 / u[k * stride_u + k];
      double* row = b + k * stride_b;
      for (std::size_t j = 0; j < columns; ++j) row[j] *= inverse;
      for (std::size_t i = from; i < k; ++i) {
        const double factor = u[i * stride_u + k];
        double* above = b + i * stride_b;
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

BLOCS_CLONES void take_rows(const double* rows, std::size_t stride, std::size_t count, std::size_t n,
                            const double* multiples, double* from) {
  std::size_t r = 0;
  for (; r + 3 <= count; r += 3) {
    const double* row = rows + r * stride;
    const double* m = multiples + r;
    for (std::size_t k = 0; k < n; ++k)
      from[k] -= (row[k] * m[0] + row[stride + k] * m[1]) + row[2 * stride + k] * m[2];
  }
  for (; r < count; ++r) {
    for (std::size_t k = 0; k < n; ++k) from[k] -= rows[r * stride + k] * multiples[r];
  }
}

BLOCS_CLONES void dot_rows(const double* rows, std::size_t stride, std::size_t count, std::size_t n,
                           const double* with, double* products) {
  std::size_t r = 0;
  for (; r + 3 <= count; r += 3) {
    const double* row = rows + r * stride;
    double a = 0, b = 0, c = 0;
#pragma omp simd reduction(+ : a, b, c)
    for (std::size_t k = 0; k < n; ++k) {
      a += row[k] * with[k];
      b += row[stride + k] * with[k];
      c += row[2 * stride + k] * with[k];
    }
    products[r] = a;
    products[r + 1] = b;
    products[r + 2] = c;
  }
  for (; r < count; ++r) {
    double sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t k = 0; k < n; ++k) sum += rows[r * stride + k] * with[k];
    products[r] = sum;
  }
}

BLOCS_CLONES void solve_down(const double* rows, std::size_t stride, std::size_t size, std::size_t gone,
                             double* b) {
  for (std::size_t i = 0; i < gone; ++i) {
    const double* row = rows + i * stride;
    const double value = b[i] /= row[i];
    for (std::size_t j = i + 1; j < size; ++j) b[j] -= row[j] * value;
  }
}

BLOCS_CLONES void solve_up(const double* rows, std::size_t stride, std::size_t size, std::size_t gone,
                           double* b) {
  for (std::size_t i = gone; i-- > 0;) {
    const double* row = rows + i * stride;
    double sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t j = i + 1; j < size; ++j) sum += row[j] * b[j];
    b[i] = (b[i] - sum) / row[i];
  }
}

}  // namespace blocs::inference::ideal
