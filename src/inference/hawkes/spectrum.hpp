#pragma once

#include <complex>
#include <cstddef>
#include <vector>

namespace blocs::inference {

/// Sums of x_k exp(-2 pi i j k / size) for j below `size`, a power of two at least as large as the list,
/// which is filled up with zeros (Cooley and Tukey 1965). Cost: size log size.
std::vector<std::complex<double>> fourier_sums(const std::vector<double>& x, std::size_t size);

}  // namespace blocs::inference
