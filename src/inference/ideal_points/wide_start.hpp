#pragma once

#include <vector>

#include "blocs/inference/ideal_fit.hpp"

namespace blocs::inference::ideal {

/// A second axis to begin with: what the line of `fit` leaves unexplained. States are scored on the first
/// principal component of the slopes of ln P(ballot) along beta theta, whose signs say on which side of its
/// chances a ballot fell; items get the discrimination of one Newton step.
struct SecondAxis {
  std::vector<double> theta;  ///< by place, mean square 1
  std::vector<double> beta;   ///< by item
};
SecondAxis second_axis(const IdealData& data, const IdealParameters& line);

}  // namespace blocs::inference::ideal
