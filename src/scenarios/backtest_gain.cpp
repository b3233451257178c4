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

}  // namespace blocs::scenarios
