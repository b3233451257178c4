#include "bounded_maximum.hpp"

#include <algorithm>
#include <cmath>

namespace blocs::inference {
namespace {

constexpr double kFlat = 1e-7;    // slope, relative to the value, that counts as none
constexpr double kGain = 1e-12;   // relative gain below which steps have come to an end
constexpr double kLongest = 2.0;  // of one step, per coordinate

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

/// The method's state: where it stands and what it has learned of the curvature.
class Climber {
 public:
  Climber(const Climb& climb, std::vector<double> start, const std::vector<double>& lower)
      : climb_(climb), lower_(lower), x_(std::move(start)), slope_(x_.size()) {
    for (std::size_t i = 0; i < x_.size(); ++i) x_[i] = std::max(x_[i], lower_[i]);
    value_ = climb_(x_, slope_);
    forget();
  }

  Maximum run(std::size_t most_steps) {
    Maximum result;
    for (; result.steps < most_steps && !result.converged; ++result.steps) {
      if (flat() || (!step() && !steepest())) result.converged = true;
    }
    result.at = x_;
    result.value = value_;
    return result;
  }

 private:
  bool held(std::size_t i) const { return x_[i] <= lower_[i] && slope_[i] <= 0; }

  bool flat() const {
    double most = 0;
    for (std::size_t i = 0; i < x_.size(); ++i) {
      if (!held(i)) most = std::max(most, std::abs(slope_[i]));
    }
    return most <= kFlat * std::max(1.0, std::abs(value_));
  }

  void forget() {
    const std::size_t n = x_.size();
    curvature_.assign(n * n, 0);
    for (std::size_t i = 0; i < n; ++i) curvature_[i * n + i] = 1;
    fresh_ = true;
  }

  bool steepest() {
    if (fresh_) return false;
    forget();
    return step();
  }

  std::vector<double> direction() const {
    const std::size_t n = x_.size();
    std::vector<double> way(n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n && !held(i); ++j) {
        if (!held(j)) way[i] += curvature_[i * n + j] * slope_[j];
      }
    }
    double longest = 0;
    for (const double w : way) longest = std::max(longest, std::abs(w));
    if (longest > kLongest) {
      for (auto& w : way) w *= kLongest / longest;
    }
    return way;
  }

  /// One step; false if none gains.
  bool step() {
    const auto way = direction();
    std::vector<double> next(x_.size());
    std::vector<double> next_slope(x_.size());
    for (double length = 1; length > 1e-14; length /= 2) {
      double promised = 0;
      for (std::size_t i = 0; i < x_.size(); ++i) {
        next[i] = std::max(lower_[i], x_[i] + length * way[i]);
        promised += slope_[i] * (next[i] - x_[i]);
      }
      if (!(promised > 0)) return false;
      const double value = climb_(next, next_slope);
      if (!std::isfinite(value) || value < value_ + 1e-4 * promised) continue;
      learn(next, next_slope);
      const bool gains = value - value_ > kGain * std::max(1.0, std::abs(value_));
      x_ = next;
      slope_ = next_slope;
      value_ = value;
      return gains;
    }
    return false;
  }

  /// BFGS update of the inverse curvature (of the negative function).
  void learn(const std::vector<double>& next, const std::vector<double>& next_slope) {
    const std::size_t n = x_.size();
    std::vector<double> s(n);
    std::vector<double> y(n);
    for (std::size_t i = 0; i < n; ++i) {
      s[i] = next[i] - x_[i];
      y[i] = slope_[i] - next_slope[i];
    }
    const double sy = dot(s, y);
    if (sy <= 1e-12 * std::sqrt(dot(s, s) * dot(y, y))) return;
    if (fresh_) {
      for (std::size_t i = 0; i < n; ++i) curvature_[i * n + i] = sy / dot(y, y);
      fresh_ = false;
    }
    std::vector<double> hy(n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) hy[i] += curvature_[i * n + j] * y[j];
    }
    const double scale = (1 + dot(y, hy) / sy) / sy;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        curvature_[i * n + j] += scale * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
      }
    }
  }

  const Climb& climb_;
  const std::vector<double>& lower_;
  std::vector<double> x_, slope_, curvature_;
  double value_ = 0;
  bool fresh_ = true;
};

}  // namespace

Maximum bounded_maximum(const Climb& climb, std::vector<double> start, const std::vector<double>& lower,
                        std::size_t most_steps) {
  return Climber(climb, std::move(start), lower).run(most_steps);
}

}  // namespace blocs::inference
