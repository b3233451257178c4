#pragma once

#include <cstdint>

#include "blocs/core/random.hpp"
#include "likelihood.hpp"

namespace blocs::inference::ideal {

/// A standard normal number (Marsaglia and Bray's polar method).
double normal(RandomStream& random);
/// A standard normal number below `a`, or between `a` and `b`: exact, by rejection (Robert 1995, doi
/// 10.1007/BF00143942).
double normal_below(RandomStream& random, double a);
double normal_between(RandomStream& random, double a, double b);

/// One Markov chain over all unknowns. The numbers of iteration i of chain c are streams of their own, so
/// that a chain can be gone on with from its state alone.
class Chain {
 public:
  Chain(const IdealData& data, const IdealFit& fit, double first_variance, std::uint64_t seed,
        std::size_t chain);

  void step();
  const Parameters& at() const { return at_; }
  double accepted() const {
    return proposed_ > 0 ? static_cast<double>(taken_) / static_cast<double>(proposed_) : 0;
  }

 private:
  void move_places();
  void move_items();
  double item_value(std::size_t item, double beta, double cut1, double cut2);

  const IdealData& data_;
  double first_variance_, hold_;
  std::uint64_t seed_;
  std::uint64_t iteration_ = 0;
  Parameters at_;
  std::vector<std::array<double, 9>> jump_;           ///< by item: Cholesky factor of the step's covariance
  std::vector<std::vector<std::uint32_t>> parts_of_;  ///< by item
  Lanes lanes_;
  std::size_t proposed_ = 0, taken_ = 0;
};

}  // namespace blocs::inference::ideal
