#pragma once

#include "search.hpp"

namespace blocs::inference::ideal {

/// Turns the line so that the mean place of `state` is positive; where the state is not there, so that the
/// state with the most places is.
void point(const IdealData& data, const std::string& state, Parameters& at);

/// Fills sd and covariances of a fit from the curvature of the joint posterior at `at`. Gives the force that
/// draws the mean of the posterior away from its mode, to first order: (T : S) / 2 with S the inverse of the
/// negative Hessian over all unknowns, T the third derivatives; the mean is at mode + S times the force
/// (Tierney and Kadane 1986, doi 10.1080/01621459.1986.10478240). `fronts` are left factored.
Move add_uncertainty(const IdealData& data, const IdealFitOptions& options, const Parameters& at,
                     Fronts& fronts, double hold, IdealFit& fit);

/// Moves parameters; an item whose cutpoints would cross keeps them.
void move_all(const IdealData& data, const Move& step, Parameters& at);

}  // namespace blocs::inference::ideal
