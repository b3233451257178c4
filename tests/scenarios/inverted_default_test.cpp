#include "blocs/scenarios/inverted_default.hpp"

#include <gtest/gtest.h>

#include "blocs/core/error.hpp"

namespace blocs::scenarios {
namespace {

using views::Outcome;

std::vector<TurningVote> september_2025(Outcome first) {
  return {{Date(2025, 9, 26), "S/2025/539", Outcome::failed}, {Date(2025, 9, 19), "S/2025/561", first}};
}

TEST(Snapback, Of2025) {
  const auto s = snapback(Date(2025, 8, 28));
  EXPECT_EQ(s.thirtieth_day, Date(2025, 9, 27));
  EXPECT_EQ(s.effect, Date(2025, 9, 28));
  EXPECT_EQ(s.effect_new_york, "2025-09-27 20:00");
  const auto steps = run(s.machine, september_2025(Outcome::failed));
  ASSERT_EQ(steps.size(), 4U);
  EXPECT_EQ(steps[1].roll_call, "S/2025/561");
  EXPECT_EQ(steps[2].roll_call, "S/2025/539");
  EXPECT_EQ(steps[3].state, DefaultState::tripped);
  EXPECT_EQ(steps[3].date, Date(2025, 9, 28));
}

TEST(Snapback, AVetoOfTheContinuationLetsItReturnAllTheSame) {
  const auto s = snapback(Date(2025, 8, 28));
  EXPECT_EQ(run(s.machine, september_2025(Outcome::vetoed)).back().state, DefaultState::tripped);
}

TEST(Snapback, AnAdoptedContinuationAverts) {
  const auto s = snapback(Date(2025, 8, 28));
  const auto steps = run(s.machine, september_2025(Outcome::adopted));
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps.back().state, DefaultState::averted);
}

TEST(Snapback, StillRunningBeforeTheDeadline) {
  const auto s = snapback(Date(2025, 8, 28));
  const auto votes = september_2025(Outcome::failed);
  EXPECT_EQ(run(s.machine, votes, Date(2025, 9, 20)).size(), 2U);
  EXPECT_EQ(run(s.machine, votes, Date(2025, 9, 27)).back().state, DefaultState::running);
  EXPECT_EQ(run(s.machine, votes, Date(2025, 8, 1)).back().state, DefaultState::idle);
}

TEST(Snapback, WinterTimeAndTheEndOf2231) {
  EXPECT_EQ(snapback(Date(2020, 12, 1)).effect_new_york, "2020-12-31 19:00");
  EXPECT_THROW(snapback(Date(2025, 9, 17)), Error);
  EXPECT_NO_THROW(snapback(Date(2025, 9, 16)));
  EXPECT_THROW(snapback(Date(2015, 7, 20)), Error);
}

TEST(Mandate, ThePanelOf1718LapsesIn2024) {
  const auto machine = mandate("the panel of experts", Date(2023, 3, 23), Date(2024, 4, 30));
  const auto steps = run(machine, {{Date(2024, 3, 28), "S/2024/255", Outcome::vetoed}});
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps.back().state, DefaultState::tripped);
  EXPECT_EQ(steps.back().date, Date(2024, 5, 1));
  EXPECT_EQ(run(machine, {{Date(2024, 4, 30), "x", Outcome::adopted}}).back().state, DefaultState::averted);
  EXPECT_EQ(run(machine, {{Date(2024, 5, 1), "x", Outcome::adopted}}).back().state, DefaultState::tripped);
  EXPECT_THROW(mandate("m", Date(2024, 1, 2), Date(2024, 1, 1)), Error);
}

}  // namespace
}  // namespace blocs::scenarios
