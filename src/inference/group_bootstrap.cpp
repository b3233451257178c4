#include "blocs/inference/group_bootstrap.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "blocs/core/random.hpp"
#include "quantile.hpp"
#include "share_kernels.hpp"

namespace blocs::inference {
namespace {

std::optional<double> share(const Ratio& ratio, const std::uint8_t* counts) {
  double credit = 0;
  double base = 0;
  for (std::size_t i = 0; i < ratio.base.size(); ++i) {
    credit += counts[i] * ratio.credit[i];
    base += counts[i] * ratio.base[i];
  }
  if (base <= 0) return std::nullopt;
  return credit / base;
}

/// Whole numbers throughout, so that the sums are exact.
std::optional<double> share(const std::vector<std::uint8_t>& halves, const std::vector<std::uint8_t>& counted,
                            const std::uint8_t* counts) {
  const auto sums = kernels::weighted_sums(counts, halves.data(), counted.data(), counted.size());
  if (sums.counted == 0) return std::nullopt;
  return 0.5 * static_cast<double>(sums.halves) / static_cast<double>(sums.counted);
}

/// `share_of(k)` for each of `many` ratios as one figure.
template <typename ShareOf>
std::optional<double> figure(std::size_t many, Combine combine, const ShareOf& share_of) {
  double sum = 0;
  double least = std::numeric_limits<double>::infinity();
  std::size_t defined = 0;
  for (std::size_t k = 0; k < many; ++k) {
    const auto one = share_of(k);
    if (!one) continue;
    sum += *one;
    least = std::min(least, *one);
    ++defined;
  }
  if (defined == 0) return std::nullopt;
  return combine == Combine::least ? least : sum / static_cast<double>(defined);
}

/// The percentile interval of `figure_of(counts)` over all samples.
template <typename FigureOf>
Interval interval(const Draws& draws, double level, std::size_t threads, const FigureOf& figure_of) {
  std::vector<std::optional<double>> found(draws.replicates());
  parallel_for(found.size(), threads,
               [&](std::size_t r, std::size_t) { found[r] = figure_of(draws.counts(r)); });
  std::vector<double> values;
  for (const auto& one : found) {
    if (one) values.push_back(*one);
  }
  if (values.empty()) throw Error(ErrorKind::undefined, "the figure is undefined in every replicate");
  std::sort(values.begin(), values.end());
  return {quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2), level,
          "bootstrap " + draws.what() + ", " + std::to_string(draws.replicates()) + " replicates, seed " +
              std::to_string(draws.seed()),
          "inference to similar votes"};
}

}  // namespace

Draws::Draws(const std::vector<std::size_t>& item_of, std::size_t replicates, std::uint64_t seed)
    : replicates_(replicates), roll_calls_(item_of.size()), items_(0), seed_(seed) {
  for (const auto item : item_of) items_ = std::max(items_, item + 1);
  if (items_ < 2) throw Error(ErrorKind::undefined, "a bootstrap needs at least two things to draw from");
  what_ = items_ == roll_calls_ ? by_roll_call(roll_calls_).what
                                : "over " + std::to_string(items_) + " groups of " +
                                      std::to_string(roll_calls_) + " roll calls";
  counts_.resize(replicates_ * roll_calls_);
  std::vector<std::uint8_t> drawn(items_);
  for (std::size_t r = 0; r < replicates_; ++r) {
    std::fill(drawn.begin(), drawn.end(), std::uint8_t{0});
    RandomStream random(seed_, r);
    for (std::size_t i = 0; i < items_; ++i) ++drawn[random.below(items_)];
    for (std::size_t i = 0; i < roll_calls_; ++i) counts_[r * roll_calls_ + i] = drawn[item_of[i]];
  }
}

Draws::Draws(const VoteClusters& clusters, std::size_t replicates, std::uint64_t seed)
    : Draws(clusters.of, replicates, seed) {
  what_ = clusters.what;
}

Interval bootstrap(const std::vector<Ratio>& ratios, Combine combine, const Draws& draws, double level,
                   std::size_t threads) {
  return interval(draws, level, threads, [&](const std::uint8_t* counts) {
    return figure(ratios.size(), combine, [&](std::size_t k) { return share(ratios[k], counts); });
  });
}

Interval bootstrap(const PairShares& pairs, Combine combine, const Draws& draws, double level,
                   std::size_t threads) {
  return interval(draws, level, threads, [&](const std::uint8_t* counts) {
    return figure(pairs.counted.size(), combine,
                  [&](std::size_t k) { return share(pairs.halves[k], pairs.counted[k], counts); });
  });
}

}  // namespace blocs::inference
