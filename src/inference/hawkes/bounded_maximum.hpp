#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace blocs::inference {

/// A function to be made as large as possible: value at x, and its slope there.
using Climb = std::function<double(const std::vector<double>& x, std::vector<double>& slope)>;

struct Maximum {
  std::vector<double> at;
  double value = 0;
  std::size_t steps = 0;
  bool converged = false;  ///< no step that the slope allows gains more than rounding
};

/// Maximum of a smooth function over x_i >= lower_i (-inf: free), by a projected quasi-Newton method: BFGS on
/// the coordinates that are free to move, backtracking along the projected path (Bertsekas 1982,
/// doi 10.1137/0320018). A local maximum, from `start`. Cost: some tens of evaluations.
Maximum bounded_maximum(const Climb& climb, std::vector<double> start, const std::vector<double>& lower,
                        std::size_t most_steps = 500);

}  // namespace blocs::inference
