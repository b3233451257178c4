// What varies in the baselines: forward selection of cycles and shifts on the model without cross-excitation.
#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

#include "blocs/inference/distributions.hpp"
#include "blocs/inference/hawkes_course.hpp"
#include "blocs/inference/hawkes_fit.hpp"
#include "common_course.hpp"
#include "spectrum.hpp"

namespace blocs::inference {
namespace {

constexpr std::size_t kShiftsApart = 50;    // of the time observed, in one part of so many
constexpr double kFastestOfSteps = 0.45;    // turns in a step of a day: just below what days can show
constexpr double kFastestOfTimes = 0.25;    // turns in a step of time-stamped events
constexpr double kStepsADay = 8;            // of time-stamped events, so that hours of the day show
constexpr std::size_t kFewestSteps = 256;   // where the time observed is short
constexpr std::size_t kMostSteps = 16'384;  // where it is long

/// What a fit leaves over, by kind and step: `gap` is the slope of the likelihood by the log level, `weight`
/// the events that the fit lays to the baseline, about its information.
struct Residuals {
  std::vector<std::vector<double>> gap, weight;
};

template <typename Events>
Residuals residuals(HawkesModel model, const Events& events, std::size_t steps, double step) {
  const std::size_t d = model.kinds();
  if (model.shock.empty()) {
    model.shock.assign(d * steps, 1);
    model.courses = d;
  }
  HawkesSlope slope;
  log_likelihood(model, events, &slope);
  Residuals left;
  for (std::size_t i = 0; i < d; ++i) {
    auto& gap = left.gap.emplace_back(steps);
    auto& weight = left.weight.emplace_back(steps);
    for (std::size_t at = 0; at < steps; ++at) {
      const double level = model.shock[i * steps + at];
      gap[at] = slope.shock[i * steps + at] * level;
      weight[at] = gap[at] + model.baseline[i] * level * step;
    }
  }
  return left;
}

/// Score statistic of a cycle of each frequency, kinds added up; the period of the largest.
CourseTerm strongest_cycle(const Residuals& left, double step, double fastest) {
  const std::size_t steps = left.gap.front().size();
  const std::size_t size = std::bit_ceil(8 * steps);  // finer than the time observed can tell apart
  const auto last = static_cast<std::size_t>(fastest * static_cast<double>(size));
  const std::size_t first = std::max<std::size_t>(1, (size + 2 * steps - 1) / (2 * steps));
  std::vector<double> score(last + 1);
  for (std::size_t i = 0; i < left.gap.size(); ++i) {
    const auto gap = fourier_sums(left.gap[i], size);
    const auto weight = fourier_sums(left.weight[i], size);
    const double all = weight[0].real();
    if (!(all > 0)) continue;
    for (std::size_t j = first; j <= last; ++j) {
      const double c =
          weight[j].real();  // the level of the baseline is fitted too: what it explains is taken off
      const double s = weight[j].imag();
      const double cc = (all + weight[2 * j].real()) / 2 - c * c / all;
      const double ss = (all - weight[2 * j].real()) / 2 - s * s / all;
      const double cs = weight[2 * j].imag() / 2 - c * s / all;
      const double determinant = cc * ss - cs * cs;
      if (!(determinant > 1e-9 * all * all)) continue;
      const double x = gap[j].real();
      const double y = gap[j].imag();
      score[j] += (ss * x * x - 2 * cs * x * y + cc * y * y) / determinant;
    }
  }
  const auto best = static_cast<std::size_t>(std::max_element(score.begin(), score.end()) - score.begin());
  return {CourseTerm::Form::cycle,
          static_cast<double>(size) * step / static_cast<double>(std::max<std::size_t>(1, best))};
}

/// Score statistic of a shift at each step far enough from ends and other shifts, kinds added up; the
/// largest.
std::optional<CourseTerm> strongest_shift(const Residuals& left, double step, const HawkesCourse& course) {
  const std::size_t steps = left.gap.front().size();
  std::vector<double> score(steps);
  for (std::size_t i = 0; i < left.gap.size(); ++i) {
    double all = 0;
    for (const double w : left.weight[i]) all += w;
    double gap = 0;
    double weight = 0;
    for (std::size_t at = steps - 1; at > 0; --at) {
      gap += left.gap[i][at];
      weight += left.weight[i][at];
      const double information = weight * (1 - weight / all);
      // A side without some events of each kind could not tell its level.
      if (weight < 5 || all - weight < 5) {
        score[at] = -1e300;
      } else {
        score[at] += gap * gap / information;
      }
    }
  }
  const auto whole = static_cast<double>(steps) * step;
  std::optional<CourseTerm> best;
  double most = 0;
  for (std::size_t at = 1; at < steps; ++at) {
    const double time = static_cast<double>(at) * step;
    const bool apart = std::all_of(course.terms.begin(), course.terms.end(), [&](const CourseTerm& term) {
      return term.form == CourseTerm::Form::cycle || std::abs(term.days - time) >= course.shortest_shift;
    });
    if (!apart || time < course.shortest_shift || whole - time < course.shortest_shift) continue;
    if (score[at] <= most) continue;
    most = score[at];
    best = CourseTerm{CourseTerm::Form::shift, time};
  }
  return best;
}

/// The selection and where it stands.
template <typename Events>
class Search {
 public:
  Search(const Events& events, std::size_t kinds, double days, std::size_t steps, double fastest,
         std::size_t rarest)
      : events_(events), kinds_(kinds), days_(days), fastest_(fastest), rarest_(rarest) {
    course_.steps = steps;
    course_.shortest_cycle = step() / fastest;
    course_.shortest_shift = days / static_cast<double>(kShiftsApart);
  }

  HawkesCourse run() {
    const std::size_t most = std::min(kMostTerms, rarest_ / kEventsATerm);
    if (most == 0) {
      course_.why_none = "the rarest kind has " + std::to_string(rarest_) + " events, a course needs " +
                         std::to_string(kEventsATerm);
      return course_;
    }
    HawkesFit now = fitted(course_, true);
    while (true) {
      auto [term, fit] = best_of(now);
      if (!term) return course_;
      if (course_.terms.size() == most) {
        course_.cut_off = true;
        return course_;
      }
      course_.terms.push_back(*term);
      now = std::move(fit);
    }
  }

 private:
  double step() const { return days_ / static_cast<double>(course_.steps); }

  HawkesFit fitted(const HawkesCourse& course, bool self) const {
    HawkesFitOptions options;
    options.errors = false;
    options.course = course;
    for (std::size_t i = 0; i < kinds_; ++i) {
      for (std::size_t j = 0; j < kinds_; ++j) {
        if (i != j || !self) options.held.emplace_back(i, j);
      }
    }
    return fit_hawkes(events_, options);
  }

  /// Cycle and shift that stand out most with and without self-excitation: a strong cycle is first taken for
  /// self-excitation, which leaves little of it over.
  std::vector<CourseTerm> candidates(const HawkesFit& now) const {
    std::vector<CourseTerm> found;
    const auto look = [&](const HawkesModel& model) {
      const auto left = residuals(model, events_, course_.steps, step());
      found.push_back(strongest_cycle(left, step(), fastest_));
      if (const auto shift = strongest_shift(left, step(), course_)) found.push_back(*shift);
    };
    look(now.model);
    look(fitted(course_, false).model);
    std::vector<CourseTerm> different;
    for (const auto& term : found) {
      if (std::find(different.begin(), different.end(), term) == different.end() &&
          std::find(course_.terms.begin(), course_.terms.end(), term) == course_.terms.end()) {
        different.push_back(term);
      }
    }
    return different;
  }

  /// The candidate that gains most for its coefficients (Akaike) among those beyond chance.
  std::pair<std::optional<CourseTerm>, HawkesFit> best_of(const HawkesFit& now) const {
    std::pair<std::optional<CourseTerm>, HawkesFit> best;
    double most = 0;
    for (const auto& term : candidates(now)) {
      auto course = course_;
      course.terms.push_back(term);
      auto fit = fitted(course, true);
      const double ratio = 2 * (fit.log_likelihood - now.log_likelihood);
      const bool cycle = term.form == CourseTerm::Form::cycle;
      const auto coefficients = static_cast<double>(kinds_ * (cycle ? 2 : 1));
      const double chances =
          cycle ? 2 * fastest_ * static_cast<double>(course_.steps) : static_cast<double>(kShiftsApart);
      if (chi_squared_tail(ratio, coefficients) * chances >= kCourseLevel) continue;
      if (ratio - 2 * coefficients <= most) continue;
      most = ratio - 2 * coefficients;
      best = {term, std::move(fit)};
    }
    return best;
  }

  const Events& events_;
  std::size_t kinds_;
  double days_, fastest_;
  std::size_t rarest_;
  HawkesCourse course_;
};

}  // namespace

HawkesCourse find_course(const TimedEvents& events) {
  check_events(events);
  std::vector<std::size_t> totals(events.kinds);
  for (const auto kind : events.kind) ++totals[kind];
  const double days = events.to - events.from;
  const auto steps = static_cast<std::size_t>(
      std::clamp(std::round(days * kStepsADay), double{kFewestSteps}, double{kMostSteps}));
  return Search(events, events.kinds, days, steps, kFastestOfTimes,
                *std::min_element(totals.begin(), totals.end()))
      .run();
}

HawkesCourse find_course(const DailyCounts& counts) {
  check_counts(counts);
  std::vector<std::size_t> totals(counts.kinds);
  for (std::size_t k = 0; k < counts.count.size(); ++k) totals[k % counts.kinds] += counts.count[k];
  return Search(counts, counts.kinds, static_cast<double>(counts.days), counts.days, kFastestOfSteps,
                *std::min_element(totals.begin(), totals.end()))
      .run();
}

}  // namespace blocs::inference
