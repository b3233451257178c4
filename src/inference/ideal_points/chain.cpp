#include "chain.hpp"

#include <algorithm>
#include <cmath>

#include "normal_draws.hpp"

namespace blocs::inference::ideal {
namespace {

/// Lower Cholesky factor of the inverse of a symmetric positive definite matrix of 2 or 3 rows, times
/// `scale`: the inverse is L L' with L the transposed inverse of the upper factor.
std::array<double, 9> spread_of(const ItemSums& s, std::size_t n, double scale) {
  const std::array<double, 9> a{1 + s.bb, s.b1, s.b2, s.b1, s.k11, s.k12, s.b2, s.k12, s.k22};
  std::array<double, 9> lower{};
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i * 3 + j];
      for (std::size_t l = 0; l < j; ++l) sum -= lower[i * 3 + l] * lower[j * 3 + l];
      lower[i * 3 + j] = i == j ? std::sqrt(std::max(sum, 1e-9)) : sum / lower[j * 3 + j];
    }
  }
  std::array<double, 9> jump{};  // solves lower' x = e
  for (std::size_t c = 0; c < n; ++c) {
    for (std::size_t i = c + 1; i-- > 0;) {
      double sum = i == c ? scale : 0;
      for (std::size_t l = i + 1; l <= c; ++l) sum -= lower[l * 3 + i] * jump[l * 3 + c];
      jump[i * 3 + c] = sum / lower[i * 3 + i];
    }
  }
  return jump;
}

}  // namespace

Chain::Chain(const IdealData& data, const IdealFit& fit, double first_variance, std::uint64_t seed,
             std::size_t chain)
    : data_(data),
      first_variance_(first_variance),
      hold_(fit.walk == Walk::forward ? 0 : std::max(0.0, fit.hold)),
      walk_(fit.walk),
      seed_(seed * 1'000'003 + chain),
      parts_of_(data.items.size()) {
  state_.at = fit.mode;
  Sums sums;
  all_derivatives(data, state_.at, 1, sums);
  for (std::size_t j = 0; j < data.items.size(); ++j) {
    const std::size_t n = 1 + data.items[j].cuts;
    jump_.push_back(spread_of(sums.items[j], n, 2.38 / std::sqrt(static_cast<double>(n))));
  }
  for (std::uint32_t p = 0; p < data.parts.size(); ++p) parts_of_[data.parts[p].item].push_back(p);
  RandomStream random(seed_, 0);
  for (std::size_t k = 0; k < state_.at.theta.size(); ++k)
    state_.at.theta[k] += 2 * (fit.sd.empty() ? 0.1 : fit.sd[k]) * normal(random);
  state_.centre = state_.at.theta;
}

void Chain::step() {
  ++state_.iteration;
  move_places();
  move_items();
}

void Chain::keep(std::vector<float>& kept) const {
  Parameters draw;
  draw.theta = state_.at.theta;
  standardise(draw);
  for (const double x : draw.theta) kept.push_back(static_cast<float>(x));
}

ChainNumbers Chain::numbers() const {
  const auto& at = state_.at;
  return {
      state_.iteration, state_.proposed, state_.taken, {at.theta, at.beta, at.cut1, at.cut2, state_.centre}};
}

void Chain::go_on(ChainNumbers numbers) {
  auto& lists = numbers.lists;
  state_ = {numbers.iteration,
            numbers.proposed,
            numbers.taken,
            {std::move(lists[0]), std::move(lists[1]), std::move(lists[2]), std::move(lists[3])},
            std::move(lists[4])};
}

/// Latent answers, summed up by place as they are drawn, then every path.
void Chain::move_places() {
  const std::size_t all = data_.places.size();
  std::vector<double> precision(all, hold_);
  std::vector<double> pull(all, 0);
  RandomStream random(seed_, 2 * state_.iteration);
  for (const auto& session : data_.sessions) {
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto& part = data_.parts[p];
      const double beta = state_.at.beta[part.item];
      const double cut1 = state_.at.cut1[part.item];
      const double cut2 = data_.items[part.item].cuts == 2 ? state_.at.cut2[part.item] : cut1;
      for (std::uint32_t b = part.begin; b < part.end; ++b) {
        const std::size_t k = session.first_place + data_.ballots[b];
        const double u = beta * state_.at.theta[k];
        const double z = b < part.low_end      ? u + normal_below(random, cut1 - u)
                         : b < part.middle_end ? u + normal_between(random, cut1 - u, cut2 - u)
                                               : u - normal_below(random, u - cut2);
        precision[k] += beta * beta;
        pull[k] += beta * z;
      }
    }
  }
  if (walk_ == Walk::forward)
    sample_forward(precision, pull, random);
  else
    sample_paths(precision, pull, random);
}

/// Each place by itself, drawn to where the state stood in its session before (a first place: in the second)
/// as the iteration before had it; then the line is standardised, as published.
void Chain::sample_forward(std::vector<double>& precision, std::vector<double>& pull, RandomStream& random) {
  constexpr double kFarthest = 5;  // places are cut off there, as published
  std::vector<double> centre(state_.centre.size());
  for (std::size_t k = 0; k < state_.centre.size(); ++k) {
    const auto& place = data_.places[k];
    const auto near = place.before >= 0 ? place.before : place.after;
    if (near >= 0) {
      const double step = place.before >= 0 ? place.step : data_.places[static_cast<std::size_t>(near)].step;
      precision[k] += 1 / step;
      pull[k] += state_.centre[static_cast<std::size_t>(near)] / step;
    } else {
      precision[k] += 1 / first_variance_;
    }
    centre[k] = pull[k] / precision[k];
    state_.at.theta[k] =
        std::clamp(centre[k] + normal(random) / std::sqrt(precision[k]), -kFarthest, kFarthest);
  }
  Parameters places;  // items stay: they follow in the step after
  places.theta = std::move(state_.at.theta);
  const auto [mean, scale] = standardise(places);
  state_.at.theta = std::move(places.theta);
  for (std::size_t k = 0; k < state_.centre.size(); ++k) state_.centre[k] = (centre[k] - mean) / scale;
}

/// Whole paths: forward filter, backward sampling.
void Chain::sample_paths(std::vector<double>& precision, std::vector<double>& pull, RandomStream& random) {
  const std::size_t all = data_.places.size();
  for (std::size_t k = 0; k < all; ++k) {
    const auto& place = data_.places[k];
    precision[k] += place.before < 0 ? 1 / first_variance_ : 1 / place.step;
    if (place.before >= 0) precision[static_cast<std::size_t>(place.before)] += 1 / place.step;
  }
  for (std::size_t k = 0; k < all; ++k) {  // filter: places of a state come in the order of sessions
    const auto& place = data_.places[k];
    if (place.before < 0) continue;
    const auto b = static_cast<std::size_t>(place.before);
    const double factor = 1 / (place.step * precision[b]);
    precision[k] -= factor / place.step;
    pull[k] += factor * pull[b];
  }
  for (std::size_t k = all; k-- > 0;) {  // and sample, last session first
    const auto& place = data_.places[k];
    if (place.after >= 0) {
      const auto a = static_cast<std::size_t>(place.after);
      pull[k] += state_.at.theta[a] / data_.places[a].step;
    }
    state_.at.theta[k] = pull[k] / precision[k] + normal(random) / std::sqrt(precision[k]);
  }
}

double Chain::item_value(std::size_t item, double beta, double cut1, double cut2) {
  double sum = -beta * beta / 2;
  for (const auto p : parts_of_[item]) {
    const auto& part = data_.parts[p];
    // A part does not say which session it is in; its first ballot's place would not either, so it is found.
    const auto after =
        std::upper_bound(data_.sessions.begin(), data_.sessions.end(), p,
                         [](std::uint32_t at, const IdealSession& s) { return at < s.first_part; });
    const auto& session = *(after - 1);
    sum +=
        part_logarithm(data_, part, state_.at.theta.data() + session.first_place, beta, cut1, cut2, lanes_);
  }
  return sum;
}

void Chain::move_items() {
  RandomStream random(seed_, 2 * state_.iteration + 1);
  for (std::size_t j = 0; j < data_.items.size(); ++j) {
    const auto& jump = jump_[j];
    const bool two = data_.items[j].cuts == 2;
    const std::array<double, 3> e{normal(random), normal(random), two ? normal(random) : 0};
    const double beta = state_.at.beta[j] + jump[0] * e[0] + jump[1] * e[1] + jump[2] * e[2];
    const double cut1 = state_.at.cut1[j] + jump[4] * e[1] + jump[5] * e[2];
    const double cut2 = state_.at.cut2[j] + jump[8] * e[2];
    const double u = random.uniform();
    ++state_.proposed;
    if (two && cut1 >= cut2) continue;
    const double gain = item_value(j, beta, cut1, cut2) -
                        item_value(j, state_.at.beta[j], state_.at.cut1[j], state_.at.cut2[j]);
    if (std::log(1 - u) >= gain) continue;
    state_.at.beta[j] = beta;
    state_.at.cut1[j] = cut1;
    if (two) state_.at.cut2[j] = cut2;
    ++state_.taken;
  }
}

}  // namespace blocs::inference::ideal
