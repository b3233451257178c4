#include "turns.hpp"

#include <algorithm>
#include <cmath>

#include "blocs/core/parallel.hpp"
#include "search.hpp"

namespace blocs::inference::ideal {
namespace {

/// Places at the means of their conditional distributions, on a line that is standardised; items stay.
void update_places(const IdealData& data, const ForwardPulls& pulls, std::size_t threads, const Sums& sums,
                   Parameters& at) {
  const auto weight = weigh(data, at.beta, pulls.firm, threads);
  const auto last = at.theta;
  for (std::size_t k = 0; k < last.size(); ++k) {
    const double centre = pulls.near[k] >= 0 ? last[static_cast<std::size_t>(pulls.near[k])] : 0;
    at.theta[k] = last[k] + (sums.gradient[k] + pulls.firm[k] * (centre - last[k])) / weight[k];
  }
  Parameters line{at.theta, {}, {}, {}};  // without items: they follow by themselves
  standardise(line);
  at.theta = std::move(line.theta);
}

}  // namespace

ForwardPulls forward_pulls(const IdealData& data, double first_variance) {
  ForwardPulls pulls;
  for (const auto& place : data.places) {
    pulls.near.push_back(place.before >= 0 ? place.before : place.after);
    pulls.firm.push_back(1 / (place.before >= 0  ? place.step
                              : place.after >= 0 ? data.places[static_cast<std::size_t>(place.after)].step
                                                 : first_variance));
  }
  return pulls;
}

std::vector<double> weigh(const IdealData& data, const std::vector<double>& beta,
                          const std::vector<double>& firm, std::size_t threads) {
  auto weights = firm;
  parallel_for(data.sessions.size(), threads, [&](std::size_t s, std::size_t) {
    const auto& session = data.sessions[s];
    double* weight = weights.data() + session.first_place;
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto& part = data.parts[p];
      const double square = beta[part.item] * beta[part.item];
      for (std::uint32_t b = part.begin; b < part.end; ++b) weight[data.ballots[b]] += square;
    }
  });
  return weights;
}

double take_turns(const IdealData& data, const IdealFitOptions& options, double until, std::size_t most,
                  Parameters& at, Sums& sums) {
  const auto pulls = forward_pulls(data, options.first_sd * options.first_sd);
  standardise(at);
  all_derivatives(data, at, options.threads, sums);
  double change = 0;
  for (std::size_t i = 0; i < most; ++i) {
    const auto last = at.theta;
    update_places(data, pulls, options.threads, sums, at);
    item_derivatives(data, at, options.threads, sums);
    improve_items(data, options.threads, ByPlace::wanted, at, sums);
    change = 0;
    for (std::size_t k = 0; k < last.size(); ++k) change = std::max(change, std::abs(at.theta[k] - last[k]));
    if (options.progress) options.progress("turns", i + 1);
    if (change <= until) break;
  }
  return change;
}

}  // namespace blocs::inference::ideal
