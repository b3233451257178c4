#include <algorithm>
#include <cmath>
#include <optional>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "blocs/core/random.hpp"
#include "blocs/inference/distributions.hpp"
#include "blocs/inference/hawkes_fit.hpp"

namespace blocs::inference {
namespace {

/// Distance from the uniform on [0, 1], with p from the limit law at Stephens' corrected distance.
GoodnessOfFit against_uniform(std::vector<double> u) {
  if (u.empty()) throw Error(ErrorKind::undefined, "no events to judge the fit by");
  std::sort(u.begin(), u.end());
  GoodnessOfFit fit;
  fit.n = u.size();
  const auto n = static_cast<double>(u.size());
  for (std::size_t k = 0; k < u.size(); ++k) {
    const auto rank = static_cast<double>(k);
    fit.distance = std::max({fit.distance, (rank + 1) / n - u[k], u[k] - rank / n});
  }
  const double root = std::sqrt(n);
  const double z = fit.distance * (root + 0.12 + 0.11 / root);
  if (z < 0.2) return fit;
  double sum = 0;
  for (int k = 1; k < 200; ++k) {
    const double term = std::exp(-2.0 * k * k * z * z);
    sum += k % 2 == 1 ? term : -term;
    if (term < 1e-18) break;
  }
  fit.p = std::clamp(2 * sum, 0.0, 1.0);
  return fit;
}

std::vector<std::pair<std::size_t, std::size_t>> off_diagonal(std::size_t kinds) {
  std::vector<std::pair<std::size_t, std::size_t>> entries;
  for (std::size_t i = 0; i < kinds; ++i) {
    for (std::size_t j = 0; j < kinds; ++j) {
      if (i != j) entries.emplace_back(i, j);
    }
  }
  return entries;
}

double ratio(const HawkesFit& full, const HawkesFit& less) {
  return std::max(0.0, 2 * (full.log_likelihood - less.log_likelihood));
}

/// A series of the null model, as long as the one observed.
TimedEvents drawn(const HawkesModel& model, const TimedEvents& like, std::uint64_t seed, std::uint64_t r) {
  return simulate(model, like.to - like.from, seed, r);
}
DailyCounts drawn(const HawkesModel& model, const DailyCounts& like, std::uint64_t seed, std::uint64_t r) {
  return simulate_daily(model, like.days, seed, r);
}

template <typename Events>
void bootstrap(CrossTest& test, const Events& events, const HawkesModel& null,
               const HawkesFitOptions& options, const HawkesFitOptions& without, std::size_t replicates,
               std::uint64_t seed, std::size_t threads) {
  if (spectral_radius(null.branching, null.kinds()) >= 1) {
    test.why_no_bootstrap = "the fit without cross-excitation explodes and cannot be simulated";
    return;
  }
  HawkesFitOptions with = options;
  with.errors = false;
  std::vector<std::optional<double>> drawn_ratios(replicates);
  parallel_for(replicates, threads, [&](std::size_t r, std::size_t) {
    try {
      const auto series = drawn(null, events, seed, r);
      drawn_ratios[r] = ratio(fit_hawkes(series, with), fit_hawkes(series, without));
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::undefined) throw;  // too few events in this series: left out, counted
    }
  });
  std::size_t as_large = 0;
  for (const auto& one : drawn_ratios) {
    if (!one) continue;
    ++test.replicates;
    if (*one >= test.statistic) ++as_large;
  }
  if (test.replicates == 0) {
    test.why_no_bootstrap = "no simulated series had enough events to fit";
    return;
  }
  test.p_bootstrap = static_cast<double>(1 + as_large) / static_cast<double>(1 + test.replicates);
}

template <typename Events>
CrossTest test_any(const Events& events, const HawkesFit& full, const HawkesFitOptions& options,
                   std::size_t replicates, std::uint64_t seed, std::size_t threads) {
  const std::size_t d = full.model.kinds();
  if (d < 2) throw Error(ErrorKind::undefined, "cross-excitation needs two kinds of events");
  HawkesFitOptions without = options;
  without.errors = false;
  without.held = off_diagonal(d);
  const auto null = fit_hawkes(events, without);
  CrossTest test;
  test.statistic = ratio(full, null);
  test.entries = without.held.size();
  test.p_bound = chi_squared_tail(test.statistic, static_cast<double>(test.entries));
  const auto entries = off_diagonal(d);
  test.pairs.resize(entries.size());
  parallel_for(entries.size(), threads, [&](std::size_t e, std::size_t) {
    HawkesFitOptions one = options;
    one.errors = false;
    one.held.push_back(entries[e]);
    const double statistic = ratio(full, fit_hawkes(events, one));
    const double p = statistic > 0 ? chi_squared_tail(statistic, 1) / 2 : 1;
    test.pairs[e] = {entries[e].first, entries[e].second, statistic, p};
  });
  if (replicates > 0) bootstrap(test, events, null.model, options, without, replicates, seed, threads);
  return test;
}

}  // namespace

GoodnessOfFit time_rescaling_test(const HawkesModel& model, const TimedEvents& events) {
  auto times = rescaled_times(model, events);
  for (auto& t : times) t = -std::expm1(-t);
  return against_uniform(std::move(times));
}

GoodnessOfFit quantile_residual_test(const HawkesModel& model, const DailyCounts& counts,
                                     std::uint64_t seed) {
  const auto means = expected_counts(model, counts);
  RandomStream random(seed, 0);
  std::vector<double> u;
  for (std::size_t k = 0; k < means.size(); ++k) {
    const double n = counts.count[k];
    // P(N < n) of a Poisson count is a tail of chi-squared with 2n degrees.
    const double below = n > 0 ? chi_squared_tail(2 * means[k], 2 * n) : 0;
    const double here = std::exp(n * std::log(means[k]) - means[k] - std::lgamma(n + 1));
    u.push_back(std::min(1.0, below + random.uniform() * here));
  }
  return against_uniform(std::move(u));
}

CrossTest test_cross_excitation(const TimedEvents& events, const HawkesFit& full,
                                const HawkesFitOptions& options, std::size_t replicates, std::uint64_t seed,
                                std::size_t threads) {
  return test_any(events, full, options, replicates, seed, threads);
}

CrossTest test_cross_excitation(const DailyCounts& counts, const HawkesFit& full,
                                const HawkesFitOptions& options, std::size_t replicates, std::uint64_t seed,
                                std::size_t threads) {
  return test_any(counts, full, options, replicates, seed, threads);
}

}  // namespace blocs::inference
