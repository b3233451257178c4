#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "replication.hpp"

namespace blocs::scenarios {
namespace {

using Point = std::array<double, kLevers>;

/// Values at a point of A, at one of B, and at A with each lever taken from B.
struct Row {
  double a = 0, b = 0;
  std::array<double, kLevers> mixed{};
};

double mean_outcome(const TheatreModel& model, const Point& pull, std::size_t outcome,
                    const RunOptions& options) {
  const Prepared prepared(pulled(model, pull));
  Replication world(prepared);
  double sum = 0;
  double n = 0;
  for (std::size_t r = 0; r < options.replications; ++r) {
    const double value = world.run(options.seed, r)[outcome];
    if (std::isnan(value)) continue;
    sum += value;
    n += 1;
  }
  return n > 0 ? sum / n : 0;
}

/// First-order and total indices from rows picked by `at`; variance over both samples.
struct Indices {
  std::array<double, kLevers> first{}, total{};
  double variance = 0;
};
template <typename At>
Indices indices(const std::vector<Row>& rows, At&& at) {
  Indices found;
  const auto n = static_cast<double>(rows.size());
  double mean = 0;
  for (std::size_t k = 0; k < rows.size(); ++k) mean += (rows[at(k)].a + rows[at(k)].b) / (2 * n);
  std::array<double, kLevers> first{};
  std::array<double, kLevers> total{};
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const Row& row = rows[at(k)];
    found.variance += ((row.a - mean) * (row.a - mean) + (row.b - mean) * (row.b - mean)) / (2 * n);
    for (std::size_t l = 0; l < kLevers; ++l) {
      first[l] += (row.b - mean) * (row.mixed[l] - row.a) / n;
      total[l] += (row.a - row.mixed[l]) * (row.a - row.mixed[l]) / (2 * n);
    }
  }
  for (std::size_t l = 0; l < kLevers && found.variance > 0; ++l) {
    found.first[l] = first[l] / found.variance;
    found.total[l] = total[l] / found.variance;
  }
  return found;
}

std::pair<double, double> middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double p) {
    return values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1))];
  };
  return {at(0.025), at(0.975)};
}

}  // namespace

Sensitivity sobol(const TheatreModel& model, Outcome outcome, std::size_t points, const RunOptions& options) {
  if (points < 8 || points > 100'000) throw Error::usage("Sobol indices need 8 to 100000 points");
  check_model(model);
  std::vector<Row> rows(points);
  parallel_for(points, options.threads, [&](std::size_t k, std::size_t) {
    RandomStream random(options.seed ^ 0x50b01U, k);
    Point a{};
    Point b{};
    for (auto& x : a) x = random.uniform();
    for (auto& x : b) x = random.uniform();
    const auto value = [&](const Point& x) {
      return mean_outcome(model, x, static_cast<std::size_t>(outcome), options);
    };
    rows[k].a = value(a);
    rows[k].b = value(b);
    for (std::size_t l = 0; l < kLevers; ++l) {
      auto mixed = a;
      mixed[l] = b[l];
      rows[k].mixed[l] = value(mixed);
    }
    if (options.progress) options.progress(k + 1, points);
  });
  const auto all = indices(rows, [](std::size_t k) { return k; });
  constexpr std::size_t kReplicates = 500;
  std::array<std::vector<double>, kLevers> first;
  std::array<std::vector<double>, kLevers> total;
  for (std::size_t r = 0; r < kReplicates; ++r) {
    RandomStream random(options.seed ^ 0xb0075U, r);
    std::vector<std::size_t> pick(points);
    for (auto& k : pick) k = random.below(points);
    const auto one = indices(rows, [&](std::size_t k) { return pick[k]; });
    for (std::size_t l = 0; l < kLevers; ++l) {
      first[l].push_back(one.first[l]);
      total[l].push_back(one.total[l]);
    }
  }
  Sensitivity result;
  result.variance = all.variance;
  for (std::size_t l = 0; l < kLevers; ++l) {
    auto& index = result.levers[l];
    index.first = all.first[l];
    index.total = all.total[l];
    std::tie(index.first_low, index.first_high) = middle(first[l]);
    std::tie(index.total_low, index.total_high) = middle(total[l]);
  }
  return result;
}

}  // namespace blocs::scenarios
