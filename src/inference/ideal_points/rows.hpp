#pragma once

#include <cstddef>

namespace blocs::inference::ideal {

/// Rows of a matrix, `stride` apart, with a vector. They may be stored as float, for what is read so often
/// that memory is slower than the sums; the sums are of doubles, in an order that is the same whatever the
/// processor.

/// Takes multiples of `count` rows, `n` long, out of a vector.
void take_rows(const double* rows, std::size_t stride, std::size_t count, std::size_t n,
               const double* multiples, double* from);
void take_rows(const float* rows, std::size_t stride, std::size_t count, std::size_t n,
               const double* multiples, double* from);

/// The products of such rows with a vector.
void dot_rows(const double* rows, std::size_t stride, std::size_t count, std::size_t n, const double* with,
              double* products);
void dot_rows(const float* rows, std::size_t stride, std::size_t count, std::size_t n, const double* with,
              double* products);

/// Solves U' x = b for the first `gone` of `size` unknowns, whose rows of U are `rows` (`stride` apart), and
/// takes what they hold out of the rest of `b`.
void solve_down(const double* rows, std::size_t stride, std::size_t size, std::size_t gone, double* b);
void solve_down(const float* rows, std::size_t stride, std::size_t size, std::size_t gone, double* b);

/// Solves U x = b for the first `gone` of `size` unknowns; the rest of `b` is solved already.
void solve_up(const double* rows, std::size_t stride, std::size_t size, std::size_t gone, double* b);
void solve_up(const float* rows, std::size_t stride, std::size_t size, std::size_t gone, double* b);

}  // namespace blocs::inference::ideal
