#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace blocs::inference {

/// A multivariate self- and mutually-exciting point process with exponential kernels (Hawkes 1971,
/// doi 10.1093/biomet/58.1.83):
///
///     lambda_i(t) = mu_i s_i(t) + sum_j a_ij sum_{t_k < t, of kind j} b exp(-b (t - t_k)).
///
/// `a_ij` (row i, column j) is the expected number of events of kind i that one event of kind j calls forth
/// directly; b > 0 is the one decay of all kernels, per day. s_i(t) is the course of a baseline, with time
/// mean 1: constant, or steps of equal length (`shock`), the same for all kinds or one row a kind, so that
/// what moves all kinds at once need not pass for excitation. Rates are events per day. Stationary only if
/// the spectral radius of `a` is below 1.
struct HawkesModel {
  std::vector<double> baseline;   ///< mu, one a kind, > 0
  std::vector<double> branching;  ///< a, row by row, >= 0
  double decay = 1;               ///< b, per day
  std::vector<double> shock;      ///< levels of s over equal steps of the time observed; empty: constant
  std::size_t courses = 1;        ///< rows of `shock`: 1, shared by all kinds, or one a kind

  std::size_t kinds() const { return baseline.size(); }
  double a(std::size_t i, std::size_t j) const { return branching[i * kinds() + j]; }
  /// Steps in one row of `shock`.
  std::size_t steps() const { return shock.size() / courses; }
};

/// Throws Error(usage) for no kinds, shapes that do not fit, rates or branching below zero or not finite.
void check_shape(const HawkesModel& model);
/// As `check_shape`, and throws Error(undefined) if the spectral radius is 1 or more: each event then calls
/// forth one or more others on average, and the number of events grows without bound.
void check_stationary(const HawkesModel& model);

/// Spectral radius of a non-negative square matrix, by repeated squaring (Gelfand's formula); exact to about
/// 1e-12 for reducible and periodic ones too.
double spectral_radius(const std::vector<double>& matrix, std::size_t size);

/// Mean events a day of each kind in the long run: (I - A)^-1 mu. Throws as `check_stationary`.
std::vector<double> stationary_rate(const HawkesModel& model);
/// Long-run covariance of counts per day, row by row: (I - A)^-1 diag(rate) (I - A)^-T (Hawkes 1971).
std::vector<double> count_covariance(const HawkesModel& model);

/// Time-stamped events of several kinds. Times are days since any origin, in order, none equal.
struct TimedEvents {
  std::size_t kinds = 0;
  double from = 0;
  double to = 0;
  std::vector<double> time;
  std::vector<std::uint32_t> kind;
};

/// Counts of events by day and kind; each day is observed. `count[day * kinds + kind]`.
struct DailyCounts {
  std::size_t kinds = 0;
  std::size_t days = 0;
  std::vector<std::uint32_t> count;
};

/// Throws Error(bad_input) for events out of order, outside the time observed, of an unknown kind, or two at
/// one instant: the continuous-time likelihood gives ties no meaning, and the message offers the daily one.
void check_events(const TimedEvents& events);
void check_counts(const DailyCounts& counts);

/// Slope of a log-likelihood by each parameter, in the shapes of the model.
struct HawkesSlope {
  std::vector<double> baseline, branching, shock;
  double decay = 0;
};

/// Log-likelihood of time-stamped events given that nothing happened before `from` (Ozaki 1979,
/// doi 10.1007/BF02480272), and its slope if wanted. Cost: O(events x kinds), by the recursion over sums of
/// exponentials. `-inf` where an event has rate 0.
double log_likelihood(const HawkesModel& model, const TimedEvents& events, HawkesSlope* slope = nullptr);

/// Log-likelihood of daily counts. Given the days before, the count of kind i on day t is Poisson with mean
///
///     mu_i s_i(t) + sum_j a_ij sum_{s < t} (1 - p) p^(t-s-1) N_j(s),   p = exp(-decay),
///
/// the same model on a grid of days: ties are legal, and an event excites from the next day on; what happens
/// within one day is never counted as excitation. Cost: O(days x kinds^2).
double log_likelihood(const HawkesModel& model, const DailyCounts& counts, HawkesSlope* slope = nullptr);

/// For each event in order, the expected number of events of its kind since the one before it (or `from`).
/// Under the true model these are independent exponentials of mean 1 (time rescaling; Brown et al. 2002,
/// doi 10.1162/08997660252741149). Cost as the likelihood.
std::vector<double> rescaled_times(const HawkesModel& model, const TimedEvents& events);
/// The mean of each count given the days before, in the shape of the counts.
std::vector<double> expected_counts(const HawkesModel& model, const DailyCounts& counts);

/// Events of the model on [0, days) from an empty past, by Ogata's thinning (1981,
/// doi 10.1109/TIT.1981.1056305). With `warm_up` days before that are simulated and left out but excite.
/// Stream `index` of the seed. Throws as `check_stationary`.
TimedEvents simulate(const HawkesModel& model, double days, std::uint64_t seed, std::uint64_t index,
                     double warm_up = 0);
/// Counts of the daily model from an empty past.
DailyCounts simulate_daily(const HawkesModel& model, std::size_t days, std::uint64_t seed,
                           std::uint64_t index);

}  // namespace blocs::inference
