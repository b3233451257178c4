#include "rows.hpp"

#include <algorithm>
#include <array>

#include "clones.hpp"
#include "lanes.hpp"

#pragma GCC diagnostic ignored "-Wpsabi"  // as in lanes.hpp

namespace blocs::inference::ideal {
namespace {

/// Of `kTogether` rows with a vector, in an order that is the same whatever the processor.
constexpr std::size_t kTogether = 4;
template <typename Stored>
[[gnu::always_inline]] inline void dots(const Stored* rows, std::size_t stride, std::size_t n,
                                        const double* with, std::array<double, kTogether>& products) {
  Four a{}, b{}, c{}, d{};
  std::size_t k = 0;
  for (; k + 4 <= n; k += 4) {
    const auto x = loaded<Four>(with + k);
    a += loaded<Four>(rows + k) * x;
    b += loaded<Four>(rows + stride + k) * x;
    c += loaded<Four>(rows + 2 * stride + k) * x;
    d += loaded<Four>(rows + 3 * stride + k) * x;
  }
  products = {added_up(a), added_up(b), added_up(c), added_up(d)};
  for (; k < n; ++k) {
    for (std::size_t r = 0; r < kTogether; ++r) products[r] += rows[r * stride + k] * with[k];
  }
}

template <typename Stored>
[[gnu::always_inline]] inline double dot(const Stored* row, std::size_t n, const double* with) {
  Four a{}, b{};
  std::size_t k = 0;
  for (; k + 8 <= n; k += 8) {
    a += loaded<Four>(row + k) * loaded<Four>(with + k);
    b += loaded<Four>(row + k + 4) * loaded<Four>(with + k + 4);
  }
  a += b;
  double sum = added_up(a);
  for (; k < n; ++k) sum += row[k] * with[k];
  return sum;
}

/// Takes `kTogether` rows, each by its multiple, out of another.
template <typename Stored>
[[gnu::always_inline]] inline void take(const Stored* rows, std::size_t stride, std::size_t n,
                                        const double* multiples, double* from) {
  const double m0 = multiples[0], m1 = multiples[1], m2 = multiples[2], m3 = multiples[3];
  std::size_t k = 0;
  for (; k + 4 <= n; k += 4) {
    auto x = loaded<Four>(from + k);
    x -= (loaded<Four>(rows + k) * m0 + loaded<Four>(rows + stride + k) * m1) +
         (loaded<Four>(rows + 2 * stride + k) * m2 + loaded<Four>(rows + 3 * stride + k) * m3);
    put(from + k, x);
  }
  for (; k < n; ++k) {
    from[k] -=
        (rows[k] * m0 + rows[stride + k] * m1) + (rows[2 * stride + k] * m2 + rows[3 * stride + k] * m3);
  }
}

template <typename Stored>
[[gnu::always_inline]] inline void take_all(const Stored* rows, std::size_t stride, std::size_t count,
                                            std::size_t n, const double* multiples, double* from) {
  std::size_t r = 0;
  for (; r + kTogether <= count; r += kTogether) take(rows + r * stride, stride, n, multiples + r, from);
  for (; r < count; ++r) {
    for (std::size_t k = 0; k < n; ++k) from[k] -= rows[r * stride + k] * multiples[r];
  }
}

template <typename Stored>
[[gnu::always_inline]] inline void dot_all(const Stored* rows, std::size_t stride, std::size_t count,
                                           std::size_t n, const double* with, double* products) {
  std::size_t r = 0;
  std::array<double, kTogether> some{};
  for (; r + kTogether <= count; r += kTogether) {
    dots(rows + r * stride, stride, n, with, some);
    std::copy(some.begin(), some.end(), products + r);
  }
  for (; r < count; ++r) products[r] = dot(rows + r * stride, n, with);
}

template <typename Stored>
[[gnu::always_inline]] inline void down(const Stored* rows, std::size_t stride, std::size_t size,
                                        std::size_t gone, double* b) {
  std::size_t i = 0;
  for (; i + kTogether <= gone; i += kTogether) {
    const Stored* row = rows + i * stride;
    for (std::size_t r = 0; r < kTogether; ++r) {
      const double value = b[i + r] /= row[r * stride + i + r];
      for (std::size_t j = r + 1; j < kTogether; ++j) b[i + j] -= row[r * stride + i + j] * value;
    }
    take(row + i + kTogether, stride, size - i - kTogether, b + i, b + i + kTogether);
  }
  for (; i < gone; ++i) {
    const Stored* row = rows + i * stride;
    const double value = b[i] /= row[i];
    for (std::size_t j = i + 1; j < size; ++j) b[j] -= row[j] * value;
  }
}

template <typename Stored>
[[gnu::always_inline]] inline void up(const Stored* rows, std::size_t stride, std::size_t size,
                                      std::size_t gone, double* b) {
  std::size_t to = gone;
  std::array<double, kTogether> held{};
  for (; to >= kTogether; to -= kTogether) {
    const std::size_t from = to - kTogether;
    const Stored* row = rows + from * stride;
    dots(row + to, stride, size - to, b + to, held);
    for (std::size_t r = kTogether; r-- > 0;) {
      for (std::size_t j = r + 1; j < kTogether; ++j) held[r] += row[r * stride + from + j] * b[from + j];
      b[from + r] = (b[from + r] - held[r]) / row[r * stride + from + r];
    }
  }
  while (to-- > 0) {
    const Stored* row = rows + to * stride;
    b[to] = (b[to] - dot(row + to + 1, size - to - 1, b + to + 1)) / row[to];
  }
}

}  // namespace

// Twice, since a template has no versions by processor.

BLOCS_CLONES void take_rows(const double* rows, std::size_t stride, std::size_t count, std::size_t n,
                            const double* multiples, double* from) {
  take_all(rows, stride, count, n, multiples, from);
}
BLOCS_CLONES void dot_rows(const double* rows, std::size_t stride, std::size_t count, std::size_t n,
                           const double* with, double* products) {
  dot_all(rows, stride, count, n, with, products);
}
BLOCS_CLONES void solve_down(const double* rows, std::size_t stride, std::size_t size, std::size_t gone,
                             double* b) {
  down(rows, stride, size, gone, b);
}
BLOCS_CLONES void solve_up(const double* rows, std::size_t stride, std::size_t size, std::size_t gone,
                           double* b) {
  up(rows, stride, size, gone, b);
}

BLOCS_CLONES void take_rows(const float* rows, std::size_t stride, std::size_t count, std::size_t n,
                            const double* multiples, double* from) {
  take_all(rows, stride, count, n, multiples, from);
}
BLOCS_CLONES void dot_rows(const float* rows, std::size_t stride, std::size_t count, std::size_t n,
                           const double* with, double* products) {
  dot_all(rows, stride, count, n, with, products);
}
BLOCS_CLONES void solve_down(const float* rows, std::size_t stride, std::size_t size, std::size_t gone,
                             double* b) {
  down(rows, stride, size, gone, b);
}
BLOCS_CLONES void solve_up(const float* rows, std::size_t stride, std::size_t size, std::size_t gone,
                           double* b) {
  up(rows, stride, size, gone, b);
}

}  // namespace blocs::inference::ideal
