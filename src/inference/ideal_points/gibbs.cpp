#include "blocs/inference/ideal_gibbs.hpp"
#include "chain.hpp"
#include "checkpoint.hpp"

namespace blocs::inference {

IdealDraws draw_ideal(const IdealData& data, const IdealFit& fit, const GibbsOptions& options) {
  const auto begin = [&](std::size_t c) -> std::unique_ptr<ideal::AnyChain> {
    return std::make_unique<ideal::Chain>(data, fit, options.first_sd * options.first_sd, options.seed, c);
  };
  const auto name = [&](std::size_t c) { return ideal::run_of(data, fit, options, c); };
  const auto runs = ideal::run_chains(options, data.places.size(), begin, name);
  return ideal::summarise(runs, 0, data.places.size(), options.threads);
}

}  // namespace blocs::inference
