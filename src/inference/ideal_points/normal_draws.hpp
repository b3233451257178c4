#pragma once

#include "blocs/core/random.hpp"

namespace blocs::inference::ideal {

/// A standard normal number, exact but for rounding: the ziggurat of Marsaglia and Tsang (2000, doi
/// 10.18637/jss.v005.i08) with 256 layers, which layer and how far out by bits that have nothing to do with
/// each other (Doornik 2005). Cost: some 3 ns; 1 % of draws need an exponential.
double normal(RandomStream& random);
/// A standard normal number below `a`, or between `a` and `b`: exact, by rejection (Robert 1995, doi
/// 10.1007/BF00143942).
double normal_below(RandomStream& random, double a);
double normal_between(RandomStream& random, double a, double b);

}  // namespace blocs::inference::ideal
