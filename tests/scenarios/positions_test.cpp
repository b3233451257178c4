#include "blocs/scenarios/positions.hpp"

#include <gtest/gtest.h>

#include "blocs/scenarios/ballot_model.hpp"
#include "support/simulated_votes.hpp"

namespace blocs::scenarios {
namespace {

PastVote vote_of(int day) {
  PastVote vote;
  vote.draft = {
      Date(2010, 1, 1).plus_days(day), views::Kind::draft, views::Nature::substantive, "iran", "", {}};
  for (const auto* state : {"AAA", "AAB"}) vote.ballots.push_back({state, views::Ballot::yes});
  for (const auto* state : {"ZZA", "ZZB"}) vote.ballots.push_back({state, views::Ballot::no});
  return vote;
}

TEST(Positions, ANewMemberVotesLikeThoseThatStandNear) {
  Positions positions;
  for (const auto& [state, at] :
       {std::pair{"AAA", -1.0}, {"AAB", -0.9}, {"AAN", -1.0}, {"ZZA", 1.0}, {"ZZB", 0.9}, {"ZZN", 1.0}})
    positions.set(2010, state, at);
  BallotModel with({}, &positions);
  BallotModel without;
  for (int day = 0; day < 40; ++day) {
    with.learn(vote_of(day));
    without.learn(vote_of(day));
  }
  const auto next = vote_of(60).draft;
  EXPECT_EQ(without.chances("AAN", next), without.chances("ZZN", next));
  EXPECT_GT(with.chances("AAN", next)[0], without.chances("AAN", next)[0] + 0.1);
  EXPECT_GT(with.chances("ZZN", next)[1], without.chances("ZZN", next)[1] + 0.1);
  // A state that stands nowhere is foretold as if nobody stood anywhere; so are all in a year without points.
  EXPECT_EQ(with.chances("NEW", next), without.chances("NEW", next));
  auto later = next;
  later.date = Date(2011, 1, 1);
  EXPECT_EQ(with.chances("AAN", later), without.chances("AAN", later));
  const auto chances = with.chances("AAN", next);
  EXPECT_NEAR(chances[0] + chances[1] + chances[2], 1, 1e-12);
}

TEST(Positions, KnowEarlierVotesAlone) {
  const auto all = test::simulate_votes(3, 12, 4, 12);  // sessions in the autumns of 1946 to 1949
  views::RollCallMatrixBuilder builder;
  for (const auto& call : all.matrix.roll_calls()) {
    if (call.date.year() > 1948) continue;
    builder.add(call);
    for (std::size_t s = 0; s < all.matrix.states().size(); ++s) {
      const auto ballot = all.matrix.ballot(s, *all.matrix.roll_call_index(call.id));
      if (ballot != views::Ballot::no_seat) builder.add_ballot(call.id, all.matrix.states()[s], ballot);
    }
  }
  const auto known = positions_before_years(all.matrix, 1947, 1949);
  const auto early = positions_before_years(builder.build(), 1949, 1949);
  const Date day(1949, 3, 1);
  EXPECT_TRUE(known.of("USA", day));
  for (const auto& state : all.matrix.states())
    EXPECT_EQ(known.of(state, day), early.of(state, day)) << state;
  EXPECT_FALSE(known.of("USA", Date(1947, 3, 1)));  // a single session before
  EXPECT_FALSE(known.of("USA", Date(1950, 3, 1)));
  EXPECT_FALSE(known.of("nobody", day));
}

}  // namespace
}  // namespace blocs::scenarios
