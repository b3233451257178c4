#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/inference/hawkes.hpp"

namespace blocs::scenarios {

/// A region in which crises arise and are answered. Rates are per day, delays mean days.
struct Theatre {
  std::string id;
  std::string name;
  std::vector<std::string> pillars;  ///< states that press there
  double crises = 0;                 ///< crises a day in the long run, excited ones included
  unsigned capacity = 0;             ///< responders stationed there
  double delay = 0;                  ///< until one of them acts
  double reserve_delay = 0;          ///< until one sent from the reserve acts
  double escalation = 0;             ///< rate at which an unanswered crisis rises a level
  double containment = 0;            ///< share of it that a full answer takes away, 0 to 1
  double end_unanswered = 0;         ///< rate at which a crisis ends by itself
  double end_answered = 0;           ///< the same under a full answer
};

/// A member of the responding coalition: how much it cares for each theatre.
struct Partner {
  std::string name;
  std::vector<double> priority;
};

/// How far each lever is pulled at most.
struct Levers {
  double reserve = 0;       ///< responders added to the reserve
  double delay = 0;         ///< share by which all delays fall
  double separability = 0;  ///< share of the links between theatres that is cut, total crises unchanged
  double fewer_crises = 0;  ///< share of crises that does not arise
};
inline constexpr std::size_t kLevers = 4;
std::string_view lever_name(std::size_t lever);

/// Theatres, the crises in them, and the coalition that answers. docs/theatres.md states the model in full.
struct TheatreModel {
  std::string title;
  std::vector<Theatre> theatres;
  std::vector<double>
      branching;        ///< row by row: crises in the row's theatre called forth by one in the column's
  double decay = 0.1;   ///< of the excitation, per day
  double joint = 0;     ///< share of each baseline (of the least one) that begins in all at once
  unsigned levels = 3;  ///< a crisis of level n wants n responders
  unsigned reserve = 0;
  double wear = 0;             ///< of will, per open crisis, level and day
  double wear_escalation = 0;  ///< of will, at once, by each escalation
  double recovery = 0;         ///< rate at which will comes back to 1
  std::vector<Partner> partners;
  std::optional<std::size_t> focal;  ///< the theatre from which the others draw off: Ukraine's
  double days = 365;
  double warm_up = 0;          ///< days before, simulated and not counted
  double saturation_days = 7;  ///< so many saturated days (see Outcome) make a saturated year
  Levers levers;
};

/// Throws Error(usage) for what is no model: no theatres, rates below zero or not finite, shapes that do not
/// fit, shares outside 0 to 1, more than 16 partners, more crises excited than there are; Error(undefined)
/// for a spectral radius of 1 or more.
void check_model(const TheatreModel& model);

/// The arrivals of a model: baselines such that the long-run rates are those stated. (I - A) rate; throws
/// Error(usage) if that is below zero somewhere.
inference::HawkesModel arrivals(const TheatreModel& model);

/// The same theatres with crises that do not answer each other across theatres and never begin jointly, at
/// equal total rate in each.
TheatreModel independent(TheatreModel model);
/// Levers pulled by `pull` (0 to 1, in the order of `lever_name`).
TheatreModel pulled(TheatreModel model, const std::array<double, kLevers>& pull);

/// What is measured in one replication, over the days counted.
enum class Outcome : std::size_t {
  crises,          ///< that began
  open_mean,       ///< crises at once, mean over time
  open_most,       ///< crises at once, the most
  escalations,     ///< rises by a level
  unanswered,      ///< share of crises that found no responder free when they began
  dispersed,       ///< share of all capacity bound outside the focal theatre, mean over time
  focal_left,      ///< share of its own responders and the reserve on which the focal theatre could count:
                   ///< not bound elsewhere, a free reserve as far as will sends it; mean over time
  will_least,      ///< lowest will
  will_mean,       ///< mean will
  cohesion,        ///< overlap of the partners' attention, mean over weeks
  saturated_days,  ///< days on which no responder was available or willing anywhere: while none of a
                   ///< theatre is free, time counts in full if the reserve is bound, else by the chance that
                   ///< it refuses (one less will)
  saturated,       ///< 1 if those were at least `saturation_days`
};
inline constexpr std::size_t kOutcomes = 12;
std::string_view outcome_name(Outcome outcome);

using Outcomes = std::array<double, kOutcomes>;

/// Mean over replications with its standard error, and quantiles over replications (2.5, 25, 50, 75, 97.5 %;
/// to 1/500 for shares, to whole numbers without a bound for all else).
struct Spread {
  double mean = 0;
  double error = 0;
  std::array<double, 5> quantiles{};
};

/// Quantities followed over time, on every seventh day.
enum class Course : std::size_t { open, committed, focal_left, will, cohesion };
inline constexpr std::size_t kCourses = 5;

struct TheatreRun {
  std::size_t replications = 0;
  std::array<Spread, kOutcomes> outcomes;
  std::vector<double> crises;      ///< mean number by theatre
  std::vector<double> unanswered;  ///< of all crises of a theatre, the share that found nobody; NaN if none
  std::vector<double> grid;        ///< days
  std::array<std::vector<std::array<double, 5>>, kCourses> courses;  ///< quantiles by grid day
  /// The first few replications: values by course and grid day.
  std::vector<std::array<std::vector<double>, kCourses>> samples;
};

struct RunOptions {
  std::size_t replications = 10000;
  std::uint64_t seed = 1;
  std::size_t threads = 0;
  std::size_t samples = 0;  ///< replications kept as paths
  std::function<void(std::size_t done, std::size_t of)> progress;
};

/// Simulates. Replication r draws from stream r of the seed, sums are joined in the order of fixed blocks of
/// replications, so that the result does not depend on the number of threads. Exact in law: between events
/// the rates only fall, so the next event is found by thinning (Ogata 1981; Lewis and Shedler 1979). Cost:
/// some tens of microseconds for a year of 150 crises.
TheatreRun run(const TheatreModel& model, const RunOptions& options);

/// Models side by side on the same streams: for each model and outcome the mean with its standard error, and
/// its difference from the first model with the standard error of the difference replication by replication.
struct SideBySide {
  std::vector<std::array<Spread, kOutcomes>> models;
  std::vector<std::array<Spread, kOutcomes>> differences;  ///< from the first; no quantiles
};
SideBySide compare(const std::vector<TheatreModel>& models, const RunOptions& options);

/// Sobol indices of the levers for one outcome's mean, levers pulled uniformly from 0 to 1 (Saltelli et al.
/// 2010, doi 10.1016/j.cpc.2009.09.018; total indices by Jansen's estimator). Every point is the mean of
/// `options.replications` replications on the same streams. Intervals by bootstrap over the points.
struct SobolIndex {
  double first = 0, first_low = 0, first_high = 0;
  double total = 0, total_low = 0, total_high = 0;
};
struct Sensitivity {
  std::array<SobolIndex, kLevers> levers;
  double variance = 0;  ///< of the outcome's mean over the levers
};
Sensitivity sobol(const TheatreModel& model, Outcome outcome, std::size_t points, const RunOptions& options);

/// Erlang's loss formula: the share of calls lost with `servers` servers at `load` = rate x mean service.
double erlang_loss(unsigned servers, double load);

}  // namespace blocs::scenarios
