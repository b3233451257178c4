#include "blocs/inference/group_bootstrap.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "blocs/core/random.hpp"
#include "quantile.hpp"

namespace blocs::inference {
namespace {

std::optional<double> share(const measures::RollCallRatio& ratio, const std::uint8_t* counts) {
  double credit = 0;
  double base = 0;
  for (std::size_t i = 0; i < ratio.base.size(); ++i) {
    credit += counts[i] * ratio.credit[i];
    base += counts[i] * ratio.base[i];
  }
  if (base <= 0) return std::nullopt;
  return credit / base;
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

Draws Draws::of(const std::vector<std::size_t>& places) const {
  Draws some = *this;
  some.roll_calls_ = places.size();
  some.counts_.clear();
  for (std::size_t r = 0; r < replicates_; ++r) {
    for (const auto place : places) some.counts_.push_back(counts(r)[place]);
  }
  return some;
}

Interval interval_of(std::vector<double> values, const Draws& draws, double level) {
  if (values.empty()) throw Error(ErrorKind::undefined, "the figure is undefined in every replicate");
  std::sort(values.begin(), values.end());
  return {quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2), level,
          "bootstrap " + draws.what() + ", " + std::to_string(draws.replicates()) + " replicates, seed " +
              std::to_string(draws.seed()),
          "inference to similar votes"};
}

Interval bootstrap(const measures::RollCallRatio& ratio, const Draws& draws, double level,
                   std::size_t threads) {
  std::vector<std::optional<double>> found(draws.replicates());
  parallel_for(found.size(), threads,
               [&](std::size_t r, std::size_t) { found[r] = share(ratio, draws.counts(r)); });
  std::vector<double> values;
  for (const auto& one : found) {
    if (one) values.push_back(*one);
  }
  return interval_of(std::move(values), draws, level);
}

}  // namespace blocs::inference
