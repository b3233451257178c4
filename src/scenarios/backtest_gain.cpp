#include <algorithm>
#include <cmath>

#include "blocs/core/random.hpp"
#include "blocs/scenarios/backtest.hpp"

namespace blocs::scenarios {
namespace {

/// What the model saves on one vote.
struct Saved {
  double nats = 0;
  double ballots = 0;
};

std::vector<Saved> saved_by_vote(const MethodScore& model, const MethodScore& other, bool contested) {
  std::vector<Saved> found;
  for (std::size_t v = 0; v < model.votes.size(); ++v) {
    const auto& mine = model.votes[v];
    if (mine.ballots == 0 || (contested && !mine.contested)) continue;
    found.push_back({other.votes[v].log_score - mine.log_score, static_cast<double>(mine.ballots)});
  }
  return found;
}

/// From what drawing votes again gave: see `calibration_intervals`.
std::optional<inference::Interval> calibration_interval(const std::vector<VoteScore>& votes, std::size_t bin,
                                                        std::vector<double> shares) {
  std::size_t reached = 0;
  Called all;
  for (const auto& vote : votes) {
    reached += vote.called[bin].n > 0;
    all.n += vote.called[bin].n;
    all.came += vote.called[bin].came;
  }
  if (reached < 2 || shares.empty()) return std::nullopt;
  if (all.came == 0 || all.came == all.n) {
    auto interval = inference::wilson(all.came == 0 ? 0 : static_cast<double>(reached), reached);
    interval.method += ", a draw a vote";
    return interval;
  }
  std::sort(shares.begin(), shares.end());
  const auto at = [&](double share) {
    return shares[static_cast<std::size_t>(std::llround(share * static_cast<double>(shares.size() - 1)))];
  };
  return inference::Interval{at(0.025), at(0.975), 0.95, "percentile bootstrap of whole votes",
                             "inference to similar votes: which of them come up"};
}

double mean(const std::vector<Saved>& votes, RandomStream* random) {
  Saved sum;
  for (std::size_t i = 0; i < votes.size(); ++i) {
    const auto& vote = votes[random == nullptr ? i : random->below(votes.size())];
    sum.nats += vote.nats;
    sum.ballots += vote.ballots;
  }
  return sum.nats / sum.ballots;
}

}  // namespace

std::optional<Gain> gain_over(const Backtest& test, std::size_t m, bool contested, std::uint64_t seed,
                              std::size_t replicates) {
  const auto& other = test.methods.at(m);
  const auto votes = saved_by_vote(test.methods.front(), other, contested);
  if (votes.size() < 2 || replicates == 0) return std::nullopt;
  std::vector<double> means;
  for (std::size_t r = 0; r < replicates; ++r) {
    RandomStream random(seed, r);
    means.push_back(mean(votes, &random));
  }
  std::sort(means.begin(), means.end());
  const auto at = [&](double share) {
    return means[static_cast<std::size_t>(std::llround(share * static_cast<double>(replicates - 1)))];
  };
  const auto& score = contested ? other.contested : other.all;
  const double nats = mean(votes, nullptr);
  return Gain{nats,
              nats / score.log_score,
              votes.size(),
              score.ballots,
              {at(0.025), at(0.975), 0.95, "percentile bootstrap of whole votes",
               "inference to similar votes: which of them come up"}};
}

std::vector<std::optional<inference::Interval>> calibration_intervals(const MethodScore& method,
                                                                      std::uint64_t seed,
                                                                      std::size_t replicates) {
  const auto& votes = method.votes;
  std::array<std::vector<double>, kCalibrationBins> shares;
  for (std::size_t r = 0; r < replicates; ++r) {
    RandomStream random(seed, r);
    std::array<Called, kCalibrationBins> sums{};
    for (std::size_t i = 0; i < votes.size(); ++i) {
      const auto& called = votes[random.below(votes.size())].called;
      for (std::size_t b = 0; b < sums.size(); ++b) {
        sums[b].n += called[b].n;
        sums[b].came += called[b].came;
      }
    }
    for (std::size_t b = 0; b < sums.size(); ++b) {
      if (sums[b].n > 0)
        shares[b].push_back(static_cast<double>(sums[b].came) / static_cast<double>(sums[b].n));
    }
  }
  std::vector<std::optional<inference::Interval>> intervals;
  for (std::size_t b = 0; b < kCalibrationBins; ++b)
    intervals.push_back(calibration_interval(votes, b, std::move(shares[b])));
  return intervals;
}

}  // namespace blocs::scenarios
