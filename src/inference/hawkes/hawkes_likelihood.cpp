#include <cmath>
#include <limits>
#include <string>

#include "blocs/core/error.hpp"
#include "blocs/inference/hawkes.hpp"
#include "common_course.hpp"

namespace blocs::inference {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

HawkesSlope zero_slope(const HawkesModel& model) {
  const std::size_t d = model.kinds();
  return {std::vector<double>(d), std::vector<double>(d * d), std::vector<double>(model.shock.size()), 0};
}

/// Sums of exp(-b (t - t_k)) over past events by kind, and their slopes by b.
class Echoes {
 public:
  Echoes(std::size_t kinds, double decay, double from)
      : decay_(decay), at_(from), sum_(kinds), slope_(kinds) {}

  void move_to(double time) {
    const double step = time - at_;
    const double fade = std::exp(-decay_ * step);
    for (std::size_t j = 0; j < sum_.size(); ++j) {
      slope_[j] = fade * (slope_[j] - step * sum_[j]);
      sum_[j] *= fade;
    }
    at_ = time;
  }
  void add(std::size_t kind) { sum_[kind] += 1; }
  double sum(std::size_t j) const { return sum_[j]; }
  double slope(std::size_t j) const { return slope_[j]; }

 private:
  double decay_, at_;
  std::vector<double> sum_, slope_;
};

/// What the rate is expected to give over the whole time, to be taken off; and its slope. What is left of the
/// kernels at the end is the echo there, so that no event is looked at again.
double expected_total(const HawkesModel& model, const CommonCourse& course, const Echoes& at_end,
                      const std::vector<std::size_t>& count, HawkesSlope* slope) {
  const std::size_t d = model.kinds();
  double total = 0;
  for (std::size_t i = 0; i < d; ++i) {
    const double lasting = course.integral(i);
    total += model.baseline[i] * lasting;
    if (slope == nullptr) continue;
    slope->baseline[i] -= lasting;
    for (std::size_t at = 0; at < course.steps(); ++at) {
      slope->shock[course.place(i, at)] -= model.baseline[i] * course.step();
    }
  }
  for (std::size_t j = 0; j < d; ++j) {
    const double seen = static_cast<double>(count[j]) - at_end.sum(j);  // of each kernel that began
    double children = 0;                                                // of one event of kind j, of any kind
    for (std::size_t i = 0; i < d; ++i) {
      children += model.a(i, j);
      if (slope != nullptr) slope->branching[i * d + j] -= seen;
    }
    total += children * seen;
    if (slope != nullptr) slope->decay += children * at_end.slope(j);
  }
  return total;
}

}  // namespace

double log_likelihood(const HawkesModel& model, const TimedEvents& events, HawkesSlope* slope) {
  const std::size_t d = model.kinds();
  if (slope != nullptr) *slope = zero_slope(model);
  const CommonCourse course(model, events.from, events.to);
  Echoes echoes(d, model.decay, events.from);
  std::vector<std::size_t> count(d);
  double total = 0;
  for (std::size_t k = 0; k < events.time.size(); ++k) {
    const std::size_t i = events.kind[k];
    ++count[i];
    echoes.move_to(events.time[k]);
    const std::size_t at = course.at(events.time[k]);
    const double level = course.level(i, at);
    double excited = 0;
    double excited_by_decay = 0;
    for (std::size_t j = 0; j < d; ++j) {
      excited += model.a(i, j) * echoes.sum(j);
      excited_by_decay += model.a(i, j) * (echoes.sum(j) + model.decay * echoes.slope(j));
    }
    const double rate = model.baseline[i] * level + model.decay * excited;
    if (!(rate > 0)) return kNever;
    total += std::log(rate);
    if (slope != nullptr) {
      const double inverse = 1 / rate;
      slope->baseline[i] += level * inverse;
      if (!slope->shock.empty()) slope->shock[course.place(i, at)] += model.baseline[i] * inverse;
      for (std::size_t j = 0; j < d; ++j)
        slope->branching[i * d + j] += model.decay * echoes.sum(j) * inverse;
      slope->decay += excited_by_decay * inverse;
    }
    echoes.add(i);
  }
  echoes.move_to(events.to);
  return total - expected_total(model, course, echoes, count, slope);
}

std::vector<double> rescaled_times(const HawkesModel& model, const TimedEvents& events) {
  const std::size_t d = model.kinds();
  const CommonCourse course(model, events.from, events.to);
  Echoes echoes(d, model.decay, events.from);
  std::vector<double> waited(d);  // expected events of each kind since the last one
  std::vector<double> found;
  found.reserve(events.time.size());
  double before = events.from;
  for (std::size_t k = 0; k < events.time.size(); ++k) {
    const double step = events.time[k] - before;
    const double spent = 1 - std::exp(-model.decay * step);
    for (std::size_t i = 0; i < d; ++i) {
      double excited = 0;
      for (std::size_t j = 0; j < d; ++j) excited += model.a(i, j) * echoes.sum(j);
      waited[i] += model.baseline[i] * course.integral(i, before, events.time[k]) + excited * spent;
    }
    echoes.move_to(events.time[k]);
    echoes.add(events.kind[k]);
    found.push_back(waited[events.kind[k]]);
    waited[events.kind[k]] = 0;
    before = events.time[k];
  }
  return found;
}

namespace {

/// Sums of p^(t-s-1) N_j(s) over past days by kind, and their slopes by p.
struct DailyEchoes {
  double keep;
  std::vector<double> sum, slope;

  DailyEchoes(const HawkesModel& model)  // NOLINT(google-explicit-constructor)
      : keep(std::exp(-model.decay)), sum(model.kinds()), slope(model.kinds()) {}

  void end_day(const std::uint32_t* counts) {
    for (std::size_t j = 0; j < sum.size(); ++j) {
      slope[j] = sum[j] + keep * slope[j];
      sum[j] = keep * sum[j] + counts[j];
    }
  }
  double excited(const HawkesModel& model, std::size_t i) const {
    double total = 0;
    for (std::size_t j = 0; j < sum.size(); ++j) total += model.a(i, j) * sum[j];
    return (1 - keep) * total;
  }
};

}  // namespace

double log_likelihood(const HawkesModel& model, const DailyCounts& counts, HawkesSlope* slope) {
  const std::size_t d = model.kinds();
  if (slope != nullptr) *slope = zero_slope(model);
  const CommonCourse course(model, 0, static_cast<double>(counts.days));
  DailyEchoes echoes(model);
  const double keep = echoes.keep;
  double total = 0;
  for (std::size_t t = 0; t < counts.days; ++t) {
    const std::uint32_t* today = counts.count.data() + t * d;
    const std::size_t at = course.at(static_cast<double>(t));
    for (std::size_t i = 0; i < d; ++i) {
      const double level = course.level(i, at);
      const double mean = model.baseline[i] * level + echoes.excited(model, i);
      const double n = today[i];
      if (!(mean > 0) && n > 0) return kNever;
      total += (n > 0 ? n * std::log(mean) : 0) - mean - std::lgamma(n + 1);
      if (slope == nullptr) continue;
      const double pull = n > 0 ? n / mean - 1 : -1;
      slope->baseline[i] += level * pull;
      if (!slope->shock.empty()) slope->shock[course.place(i, at)] += model.baseline[i] * pull;
      double by_keep = 0;
      for (std::size_t j = 0; j < d; ++j) {
        slope->branching[i * d + j] += (1 - keep) * echoes.sum[j] * pull;
        by_keep += model.a(i, j) * ((1 - keep) * echoes.slope[j] - echoes.sum[j]);
      }
      slope->decay -= keep * by_keep * pull;
    }
    echoes.end_day(today);
  }
  return total;
}

std::vector<double> expected_counts(const HawkesModel& model, const DailyCounts& counts) {
  const std::size_t d = model.kinds();
  const CommonCourse course(model, 0, static_cast<double>(counts.days));
  DailyEchoes echoes(model);
  std::vector<double> means;
  means.reserve(counts.count.size());
  for (std::size_t t = 0; t < counts.days; ++t) {
    const std::size_t at = course.at(static_cast<double>(t));
    for (std::size_t i = 0; i < d; ++i) {
      means.push_back(model.baseline[i] * course.level(i, at) + echoes.excited(model, i));
    }
    echoes.end_day(counts.count.data() + t * d);
  }
  return means;
}

}  // namespace blocs::inference
