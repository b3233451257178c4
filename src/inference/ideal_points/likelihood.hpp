#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "blocs/inference/ideal_fit.hpp"

namespace blocs::inference::ideal {

using Parameters = IdealParameters;

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

struct Sums {
  double log_likelihood = 0;
  std::vector<ItemSums> items;
  std::vector<double> gradient, curvature;  ///< by place: d/dtheta and -d2/dtheta2, items fixed

  /// Of all items.
  void add_up_items();
};

/// One pass over all ballots, in parallel by session; the order of sums does not depend on `threads`.
/// Cost: about 10 ns a ballot and core.
void all_derivatives(const IdealData& data, const Parameters& at, std::size_t threads, Sums& sums);
/// The same without those by place, which stay what they were.
void item_derivatives(const IdealData& data, const Parameters& at, std::size_t threads, Sums& sums);

/// ln prior: beta ~ N(0, 1); a state's first place ~ N(0, first_variance), later ones walk.
double log_prior(const IdealData& data, const Parameters& at, double first_variance);
/// Adds d ln prior / dtheta to `gradient`.
void add_walk_gradient(const IdealData& data, const std::vector<double>& theta, double first_variance,
                       std::vector<double>& gradient);

/// Moves and stretches the line so that the places have mean 0 and standard deviation 1; chances stay. Gives
/// the mean and standard deviation that were.
std::pair<double, double> standardise(Parameters& at);

/// Squares of all places, added up.
double spread(const std::vector<double>& theta);

}  // namespace blocs::inference::ideal
