#include "blocs/inference/ideal_prediction.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "blocs/core/error.hpp"
#include "support/simulated_votes.hpp"

namespace blocs::inference {
namespace {

double log_score(const std::vector<PredictedBallot>& ballots, Predictor by) {
  double sum = 0;
  for (const auto& b : ballots) sum -= std::log(b.chances[static_cast<std::size_t>(by)][b.cast]);
  return sum / static_cast<double>(ballots.size());
}

void check_chances(const std::vector<PredictedBallot>& ballots) {
  for (const auto& b : ballots) {
    for (const auto& p : b.chances) {
      EXPECT_NEAR(p[0] + p[1] + p[2], 1, 1e-9);
      for (const double x : p) EXPECT_GE(x, 0.0009);
    }
  }
}

TEST(IdealPrediction, BallotsOfTheModelAreBestForetoldByIt) {
  const auto votes = test::simulate_votes(41, 30, 4, 25);
  HoldOutOptions options;
  options.share = 0.2;
  options.fit.threads = 1;
  const auto ballots = predict_at_random(votes.matrix, test::all_of(votes.matrix), options);
  check_chances(ballots);
  // About a fifth of 30 states less absences, 25 items, 4 sessions.
  EXPECT_NEAR(static_cast<double>(ballots.size()), 0.2 * 25 * 0.95 * (20 * 4 + 10 * 2), 80);
  for (const auto other : {Predictor::own, Predictor::title, Predictor::low_rank})
    EXPECT_LT(log_score(ballots, Predictor::ideal) + 0.02, log_score(ballots, other));
  const auto again = predict_at_random(votes.matrix, test::all_of(votes.matrix), options);
  ASSERT_EQ(again.size(), ballots.size());
  EXPECT_EQ(again.back().chances, ballots.back().chances);
  options.share = 0;
  EXPECT_THROW(predict_at_random(votes.matrix, test::all_of(votes.matrix), options), Error);
}

/// Two blocs vote on one title each year in the same way: what was learned of the title carries over, and
/// nothing of the session itself does.
TEST(IdealPrediction, ALaterSessionIsForetoldFromEarlierOnesAlone) {
  const auto record = [](bool turned) {
    views::RollCallMatrixBuilder builder;
    for (int t = 0; t < 3; ++t) {
      for (int j = 0; j < 8; ++j) {
        views::RollCall call;
        call.body = views::Body::assembly;
        call.session = std::to_string(40 + t);
        call.date = Date(1985 + t, 10, 1 + j);
        call.id = call.session + "/" + std::to_string(j);
        call.title = "Question " + std::to_string(j);
        builder.add(call);
        for (int i = 0; i < 12; ++i) {
          const bool left = (i + (i == j ? 6 : 0)) % 12 < 6;
          const bool yes = (left != (j % 2 == 0)) != (turned && t == 2);
          builder.add_ballot(call.id, std::string("S") + static_cast<char>('A' + i) + "X",
                             yes ? views::Ballot::yes : views::Ballot::no);
        }
      }
    }
    return builder.build();
  };
  HoldOutOptions options;
  options.fit.threads = 1;
  const auto same = record(false);
  const auto ballots = predict_session(same, test::all_of(same), 42, options);
  ASSERT_EQ(ballots.size(), 8U * 12U);
  check_chances(ballots);
  for (const auto& b : ballots) EXPECT_TRUE(b.titled);
  EXPECT_LT(log_score(ballots, Predictor::ideal), log_score(ballots, Predictor::own) - 0.2);
  EXPECT_LT(log_score(ballots, Predictor::title), log_score(ballots, Predictor::own) - 0.2);
  // With the session's own ballots turned round, what is foretold stays: none of it was seen.
  const auto turned = record(true);
  const auto other = predict_session(turned, test::all_of(turned), 42, options);
  ASSERT_EQ(other.size(), ballots.size());
  for (const auto& b : ballots) {
    const auto at = std::find_if(other.begin(), other.end(), [&](const PredictedBallot& o) {
      return o.column == b.column && o.state == b.state;
    });
    ASSERT_NE(at, other.end());
    EXPECT_NE(at->cast, b.cast);
    EXPECT_EQ(at->chances, b.chances);
  }
  EXPECT_TRUE(predict_session(same, test::all_of(same), 40, options).empty());
}

}  // namespace
}  // namespace blocs::inference
