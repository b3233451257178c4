#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "blocs/inference/hawkes.hpp"
#include "blocs/inference/hawkes_course.hpp"

namespace blocs::inference {

/// What a fit may use.
struct HawkesFitOptions {
  /// Entries of the excitation matrix that are held at 0, as (i, j).
  std::vector<std::pair<std::size_t, std::size_t>> held;
  HawkesCourse course;    ///< of the baselines; without terms: constant
  std::size_t steps = 0;  ///< instead: levels of a course shared by all kinds, in equal steps; 0 or 1: none
  bool errors = true;     ///< whether standard errors are wanted; they cost as much as the search
};

/// The most likely model with what is known about it.
///
/// Standard errors are from the observed information (inverse of the negative curvature at the maximum) over
/// the parameters off their bound; a branching ratio estimated at 0 has none, and the normal approximation is
/// poor close to it. Where the curvature is not definite, there are none at all, and `why_no_errors` says so.
struct HawkesFit {
  HawkesModel model;
  double log_likelihood = 0;
  std::size_t parameters = 0;
  std::vector<std::optional<double>> baseline_error, branching_error;  ///< shapes of the model
  std::optional<double> decay_error;
  std::string why_no_errors;
  double radius = 0;  ///< spectral radius of the branching matrix
  bool converged = false;
  /// Daily counts: Pearson's statistic over its degrees of freedom; far above 1, the counts are more spread
  /// than Poisson and standard errors are too small by about its root.
  std::optional<double> dispersion;
};

/// Maximum likelihood, from several starting points for the decay. Every kind needs at least two events,
/// else Error(undefined). Error(usage) for a course with terms and steps too. Throws what `check_events` and
/// `check_counts` throw.
HawkesFit fit_hawkes(const TimedEvents& events, const HawkesFitOptions& options = {});
HawkesFit fit_hawkes(const DailyCounts& counts, const HawkesFitOptions& options = {});

/// Kolmogorov-Smirnov distance of a sample from a distribution, with its p-value (Stephens 1970,
/// doi 10.1111/j.2517-6161.1970.tb00821.x). Where parameters were fitted to the same events the p-value is
/// too large; a bootstrap mends that.
struct GoodnessOfFit {
  std::size_t n = 0;
  double distance = 0;
  double p = 1;
};
/// Rescaled times of a model against the exponential of mean 1.
GoodnessOfFit time_rescaling_test(const HawkesModel& model, const TimedEvents& events);
/// Randomised quantile residuals of daily counts (Dunn and Smyth 1996, doi 10.1080/10618600.1996.10474708)
/// against the uniform; the randomness is that of `seed`.
GoodnessOfFit quantile_residual_test(const HawkesModel& model, const DailyCounts& counts, std::uint64_t seed);

/// Does an event of one kind raise the rate of another, beyond chance and the common course?
///
/// Likelihood ratio of the full model against one whose matrix is diagonal (or lacks one entry). Under the
/// null the entries lie on the edge of what is legal, so that the statistic is not chi-squared: for one
/// entry it is an even mixture of 0 and chi-squared with one degree (Self and Liang 1987,
/// doi 10.1080/01621459.1987.10478472), for all together a mixture with unknown weights, bounded by
/// chi-squared with as many degrees as entries. The bootstrap draws `replicates` series from the diagonal
/// fit and fits both models to each; replicate r uses stream r.
struct CrossTest {
  double statistic = 0;
  std::size_t entries = 0;
  double p_bound = 1;                 ///< from above: conservative
  std::optional<double> p_bootstrap;  ///< (1 + as large) / (1 + replicates)
  std::size_t replicates = 0;         ///< that could be fitted
  struct Entry {
    std::size_t to = 0, from = 0;  ///< from excites to
    double statistic = 0;
    double p = 1;
  };
  std::vector<Entry> pairs;
  std::string why_no_bootstrap;
};
CrossTest test_cross_excitation(const TimedEvents& events, const HawkesFit& full,
                                const HawkesFitOptions& options, std::size_t replicates, std::uint64_t seed,
                                std::size_t threads = 0);
CrossTest test_cross_excitation(const DailyCounts& counts, const HawkesFit& full,
                                const HawkesFitOptions& options, std::size_t replicates, std::uint64_t seed,
                                std::size_t threads = 0);

}  // namespace blocs::inference
