#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "blocs/inference/intervals.hpp"
#include "blocs/scenarios/ballot_model.hpp"

namespace blocs::scenarios {

/// How well one way of predicting did on a set of ballots.
struct Score {
  std::size_t votes = 0;
  std::size_t ballots = 0;
  double log_score = 0;  ///< mean of -ln p(ballot cast), in nats; smaller is better, 0 is perfect
  double brier = 0;      ///< mean over ballots of the sum over yes, no, abstain of (p - cast)^2; 0 to 2
  double hits = 0;       ///< share of ballots on which the likeliest ballot was cast
};

inline constexpr std::size_t kCalibrationBins = 10;

/// One row of a calibration plot: predictions of a chance within a tenth, over all three ballots.
struct CalibrationBin {
  double low = 0, high = 0;
  std::size_t n = 0;
  double predicted = 0;  ///< mean chance
  double observed = 0;   ///< share that came true
};

/// Scores for the outcome of votes: how likely was what happened.
struct OutcomeScore {
  std::size_t votes = 0;
  double log_score = 0;  ///< mean of -ln p(adopted, vetoed or failed as happened)
  double brier = 0;      ///< over the three outcomes
};

/// Predictions of one vote that fell into one bin, and how many came true.
struct Called {
  std::size_t n = 0;
  std::size_t came = 0;
};

/// One vote's part of a score.
struct VoteScore {
  std::size_t ballots = 0;
  double log_score = 0;  ///< sum over its ballots
  bool contested = false;
  std::array<Called, kCalibrationBins> called{};  ///< by bin of the calibration
};

struct MethodScore {
  std::string method;  ///< "model", "all yes", "own frequency", "last similar vote"; "model with positions"
  Score all, contested;
  std::vector<VoteScore> votes;  ///< in the order scored, the same for every method
  std::vector<CalibrationBin> calibration;
};

struct Backtest {
  Date train_from{2004, 1, 1};
  Date test_from{2010, 1, 1};
  Date test_until{2010, 1, 1};  ///< date of the last vote scored
  std::vector<MethodScore> methods;
  OutcomeScore with_factor, without_factor, base_rate;
  double calibration_error = 0;  ///< of the model: mean over bins of |predicted - observed|, weighted by n
};

/// How much better the model does than another method.
struct Gain {
  double nats = 0;   ///< mean difference of log scores a ballot; above 0: the model is better
  double share = 0;  ///< the same as a share of the other's log score
  std::size_t votes = 0, ballots = 0;
  inference::Interval interval;  ///< of `nats`
};
/// Over method `m` (1 and up), on contested votes or on all. The interval draws whole votes again, since
/// ballots on one vote hang together: percentile bootstrap, replicate r from stream r of the seed. Nothing if
/// fewer than two votes were scored.
std::optional<Gain> gain_over(const Backtest& test, std::size_t m, bool contested, std::uint64_t seed = 1,
                              std::size_t replicates = 2000);

/// Intervals for the shares that came true, a bin each. They draw whole votes again, since ballots on one
/// vote hang together and a ballot is predicted three times over (yes, no, abstain): percentile bootstrap,
/// replicate r from stream r of the seed; replicates without a prediction in the bin are left out. Where all
/// or none came true, drawing again shows no spread: there it is Wilson's interval with as many draws as
/// votes have a prediction in the bin. Nothing for a bin that fewer than two votes reach.
std::vector<std::optional<inference::Interval>> calibration_intervals(const MethodScore& method,
                                                                      std::uint64_t seed = 1,
                                                                      std::size_t replicates = 2000);

/// Walks forward: each vote from `test_from` on is predicted from votes of earlier days alone, by the model
/// and by three baselines, then learned. Votes before `train_from` are left out.
///
/// Baselines, each told to allow for error so that a log score exists. *All yes*: yes with the share of yes
/// among all ballots learned so far, the rest halved. *Own frequency*: the member's own ballots of the kind,
/// one ballot of the overall share added. *Last similar vote*: the member's last ballot on the same agenda
/// item, else family, else yes; that ballot with 0.9 and the others 0.05. Contested votes (known as such only
/// afterwards) are scored apart as well. `base_rate` of outcomes: shares of the outcomes learned so far, one
/// of each added. With `positions` the model is scored a second time with them, as a fifth method.
Backtest walk_forward(std::span<const PastVote> votes, Date train_from, Date test_from,
                      const ModelRule& rule = {}, const Positions* positions = nullptr);

/// The rule with the best one-step-ahead log score for votes from `score_from` on, and the loading with the
/// best log score of whole votes: coordinate search over a fixed grid, `sweeps` times over all parts.
ModelRule fit(std::span<const PastVote> votes, Date score_from, ModelRule start = {}, int sweeps = 2);

/// Mean -ln p of ballots, one step ahead.
double one_step_log_score(std::span<const PastVote> votes, Date score_from, const ModelRule& rule,
                          const Positions* positions = nullptr);

/// `start` with the `near` and `reach` that have the best one-step-ahead log score, over a grid.
ModelRule fit_nearness(std::span<const PastVote> votes, Date score_from, ModelRule start,
                       const Positions& positions);

}  // namespace blocs::scenarios
