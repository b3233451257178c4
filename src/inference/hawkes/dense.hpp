#pragma once

#include <optional>
#include <vector>

namespace blocs::inference {

/// x of A x = b for a small square matrix given row by row, by elimination with row exchange. Throws
/// Error(undefined) if A is singular.
std::vector<double> solved(std::vector<double> a, std::vector<double> b);

/// The inverse of a symmetric positive definite matrix (Cholesky); nothing if it is not one.
std::optional<std::vector<double>> inverse_of_definite(std::vector<double> a, std::size_t size);

}  // namespace blocs::inference
