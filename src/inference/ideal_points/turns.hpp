#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "likelihood.hpp"

namespace blocs::inference::ideal {

/// What draws each place in a forward walk: the place before (a first place: the one after), and how firmly.
struct ForwardPulls {
  std::vector<std::int32_t> near;  ///< by place: the place it is drawn to, -1 for none
  std::vector<double> firm;        ///< by place: precision of the pull
};
ForwardPulls forward_pulls(const IdealData& data, double first_variance);

/// What ballots weigh at each place in the augmented model, beta squared added up, and `firm` besides.
std::vector<double> weigh(const IdealData& data, const std::vector<double>& beta,
                          const std::vector<double>& firm, std::size_t threads);

/// The published updates with conditional means in the place of draws (EM with Gaussian augmentation): places
/// from latent answers and where they are drawn to, the line standardised, then items. Slow, but it does not
/// overshoot. Ends when no place moves by more than `until`, or after `most` rounds; gives the last move, and
/// all derivatives at the end. Cost: two passes over all ballots a round.
double take_turns(const IdealData& data, const IdealFitOptions& options, double until, std::size_t most,
                  Parameters& at, Sums& sums);

}  // namespace blocs::inference::ideal
