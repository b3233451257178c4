#include "blocs/inference/separation.hpp"

#include <algorithm>
#include <limits>

#include "blocs/core/parallel.hpp"
#include "blocs/core/random.hpp"

namespace blocs::inference {
namespace {

/// Weighted wins over weighted comparisons, for groups in order of stratum and score; nothing without any.
template <typename Weight>
std::optional<double> auc_of(const std::vector<ScoredGroup>& groups, Weight weight) {
  double wins = 0;
  double compared = 0;
  for (std::size_t i = 0; i < groups.size();) {
    const auto stratum = groups[i].stratum;
    double positives = 0;
    double others = 0;
    for (; i < groups.size() && groups[i].stratum == stratum;) {
      const double score = groups[i].score;
      double tied_positives = 0;
      double tied_others = 0;
      for (; i < groups.size() && groups[i].stratum == stratum && groups[i].score == score; ++i)
        (groups[i].positive ? tied_positives : tied_others) += weight(groups[i]);
      wins += tied_positives * (others + tied_others / 2);
      positives += tied_positives;
      others += tied_others;
    }
    compared += positives * others;
  }
  if (compared <= 0) return std::nullopt;
  return wins / compared;
}

}  // namespace

std::optional<Separation> separation(std::vector<ScoredGroup> groups, std::size_t states, std::uint64_t seed,
                                     std::size_t replicates, std::size_t threads, double level) {
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
    return a.stratum != b.stratum ? a.stratum < b.stratum : a.score < b.score;
  });
  const auto whole = auc_of(groups, [](const ScoredGroup&) { return 1.0; });
  if (!whole) return std::nullopt;
  Separation result;
  result.auc = *whole;
  for (const auto& group : groups) ++(group.positive ? result.positives : result.others);
  std::vector<double> drawn(replicates, std::numeric_limits<double>::quiet_NaN());
  parallel_for(replicates, threads, [&](std::size_t r, std::size_t) {
    RandomStream random(seed, r);
    std::vector<double> times(states, 0);
    for (std::size_t s = 0; s < states; ++s) times[random.below(states)] += 1;
    const auto one = auc_of(groups, [&](const ScoredGroup& group) {
      double weight = 1;
      for (std::uint32_t m = 0; m < group.size; ++m) weight *= times[group.members[m]];
      return weight;
    });
    if (one) drawn[r] = *one;
  });
  std::erase_if(drawn, [](double x) { return x != x; });
  if (drawn.size() < 20) return result;
  std::sort(drawn.begin(), drawn.end());
  const auto at = [&](double p) {
    return drawn[static_cast<std::size_t>(p * static_cast<double>(drawn.size() - 1))];
  };
  result.interval = Interval{
      at((1 - level) / 2), at((1 + level) / 2), level,
      "bootstrap over states, " + std::to_string(drawn.size()) + " replicates, seed " + std::to_string(seed),
      "inference to similar sets of states"};
  return result;
}

}  // namespace blocs::inference
