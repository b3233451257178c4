#include "blocs/scenarios/theatres.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "scenarios/theatres/histogram.hpp"

namespace blocs::scenarios {
namespace {

Theatre theatre(const std::string& id) {
  Theatre t;
  t.id = t.name = id;
  t.crises = 50.0 / 365;
  t.capacity = 3;
  t.delay = 2;
  t.reserve_delay = 10;
  t.escalation = 0.02;
  t.containment = 0.8;
  t.end_unanswered = 0.04;
  t.end_answered = 0.08;
  return t;
}

TheatreModel three() {
  TheatreModel m;
  m.theatres = {theatre("a"), theatre("b"), theatre("c")};
  m.branching = {0.3, 0.1, 0.1, 0.1, 0.3, 0.1, 0.1, 0.1, 0.3};
  m.decay = 0.1;
  m.joint = 0.1;
  m.reserve = 4;
  m.wear = 0.0005;
  m.wear_escalation = 0.01;
  m.recovery = 0.01;
  m.focal = 0;
  m.warm_up = 60;
  m.partners = {{"x", {3, 1, 2}}, {"y", {1, 2, 0.5}}};
  m.levers = {4, 0.5, 1, 0.2};
  return m;
}

/// A queue without waiting: independent Poisson arrivals, no reserve, no delay, no escalation.
TheatreModel loss_system(double rate, unsigned servers, double service) {
  TheatreModel m;
  auto t = theatre("a");
  t.crises = rate;
  t.capacity = servers;
  t.delay = 0;
  t.escalation = 0;
  t.end_answered = 1 / service;
  t.end_unanswered = 1;
  m.theatres = {t};
  m.branching = {0};
  m.levels = 1;
  m.days = 2000;
  m.warm_up = 200;
  return m;
}

const Spread& at(const TheatreRun& run, Outcome outcome) {
  return run.outcomes[static_cast<std::size_t>(outcome)];
}

// Erlang 1917; values of B(c, load) from the sum formula by hand: B(1, 1) = 1/2, B(2, 1) = 1/5, B(3, 2) =
// 4/19.
TEST(Theatres, ErlangsFormula) {
  EXPECT_DOUBLE_EQ(erlang_loss(1, 1), 0.5);
  EXPECT_DOUBLE_EQ(erlang_loss(2, 1), 0.2);
  EXPECT_DOUBLE_EQ(erlang_loss(3, 2), 4.0 / 19);
  EXPECT_EQ(erlang_loss(0, 3), 1);
}

TEST(Theatres, WithoutReserveAndExcitationTheLossIsErlangs) {
  struct Case {
    double rate;
    unsigned servers;
    double service;
  };
  for (const auto& c : {Case{0.5, 4, 5}, Case{0.3, 1, 4}, Case{1.0, 8, 7}}) {
    const auto result = run(loss_system(c.rate, c.servers, c.service), {150, 3, 0, 0, {}});
    EXPECT_NEAR(result.unanswered[0], erlang_loss(c.servers, c.rate * c.service), 0.006) << c.servers;
  }
}

TEST(Theatres, ManyTheatresWithoutLinksAreManyLossSystems) {
  auto m = loss_system(0.5, 4, 5);
  auto second = m.theatres[0];
  second.id = "b";
  second.crises = 0.2;
  second.capacity = 1;
  m.theatres.push_back(second);
  m.branching.assign(4, 0);
  const auto result = run(m, {150, 4, 0, 0, {}});
  EXPECT_NEAR(result.unanswered[0], erlang_loss(4, 2.5), 0.006);
  EXPECT_NEAR(result.unanswered[1], erlang_loss(1, 1.0), 0.01);
}

TEST(Theatres, CrisesComeAtTheRateStated) {
  const auto result = run(three(), {2000, 5, 0, 0, {}});
  for (const double crises : result.crises) EXPECT_NEAR(crises, 50, 0.8);
  const auto apart = run(independent(three()), {2000, 5, 0, 0, {}});
  for (const double crises : apart.crises) EXPECT_NEAR(crises, 50, 0.8);
}

TEST(Theatres, ResultsDoNotDependOnThreads) {
  const auto one = run(three(), {1500, 2, 1, 3, {}});
  const auto two = run(three(), {1500, 2, 2, 3, {}});
  const auto five = run(three(), {1500, 2, 5, 3, {}});
  for (std::size_t o = 0; o < kOutcomes; ++o) {
    EXPECT_EQ(one.outcomes[o].mean, two.outcomes[o].mean);
    EXPECT_EQ(one.outcomes[o].mean, five.outcomes[o].mean);
    EXPECT_EQ(one.outcomes[o].error, two.outcomes[o].error);
    EXPECT_EQ(one.outcomes[o].quantiles, two.outcomes[o].quantiles);
  }
  EXPECT_EQ(one.courses, two.courses);
  EXPECT_EQ(one.samples, five.samples);
  EXPECT_NE(one.outcomes[0].mean, run(three(), {1500, 3, 0, 0, {}}).outcomes[0].mean);
}

TEST(Theatres, MoreReserveNeverHurtsInTheMean) {
  auto rich = three();
  rich.reserve = 60;
  const auto side = compare({three(), rich}, {1000, 1, 0, 0, {}});
  const auto o = static_cast<std::size_t>(Outcome::saturated_days);
  EXPECT_LT(side.differences[1][o].mean, 0);
  // What is left of it is reluctance: while will is whole so large a reserve is never bound.
  EXPECT_GT(side.models[1][o].mean, 0);
  rich.wear = rich.wear_escalation = 0;
  EXPECT_EQ(at(run(rich, {1000, 1, 0, 0, {}}), Outcome::saturated_days).mean, 0);
}

/// `three` with so many crises a year in each theatre.
TheatreModel with_load(double crises_a_year) {
  auto m = three();
  for (auto& t : m.theatres) t.crises = crises_a_year / 365;
  return m;
}

// Crises that multiply wear will down until the reserve stays at home, free and refused: that is no relief.
TEST(Theatres, SaturationRisesWithLoad) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    std::vector<TheatreRun> runs;
    for (const double load : {12.5, 25.0, 50.0, 100.0, 200.0, 400.0})
      runs.push_back(run(with_load(load), {100, seed, 0, 0, {}}));
    for (std::size_t r = 1; r < runs.size(); ++r) {
      for (const auto outcome : {Outcome::saturated_days, Outcome::saturated, Outcome::unanswered}) {
        const auto& less = at(runs[r - 1], outcome);
        const auto& more = at(runs[r], outcome);
        EXPECT_GE(more.mean, less.mean - 3 * std::hypot(more.error, less.error))
            << outcome_name(outcome) << ", load " << r << ", seed " << seed;
      }
      const auto& before = at(runs[r - 1], Outcome::focal_left);
      const auto& after = at(runs[r], Outcome::focal_left);
      EXPECT_LE(after.mean, before.mean + 3 * std::hypot(after.error, before.error));
    }
    EXPECT_EQ(at(runs.back(), Outcome::saturated).mean, 1) << "eight times the load that sometimes saturates";
    EXPECT_GT(at(runs.back(), Outcome::saturated_days).mean, 180);
  }
}

// Arrivals of a Poisson process see what time sees, so that with no will at all the share of time that is
// saturated is the share of calls lost, Erlang's, whatever the size of the reserve.
TEST(Theatres, AReserveThatAlwaysRefusesIsNone) {
  for (const unsigned reserve : {0U, 3U}) {
    auto m = loss_system(0.5, 4, 5);
    m.reserve = reserve;
    m.wear = reserve > 0 ? 100 : 0;  // gone with the first crisis, and it does not come back
    const auto result = run(m, {150, 3, 0, 0, {}});
    EXPECT_NEAR(at(result, Outcome::saturated_days).mean / m.days, erlang_loss(4, 2.5), 0.006) << reserve;
    EXPECT_NEAR(result.unanswered[0], erlang_loss(4, 2.5), 0.006) << reserve;
  }
}

// The number of crises of a Poisson process has its mean for its variance: 1.96 standard deviations to either
// side hold 95 %.
TEST(Theatres, IntervalsOfCountsHaveNoBound) {
  for (const double crises : {400.0, 1000.0, 3000.0}) {
    auto m = loss_system(crises / 365, 1, 1);
    m.days = 365;
    const auto result = run(m, {3000, 1, 0, 0, {}});
    const auto& spread = at(result, Outcome::crises);
    const double half = 1.96 * std::sqrt(crises);
    EXPECT_NEAR(spread.mean, crises, 0.01 * crises);
    EXPECT_NEAR(spread.quantiles[0], crises - half, 0.2 * half) << crises;
    EXPECT_NEAR(spread.quantiles[2], crises, 0.2 * half) << crises;
    EXPECT_NEAR(spread.quantiles[4], crises + half, 0.2 * half) << crises;
  }
}

TEST(Theatres, QuantilesOfAHistogramAreThoseOfTheSortedValues) {
  for (const double width : {40.0, 5000.0}) {
    Histogram whole(false);
    Histogram first(false);
    Histogram second(false);
    std::vector<double> values;
    RandomStream random(7, static_cast<std::uint64_t>(width));
    for (std::size_t i = 0; i < 999; ++i) {
      values.push_back(std::floor(random.uniform() * width));
      whole.add(values.back());
      (i % 3 == 0 ? first : second).add(values.back());
    }
    first.add(second);
    EXPECT_EQ(whole.quantiles(), first.quantiles());
    std::sort(values.begin(), values.end());
    const std::array<double, 5> levels{0.025, 0.25, 0.5, 0.75, 0.975};
    for (std::size_t q = 0; q < levels.size(); ++q) {
      const auto rank = static_cast<std::size_t>(std::ceil(levels[q] * 999)) - 1;
      EXPECT_EQ(whole.quantiles()[q], values[rank]) << width << ' ' << levels[q];
    }
  }
}

TEST(Theatres, CoordinationRaisesSaturation) {
  const auto side = compare({independent(three()), three()}, {3000, 1, 0, 0, {}});
  const auto& difference = side.differences[1][static_cast<std::size_t>(Outcome::saturated_days)];
  EXPECT_GT(difference.mean, 4 * difference.error);
}

TEST(Theatres, OutcomesStayInTheirRange) {
  const auto result = run(three(), {300, 1, 0, 5, {}});
  for (const auto o : {Outcome::unanswered, Outcome::dispersed, Outcome::focal_left, Outcome::will_least,
                       Outcome::will_mean, Outcome::cohesion, Outcome::saturated}) {
    EXPECT_GE(at(result, o).quantiles[0], 0) << outcome_name(o);
    EXPECT_LE(at(result, o).quantiles[4], 1) << outcome_name(o);
  }
  EXPECT_LE(at(result, Outcome::open_mean).mean, at(result, Outcome::open_most).mean);
  EXPECT_EQ(result.samples.size(), 5U);
  EXPECT_EQ(result.grid.size(), 53U);
}

TEST(Theatres, WithoutWearWillStaysWhole) {
  auto m = three();
  m.wear = m.wear_escalation = 0;
  const auto result = run(m, {100, 1, 0, 0, {}});
  EXPECT_EQ(at(result, Outcome::will_least).mean, 1);
  EXPECT_NEAR(at(result, Outcome::will_mean).mean, 1, 1e-12);
}

// Will worn by a steady load of crises comes to rest where recovery meets wear: 1 - wear x open / recovery.
TEST(Theatres, WillComesToRestWhereRecoveryMeetsWear) {
  auto m = loss_system(2, 200, 5);  // ten open on average, all answered at once
  m.wear = 0.001;
  m.recovery = 0.05;
  const auto result = run(m, {20, 1, 0, 0, {}});
  EXPECT_NEAR(at(result, Outcome::will_mean).mean, 1 - 0.001 * 10 / 0.05, 0.01);
}

TEST(Theatres, ALeverPulledByNothingChangesNothing) {
  const auto base = run(three(), {200, 1, 0, 0, {}});
  const auto same = run(pulled(three(), {0, 0, 0, 0}), {200, 1, 0, 0, {}});
  for (std::size_t o = 0; o < kOutcomes; ++o) EXPECT_EQ(base.outcomes[o].mean, same.outcomes[o].mean);
}

TEST(Theatres, SobolIndicesKnowWhichLeverMoves) {
  auto m = three();
  m.levers = {8, 0, 0, 0};  // only the reserve moves anything
  const auto s = sobol(m, Outcome::saturated_days, 48, {12, 1, 0, 0, {}});
  EXPECT_NEAR(s.levers[0].total, 1, 0.35);
  for (std::size_t l = 1; l < kLevers; ++l) EXPECT_EQ(s.levers[l].total, 0);
}

template <typename Change>
void expect_refused(Change&& change, const std::string& words) {
  auto m = three();
  change(m);
  try {
    check_model(m);
    FAIL() << words;
  } catch (const Error& error) {
    EXPECT_NE(error.message().find(words), std::string::npos) << error.message();
  }
}

TEST(Theatres, WhatIsNoModelIsRefusedWithTheReason) {
  expect_refused([](TheatreModel& m) { m.theatres.clear(); }, "without theatres");
  expect_refused([](TheatreModel& m) { m.theatres[1].crises = -1; }, "b: the number of crises is negative");
  expect_refused([](TheatreModel& m) { m.theatres[0].delay = std::nan(""); }, "a: the delay");
  expect_refused([](TheatreModel& m) { m.theatres[0].end_answered = 0; }, "never end");
  expect_refused([](TheatreModel& m) { m.theatres[0].crises = 0.001; },
                 "call forth more crises than there are");
  expect_refused([](TheatreModel& m) { m.branching = {0.5, 0.5}; }, "does not fit");
  expect_refused([](TheatreModel& m) { m.branching.assign(9, 0.4); }, "explodes: its spectral radius is 1.2");
  expect_refused([](TheatreModel& m) { m.partners[0].priority = {1}; }, "priorities do not fit");
  expect_refused([](TheatreModel& m) { m.partners.assign(17, m.partners[0]); }, "more than 16 partners");
}

}  // namespace
}  // namespace blocs::scenarios
