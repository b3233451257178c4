#pragma once

#include <cstddef>
#include <vector>

#include "search.hpp"

namespace blocs::inference::ideal {

/// Speeds up the search for a vector that a map leaves where it is (Anderson 1965, doi
/// 10.1145/321296.321305): the next vector to try is the mix of the last images whose steps, image less
/// vector, come closest to cancelling each other. What counts as close are the places' entries.
class Mixing {
 public:
  explicit Mixing(std::size_t depth) : depth_(depth) {}

  /// The vector to try after `image`, the map's answer to `at`.
  Move next(const Move& at, const Move& image);

 private:
  std::size_t depth_;
  bool begun_ = false;
  std::vector<double> last_step_;
  Move last_image_;
  std::vector<std::vector<double>> steps_;  ///< by try before: how the step changed
  std::vector<Move> images_;                ///< and how the image did
};

}  // namespace blocs::inference::ideal
