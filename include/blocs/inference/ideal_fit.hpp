#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "blocs/inference/ideal_data.hpp"

namespace blocs::inference {

/// Values of all unknowns. `cut2` of an item with one cutpoint is not used.
struct IdealParameters {
  std::vector<double> theta;             ///< by place: the ideal point
  std::vector<double> beta, cut1, cut2;  ///< by item: discrimination and cutpoints
};

/// Which of a state's sessions inform a place through the walk.
enum class Walk {
  forward,  ///< as published: the session before (a first place is drawn to the second)
  both,     ///< those before and after: one posterior over whole paths
};

struct IdealFitOptions {
  Walk walk = Walk::forward;
  double first_sd = 2;           ///< prior standard deviation of a state's first place
  double tolerance = 1e-6;       ///< ends when no place moves by more
  std::string positive = "USA";  ///< the state whose mean place is made positive
  bool uncertainty = true;       ///< standard errors and the step from mode to mean
  std::size_t threads = 0;       ///< 0: one a core; results do not depend on it
  std::function<void(const char* stage, std::size_t step)> progress;
};

/// Where states stand, with what is needed to say how sure that is.
struct IdealFit {
  Walk walk = Walk::forward;
  IdealParameters mode;    ///< of the posterior, on the standardised line
  IdealParameters mean;    ///< of the posterior, to first order; equals `mode` without uncertainty
  std::vector<double> sd;  ///< by place, items' uncertainty included
  /// By session, n x n: covariances of its places, after standardising.
  std::vector<std::vector<double>> covariance;
  std::vector<double> step_covariance;  ///< by place: with the state's place before; 0 for its first
  /// ln posterior after each step. With a walk both ways it never falls; with a forward walk each step raises
  /// it under the pulls of that step, which move from one to the next.
  std::vector<double> objective;
  double least_gain = 0;  ///< of a step, by the pulls that it was taken under; not negative
  double change = 0;      ///< largest move of a place in the last step
  bool converged = false;
  double hold = 0;  ///< precision with which places are drawn to 0, so that the line keeps its scale
};

/// Estimates the dynamic ordinal ideal-point model (docs/ideal-points.md; after Bailey, Strezhnev and Voeten
/// 2017, doi 10.1177/0022002715595700): the posterior mode by coordinate and then joint Newton steps with a
/// line search (with a forward walk: the point at which nothing moves while the places drawn to stand still),
/// the curvature over all unknowns together for standard errors, and one step from the mode to the mean.
/// Throws Error(undefined) if it does not get anywhere. Cost: less than a second on two cores for the
/// whole record of the Assembly; some 150 MB.
IdealFit fit_ideal(const IdealData& data, const IdealFitOptions& options = {});

/// Chances of yes, abstain and no of a place on an item at given parameters; a choice that nobody made has 0.
std::array<double, 3> ballot_chances(const IdealData& data, const IdealParameters& at, std::size_t place,
                                     std::size_t item);
/// The same for u = beta * theta and the item's cutpoints.
std::array<double, 3> item_chances(const Item& item, double u, double cut1, double cut2);

}  // namespace blocs::inference
