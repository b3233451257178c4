#pragma once

#include <array>
#include <cmath>
#include <cstddef>

#include "blocs/core/random.hpp"
#include "normal_draws.hpp"

namespace blocs::inference::ideal {

/// Vectors and symmetric matrices (row-major) of a few rows, whose number the compiler knows.
template <std::size_t N>
using Vector = std::array<double, N>;
template <std::size_t N>
using Square = std::array<double, N * N>;

template <std::size_t N>
double dot(const Vector<N>& a, const Vector<N>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < N; ++i) sum += a[i] * b[i];
  return sum;
}

template <std::size_t N>
Vector<N> times(const Square<N>& m, const Vector<N>& x) {
  Vector<N> y{};
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t j = 0; j < N; ++j) y[i] += m[i * N + j] * x[j];
  }
  return y;
}

/// m += weight * x x'.
template <std::size_t N>
void add_square(Square<N>& m, const Vector<N>& x, double weight) {
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t j = 0; j < N; ++j) m[i * N + j] += weight * x[i] * x[j];
  }
}

template <std::size_t N>
void add_diagonal(Square<N>& m, double x) {
  for (std::size_t i = 0; i < N; ++i) m[i * N + i] += x;
}

/// Lower factor L of a positive definite matrix L L'; what is not positive by rounding is held above 0.
template <std::size_t N>
Square<N> lower_factor(const Square<N>& m) {
  Square<N> lower{};
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = m[i * N + j];
      for (std::size_t l = 0; l < j; ++l) sum -= lower[i * N + l] * lower[j * N + l];
      lower[i * N + j] = i == j ? std::sqrt(sum > 1e-9 ? sum : 1e-9) : sum / lower[j * N + j];
    }
  }
  return lower;
}

/// Solves L' x = b.
template <std::size_t N>
Vector<N> solve_transposed(const Square<N>& lower, Vector<N> b) {
  for (std::size_t i = N; i-- > 0;) {
    for (std::size_t l = i + 1; l < N; ++l) b[i] -= lower[l * N + i] * b[l];
    b[i] /= lower[i * N + i];
  }
  return b;
}

/// Solves L L' x = b.
template <std::size_t N>
Vector<N> solve(const Square<N>& lower, Vector<N> b) {
  for (std::size_t i = 0; i < N; ++i) {
    for (std::size_t l = 0; l < i; ++l) b[i] -= lower[i * N + l] * b[l];
    b[i] /= lower[i * N + i];
  }
  return solve_transposed<N>(lower, b);
}

/// A normal vector with a precision matrix, of which `lower` is the factor, about `mean`.
template <std::size_t N>
Vector<N> normal_about(RandomStream& random, const Vector<N>& mean, const Square<N>& lower) {
  Vector<N> e{};
  for (double& x : e) x = normal(random);
  e = solve_transposed<N>(lower, e);
  for (std::size_t i = 0; i < N; ++i) e[i] += mean[i];
  return e;
}

}  // namespace blocs::inference::ideal
