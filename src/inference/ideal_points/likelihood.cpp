#include "likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "blocs/core/parallel.hpp"
#include "blocs/core/per_worker.hpp"

namespace blocs::inference::ideal {
namespace {

void add(ItemSums& to, const ItemSums& x) {
  to.beta += x.beta;
  to.cut1 += x.cut1;
  to.cut2 += x.cut2;
  to.bb += x.bb;
  to.b1 += x.b1;
  to.b2 += x.b2;
  to.k11 += x.k11;
  to.k12 += x.k12;
  to.k22 += x.k22;
  to.log_likelihood += x.log_likelihood;
}

/// One pass over all ballots; `act(session, part, beta, lanes)` sees each part's derivatives.
template <typename Act>
void each_part(const IdealData& data, const Parameters& at, std::size_t threads, Sums& sums, const Act& act) {
  std::vector<ItemSums> by_part(data.parts.size());
  PerWorker<Lanes> lanes(worker_count(data.sessions.size(), threads));
  parallel_for(data.sessions.size(), threads, [&](std::size_t s, std::size_t worker) {
    const auto& session = data.sessions[s];
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto& part = data.parts[p];
      const double beta = at.beta[part.item];
      part_derivatives(data, part, at.theta.data() + session.first_place, beta, at.cut1[part.item],
                       at.cut2[part.item], lanes[worker], &by_part[p]);
      act(session, part, beta, lanes[worker]);
    }
  });
  sums.items.assign(data.items.size(), {});
  for (std::size_t p = 0; p < data.parts.size(); ++p) add(sums.items[data.parts[p].item], by_part[p]);
  sums.add_up_items();
}

void add_part_by_place(const IdealData& data, const IdealSession& session, const ItemPart& part, double beta,
                       const Lanes& lanes, double times, Sums& sums) {
  const double once = times * beta;
  const double twice = once * beta;
  double* gradient = sums.gradient.data() + session.first_place;
  double* curvature = sums.curvature.data() + session.first_place;
  for (std::size_t i = 0; i < part.end - part.begin; ++i) {
    const auto k = data.ballots[part.begin + i];
    gradient[k] += once * lanes.g[i];
    curvature[k] -= twice * (lanes.c1[i] + lanes.c2[i]);
  }
}

}  // namespace

void Sums::add_up_items() {
  log_likelihood = 0;
  for (const auto& item : items) log_likelihood += item.log_likelihood;
}

void item_derivatives(const IdealData& data, const Parameters& at, std::size_t threads, Sums& sums) {
  each_part(data, at, threads, sums, [](const IdealSession&, const ItemPart&, double, const Lanes&) {});
}

void all_derivatives(const IdealData& data, const Parameters& at, std::size_t threads, Sums& sums) {
  sums.gradient.assign(data.places.size(), 0);
  sums.curvature.assign(data.places.size(), 0);
  each_part(data, at, threads, sums,
            [&](const IdealSession& session, const ItemPart& part, double beta, const Lanes& lanes) {
              add_part_by_place(data, session, part, beta, lanes, 1, sums);
            });
}

void derivatives(const IdealData& data, const Parameters& at, std::size_t threads, ByPlace by_place,
                 Sums& sums) {
  (by_place == ByPlace::wanted ? all_derivatives : item_derivatives)(data, at, threads, sums);
}

void add_by_place(const IdealData& data, const Parameters& at, const std::vector<char>& marked, double times,
                  std::size_t threads, Sums& sums) {
  PerWorker<Lanes> lanes(worker_count(data.sessions.size(), threads));
  parallel_for(data.sessions.size(), threads, [&](std::size_t s, std::size_t worker) {
    const auto& session = data.sessions[s];
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto& part = data.parts[p];
      if (marked[part.item] == 0) continue;
      const double beta = at.beta[part.item];
      part_derivatives(data, part, at.theta.data() + session.first_place, beta, at.cut1[part.item],
                       at.cut2[part.item], lanes[worker]);
      add_part_by_place(data, session, part, beta, lanes[worker], times, sums);
    }
  });
}

double log_prior(const IdealData& data, const Parameters& at, double first_variance) {
  double sum = 0;
  for (const double b : at.beta) sum -= b * b / 2;
  for (std::size_t k = 0; k < data.places.size(); ++k) {
    const auto& place = data.places[k];
    if (place.before < 0) {
      sum -= at.theta[k] * at.theta[k] / (2 * first_variance);
    } else {
      const double step = at.theta[k] - at.theta[static_cast<std::size_t>(place.before)];
      sum -= step * step / (2 * place.step);
    }
  }
  return sum;
}

void add_walk_gradient(const IdealData& data, const std::vector<double>& theta, double first_variance,
                       std::vector<double>& gradient) {
  for (std::size_t k = 0; k < data.places.size(); ++k) {
    const auto& place = data.places[k];
    if (place.before < 0) {
      gradient[k] -= theta[k] / first_variance;
    } else {
      const auto before = static_cast<std::size_t>(place.before);
      const double pull = (theta[k] - theta[before]) / place.step;
      gradient[k] -= pull;
      gradient[before] += pull;
    }
  }
}

std::pair<double, double> standardise(Parameters& at) {
  const auto n = static_cast<double>(at.theta.size());
  double mean = 0;
  for (const double x : at.theta) mean += x / n;
  double square = 0;
  for (const double x : at.theta) square += (x - mean) * (x - mean) / n;
  const double spread = square > 0 ? std::sqrt(square) : 1;
  for (double& x : at.theta) x = (x - mean) / spread;
  for (std::size_t j = 0; j < at.beta.size(); ++j) {
    at.cut1[j] -= at.beta[j] * mean;
    at.cut2[j] -= at.beta[j] * mean;
    at.beta[j] *= spread;
  }
  return {mean, spread};
}

void standardise(Parameters& at, Sums& sums) {
  const auto [mean, scale] = standardise(at);
  for (double& g : sums.gradient) g *= scale;
  for (auto& s : sums.items) s.beta = (s.beta + mean * (s.cut1 + s.cut2)) / scale;
}

double spread(const std::vector<double>& theta) {
  double sum = 0;
  for (const double x : theta) sum += x * x;
  return sum;
}

}  // namespace blocs::inference::ideal

namespace blocs::inference {

std::array<double, 3> ballot_chances(const IdealData& data, const IdealParameters& at, std::size_t place,
                                     std::size_t item) {
  return item_chances(data.items[item], at.beta[item] * at.theta[place], at.cut1[item], at.cut2[item]);
}

std::array<double, 3> item_chances(const Item& asked, double u, double cut1, double cut2) {
  const auto below = [](double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; };
  const double low = below(cut1 - u);
  const double high = below(u - (asked.cuts == 2 ? cut2 : cut1));
  if (asked.cuts == 2) return {low, std::max(0.0, 1 - low - high), high};
  if (!asked.chosen[0]) return {0, low, high};
  if (!asked.chosen[1]) return {low, 0, high};
  return {low, high, 0};
}

}  // namespace blocs::inference
