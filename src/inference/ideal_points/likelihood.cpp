#include "likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "blocs/core/parallel.hpp"
#include "clones.hpp"
#include "normal_lanes.hpp"

namespace blocs::inference::ideal {
namespace {

/// ln Phi(x) with its derivative `r` and the negative second derivative `w`, by ballot. `sign` turns beta *
/// theta - cut into x.
BLOCS_CLONES double one_sided(const double* theta, std::size_t n, double beta, double cut, double sign,
                              double* r, double* w) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t i = 0; i < n; ++i) {
    const double x = sign * (beta * theta[i] - cut);
    const double t = chosen(x < 0, -x, x);
    const double half = -0.5 * t * t;
    const double phi = kInverseRootTwoPi * exp_below_zero(half);
    const double ratio = mills(t);
    const double below = kInverseRootTwoPi * ratio;  // times exp(half) is Phi(-t)
    const double above = 1.0 - phi * ratio;
    sum += chosen(x < 0, half, 0.0) + log_below_one(chosen(x < 0, below, above));
    const double slope = chosen(x < 0, 1.0, phi) / chosen(x < 0, ratio, above);
    r[i] = slope;
    w[i] = slope * (x + slope);
  }
  return sum;
}

/// ln(Phi(b) - Phi(a)) for a = cut1 - u, b = cut2 - u.
BLOCS_CLONES double between(const double* theta, std::size_t n, double beta, double cut1, double cut2,
                            double* g, double* c1, double* c2, double* d) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::size_t i = 0; i < n; ++i) {
    const double u = beta * theta[i];
    const double a = cut1 - u;
    const double b = cut2 - u;
    const double ta = chosen(a < 0, -a, a);
    const double tb = chosen(b < 0, -b, b);
    // Everything in units of the larger density, so that nothing vanishes far out.
    const double ha = -0.5 * a * a;
    const double hb = -0.5 * b * b;
    const bool both = (a < 0) == (b < 0);
    const double most = chosen(ha > hb, ha, hb);
    const double unit = chosen(both, most, 0.0);
    const double ea = exp_below_zero(ha - unit);
    const double eb = exp_below_zero(hb - unit);
    const double below = ea * mills(ta);
    const double above = eb * mills(tb);
    const double apart = chosen(below > above, below - above, above - below);
    const double mass = chosen(both, kInverseRootTwoPi * apart, 1.0 - kInverseRootTwoPi * (below + above));
    const double safe = chosen(mass > 1e-280, mass, 1e-280);
    sum += unit + log_below_one(safe);
    const double pa = kInverseRootTwoPi * ea / safe;
    const double pb = kInverseRootTwoPi * eb / safe;
    const double both_cuts = pa * pb;
    g[i] = pa - pb;
    c1[i] = pa * (a - pa) + both_cuts;
    c2[i] = both_cuts - pb * (b + pb);
    d[i] = both_cuts;
  }
  return sum;
}

BLOCS_CLONES ItemSums add_up(const Lanes& lanes, std::size_t n) {
  const double* theta = lanes.theta.data();
  const double* g = lanes.g.data();
  const double* c1 = lanes.c1.data();
  const double* c2 = lanes.c2.data();
  const double* d = lanes.d.data();
  double beta = 0, bb = 0, b1 = 0, b2 = 0, k11 = 0, k12 = 0, k22 = 0;
#pragma omp simd reduction(+ : beta, bb, b1, b2, k11, k12, k22)
  for (std::size_t i = 0; i < n; ++i) {
    beta += theta[i] * g[i];
    bb -= theta[i] * theta[i] * (c1[i] + c2[i]);
    b1 += theta[i] * c1[i];
    b2 += theta[i] * c2[i];
    k11 += d[i] - c1[i];
    k12 -= d[i];
    k22 += d[i] - c2[i];
  }
  return {beta, 0, 0, bb, b1, b2, k11, k12, k22, 0};
}

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

double total(const std::vector<double>& x, std::size_t from, std::size_t to) {
  double sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += x[i];
  return sum;
}

}  // namespace

void Lanes::resize(std::size_t n) {
  if (theta.size() >= n) return;
  for (auto* x : {&theta, &g, &c1, &c2, &d}) x->resize(n);
}

double part_derivatives(const IdealData& data, const ItemPart& part, const double* theta, double beta,
                        double cut1, double cut2, Lanes& lanes) {
  const std::size_t n = part.end - part.begin;
  const std::size_t low = part.low_end - part.begin;
  const std::size_t middle = part.middle_end - part.begin;
  lanes.resize(n);
  for (std::size_t i = 0; i < n; ++i) lanes.theta[i] = theta[data.ballots[part.begin + i]];
  const bool two = data.items[part.item].cuts == 2;
  double* c1 = lanes.c1.data();
  double* c2 = lanes.c2.data();
  double* high = two ? c2 : c1;
  double sum = one_sided(lanes.theta.data(), low, beta, cut1, -1, lanes.g.data(), c1);
  sum += one_sided(lanes.theta.data() + middle, n - middle, beta, two ? cut2 : cut1, 1,
                   lanes.g.data() + middle, high + middle);
  for (std::size_t i = 0; i < low; ++i) lanes.g[i] = -lanes.g[i];
  for (std::size_t i = 0; i < low; ++i) c1[i] = -c1[i];
  for (std::size_t i = middle; i < n; ++i) high[i] = -high[i];
  std::fill(c2, c2 + low, 0.0);
  double* none = two ? c1 : c2;
  std::fill(none + middle, none + n, 0.0);
  std::fill(lanes.d.begin(), lanes.d.begin() + static_cast<std::ptrdiff_t>(n), 0.0);
  if (middle > low) {
    sum += between(lanes.theta.data() + low, middle - low, beta, cut1, cut2, lanes.g.data() + low, c1 + low,
                   c2 + low, lanes.d.data() + low);
  }
  return sum;
}

namespace {

/// d/dcut1 and d/dcut2: minus d/du of the ballots beyond a cutpoint; in the middle the two share it.
void add_cut_gradients(const Lanes& lanes, const ItemPart& part, bool two, ItemSums& sums) {
  const std::size_t n = part.end - part.begin;
  const std::size_t low = part.low_end - part.begin;
  const std::size_t middle = part.middle_end - part.begin;
  sums.cut1 = -total(lanes.g, 0, low);
  (two ? sums.cut2 : sums.cut1) -= total(lanes.g, middle, n);
  if (!two) return;
  // In the middle g = pa - pb and d = pa * pb, both of them positive: they are the roots of
  // x^2 - g x - d.
  for (std::size_t i = low; i < middle; ++i) {
    const double g = lanes.g[i];
    const double root = std::sqrt(g * g + 4 * lanes.d[i]);
    sums.cut1 -= (root + g) / 2;
    sums.cut2 += (root - g) / 2;
  }
}

}  // namespace

void all_derivatives(const IdealData& data, const Parameters& at, std::size_t threads, Sums& sums) {
  sums.items.assign(data.items.size(), {});
  sums.gradient.assign(data.places.size(), 0);
  sums.curvature.assign(data.places.size(), 0);
  std::vector<ItemSums> by_part(data.parts.size());
  std::vector<Lanes> lanes(worker_count(data.sessions.size(), threads));
  parallel_for(data.sessions.size(), threads, [&](std::size_t s, std::size_t worker) {
    const auto& session = data.sessions[s];
    Lanes& own = lanes[worker];
    double* gradient = sums.gradient.data() + session.first_place;
    double* curvature = sums.curvature.data() + session.first_place;
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto& part = data.parts[p];
      const std::size_t n = part.end - part.begin;
      const double beta = at.beta[part.item];
      const double cut1 = at.cut1[part.item];
      const double cut2 = at.cut2[part.item];
      const double sum =
          part_derivatives(data, part, at.theta.data() + session.first_place, beta, cut1, cut2, own);
      by_part[p] = add_up(own, n);
      by_part[p].log_likelihood = sum;
      add_cut_gradients(own, part, data.items[part.item].cuts == 2, by_part[p]);
      for (std::size_t i = 0; i < n; ++i) {
        const auto k = data.ballots[part.begin + i];
        gradient[k] += beta * own.g[i];
        curvature[k] -= beta * beta * (own.c1[i] + own.c2[i]);
      }
    }
  });
  for (std::size_t p = 0; p < data.parts.size(); ++p) add(sums.items[data.parts[p].item], by_part[p]);
  sums.log_likelihood = 0;
  for (const auto& item : sums.items) sums.log_likelihood += item.log_likelihood;
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
