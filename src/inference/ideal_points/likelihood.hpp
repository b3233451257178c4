#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "blocs/inference/ideal_fit.hpp"
#include "parts.hpp"

namespace blocs::inference::ideal {

using Parameters = IdealParameters;

struct Sums {
  double log_likelihood = 0;
  std::vector<ItemSums> items;
  std::vector<double> gradient, curvature;  ///< by place: d/dtheta and -d2/dtheta2, items fixed

  /// Of all items.
  void add_up_items();
};

enum class ByPlace { unwanted, wanted };

/// One pass over all ballots, in parallel by session; the order of sums does not depend on `threads`.
/// Cost: about 10 ns a ballot and core.
void all_derivatives(const IdealData& data, const Parameters& at, std::size_t threads, Sums& sums);
/// The same without those by place, which stay what they were.
void item_derivatives(const IdealData& data, const Parameters& at, std::size_t threads, Sums& sums);
/// One or the other: with derivatives by place if they are wanted.
void derivatives(const IdealData& data, const Parameters& at, std::size_t threads, ByPlace by_place,
                 Sums& sums);
/// Adds `times` what the items that are `marked` contribute to the derivatives by place.
void add_by_place(const IdealData& data, const Parameters& at, const std::vector<char>& marked, double times,
                  std::size_t threads, Sums& sums);

/// ln prior: beta ~ N(0, 1); a state's first place ~ N(0, first_variance), later ones walk.
double log_prior(const IdealData& data, const Parameters& at, double first_variance);
/// Adds d ln prior / dtheta to `gradient`.
void add_walk_gradient(const IdealData& data, const std::vector<double>& theta, double first_variance,
                       std::vector<double>& gradient);

/// Moves and stretches the line so that the places have mean 0 and standard deviation 1; chances stay. Gives
/// the mean and standard deviation that were.
std::pair<double, double> standardise(Parameters& at);
/// The same, first derivatives following by the chain rule.
void standardise(Parameters& at, Sums& sums);

/// Squares of all places, added up.
double spread(const std::vector<double>& theta);

}  // namespace blocs::inference::ideal
