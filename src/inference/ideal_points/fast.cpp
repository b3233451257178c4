#include <algorithm>
#include <cmath>
#include <optional>

#include "blocs/core/error.hpp"
#include "forward.hpp"
#include "search.hpp"
#include "turns.hpp"
#include "uncertainty.hpp"

namespace blocs::inference {
namespace {

using namespace ideal;

/// One posterior over whole paths.
void fit_both(const IdealData& data, const IdealFitOptions& options, Search& search, IdealFit& fit) {
  search.climb();
  fit.mode = fit.mean = search.at();
  fit.objective = search.trace();
  fit.least_gain = fit.objective.back() - fit.objective.front();
  for (std::size_t i = 1; i < fit.objective.size(); ++i)
    fit.least_gain = std::min(fit.least_gain, fit.objective[i] - fit.objective[i - 1]);
  fit.change = search.change();
  fit.hold = search.hold();
  if (!options.uncertainty) return;
  auto step = add_uncertainty(data, options, fit.mode, search.fronts(), fit.hold, fit);
  search.fronts().solve(step.theta, step.items, options.threads);
  move_all(data, step, fit.mean);
}

constexpr std::size_t kMostTurns = 5'000;

/// Steps of everything together can overshoot from afar where ballots are few. Then turns of places and items
/// lead there, which do not, and a step of everything together has the last word.
void fit_forward(const IdealData& data, const IdealFitOptions& options, Condensed& condensed, Search& search,
                 IdealFit& fit) {
  search.approach();
  std::optional<Forward> forward(std::in_place, data, options, search.at(), search.sums(), condensed);
  forward->climb();
  if (forward->change() > options.tolerance) {
    auto at = search.at();
    Sums sums;
    const double moved = take_turns(data, options, options.tolerance, kMostTurns, at, sums);
    forward.emplace(data, options, std::move(at), std::move(sums), condensed, moved);
    forward->climb();
    if (std::isinf(forward->change()))
      throw Error(ErrorKind::undefined, "the ideal points cannot be told from these ballots");
  }
  fit.mode = fit.mean = forward->at();
  fit.objective = forward->trace();
  fit.least_gain = forward->least_gain();
  fit.change = forward->change();
  fit.hold = hold_at(data, fit.mode, search.first_variance());
  if (!options.uncertainty) return;
  const auto force = add_uncertainty(data, options, fit.mode, search.fronts(), fit.hold, fit);
  move_all(data, forward->response(force), fit.mean);
}

}  // namespace

IdealFit fit_ideal(const IdealData& data, const IdealFitOptions& options) {
  IdealFit fit;
  fit.walk = options.walk;
  Condensed condensed(data);
  Search search(data, options, condensed);
  if (options.walk == Walk::both)
    fit_both(data, options, search, fit);
  else
    fit_forward(data, options, condensed, search, fit);
  fit.converged = fit.change <= options.tolerance;
  for (auto* at : {&fit.mode, &fit.mean}) {
    standardise(*at);
    point(data, options.positive, *at);
  }
  return fit;
}

}  // namespace blocs::inference
