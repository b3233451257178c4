#include "uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "fronts.hpp"

namespace blocs::inference::ideal {
namespace {

/// First to third derivatives of ln(Phi(b) - Phi(a)) in a and b, one of which may be infinite.
struct Thirds {
  double a = 0, b = 0, aa = 0, ab = 0, bb = 0, aaa = 0, aab = 0, abb = 0, bbb = 0;
};

Thirds low_thirds(double x, double g, double c) {
  const double r = -g;
  Thirds t;
  t.a = r;
  t.aa = c;
  t.aaa = -c * (x + r) - r * (1 + c);
  return t;
}

Thirds high_thirds(double x, double g, double c) {
  const Thirds low = low_thirds(-x, -g, c);
  Thirds t;
  t.b = -low.a;
  t.bb = low.aa;
  t.bbb = -low.aaa;
  return t;
}

Thirds middle_thirds(double a, double b, double g, double c1, double c2, double d) {
  const double root = std::sqrt(g * g + 4 * d);
  const double pa = (root + g) / 2;
  const double pb = (root - g) / 2;
  Thirds t;
  t.a = -pa;
  t.b = pb;
  t.aa = c1 - d;
  t.ab = d;
  t.bb = c2 - d;
  const double da = pa * (pa - a);
  const double db = -pb * (b + pb);
  t.aaa = pa + (a - 2 * pa) * da;
  t.aab = d * (2 * pa - a);
  t.abb = -d * (b + 2 * pb);
  t.bbb = -pb - (b + 2 * pb) * db;
  return t;
}

/// Half the gradient of tr(H S) for one ballot, S the covariance of (theta, beta, cut1, cut2) held fixed.
struct Pull {
  double theta = 0;
  std::array<double, 3> item{};
};

Pull pull_of(const Thirds& t, double theta, double beta, std::size_t cut_a, std::size_t cut_b,
             double variance, const std::array<double, 3>& with, const std::array<double, 9>& own) {
  // S times the gradient of a (of b): -beta, -theta and 1 at its cutpoint.
  const auto along = [&](std::size_t cut) {
    std::array<double, 4> x{};
    x[0] = -beta * variance - theta * with[0] + with[cut];
    for (std::size_t u = 0; u < 3; ++u) x[u + 1] = -beta * with[u] - theta * own[u] + own[cut * 3 + u];
    return x;
  };
  const auto va = along(cut_a);
  const auto vb = along(cut_b);
  const auto dot = [&](const std::array<double, 4>& x, std::size_t cut) {
    return -beta * x[0] - theta * x[1] + x[cut + 1];
  };
  const double aa = dot(va, cut_a);
  const double ab = dot(va, cut_b);
  const double bb = dot(vb, cut_b);
  const double c = with[0];
  const double on_a = t.aaa * aa + 2 * t.aab * ab + t.abb * bb - 2 * (t.aa + t.ab) * c;
  const double on_b = t.aab * aa + 2 * t.abb * ab + t.bbb * bb - 2 * (t.ab + t.bb) * c;
  const auto extra = [&](std::size_t other) {
    return -2 * (t.aa * va[other] + t.ab * (va[other] + vb[other]) + t.bb * vb[other]);
  };
  Pull pull;
  pull.theta = (-beta * (on_a + on_b) + extra(1)) / 2;
  pull.item[0] = (-theta * (on_a + on_b) + extra(0)) / 2;
  pull.item[cut_a] += on_a / 2;
  pull.item[cut_b] += on_b / 2;
  return pull;
}

/// Covariances at a point, and the force that draws the mean away from the mode.
class Curvature {
 public:
  Curvature(const IdealData& data, const IdealFitOptions& options, const Parameters& at, Fronts& fronts,
            double hold)
      : data_(data), threads_(options.threads), at_(at), fronts_(fronts) {
    const double first = options.first_sd * options.first_sd;
    if (!fronts_.factor(at_, {first, hold}, true, threads_) &&
        !fronts_.factor(at_, {first, std::max(0.0, hold)}, false, threads_)) {
      throw Error(ErrorKind::undefined, "the uncertainty of these ideal points cannot be told");
    }
    force_.theta.assign(at_.theta.size(), 0);
    force_.items.assign(at_.beta.size(), {});
    covariance_.resize(data.sessions.size());
    by_part_.resize(data.parts.size());
    fronts_.covariances(threads_, step_, [&](Fronts::View&& view) { visit(std::move(view)); });
    for (std::size_t p = 0; p < data.parts.size(); ++p) {
      for (std::size_t u = 0; u < 3; ++u) force_.items[data.parts[p].item][u] += by_part_[p][u];
    }
  }

  const Move& force() const { return force_; }

  /// Covariances of what is left after the line is standardised: with theta = m + s t they are P S P' / s^2,
  /// P = I - 11'/N - tt'/N.
  void standardised(IdealFit& fit) {
    Parameters line = at_;
    const double scale = standardise(line).second;
    const auto& t = line.theta;
    const std::size_t all = t.size();
    const auto n = static_cast<double>(all);
    std::vector<double> a(all, 1 / n);
    std::vector<double> b(all);
    for (std::size_t k = 0; k < all; ++k) b[k] = t[k] / n;
    ByItem none(at_.beta.size());
    fronts_.solve(a, none, threads_);
    none.assign(at_.beta.size(), {});
    fronts_.solve(b, none, threads_);
    double aa = 0, ab = 0, bb = 0;
    for (std::size_t k = 0; k < all; ++k) {
      aa += a[k] / n;
      ab += b[k] / n;
      bb += t[k] * b[k] / n;
    }
    const auto left = [&](double s, std::size_t k, std::size_t l) {
      const double x = t[k];
      const double y = t[l];
      return (s - (a[k] + a[l] + b[k] * y + x * b[l] - aa - ab * (x + y) - bb * x * y)) / (scale * scale);
    };
    fit.covariance = std::move(covariance_);
    fit.step_covariance = std::move(step_);
    fit.sd.resize(all);
    parallel_for(data_.sessions.size(), threads_, [&](std::size_t s, std::size_t) {
      const auto& session = data_.sessions[s];
      auto& block = fit.covariance[s];
      for (std::size_t i = 0; i < session.places; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
          double& cell = block[i * session.places + j];
          cell = left(cell, session.first_place + i, session.first_place + j);
          block[j * session.places + i] = cell;  // to the last bit, which rounding would not give
        }
        fit.sd[session.first_place + i] = std::sqrt(std::max(0.0, block[i * session.places + i]));
      }
    });
    for (std::size_t k = 0; k < all; ++k) {
      const auto before = data_.places[k].before;
      if (before >= 0)
        fit.step_covariance[k] = left(fit.step_covariance[k], k, static_cast<std::size_t>(before));
    }
  }

 private:
  /// Called for several sessions at a time: what items gain in several is added up afterwards, in order.
  void visit(Fronts::View&& view) {
    const auto& session = data_.sessions[view.session];
    Lanes lanes;
    std::vector<double> with;
    std::array<double, 9> own{};
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto& part = data_.parts[p];
      view.item(part.item, with, own);
      by_part_[p] = part_pull(part, at_.theta.data() + session.first_place, view, with, own, lanes,
                              force_.theta.data() + session.first_place);
    }
    covariance_[view.session] = std::move(view.places);
  }

  std::array<double, 3> part_pull(const ItemPart& part, const double* theta, const Fronts::View& view,
                                  const std::vector<double>& with, const std::array<double, 9>& own,
                                  Lanes& lanes, double* places) const {
    const double beta = at_.beta[part.item];
    const double cut1 = at_.cut1[part.item];
    const double cut2 = at_.cut2[part.item];
    const bool two = data_.items[part.item].cuts == 2;
    const std::size_t n = view.n;
    part_derivatives(data_, part, theta, beta, cut1, cut2, lanes);
    std::array<double, 3> sum{};
    for (std::size_t i = 0; i < part.end - part.begin; ++i) {
      const auto k = data_.ballots[part.begin + i];
      const double x = theta[k];
      const double g = lanes.g[i];
      Thirds thirds;
      if (part.begin + i < part.low_end)
        thirds = low_thirds(cut1 - beta * x, g, lanes.c1[i]);
      else if (part.begin + i < part.middle_end)
        thirds = middle_thirds(cut1 - beta * x, cut2 - beta * x, g, lanes.c1[i], lanes.c2[i], lanes.d[i]);
      else
        thirds = high_thirds((two ? cut2 : cut1) - beta * x, g, two ? lanes.c2[i] : lanes.c1[i]);
      const auto pull = pull_of(thirds, x, beta, 1, two ? 2 : 1, view.places[k * n + k],
                                {with[k], with[n + k], with[2 * n + k]}, own);
      places[k] += pull.theta;
      for (std::size_t u = 0; u < 3; ++u) sum[u] += pull.item[u];
    }
    return sum;
  }

  const IdealData& data_;
  std::size_t threads_;
  const Parameters& at_;
  Fronts& fronts_;
  Move force_;
  ByItem by_part_;  ///< what each part adds to its item's force
  std::vector<std::vector<double>> covariance_;
  std::vector<double> step_;
};

}  // namespace

void point(const IdealData& data, const std::string& state, Parameters& at) {
  std::vector<std::size_t> count(data.states.size(), 0);
  std::vector<double> sum(data.states.size(), 0);
  for (std::size_t k = 0; k < data.places.size(); ++k) {
    ++count[data.places[k].state];
    sum[data.places[k].state] += at.theta[k];
  }
  auto chosen = static_cast<std::size_t>(std::max_element(count.begin(), count.end()) - count.begin());
  const auto named = std::find(data.states.begin(), data.states.end(), state);
  if (named != data.states.end()) chosen = static_cast<std::size_t>(named - data.states.begin());
  if (sum[chosen] >= 0) return;
  for (double& x : at.theta) x = -x;
  for (double& x : at.beta) x = -x;
}

Move add_uncertainty(const IdealData& data, const IdealFitOptions& options, const Parameters& at,
                     Fronts& fronts, double hold, IdealFit& fit) {
  Curvature here(data, options, at, fronts, hold);
  here.standardised(fit);
  return here.force();
}

void move_all(const IdealData& data, const Move& step, Parameters& at) {
  for (std::size_t k = 0; k < at.theta.size(); ++k) at.theta[k] += step.theta[k];
  for (std::size_t j = 0; j < data.items.size(); ++j) {
    const auto& by = step.items[j];
    const bool two = data.items[j].cuts == 2;
    at.beta[j] += by[0];
    if (two && at.cut1[j] + by[1] >= at.cut2[j] + by[2]) continue;
    at.cut1[j] += by[1];
    if (two) at.cut2[j] += by[2];
  }
}

}  // namespace blocs::inference::ideal
