#include <algorithm>
#include <cmath>
#include <optional>

#include "blocs/core/error.hpp"
#include "checkpoint.hpp"
#include "frames.hpp"
#include "wide_chain.hpp"

namespace blocs::inference {
namespace {

using ideal::ChainRuns;

/// All that tells the model from others, as numbers.
std::vector<std::uint64_t> name_of(const WideModel& model) {
  std::vector<std::uint64_t> name{model.dimensions, model.attendance != nullptr ? 1U : 0U};
  if (model.attendance == nullptr) return name;
  for (const auto& call : model.attendance->calls)
    name.insert(name.end(), {call.item, call.session, call.begin, call.came_end, call.end});
  name.insert(name.end(), model.attendance->members.begin(), model.attendance->members.end());
  return name;
}

template <std::size_t D>
ChainRuns run(const IdealData& data, const IdealFit& fit, const WideModel& model,
              const GibbsOptions& options) {
  const auto begin = [&](std::size_t c) -> std::unique_ptr<ideal::AnyChain> {
    return std::make_unique<ideal::WideChain<D>>(data, fit, model, options, c);
  };
  const auto kind = name_of(model);
  const auto name = [&](std::size_t c) { return ideal::run_of(data, fit, options, c, kind); };
  const std::size_t numbers = model.attendance != nullptr ? 3 : 0;
  return ideal::run_chains(options, D * data.places.size() + D * D + numbers, begin, name);
}

/// The state that fixes an axis: the one named, else the one with most places that fixes no other.
std::optional<std::uint32_t> fixing_state(const IdealData& data, const std::string& named,
                                          const std::vector<std::uint32_t>& taken) {
  const auto free = [&](std::uint32_t s) { return std::find(taken.begin(), taken.end(), s) == taken.end(); };
  std::vector<std::size_t> places(data.states.size(), 0);
  for (const auto& place : data.places) ++places[place.state];
  std::optional<std::uint32_t> most;
  for (std::uint32_t s = 0; s < data.states.size(); ++s) {
    if (!free(s)) continue;
    if (data.states[s] == named) return s;
    if (!most || places[s] > places[*most]) most = s;
  }
  return most;
}

void fix_signs(const IdealData& data, const WideModel& model, ChainRuns& runs, std::size_t threads) {
  std::vector<std::uint32_t> taken;
  for (std::size_t axis = 0; axis < model.dimensions; ++axis) {
    const auto state = fixing_state(data, model.positive[axis], taken);
    if (!state) continue;  // fewer states than axes
    taken.push_back(*state);
    const auto mean = ideal::summarise(runs, axis * data.places.size(), data.places.size(), threads).mean;
    double sum = 0;
    for (std::size_t k = 0; k < mean.size(); ++k) sum += data.places[k].state == *state ? mean[k] : 0;
    if (sum < 0) ideal::mirror(runs, data.places.size(), axis);
  }
}

/// Of the two coordinates of each place over all draws.
std::vector<double> correlations(const ChainRuns& runs, const std::vector<IdealDraws>& axes) {
  const std::size_t places = axes[0].mean.size();
  std::vector<double> sum(places, 0);
  double n = 0;
  for (const auto& kept : runs.kept) {
    for (std::size_t at = 0; at < kept.size(); at += runs.row, n += 1) {
      for (std::size_t k = 0; k < places; ++k) {
        sum[k] += (static_cast<double>(kept[at + k]) - axes[0].mean[k]) *
                  (static_cast<double>(kept[at + places + k]) - axes[1].mean[k]);
      }
    }
  }
  for (std::size_t k = 0; k < places; ++k) {
    const double spread = axes[0].sd[k] * axes[1].sd[k];
    sum[k] = spread > 0 ? sum[k] / (n - 1) / spread : 0;
  }
  return sum;
}

}  // namespace

WideDraws draw_wide(const IdealData& data, const IdealFit& fit, const WideModel& model,
                    const GibbsOptions& options) {
  if (model.dimensions != 1 && model.dimensions != 2)
    throw Error::usage("ideal points have one or two dimensions");
  auto runs = model.dimensions == 1 ? run<1>(data, fit, model, options) : run<2>(data, fit, model, options);
  const std::size_t places = data.places.size();
  const std::size_t dimensions = model.dimensions;
  if (dimensions == 2) ideal::turn_to_one_frame(runs, places);
  fix_signs(data, model, runs, options.threads);
  WideDraws draws;
  for (std::size_t axis = 0; axis < dimensions; ++axis)
    draws.axes.push_back(ideal::summarise(runs, axis * places, places, options.threads));
  const auto weights =
      ideal::summarise(runs, dimensions * places, dimensions * dimensions, options.threads).mean;
  for (std::size_t axis = 0; axis < dimensions; ++axis)
    draws.weight.push_back(weights[axis * dimensions + axis]);
  if (dimensions == 2) draws.correlation = correlations(runs, draws.axes);
  if (model.attendance != nullptr)
    draws.attendance = ideal::summarise(runs, dimensions * (places + dimensions), 3, options.threads);
  return draws;
}

}  // namespace blocs::inference
