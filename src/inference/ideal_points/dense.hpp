#pragma once

#include <cstddef>

namespace blocs::inference::ideal {

/// C -= transpose(P) * Q, where P is K x rows and Q is K x columns, all row-major with their own strides. If
/// `upper`, C is square and only its upper triangle is wanted (entries below may change). Sums run in a fixed
/// order: the result does not depend on `threads`.
template <typename Number>
void subtract_product(Number* c, std::size_t stride_c, std::size_t rows, std::size_t columns, const Number* p,
                      std::size_t stride_p, const Number* q, std::size_t stride_q, std::size_t k, bool upper,
                      std::size_t threads);

/// Eliminates the first `gone` of `size` variables from a symmetric positive definite matrix, of which the
/// upper triangle is given: rows below `gone` become those of U with A = U'U, the rest the Schur complement.
/// False, with the matrix in disorder, if a pivot is not positive.
template <typename Number>
bool eliminate(Number* a, std::size_t size, std::size_t stride, std::size_t gone, std::size_t threads);

/// Solves U x = b in place for `columns` right-hand sides (row-major, `stride_b`); U is the upper triangle of
/// the leading `size` rows of `u`.
template <typename Number>
void solve_upper(const Number* u, std::size_t stride_u, std::size_t size, Number* b, std::size_t stride_b,
                 std::size_t columns);

}  // namespace blocs::inference::ideal
