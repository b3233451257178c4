#pragma once

#include <algorithm>
#include <cstddef>

#include "blocs/inference/hawkes.hpp"

namespace blocs::inference {

/// s_i(t) of a Hawkes process: the courses of its baselines, steps of equal length over [from, to], shared by
/// all kinds or one row a kind.
class CommonCourse {
 public:
  CommonCourse(const HawkesModel& model, double from, double to)
      : levels_(model.shock),
        own_(model.courses > 1),
        steps_(model.steps()),
        from_(from),
        step_((to - from) / static_cast<double>(std::max<std::size_t>(1, steps_))),
        whole_(to - from) {}

  double step() const { return step_; }
  std::size_t steps() const { return steps_; }
  /// The step that a time falls into.
  std::size_t at(double time) const {
    if (levels_.empty()) return 0;
    return std::min(steps_ - 1, static_cast<std::size_t>((time - from_) / step_));
  }
  /// Where the level of a kind in a step stands in `shock`.
  std::size_t place(std::size_t kind, std::size_t at) const { return own_ ? kind * steps_ + at : at; }
  double level(std::size_t kind, std::size_t at) const {
    return levels_.empty() ? 1 : levels_[place(kind, at)];
  }

  double integral(std::size_t kind) const {
    if (levels_.empty()) return whole_;
    double total = 0;
    for (std::size_t at = 0; at < steps_; ++at) total += level(kind, at) * step_;
    return total;
  }
  double integral(std::size_t kind, double since, double until) const {
    if (levels_.empty()) return until - since;
    double total = 0;
    for (std::size_t at = this->at(since); at < steps_; ++at) {
      const double begin = from_ + static_cast<double>(at) * step_;
      if (begin >= until) break;
      total += level(kind, at) * (std::min(until, begin + step_) - std::max(since, begin));
    }
    return total;
  }

 private:
  const std::vector<double>& levels_;
  bool own_;
  std::size_t steps_;
  double from_, step_, whole_;
};

}  // namespace blocs::inference
