#include "blocs/inference/pair_bootstrap.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "blocs/core/random.hpp"
#include "blocs/inference/vote_clusters.hpp"
#include "quantile.hpp"

namespace blocs::inference {
namespace {

using measures::BallotTable;
using views::Mask;

void add(BallotTable& sum, const BallotTable& table) {
  for (std::size_t x = 0; x < 3; ++x) {
    for (std::size_t y = 0; y < 3; ++y) sum.cells[x][y] += table.cells[x][y];
  }
}

/// The tables of the things that are drawn, in an order that depends on the record alone, and what they are.
std::pair<std::vector<BallotTable>, std::string> parts(const views::RollCallMatrix& matrix,
                                                       const Mask& selected, const measures::VoteRule& rule,
                                                       const std::string& a, const std::string& b,
                                                       Resample resample) {
  std::vector<std::size_t> calls;
  std::vector<BallotTable> tables;
  for (const auto i : selected.indices()) {
    Mask one(selected.size());
    one.set(i);
    const auto table = measures::ballot_table(matrix, one, rule, a, b);
    if (table.total() <= 0) continue;
    calls.push_back(i);
    tables.push_back(table);
  }
  if (resample == Resample::roll_calls) {
    auto what = by_roll_call(tables.size()).what;
    return {std::move(tables), std::move(what)};
  }
  auto clusters = vote_clusters(matrix, calls);
  std::vector<BallotTable> list(clusters.count);
  for (std::size_t k = 0; k < calls.size(); ++k) add(list[clusters.of[k]], tables[k]);
  return {std::move(list), std::move(clusters.what)};
}

BallotTable drawn(const std::vector<BallotTable>& list, RandomStream random) {
  BallotTable sum;
  for (std::size_t i = 0; i < list.size(); ++i) {
    add(sum, list[random.below(list.size())]);
  }
  return sum;
}

}  // namespace

Interval pair_bootstrap(const views::RollCallMatrix& matrix, const Mask& selected,
                        const measures::VoteRule& rule, const std::string& a, const std::string& b,
                        measures::PairMeasure measure, Resample resample, std::uint64_t seed,
                        std::size_t replicates, double level, std::size_t threads) {
  const auto [list, what] = parts(matrix, selected, rule, a, b, resample);
  if (list.size() < 2)
    throw Error(ErrorKind::undefined, "a bootstrap needs at least two things to draw from");
  std::vector<std::optional<double>> found(replicates);
  parallel_for(replicates, threads, [&](std::size_t r, std::size_t) {
    found[r] = measures::value(measure, drawn(list, RandomStream(seed, r)));
  });
  std::vector<double> values;
  for (const auto& x : found) {
    if (x) values.push_back(*x);
  }
  if (values.empty()) throw Error(ErrorKind::undefined, "the measure is undefined in every replicate");
  std::sort(values.begin(), values.end());
  return {
      quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2), level,
      "bootstrap " + what + ", " + std::to_string(replicates) + " replicates, seed " + std::to_string(seed),
      "inference to similar votes"};
}

}  // namespace blocs::inference
