#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/inference/ideal_fit.hpp"

namespace blocs::inference {

struct GibbsOptions {
  std::size_t chains = 4;
  std::size_t burn_in = 300;
  std::size_t draws = 1000;  ///< kept, of each chain
  std::uint64_t seed = 1;
  double first_sd = 2;      ///< as `IdealFitOptions`
  std::size_t threads = 0;  ///< 0: one a core; chains run side by side and results do not depend on it
  std::function<void(std::size_t iterations_done)> progress;  ///< called from several threads at once
  /// Checkpoints: `save` is handed the bytes of a chain, in pieces, every `save_every` iterations and at its
  /// end, `load` gives what was saved of one, or nothing. A run that goes on from them ends with the same
  /// draws as one that was never stopped. Both are called from several threads at once.
  std::size_t save_every = 100;
  std::function<void(std::size_t chain, std::span<const std::string_view> pieces)> save;
  std::function<std::string(std::size_t chain)> load;
};

/// Draws from the posterior of the ideal-point model, each standardised.
struct IdealDraws {
  std::vector<double> mean, sd;  ///< by place
  std::vector<double> least, q5, q10, q50, q90, q95, most;
  std::vector<double> r_hat;      ///< by place, over halves of chains (Gelman and Rubin 1992); 1 is settled
  std::vector<double> effective;  ///< by place: draws that are worth as much as independent ones
  double accepted = 0;            ///< share of items' proposals taken
};

/// Samples what `fit_ideal` approximates, under the fit's own walk and `hold`: latent answers given all
/// else (Albert and Chib 1993, doi 10.1080/01621459.1993.10476321), places given those (a walk both ways:
/// each state's whole path by forward filter and backward sampling; Carter and Kohn 1994, doi
/// 10.1093/biomet/81.3.541; a forward walk: each place by itself, drawn to the conditional mean of the one
/// before, then standardised, as the published series is made), then each item's
/// discrimination and cutpoints together by a Metropolis step without the latent answers (after Cowles 1996,
/// doi 10.1007/BF00162520), with steps from the item's curvature at the mode. Chains start about the mode,
/// spread by twice the standard errors. Cost: about 80 ns a ballot and iteration.
/// Throws Error(usage) for no chains or fewer than 4 draws.
IdealDraws draw_ideal(const IdealData& data, const IdealFit& fit, const GibbsOptions& options = {});

}  // namespace blocs::inference
