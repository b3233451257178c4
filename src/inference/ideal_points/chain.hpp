#pragma once

#include <cstdint>

#include "blocs/core/random.hpp"
#include "chain_runs.hpp"
#include "likelihood.hpp"

namespace blocs::inference::ideal {

/// One Markov chain over all unknowns. The numbers of iteration i of chain c are streams of their own, so
/// that a chain can be gone on with from its state alone.
class Chain final : public AnyChain {
 public:
  Chain(const IdealData& data, const IdealFit& fit, double first_variance, std::uint64_t seed,
        std::size_t chain);

  /// What goes on from one iteration to the next.
  struct State {
    std::uint64_t iteration = 0;
    std::uint64_t proposed = 0, taken = 0;  ///< steps of items
    Parameters at;
    std::vector<double> centre;  ///< of a forward walk: by place, the conditional mean of this iteration
  };

  void step() override;
  /// The places, standardised.
  void keep(std::vector<float>& kept) const override;
  ChainNumbers numbers() const override;
  void go_on(ChainNumbers numbers) override;

 private:
  void move_places();
  void sample_paths(std::vector<double>& precision, std::vector<double>& pull, RandomStream& random);
  void sample_forward(std::vector<double>& precision, std::vector<double>& pull, RandomStream& random);
  void move_items();
  double item_value(std::size_t item, double beta, double cut1, double cut2);

  const IdealData& data_;
  double first_variance_, hold_;
  Walk walk_;
  std::uint64_t seed_;
  State state_;
  std::vector<std::array<double, 9>> jump_;           ///< by item: Cholesky factor of the step's covariance
  std::vector<std::vector<std::uint32_t>> parts_of_;  ///< by item
  Lanes lanes_;
};

}  // namespace blocs::inference::ideal
