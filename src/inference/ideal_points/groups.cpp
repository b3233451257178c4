#include <algorithm>
#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/inference/distributions.hpp"
#include "blocs/inference/ideal_groups.hpp"
#include "dense.hpp"
#include "normal_draws.hpp"

namespace blocs::inference {
namespace {

const std::vector<double>& block_of(const IdealFit& fit, std::size_t session) {
  if (session >= fit.covariance.size()) throw Error::usage("these ideal points come without covariances");
  return fit.covariance[session];
}

}  // namespace

double share_within(std::vector<double> points, std::size_t size, double range) {
  if (size == 0 || size > points.size())
    throw Error::usage("a group has between 1 and all " + std::to_string(points.size()) + " members");
  std::sort(points.begin(), points.end());
  const double all = log_choose(static_cast<double>(points.size()), static_cast<double>(size));
  double share = 0;
  std::size_t reach = 0;  // one past the last within range of the least member
  for (std::size_t i = 0; i < points.size(); ++i) {
    while (reach < points.size() && points[reach] - points[i] <= range) ++reach;
    const std::size_t others = reach - i - 1;
    if (others >= size - 1)
      share += std::exp(log_choose(static_cast<double>(others), static_cast<double>(size) - 1) - all);
  }
  return std::min(share, 1.0);
}

std::vector<std::vector<double>> draw_places(const IdealData& data, const IdealFit& fit, std::size_t session,
                                             std::size_t draws, std::uint64_t seed) {
  const auto& block = block_of(fit, session);
  const std::size_t n = data.sessions[session].places;
  const std::size_t first = data.sessions[session].first_place;
  // Standardising takes two directions out of a small record's covariances: a trace of noise keeps them
  // whole.
  auto root = block;
  double trace = 0;
  for (std::size_t k = 0; k < n; ++k) trace += block[k * n + k];
  for (std::size_t k = 0; k < n; ++k) root[k * n + k] += 1e-9 + 1e-6 * trace / static_cast<double>(n);
  if (!ideal::eliminate(root.data(), n, n, n, 1))
    throw Error(ErrorKind::undefined, "the covariances of these points are no covariances");
  std::vector<std::vector<double>> rows(draws, std::vector<double>(n));
  for (std::size_t d = 0; d < draws; ++d) {
    RandomStream random(seed, session * 1'000'003 + d);
    auto& row = rows[d];
    for (std::size_t k = 0; k < n; ++k) row[k] = fit.mean.theta[first + k];
    for (std::size_t i = 0; i < n; ++i) {  // the root's rows are those of an upper factor
      const double e = ideal::normal(random);
      for (std::size_t k = i; k < n; ++k) row[k] += root[i * n + k] * e;
    }
  }
  return rows;
}

double spread_less_noise(const IdealData& data, const IdealFit& fit, std::size_t session,
                         const std::vector<std::size_t>& members) {
  const auto& block = block_of(fit, session);
  const std::size_t n = data.sessions[session].places;
  const std::size_t first = data.sessions[session].first_place;
  const auto count = static_cast<double>(members.size());
  if (members.size() < 2) return 0;
  double mean = 0, square = 0, own = 0, all = 0;
  for (const auto a : members) mean += fit.mean.theta[first + a] / count;
  for (const auto a : members) {
    const double off = fit.mean.theta[first + a] - mean;
    square += off * off;
    own += block[a * n + a];
    for (const auto b : members) all += block[a * n + b];
  }
  return std::sqrt(std::max(0.0, (square - own + all / count) / (count - 1)));
}

}  // namespace blocs::inference
