#include "likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "blocs/core/parallel.hpp"
#include "clones.hpp"
#include "normal_lanes.hpp"

namespace blocs::inference::ideal {
namespace {

/// Of some ballots: ln P, and its derivatives in u, or in the two cutpoints between which they lie.
struct Totals {
  double logarithm = 0, a = 0, b = 0;
};

#pragma GCC diagnostic ignored "-Wpsabi"  // as in normal_lanes.hpp

/// Loops go by eights: what lies behind the end of a part is worked out too and counts as nothing.
constexpr std::size_t kWhole = 8;
constexpr std::size_t whole(std::size_t n) {
  return (n + kWhole - 1) / kWhole * kWhole;
}

constexpr std::size_t kFactors = 16;  ///< chances that are multiplied before their logarithm is taken

constexpr Eight kPlaces{0, 1, 2, 3, 4, 5, 6, 7};

/// Of eight ballots: ln Phi(x) as `logarithm` and, still to be taken, that of `factor`; its derivative in x.
struct EightChances {
  Eight logarithm, factor, slope;
};

[[gnu::always_inline]] inline void one_sided_eight(const Eight& x, EightChances& of) {
  constexpr Eight none{};
  constexpr Eight one = none + 1.0;
  const auto turned = x < 0.0;
  const Eight t = chosen(turned, -x, x);
  const Eight phi = kInverseRootTwoPi * exp_below_zero(-0.5 * t * t);
  const Eight ratio = mills(t);
  const Eight above = 1.0 - phi * ratio;
  const Eight below_zero = chosen(turned, x, none);
  of.logarithm = -0.5 * below_zero * below_zero;
  of.factor = chosen(turned, kInverseRootTwoPi * ratio, above);
  of.slope = chosen(turned, one, phi) / chosen(turned, ratio, above);
}

/// ln Phi(x), added up, with its derivative in u (`g`; also added up) and second derivative (`c`), by ballot.
/// `sign` turns beta * theta - cut into x.
BLOCS_CLONES Totals one_sided(const double* theta, std::size_t n, double beta, double cut, double sign,
                              double* g, double* c) {
  constexpr Eight none{};
  constexpr Eight one = none + 1.0;
  Eight sum{};
  Eight slopes{};
  std::size_t i = 0;
  EightChances of;
  const auto step = [&]() __attribute__((always_inline)) {
    const Eight x = sign * (beta * eight_at(theta + i) - cut);
    one_sided_eight(x, of);
    put(g + i, sign * of.slope);
    put(c + i, -of.slope * (x + of.slope));
  };
  // Logarithms of products: a factor is above 1e-18 wherever a double tells Phi's argument from infinity, so
  // that sixteen of them stay normal numbers.
  while (i + kWhole <= n) {
    Eight factors = one;
    for (std::size_t k = 0; k < kFactors && i + kWhole <= n; ++k, i += kWhole) {
      step();
      sum += of.logarithm;
      factors *= of.factor;
      slopes += of.slope;
    }
    sum += log_below_one(factors);
  }
  if (i < n) {
    step();
    const auto counts = kPlaces < static_cast<double>(n - i);
    sum += chosen(counts, of.logarithm + log_below_one(of.factor), none);
    slopes += chosen(counts, of.slope, none);
  }
  return {added_up(sum), sign * added_up(slopes), 0};
}

/// ln(Phi(b) - Phi(a)) for a = cut1 - u, b = cut2 - u.
BLOCS_CLONES Totals between(const double* theta, std::size_t n, double beta, double cut1, double cut2,
                            double* g, double* c1, double* c2, double* d) {
  constexpr Eight none{};
  constexpr Eight least = none + 1e-280;
  Eight sum{};
  Eight on_a{};
  Eight on_b{};
  for (std::size_t i = 0; i < n; i += kWhole) {
    const Eight u = beta * eight_at(theta + i);
    const Eight a = cut1 - u;
    const Eight b = cut2 - u;
    // Everything in units of the larger density, so that nothing vanishes far out.
    const Eight ha = -0.5 * a * a;
    const Eight hb = -0.5 * b * b;
    const auto both = (a < 0.0) == (b < 0.0);
    const Eight unit = chosen(both, chosen(ha > hb, ha, hb), none);
    const Eight ea = exp_below_zero(ha - unit);
    const Eight eb = exp_below_zero(hb - unit);
    const Eight below = ea * mills(chosen(a < 0.0, -a, a));
    const Eight above = eb * mills(chosen(b < 0.0, -b, b));
    const Eight apart = chosen(below > above, below - above, above - below);
    const Eight mass = chosen(both, kInverseRootTwoPi * apart, 1.0 - kInverseRootTwoPi * (below + above));
    const Eight safe = chosen(mass > 1e-280, mass, least);
    const Eight logarithm = unit + log_below_one(safe);
    const Eight pa = kInverseRootTwoPi * ea / safe;
    const Eight pb = kInverseRootTwoPi * eb / safe;
    const Eight both_cuts = pa * pb;
    const auto counts = kPlaces < static_cast<double>(n - i);
    sum += chosen(counts, logarithm, none);
    on_a += chosen(counts, pa, none);
    on_b += chosen(counts, pb, none);
    put(g + i, pa - pb);
    put(c1 + i, pa * (a - pa) + both_cuts);
    put(c2 + i, both_cuts - pb * (b + pb));
    put(d + i, both_cuts);
  }
  return {added_up(sum), added_up(on_a), added_up(on_b)};
}

BLOCS_CLONES ItemSums add_up(const Lanes& lanes, std::size_t n) {
  Eight beta{}, bb{}, b1{}, b2{}, k11{}, k12{}, k22{};
  for (std::size_t i = 0; i < n; i += kWhole) {  // lanes are 0 behind the end
    const Eight theta = eight_at(lanes.theta.data() + i);
    const Eight c1 = eight_at(lanes.c1.data() + i);
    const Eight c2 = eight_at(lanes.c2.data() + i);
    const Eight d = eight_at(lanes.d.data() + i);
    beta += theta * eight_at(lanes.g.data() + i);
    bb -= theta * theta * (c1 + c2);
    b1 += theta * c1;
    b2 += theta * c2;
    k11 += d - c1;
    k12 -= d;
    k22 += d - c2;
  }
  return {added_up(beta), 0, 0, added_up(bb), added_up(b1), added_up(b2), added_up(k11), added_up(k12),
          added_up(k22),  0};
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

}  // namespace

void Lanes::resize(std::size_t n) {
  if (theta.size() >= whole(n) + kWhole) return;
  for (auto* x : {&theta, &g, &c1, &c2, &d}) x->resize(whole(n) + kWhole);
}

double part_derivatives(const IdealData& data, const ItemPart& part, const double* theta, double beta,
                        double cut1, double cut2, Lanes& lanes, ItemSums* sums) {
  const std::size_t n = part.end - part.begin;
  const std::size_t low = part.low_end - part.begin;
  const std::size_t middle = part.middle_end - part.begin;
  lanes.resize(n);
  const std::size_t end = whole(n) + kWhole;  // as far as a loop may run that begins before n
  for (std::size_t i = 0; i < n; ++i) lanes.theta[i] = theta[data.ballots[part.begin + i]];
  std::fill(lanes.theta.begin() + static_cast<std::ptrdiff_t>(n),
            lanes.theta.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
  const bool two = data.items[part.item].cuts == 2;
  double* at = lanes.theta.data();
  double* g = lanes.g.data();
  double* c1 = lanes.c1.data();
  double* c2 = lanes.c2.data();
  double* d = lanes.d.data();
  double* high = two ? c2 : c1;
  double* other = two ? c1 : c2;
  // In this order: a loop may write behind its end, where the next one writes after it.
  const auto lowest = one_sided(at, low, beta, cut1, -1, g, c1);
  Totals between_cuts;
  if (middle > low)
    between_cuts = between(at + low, middle - low, beta, cut1, cut2, g + low, c1 + low, c2 + low, d + low);
  const auto highest =
      one_sided(at + middle, n - middle, beta, two ? cut2 : cut1, 1, g + middle, high + middle);
  std::fill(c2, c2 + low, 0.0);
  std::fill(d, d + low, 0.0);
  std::fill(other + middle, other + end, 0.0);
  std::fill(d + middle, d + end, 0.0);
  std::fill(high + n, high + end, 0.0);
  std::fill(g + n, g + end, 0.0);
  const double sum = lowest.logarithm + between_cuts.logarithm + highest.logarithm;
  if (sums != nullptr) {
    *sums = add_up(lanes, n);
    sums->log_likelihood = sum;
    // d/dcut1 and d/dcut2: minus d/du of the ballots beyond a cutpoint; in the middle the two share it.
    sums->cut1 = -lowest.a - between_cuts.a;
    (two ? sums->cut2 : sums->cut1) -= highest.a;
    sums->cut2 += between_cuts.b;
  }
  return sum;
}

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
      part_derivatives(data, part, at.theta.data() + session.first_place, beta, cut1, cut2, own, &by_part[p]);
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
