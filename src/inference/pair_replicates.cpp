#include "blocs/inference/pair_replicates.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "quantile.hpp"
#include "sample_kernels.hpp"

namespace blocs::inference {
namespace {

constexpr std::size_t kRow = 64;

std::size_t bits_of_largest(const Draws& draws) {
  std::uint8_t most = 1;
  for (std::size_t r = 0; r < draws.replicates(); ++r)
    most = std::max(most, *std::max_element(draws.counts(r), draws.counts(r) + draws.roll_calls()));
  return std::bit_width(static_cast<unsigned>(most));
}

std::vector<kernels::PairBits> bits_of(const measures::PackedVotes& votes, std::size_t i, std::size_t j) {
  std::vector<kernels::PairBits> bits(votes.chunks());
  const std::uint32_t* row = votes.across();
  for (auto& chunk : bits) {
    const auto at = [&](std::size_t ballot, std::size_t state) {
      return row[ballot * votes.stride() + state];
    };
    chunk.decided = (at(0, i) & at(0, j)) | (at(1, i) & at(1, j));
    chunk.alike = chunk.decided | (at(2, i) & at(2, j));
    chunk.apart = (at(0, i) & at(1, j)) | (at(1, i) & at(0, j));
    chunk.common = (at(0, i) | at(1, i) | at(2, i)) & (at(0, j) | at(1, j) | at(2, j));
    row += 3 * votes.stride();
  }
  return bits;
}

Range range_of(std::vector<double>& values, double level) {
  std::erase_if(values, [](double x) { return std::isnan(x); });
  const double none = std::numeric_limits<double>::quiet_NaN();
  if (values.empty()) return {none, none};
  std::sort(values.begin(), values.end());
  return {quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2)};
}

/// What the pairs of a group have in one sample.
struct SampleSum {
  double sum = 0;
  double least = std::numeric_limits<double>::infinity();
  std::size_t pairs = 0;  ///< that are defined

  void add(double value) {
    if (!std::isnan(value)) join({value, value, 1});
  }
  void join(const SampleSum& other) {
    sum += other.sum;
    least = std::min(least, other.least);
    pairs += other.pairs;
  }
};
using SampleSums = std::vector<SampleSum>;

}  // namespace

PairReplicates::PairReplicates(const measures::PackedVotes& votes, const Draws& draws)
    : votes_(votes),
      replicates_(draws.replicates()),
      stride_((draws.replicates() + kRow - 1) / kRow * kRow),
      planes_(bits_of_largest(draws)) {
  if (draws.roll_calls() != votes.roll_calls()) throw Error::usage("samples are of other roll calls");
  bits_.assign(votes.chunks() * planes_ * stride_, 0);
  for (std::size_t r = 0; r < replicates_; ++r) {
    const auto* counts = draws.counts(r);
    for (std::size_t i = 0; i < votes.roll_calls(); ++i) {
      for (std::size_t p = 0; p < planes_; ++p)
        bits_[(i / 32 * planes_ + p) * stride_ + r] |= (counts[i] >> p & 1U) << (i % 32);
    }
  }
}

void PairReplicates::values(std::size_t i, std::size_t j, Values& out) const {
  std::array<double*, kMeasures.size()> into{};
  for (std::size_t k = 0; k < out.size(); ++k) {
    out[k].resize(stride_);
    into[k] = out[k].data();
  }
  const auto pair = bits_of(votes_, i, j);
  kernels::sample_values({bits_.data(), votes_.chunks(), planes_, stride_}, pair.data(), into);
  for (auto& list : out) list.resize(replicates_);
}

std::vector<std::array<Range, PairReplicates::kMeasures.size()>> all_pair_intervals(
    const measures::PackedVotes& votes, const Draws& draws, double level, std::size_t threads) {
  const PairReplicates samples(votes, draws);
  const std::size_t states = votes.states().size();
  std::vector<std::array<Range, PairReplicates::kMeasures.size()>> found(
      states < 2 ? 0 : states * (states - 1) / 2);
  parallel_for(states, threads, [&](std::size_t j, std::size_t) {
    PairReplicates::Values values;
    for (std::size_t i = 0; i < j; ++i) {
      samples.values(i, j, values);
      auto& ranges = found[measures::PairTables::index(i, j)];
      for (std::size_t k = 0; k < ranges.size(); ++k) ranges[k] = range_of(values[k], level);
    }
  });
  return found;
}

PairFigures group_pair_intervals(const measures::PackedVotes& votes, const std::vector<std::size_t>& group,
                                 measures::PairMeasure measure, const Draws& draws, double level,
                                 std::size_t threads) {
  const auto& known = PairReplicates::kMeasures;
  const auto at = std::find(known.begin(), known.end(), measure);
  if (at == known.end()) throw Error::usage("samples have no such measure of a pair");
  const auto k = static_cast<std::size_t>(at - known.begin());
  const PairReplicates samples(votes, draws);
  // Each member's pairs with those before it by themselves, so that sums are joined in one order.
  std::vector<SampleSums> by_member(group.size());
  parallel_for(group.size(), threads, [&](std::size_t j, std::size_t) {
    PairReplicates::Values values;
    by_member[j].resize(draws.replicates());
    for (std::size_t i = 0; i < j; ++i) {
      samples.values(group[i], group[j], values);
      for (std::size_t r = 0; r < draws.replicates(); ++r) by_member[j][r].add(values[k][r]);
    }
  });
  std::vector<double> means;
  std::vector<double> leasts;
  for (std::size_t r = 0; r < draws.replicates(); ++r) {
    SampleSum all;
    for (const auto& part : by_member) all.join(part[r]);
    if (all.pairs == 0) continue;
    means.push_back(all.sum / static_cast<double>(all.pairs));
    leasts.push_back(all.least);
  }
  return {interval_of(std::move(means), draws, level), interval_of(std::move(leasts), draws, level)};
}

}  // namespace blocs::inference
