#include "blocs/inference/hawkes_fit.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "blocs/core/error.hpp"
#include "bounded_maximum.hpp"
#include "course_basis.hpp"
#include "dense.hpp"

namespace blocs::inference {
namespace {

constexpr double kAtBound = 1e-7;
constexpr double kFree = -std::numeric_limits<double>::infinity();

using Likelihood = std::function<double(const HawkesModel&, HawkesSlope*)>;

/// Parameters as one list: log baselines, log decay, log common levels but the first, coefficients of the
/// courses kind by kind, branching ratios that are not held. Logs keep what must be above zero there.
class Packing {
 public:
  Packing(std::size_t kinds, double days, const HawkesFitOptions& options)
      : kinds_(kinds), levels_(options.steps > 1 ? options.steps : 0), basis_(options.course, days) {
    if (levels_ > 0 && basis_.columns() > 0) throw Error::usage("a course with terms and steps too");
    for (std::size_t i = 0; i < kinds; ++i) {
      for (std::size_t j = 0; j < kinds; ++j) {
        const std::pair entry{i, j};
        if (std::find(options.held.begin(), options.held.end(), entry) == options.held.end()) {
          entries_.push_back(i * kinds + j);
        }
      }
    }
  }

  std::size_t size() const { return first_entry() + entries_.size(); }
  std::vector<double> lower() const {
    std::vector<double> low(size(), kFree);
    std::fill(low.end() - static_cast<std::ptrdiff_t>(entries_.size()), low.end(), 0.0);
    return low;
  }

  std::vector<double> pack(const HawkesModel& model) const {
    std::vector<double> x;
    for (const double mu : model.baseline) x.push_back(std::log(mu));
    x.push_back(std::log(model.decay));
    for (std::size_t k = 1; k < levels_; ++k) x.push_back(std::log(model.shock[k]));
    x.resize(first_entry());  // courses begin constant
    for (const auto e : entries_) x.push_back(model.branching[e]);
    return x;
  }

  HawkesModel unpack(const std::vector<double>& x) const {
    HawkesModel model;
    std::size_t at = 0;
    for (std::size_t i = 0; i < kinds_; ++i) model.baseline.push_back(std::exp(x[at++]));
    model.decay = std::exp(x[at++]);
    if (levels_ > 0) model.shock.assign(levels_, 1);
    for (std::size_t k = 1; k < levels_; ++k) model.shock[k] = std::exp(x[at++]);
    if (basis_.columns() > 0) {
      model.courses = kinds_;
      for (std::size_t i = 0; i < kinds_; ++i, at += basis_.columns()) {
        basis_.append_levels(x.data() + at, model.shock);
      }
    }
    model.branching.assign(kinds_ * kinds_, 0);
    for (const auto e : entries_) model.branching[e] = x[at++];
    return model;
  }

  std::vector<double> slope(const HawkesModel& model, const HawkesSlope& natural) const {
    std::vector<double> s;
    for (std::size_t i = 0; i < kinds_; ++i) s.push_back(natural.baseline[i] * model.baseline[i]);
    s.push_back(natural.decay * model.decay);
    for (std::size_t k = 1; k < levels_; ++k) s.push_back(natural.shock[k] * model.shock[k]);
    for (std::size_t i = 0; basis_.columns() > 0 && i < kinds_; ++i) {
      const std::size_t row = i * basis_.steps();
      s.resize(s.size() + basis_.columns());
      basis_.slopes(model.shock.data() + row, natural.shock.data() + row,
                    s.data() + s.size() - basis_.columns());
    }
    for (const auto e : entries_) s.push_back(natural.branching[e]);
    return s;
  }

  const std::vector<std::size_t>& entries() const { return entries_; }
  std::size_t first_entry() const { return kinds_ + 1 + more_levels() + kinds_ * basis_.columns(); }
  std::size_t decay_at() const { return kinds_; }

 private:
  std::size_t more_levels() const { return levels_ > 0 ? levels_ - 1 : 0; }

  std::size_t kinds_, levels_;
  CourseBasis basis_;
  std::vector<std::size_t> entries_;
};

/// Levels of each course to time mean 1; the baselines take what is left.
void normalise(HawkesModel& model) {
  const std::size_t steps = model.steps();
  for (std::size_t row = 0; steps > 0 && row < model.courses; ++row) {
    double* levels = model.shock.data() + row * steps;
    double mean = 0;
    for (std::size_t k = 0; k < steps; ++k) mean += levels[k] / static_cast<double>(steps);
    for (std::size_t k = 0; k < steps; ++k) levels[k] /= mean;
    for (std::size_t i = 0; i < model.kinds(); ++i) {
      if (model.courses == 1 || i == row) model.baseline[i] *= mean;
    }
  }
}

/// Fills in the standard errors: inverse of the negative curvature in packed parameters, off the bound.
void add_errors(HawkesFit& fit, const Packing& packing, const Climb& climb, const std::vector<double>& x) {
  const auto lower = packing.lower();
  bool excites = false;
  for (std::size_t e = packing.first_entry(); e < x.size(); ++e) excites = excites || x[e] > kAtBound;
  std::vector<std::size_t> free;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] <= lower[i] + kAtBound) continue;
    if (i == packing.decay_at() && !excites) continue;  // a decay of nothing
    free.push_back(i);
  }
  const std::size_t n = free.size();
  std::vector<double> information(n * n);
  std::vector<double> up(x.size());
  std::vector<double> down(x.size());
  for (std::size_t c = 0; c < n; ++c) {
    const double h = 1e-5 * std::max(0.1, std::abs(x[free[c]]));
    auto moved = x;
    moved[free[c]] = x[free[c]] + h;
    climb(moved, up);
    moved[free[c]] = x[free[c]] - h;
    climb(moved, down);
    for (std::size_t r = 0; r < n; ++r) information[r * n + c] = -(up[free[r]] - down[free[r]]) / (2 * h);
  }
  for (std::size_t r = 0; r < n; ++r) {
    for (std::size_t c = 0; c < r; ++c) {
      information[r * n + c] = information[c * n + r] = (information[r * n + c] + information[c * n + r]) / 2;
    }
  }
  const std::size_t d = fit.model.kinds();
  fit.baseline_error.assign(d, std::nullopt);
  fit.branching_error.assign(d * d, std::nullopt);
  const auto covariance = inverse_of_definite(information, n);
  if (!covariance) {
    fit.why_no_errors =
        "the likelihood is too flat at its maximum: the events do not tell the parameters apart";
    return;
  }
  for (std::size_t k = 0; k < n; ++k) {
    const double error = std::sqrt((*covariance)[k * n + k]);
    const std::size_t i = free[k];
    if (i < d) fit.baseline_error[i] = error * fit.model.baseline[i];  // of a log, to first order
    if (i == packing.decay_at()) fit.decay_error = error * fit.model.decay;
    if (i >= packing.first_entry()) fit.branching_error[packing.entries()[i - packing.first_entry()]] = error;
  }
}

/// A start with most excitation within kinds and a decay of choice.
HawkesModel start_at(const std::vector<double>& rate, double decay, std::size_t steps) {
  const std::size_t d = rate.size();
  HawkesModel model;
  model.decay = decay;
  model.branching.assign(d * d, 0.2 / static_cast<double>(d));
  for (std::size_t i = 0; i < d; ++i) {
    model.baseline.push_back(rate[i] * 0.5);
    model.branching[i * d + i] = 0.3;
  }
  if (steps > 1) model.shock.assign(steps, 1);
  return model;
}

HawkesFit fit(const Likelihood& likelihood, const std::vector<double>& rate, double days,
              const std::vector<double>& decays, const HawkesFitOptions& options) {
  const Packing packing(rate.size(), days, options);
  const Climb climb = [&](const std::vector<double>& x, std::vector<double>& slope) {
    const auto model = packing.unpack(x);
    HawkesSlope natural;
    const double value = likelihood(model, &natural);
    if (std::isfinite(value)) slope = packing.slope(model, natural);
    return value;
  };
  Maximum best;
  best.value = kFree;
  for (const double decay : decays) {
    auto start = packing.pack(start_at(rate, decay, options.steps));
    auto found = bounded_maximum(climb, std::move(start), packing.lower());
    if (std::isfinite(found.value) && found.value > best.value) best = std::move(found);
  }
  if (best.at.empty()) throw Error(ErrorKind::undefined, "the likelihood is nowhere finite");
  HawkesFit result;
  result.model = packing.unpack(best.at);
  result.log_likelihood = best.value;
  result.parameters = packing.size();
  result.converged = best.converged;
  if (options.errors) add_errors(result, packing, climb, best.at);
  normalise(result.model);
  result.radius = spectral_radius(result.model.branching, rate.size());
  return result;
}

void need_events(const std::vector<std::size_t>& counts) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] >= 2) continue;
    throw Error(ErrorKind::undefined,
                "kind " + std::to_string(i + 1) + " has " + std::to_string(counts[i]) +
                    " events: too few to fit a rate and what excites it",
                {}, "leave it out, or join it with another");
  }
}

std::vector<double> rates(const std::vector<std::size_t>& counts, double days) {
  std::vector<double> rate;
  for (const auto n : counts) rate.push_back(static_cast<double>(n) / days);
  return rate;
}

}  // namespace

HawkesFit fit_hawkes(const TimedEvents& events, const HawkesFitOptions& options) {
  check_events(events);
  std::vector<std::size_t> counts(events.kinds);
  for (const auto kind : events.kind) ++counts[kind];
  need_events(counts);
  const double days = events.to - events.from;
  const double pace = static_cast<double>(events.time.size()) / days;
  const Likelihood likelihood = [&](const HawkesModel& m, HawkesSlope* s) {
    return log_likelihood(m, events, s);
  };
  return fit(likelihood, rates(counts, days), days, {0.1 * pace, 0.7 * pace, 5 * pace}, options);
}

HawkesFit fit_hawkes(const DailyCounts& counts, const HawkesFitOptions& options) {
  check_counts(counts);
  std::vector<std::size_t> totals(counts.kinds);
  for (std::size_t k = 0; k < counts.count.size(); ++k) totals[k % counts.kinds] += counts.count[k];
  need_events(totals);
  const Likelihood likelihood = [&](const HawkesModel& m, HawkesSlope* s) {
    return log_likelihood(m, counts, s);
  };
  const auto days = static_cast<double>(counts.days);
  auto result = fit(likelihood, rates(totals, days), days, {0.05, 0.3, 1.5}, options);
  const auto means = expected_counts(result.model, counts);
  double pearson = 0;
  for (std::size_t k = 0; k < means.size(); ++k) {
    const double gap = counts.count[k] - means[k];
    pearson += gap * gap / means[k];
  }
  if (means.size() > result.parameters) {
    result.dispersion = pearson / static_cast<double>(means.size() - result.parameters);
  }
  return result;
}

}  // namespace blocs::inference
