#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace blocs::inference {

/// s(t) of a Hawkes process: the common course of all baselines, steps of equal length over [from, to].
class CommonCourse {
 public:
  CommonCourse(const std::vector<double>& levels, double from, double to)
      : levels_(levels),
        from_(from),
        step_((to - from) / static_cast<double>(std::max<std::size_t>(1, levels.size()))),
        whole_(to - from) {}

  double step() const { return step_; }
  std::size_t at(double time) const {
    if (levels_.empty()) return 0;
    return std::min(levels_.size() - 1, static_cast<std::size_t>((time - from_) / step_));
  }
  double level(std::size_t at) const { return levels_.empty() ? 1 : levels_[at]; }

  double integral() const {
    if (levels_.empty()) return whole_;
    double total = 0;
    for (const double level : levels_) total += level * step_;
    return total;
  }
  double integral(double since, double until) const {
    if (levels_.empty()) return until - since;
    double total = 0;
    for (std::size_t at = this->at(since); at < levels_.size(); ++at) {
      const double begin = from_ + static_cast<double>(at) * step_;
      if (begin >= until) break;
      total += levels_[at] * (std::min(until, begin + step_) - std::max(since, begin));
    }
    return total;
  }

 private:
  const std::vector<double>& levels_;
  double from_, step_, whole_;
};

}  // namespace blocs::inference
