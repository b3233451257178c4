#pragma once

#include <cstddef>
#include <vector>

#include "blocs/inference/ideal_fit.hpp"

namespace blocs::inference::ideal {

/// Derivatives of ln P(ballot) by ballot of one part. With u = beta * theta:
/// `g` is d/du; `c1`, `c2` are -d2/(du dcut); so -d2/du2 is -(c1 + c2); `d` is d2/(dcut1 dcut2).
struct Lanes {
  std::vector<double> theta, g, c1, c2, d;
  void resize(std::size_t n);
};

/// Gradient and negative Hessian of one item's own unknowns (beta, cut1, cut2), without the prior.
struct ItemSums {
  double beta = 0, cut1 = 0, cut2 = 0;
  double bb = 0, b1 = 0, b2 = 0, k11 = 0, k12 = 0, k22 = 0;
  double log_likelihood = 0;
};

/// The chances' logarithms of one part, added up; fills `lanes` and, where given, `sums` with what the part
/// adds to its item's. `theta` are the session's places.
double part_derivatives(const IdealData& data, const ItemPart& part, const double* theta, double beta,
                        double cut1, double cut2, Lanes& lanes, ItemSums* sums = nullptr);
/// The same sum without derivatives, which takes less; `lanes` is worked in.
double part_logarithm(const IdealData& data, const ItemPart& part, const double* theta, double beta,
                      double cut1, double cut2, Lanes& lanes);

}  // namespace blocs::inference::ideal
