#pragma once

#include "search.hpp"

namespace blocs::inference::ideal {

/// Turns the line so that the mean place of `state` is positive; where the state is not there, so that the
/// state with the most places is.
void point(const IdealData& data, const std::string& state, Parameters& at);

/// Fills sd and covariances of a fit and takes its mean from the mode to the posterior's mean, to first
/// order: mode + S (T : S) / 2 with S the inverse of the negative Hessian over all unknowns, T the third
/// derivatives (Tierney and Kadane 1986, doi 10.1080/01621459.1986.10478240).
void add_uncertainty(const IdealData& data, const IdealFitOptions& options, Search& search, IdealFit& fit);

}  // namespace blocs::inference::ideal
