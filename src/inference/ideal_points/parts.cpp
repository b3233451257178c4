#include "parts.hpp"

#include <algorithm>
#include <array>

#include "clones.hpp"
#include "normal_lanes.hpp"

namespace blocs::inference::ideal {
namespace {

/// Of ballots between two cutpoints: derivatives of ln P in both.
struct Slopes {
  double a = 0, b = 0;
};

#pragma GCC diagnostic ignored "-Wpsabi"  // as in normal_lanes.hpp

/// Loops go by eights: what lies behind the end of a part is worked out too and counts as nothing.
constexpr std::size_t kWhole = 8;
constexpr std::size_t whole(std::size_t n) {
  return (n + kWhole - 1) / kWhole * kWhole;
}

/// Logarithms of chances, added up. Most are taken of products: a factor is above 1e-18 wherever a double
/// tells Phi's argument from infinity, so that sixteen of them stay normal numbers.
template <typename Eight>
struct Logarithms {
  static constexpr std::size_t kMost = 16;
  Eight sum = Eight{};
  Eight factors = Eight{} + 1.0;
  std::size_t held = 0;

  [[gnu::always_inline]] void add(const Eight& logarithm, const Eight& factor) {
    sum += logarithm;
    factors *= factor;
    if (++held == kMost) take();
  }
  [[gnu::always_inline]] void take() {
    sum += log_below_one(factors);
    factors = Eight{} + 1.0;
    held = 0;
  }
};

constexpr std::array<double, kWhole> kPlaces{0, 1, 2, 3, 4, 5, 6, 7};

/// Of eight ballots: ln Phi(x) as `logarithm` and, still to be taken, that of `factor`; its derivative in x.
template <typename Eight>
struct EightChances {
  Eight logarithm, factor, slope;
};

template <typename Eight>
[[gnu::always_inline]] inline void one_sided_eight(const Eight& x, EightChances<Eight>& of) {
  const Eight none{};
  const Eight one = none + 1.0;
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

/// ln Phi(x), with its derivative in u (`g`; also given added up) and second derivative (`c`), by ballot;
/// without `kDerived`, the logarithms alone. `sign` turns beta * theta - cut into x.
template <typename Eight, bool kDerived>
[[gnu::always_inline]] inline double one_sided(const double* theta, std::size_t n, double beta, double cut,
                                               double sign, double* g, double* c,
                                               Logarithms<Eight>& logarithms) {
  const Eight none{};
  const Eight one = none + 1.0;
  Eight slopes{};
  EightChances<Eight> of;
  const auto step = [&](std::size_t i) __attribute__((always_inline)) {
    const Eight x = sign * (beta * loaded<Eight>(theta + i) - cut);
    one_sided_eight(x, of);
    if constexpr (kDerived) {
      put(g + i, sign * of.slope);
      put(c + i, -of.slope * (x + of.slope));
    }
  };
  std::size_t i = 0;
  for (; i + kWhole <= n; i += kWhole) {
    step(i);
    logarithms.add(of.logarithm, of.factor);
    if constexpr (kDerived) slopes += of.slope;
  }
  if (i < n) {
    step(i);
    const auto counts = loaded<Eight>(kPlaces.data()) < static_cast<double>(n - i);
    logarithms.add(chosen(counts, of.logarithm, none), chosen(counts, of.factor, one));
    if constexpr (kDerived) slopes += chosen(counts, of.slope, none);
  }
  return sign * added_up(slopes);
}

/// ln(Phi(b) - Phi(a)) for a = cut1 - u, b = cut2 - u.
template <typename Eight, bool kDerived>
[[gnu::always_inline]] inline Slopes between(const double* theta, std::size_t n, double beta, double cut1,
                                             double cut2, double* g, double* c1, double* c2, double* d,
                                             Logarithms<Eight>& logarithms) {
  const Eight none{};
  const Eight least = none + 1e-280;
  Eight on_a{};
  Eight on_b{};
  for (std::size_t i = 0; i < n; i += kWhole) {
    const Eight u = beta * loaded<Eight>(theta + i);
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
    const auto counts = loaded<Eight>(kPlaces.data()) < static_cast<double>(n - i);
    logarithms.sum += chosen(counts, logarithm, none);
    if constexpr (kDerived) {
      const Eight pa = kInverseRootTwoPi * ea / safe;
      const Eight pb = kInverseRootTwoPi * eb / safe;
      const Eight both_cuts = pa * pb;
      on_a += chosen(counts, pa, none);
      on_b += chosen(counts, pb, none);
      put(g + i, pa - pb);
      put(c1 + i, pa * (a - pa) + both_cuts);
      put(c2 + i, both_cuts - pb * (b + pb));
      put(d + i, both_cuts);
    }
  }
  return {added_up(on_a), added_up(on_b)};
}

template <typename Eight>
[[gnu::always_inline]] inline ItemSums add_up(const Lanes& lanes, std::size_t n) {
  Eight beta{}, bb{}, b1{}, b2{}, k11{}, k12{}, k22{};
  for (std::size_t i = 0; i < n; i += kWhole) {  // lanes are 0 behind the end
    const Eight theta = loaded<Eight>(lanes.theta.data() + i);
    const Eight c1 = loaded<Eight>(lanes.c1.data() + i);
    const Eight c2 = loaded<Eight>(lanes.c2.data() + i);
    const Eight d = loaded<Eight>(lanes.d.data() + i);
    beta += theta * loaded<Eight>(lanes.g.data() + i);
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

/// What is asked of one part: an item's values and its ballots, `n` of them, in order of choice.
struct Asked {
  double beta, cut1, cut2;
  bool two;  ///< cutpoints
  std::size_t n, low, middle;
};

/// Derivatives of a part whose places stand in `lanes`.
template <typename Eight>
[[gnu::always_inline]] inline double derivatives(const Asked& of, Lanes& lanes, ItemSums* sums) {
  const auto [beta, cut1, cut2, two, n, low, middle] = of;
  const std::size_t end = whole(n) + kWhole;  // as far as a loop may run that begins before n
  double* at = lanes.theta.data();
  double* g = lanes.g.data();
  double* c1 = lanes.c1.data();
  double* c2 = lanes.c2.data();
  double* d = lanes.d.data();
  double* high = two ? c2 : c1;
  double* other = two ? c1 : c2;
  // In this order: a loop may write behind its end, where the next one writes after it.
  Logarithms<Eight> logarithms;
  const double lowest = one_sided<Eight, true>(at, low, beta, cut1, -1, g, c1, logarithms);
  Slopes between_cuts;
  if (middle > low)
    between_cuts = between<Eight, true>(at + low, middle - low, beta, cut1, cut2, g + low, c1 + low, c2 + low,
                                        d + low, logarithms);
  const double highest = one_sided<Eight, true>(at + middle, n - middle, beta, two ? cut2 : cut1, 1,
                                                g + middle, high + middle, logarithms);
  logarithms.take();
  std::fill(c2, c2 + low, 0.0);
  std::fill(d, d + low, 0.0);
  std::fill(other + middle, other + end, 0.0);
  std::fill(d + middle, d + end, 0.0);
  std::fill(high + n, high + end, 0.0);
  std::fill(g + n, g + end, 0.0);
  const double sum = added_up(logarithms.sum);
  if (sums != nullptr) {
    *sums = add_up<Eight>(lanes, n);
    sums->log_likelihood = sum;
    // d/dcut1 and d/dcut2: minus d/du of the ballots beyond a cutpoint; in the middle the two share it.
    sums->cut1 = -lowest - between_cuts.a;
    (two ? sums->cut2 : sums->cut1) -= highest;
    sums->cut2 += between_cuts.b;
  }
  return sum;
}

/// The chances' logarithms alone, the same to the last bit.
template <typename Eight>
[[gnu::always_inline]] inline double logarithm(const Asked& of, const double* at) {
  const auto [beta, cut1, cut2, two, n, low, middle] = of;
  Logarithms<Eight> logarithms;
  one_sided<Eight, false>(at, low, beta, cut1, -1, nullptr, nullptr, logarithms);
  if (middle > low)
    between<Eight, false>(at + low, middle - low, beta, cut1, cut2, nullptr, nullptr, nullptr, nullptr,
                          logarithms);
  one_sided<Eight, false>(at + middle, n - middle, beta, two ? cut2 : cut1, 1, nullptr, nullptr, logarithms);
  logarithms.take();
  return added_up(logarithms.sum);
}

BLOCS_CLONES double logarithm_by_eight(const Asked& of, const double* at) {
  return logarithm<Eight>(of, at);
}

BLOCS_CLONES double logarithm_by_four(const Asked& of, const double* at) {
  return logarithm<TwoFours>(of, at);
}

BLOCS_CLONES double derivatives_by_eight(const Asked& of, Lanes& lanes, ItemSums* sums) {
  return derivatives<Eight>(of, lanes, sums);
}

BLOCS_CLONES double derivatives_by_four(const Asked& of, Lanes& lanes, ItemSums* sums) {
  return derivatives<TwoFours>(of, lanes, sums);
}

}  // namespace

void Lanes::resize(std::size_t n) {
  if (theta.size() >= whole(n) + kWhole) return;
  for (auto* x : {&theta, &g, &c1, &c2, &d}) x->resize(whole(n) + kWhole);
}

namespace {

/// Puts the places of a part's ballots side by side.
Asked laid_out(const IdealData& data, const ItemPart& part, const double* theta, double beta, double cut1,
               double cut2, Lanes& lanes) {
  const std::size_t n = part.end - part.begin;
  lanes.resize(n);
  for (std::size_t i = 0; i < n; ++i) lanes.theta[i] = theta[data.ballots[part.begin + i]];
  std::fill_n(lanes.theta.begin() + static_cast<std::ptrdiff_t>(n), whole(n) + kWhole - n, 0.0);
  return {beta,
          cut1,
          cut2,
          data.items[part.item].cuts == 2,
          n,
          part.low_end - part.begin,
          part.middle_end - part.begin};
}

}  // namespace

double part_derivatives(const IdealData& data, const ItemPart& part, const double* theta, double beta,
                        double cut1, double cut2, Lanes& lanes, ItemSums* sums) {
  static const auto of_part = has_wide_registers() ? derivatives_by_eight : derivatives_by_four;
  return of_part(laid_out(data, part, theta, beta, cut1, cut2, lanes), lanes, sums);
}

double part_logarithm(const IdealData& data, const ItemPart& part, const double* theta, double beta,
                      double cut1, double cut2, Lanes& lanes) {
  static const auto of_part = has_wide_registers() ? logarithm_by_eight : logarithm_by_four;
  const auto asked = laid_out(data, part, theta, beta, cut1, cut2, lanes);
  return of_part(asked, lanes.theta.data());
}

}  // namespace blocs::inference::ideal
