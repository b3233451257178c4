#include "blocs/inference/rate_changes.hpp"

#include <algorithm>
#include <cmath>

#include "blocs/core/parallel.hpp"
#include "blocs/core/random.hpp"
#include "pelt.hpp"

namespace blocs::inference {
namespace {

/// Poisson deviance of a run of periods about their common rate, from running sums.
class Cost {
 public:
  explicit Cost(const std::vector<CountPoint>& series) : count_(1, 0), exposure_(1, 0), own_(1, 0) {
    for (const auto& point : series) {
      const auto y = static_cast<double>(point.count);
      count_.push_back(count_.back() + y);
      exposure_.push_back(exposure_.back() + point.exposure);
      own_.push_back(own_.back() + term(y, point.exposure));
    }
  }
  double rate(std::size_t from, std::size_t to) const {
    return (count_[to] - count_[from]) / (exposure_[to] - exposure_[from]);
  }
  double operator()(std::size_t from, std::size_t to) const {
    return 2 * (own_[to] - own_[from] - term(count_[to] - count_[from], exposure_[to] - exposure_[from]));
  }

 private:
  static double term(double y, double exposure) { return y <= 0 ? 0 : y * std::log(y / exposure); }
  std::vector<double> count_, exposure_, own_;
};

/// Squared standardised differences of neighbours, on average: 1 for independent Poisson counts.
double dispersion(const std::vector<CountPoint>& series) {
  double sum = 0;
  double n = 0;
  for (std::size_t i = 1; i < series.size(); ++i) {
    const auto& a = series[i - 1];
    const auto& b = series[i];
    const double total = static_cast<double>(a.count + b.count);
    if (total == 0) continue;
    const double difference =
        static_cast<double>(b.count) / b.exposure - static_cast<double>(a.count) / a.exposure;
    const double rate = total / (a.exposure + b.exposure);
    sum += difference * difference / (rate * (1 / a.exposure + 1 / b.exposure));
    n += 1;
  }
  return n == 0 ? 1 : std::max(1.0, sum / n);
}

Segmentation segmentation(const std::vector<CountPoint>& series, double spread) {
  Segmentation result;
  if (series.empty()) return result;
  result.dispersion = spread;
  result.penalty = 3 * std::log(static_cast<double>(series.size())) * spread;
  const Cost cost(series);
  const auto starts = pelt(cost, series.size(), result.penalty);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : series.size();
    result.segments.push_back({starts[i], end - 1, cost.rate(starts[i], end)});
  }
  return result;
}

/// By inversion; means of single periods are small.
std::size_t poisson_draw(double mean, RandomStream& random) {
  double left = random.uniform();
  double mass = std::exp(-mean);
  std::size_t k = 0;
  while (left >= mass && k < 100'000) {
    left -= mass;
    ++k;
    mass *= mean / static_cast<double>(k);
  }
  return k;
}

}  // namespace

Segmentation rate_changes(const std::vector<CountPoint>& series) {
  return segmentation(series, dispersion(series));
}

std::vector<double> rate_change_certainty(const std::vector<CountPoint>& series, std::uint64_t seed,
                                          std::size_t replicates, std::size_t threads) {
  const Segmentation found = rate_changes(series);
  std::vector<double> mean(series.size(), 0);
  for (const auto& segment : found.segments) {
    for (std::size_t i = segment.first; i <= segment.last; ++i) mean[i] = segment.share * series[i].exposure;
  }
  std::vector<std::vector<std::size_t>> starts(replicates);
  parallel_for(replicates, threads, [&](std::size_t r, std::size_t) {
    RandomStream random(seed, r);
    auto copy = series;
    for (std::size_t i = 0; i < copy.size(); ++i) copy[i].count = poisson_draw(mean[i], random);
    for (const auto& s : segmentation(copy, found.dispersion).segments) {
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
