#include "blocs/inference/change_points.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "blocs/core/parallel.hpp"
#include "blocs/core/random.hpp"
#include "pelt.hpp"

namespace blocs::inference {
namespace {

double x_log(double x, double p) {
  return x <= 0 ? 0 : x * std::log(p);
}

/// Binomial deviance of a run of points about their common share, from running sums.
class Cost {
 public:
  explicit Cost(const std::vector<SeriesPoint>& series) : credit_(1, 0), n_(1, 0), own_(1, 0) {
    for (const auto& point : series) {
      credit_.push_back(credit_.back() + point.credit);
      n_.push_back(n_.back() + point.n);
      own_.push_back(own_.back() + likelihood(point.credit, point.n));
    }
  }
  double share(std::size_t from, std::size_t to) const {
    return (credit_[to] - credit_[from]) / (n_[to] - n_[from]);
  }
  /// Over points from .. to-1.
  double operator()(std::size_t from, std::size_t to) const {
    return 2 * (own_[to] - own_[from] - likelihood(credit_[to] - credit_[from], n_[to] - n_[from]));
  }

 private:
  static double likelihood(double credit, double n) {
    const double p = credit / n;
    return x_log(credit, p) + x_log(n - credit, 1 - p);
  }
  std::vector<double> credit_, n_, own_;
};

/// The median of squared standardised differences of neighbours over what it is for independent votes.
double dispersion(const std::vector<SeriesPoint>& series) {
  constexpr double kMedianOfChiSquared = 0.4549364;
  std::vector<double> squares;
  for (std::size_t i = 1; i < series.size(); ++i) {
    const auto& a = series[i - 1];
    const auto& b = series[i];
    const double p = (a.credit + b.credit + 0.5) / (a.n + b.n + 1);
    const double difference = a.credit / a.n - b.credit / b.n;
    squares.push_back(difference * difference / (p * (1 - p) * (1 / a.n + 1 / b.n)));
  }
  if (squares.empty()) return 1;
  std::nth_element(squares.begin(), squares.begin() + static_cast<std::ptrdiff_t>(squares.size() / 2),
                   squares.end());
  return std::max(1.0, squares[squares.size() / 2] / kMedianOfChiSquared);
}

double normal(RandomStream& random) {
  const double u = 1 - random.uniform();
  return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * random.uniform());
}

std::vector<SeriesPoint> drawn_again(const std::vector<SeriesPoint>& series, double spread,
                                     RandomStream random) {
  auto copy = series;
  for (auto& point : copy) {
    const double p = point.credit / point.n;
    const double sd = std::sqrt(std::max(p * (1 - p), 0.25 / point.n) * point.n * spread);
    point.credit = std::clamp(point.credit + sd * normal(random), 0.0, point.n);
  }
  return copy;
}

Segmentation segmentation(const std::vector<SeriesPoint>& series, double spread) {
  Segmentation result;
  if (series.empty()) return result;
  result.dispersion = spread;
  result.penalty = 3 * std::log(static_cast<double>(series.size())) * spread;
  const Cost cost(series);
  const auto starts = pelt(cost, series.size(), result.penalty);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : series.size();
    result.segments.push_back({starts[i], end - 1, cost.share(starts[i], end)});
  }
  return result;
}

}  // namespace

Segmentation change_points(const std::vector<SeriesPoint>& series) {
  return segmentation(series, dispersion(series));
}

std::vector<double> change_certainty(const std::vector<SeriesPoint>& series, std::uint64_t seed,
                                     std::size_t replicates, std::size_t threads) {
  const double spread = dispersion(series);
  std::vector<std::vector<std::size_t>> starts(replicates);
  parallel_for(replicates, threads, [&](std::size_t r, std::size_t) {
    for (const auto& s : segmentation(drawn_again(series, spread, RandomStream(seed, r)), spread).segments) {
      if (s.first > 0) starts[r].push_back(s.first);
    }
  });
  std::vector<double> share(series.size(), 0);
  for (const auto& list : starts) {
    for (const auto first : list) share[first] += 1 / static_cast<double>(replicates);
  }
  return share;
}

}  // namespace blocs::inference
