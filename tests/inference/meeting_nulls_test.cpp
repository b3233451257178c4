#include "blocs/inference/meeting_nulls.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>

#include "blocs/core/error.hpp"

namespace blocs::inference {
namespace {

AttendanceTable table(const std::vector<std::vector<unsigned>>& meetings, std::size_t states) {
  AttendanceTable made;
  made.states = states;
  for (std::size_t m = 0; m < meetings.size(); ++m) {
    made.days.push_back(static_cast<int>(m) * 30);
    for (const auto s : meetings[m])
      made.seats.push_back({static_cast<unsigned>(m), s, static_cast<int>(s % 2)});
  }
  return made;
}

/// Every table with the same number of meetings a state and of states a meeting, by brute force; returns how
/// many of them have each value of the statistic.
std::map<std::size_t, std::size_t> enumerate(const std::vector<std::vector<unsigned>>& meetings,
                                             std::size_t states, const std::vector<bool>& group,
                                             std::size_t size) {
  std::vector<std::size_t> wanted(states, 0);
  for (const auto& m : meetings) {
    for (const auto s : m) ++wanted[s];
  }
  std::map<std::size_t, std::size_t> found;
  std::vector<unsigned> chosen(meetings.size());
  const auto total = static_cast<unsigned>(1U << states);
  const std::function<void(std::size_t)> place = [&](std::size_t m) {
    if (m == meetings.size()) {
      std::vector<std::size_t> have(states, 0);
      std::size_t value = 0;
      for (const auto set : chosen) {
        bool inside = static_cast<std::size_t>(__builtin_popcount(set)) == size;
        for (std::size_t s = 0; s < states; ++s) {
          if ((set >> s & 1U) == 0) continue;
          ++have[s];
          inside = inside && group[s];
        }
        value += inside ? 1 : 0;
      }
      if (have == wanted) ++found[value];
      return;
    }
    for (unsigned set = 0; set < total; ++set) {
      if (static_cast<std::size_t>(__builtin_popcount(set)) != meetings[m].size()) continue;
      chosen[m] = set;
      place(m + 1);
    }
  };
  place(0);
  return found;
}

TEST(MeetingNulls, DrawsEveryTableEquallyOften) {
  const std::vector<std::vector<unsigned>> meetings{{0, 1, 2}, {0, 1, 3}, {0, 4}, {1, 2}, {3, 4}};
  const std::vector<bool> group{true, true, true, true, false};
  const auto exact = enumerate(meetings, 5, group, 3);
  double all = 0;
  for (const auto& [value, n] : exact) all += static_cast<double>(n);
  NullSettings settings;
  settings.draws = 40'000;
  const auto found = null_of_meetings(table(meetings, 5), group, settings);
  EXPECT_EQ(found.of_size, 2U);
  EXPECT_EQ(found.observed, 2U);
  for (const auto& [value, n] : exact) {
    const double share = static_cast<double>(n) / all;
    const double got = static_cast<double>(found.counts[value]) / static_cast<double>(found.draws);
    // Four standard errors, by the effective number of draws.
    EXPECT_NEAR(got, share, 4 * std::sqrt(share * (1 - share) / found.effective) + 1e-9) << value;
  }
  ASSERT_TRUE(found.r_hat.has_value());
  EXPECT_LT(*found.r_hat, 1.01);
  // The rarest end of what can come out, counted: one of two triples in no table is what has no p.
  const double rarest =
      std::min(static_cast<double>(exact.begin()->second), static_cast<double>(exact.rbegin()->second));
  EXPECT_NEAR(found.least_p, rarest / all, 0.02);
}

TEST(MeetingNulls, WhatTheMarginsForbidHasNoP) {
  // Every seat is a member's: each of the three triples is of members only in every table, so no number but
  // three can come out and nothing can be told.
  NullSettings settings;
  settings.draws = 1'000;
  const auto found =
      null_of_meetings(table({{0, 1, 2}, {1, 2, 3}, {0, 2, 3}}, 4), {true, true, true, true}, settings);
  EXPECT_EQ(found.observed, 3U);
  EXPECT_EQ(found.counts, (std::vector<std::size_t>{0, 0, 0, 1'000}));
  EXPECT_DOUBLE_EQ(found.least_p, 1);
  EXPECT_DOUBLE_EQ(found.power, 0);
}

TEST(MeetingNulls, PowerIsWhatTheNullRejectsOnceItsDrawsAreTilted) {
  // Ten triples over members 0 to 4 and others 5 to 9. Weighed by hand from the counts of the draws.
  std::vector<std::vector<unsigned>> meetings;
  for (unsigned i = 0; i < 10; ++i) meetings.push_back({i, (i + 1) % 10, (i + 2) % 10});
  NullSettings settings;
  settings.draws = 20'000;
  std::vector<bool> group(10, false);
  std::fill(group.begin(), group.begin() + 5, true);
  const auto found = null_of_meetings(table(meetings, 10), group, settings);
  const auto n = static_cast<double>(found.draws);
  double at_least = 0, rejected = 0, all = 0;
  for (std::size_t v = found.counts.size(); v-- > 0;) {
    at_least += static_cast<double>(found.counts[v]);
    const double at_most = n - at_least + static_cast<double>(found.counts[v]);
    const double weight = static_cast<double>(found.counts[v]) * std::pow(2.0, static_cast<double>(v));
    all += weight;
    if (2 * (std::min(at_least, at_most) + 1) / (n + 1) < 0.05) rejected += weight;
  }
  EXPECT_GT(found.power, 0);
  EXPECT_NEAR(found.power, rejected / all, 1e-12);
}

TEST(MeetingNulls, SameForAnyNumberOfThreads) {
  const std::vector<std::vector<unsigned>> meetings{{0, 1}, {1, 2}, {2, 3}, {0, 1, 2}, {1, 2, 3}, {0, 3}};
  NullSettings settings;
  settings.draws = 4'000;
  for (const auto model : {Null::configuration, Null::in_time, Null::by_rank}) {
    settings.model = model;
    settings.threads = 1;
    const auto one = null_of_meetings(table(meetings, 4), {true, true, true, false}, settings);
    settings.threads = 3;
    EXPECT_EQ(one.counts, null_of_meetings(table(meetings, 4), {true, true, true, false}, settings).counts);
  }
}

TEST(MeetingNulls, WithoutLargeMeetingsNothingCanBeTold) {
  NullSettings settings;
  settings.draws = 1'000;
  const auto found = null_of_meetings(table({{0, 1}, {1, 2}, {0, 2}}, 3), {true, true, true}, settings);
  EXPECT_EQ(found.of_size, 0U);
  EXPECT_DOUBLE_EQ(found.least_p, 1);
  EXPECT_DOUBLE_EQ(found.power, 0);
  EXPECT_FALSE(found.r_hat.has_value());
  settings.draws = 3;
  EXPECT_THROW(null_of_meetings(table({{0, 1}}, 2), {true, true}, settings), Error);
}

}  // namespace
}  // namespace blocs::inference
