#include "search.hpp"
#include "uncertainty.hpp"

namespace blocs::inference {

IdealFit fit_ideal(const IdealData& data, const IdealFitOptions& options) {
  using namespace ideal;
  Search search(data, options);
  search.climb();
  IdealFit fit;
  fit.mode = search.at();
  fit.objective = search.trace();
  fit.change = search.change();
  fit.converged = fit.change <= options.tolerance;
  fit.hold = search.hold();
  fit.mean = fit.mode;
  if (options.uncertainty) add_uncertainty(data, options, search, fit);
  for (auto* at : {&fit.mode, &fit.mean}) {
    standardise(*at);
    point(data, options.positive, *at);
  }
  return fit;
}

}  // namespace blocs::inference
