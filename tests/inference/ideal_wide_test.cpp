#include "blocs/inference/ideal_wide.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "blocs/core/error.hpp"
#include "support/pieces.hpp"
#include "support/simulated_votes.hpp"
#include "support/simulated_wide_votes.hpp"

namespace blocs::inference {
namespace {

using test::all_of;
using test::simulate_wide;
using test::WideSimulation;

using Points = std::vector<std::array<double, 2>>;

double correlation(const std::vector<double>& x, const Points& y, std::size_t axis) {
  const auto n = static_cast<double>(x.size());
  double mx = 0, my = 0, xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    mx += x[i] / n;
    my += y[i][axis] / n;
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mx) * (y[i][axis] - my);
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i][axis] - my) * (y[i][axis] - my);
  }
  return xy / std::sqrt(xx * yy);
}

struct Fitted {
  explicit Fitted(const WideSimulation& plan, Walk walk = Walk::forward)
      : votes(simulate_wide(plan)), data(ideal_data(votes.matrix, all_of(votes.matrix))) {
    IdealFitOptions options;
    options.walk = walk;
    options.threads = 1;
    fit = fit_ideal(data, options);
    attendance = attendance_of(votes.matrix, votes.states, data);
  }
  WideDraws draw(std::size_t dimensions, bool strategic, const GibbsOptions& options) const {
    WideModel model;
    model.dimensions = dimensions;
    if (strategic) model.attendance = &attendance;
    return draw_wide(data, fit, model, options);
  }
  Points truth() const {
    Points points;
    for (const auto& place : data.places)
      points.push_back(votes.points.at({data.states[place.state], data.sessions[place.session].number}));
    return points;
  }
  /// The truth with mean 0 and standard deviation 1.
  std::vector<double> line() const {
    std::vector<double> x;
    for (const auto& point : truth()) x.push_back(point[0]);
    const auto n = static_cast<double>(x.size());
    double mean = 0, square = 0;
    for (const double at : x) mean += at / n;
    for (const double at : x) square += (at - mean) * (at - mean) / n;
    for (double& at : x) at = (at - mean) / std::sqrt(square);
    return x;
  }

  test::WideVotes votes;
  IdealData data;
  IdealFit fit;
  Attendance attendance;
};

GibbsOptions short_run(std::size_t burn_in, std::size_t draws) {
  GibbsOptions options;
  options.chains = 2;
  options.burn_in = burn_in;
  options.draws = draws;
  return options;
}

class IdealWide : public ::testing::TestWithParam<Walk> {};

/// With one dimension and nothing said of absence it is the plain model, drawn by other steps.
TEST_P(IdealWide, OnOneLineItIsThePlainModel) {
  const auto votes = test::simulate_votes(21, 30, 3, 30);
  const auto data = ideal_data(votes.matrix, all_of(votes.matrix));
  IdealFitOptions fitting;
  fitting.walk = GetParam();
  const auto fit = fit_ideal(data, fitting);
  const auto options = short_run(150, 300);
  const auto plain = draw_ideal(data, fit, options);
  const auto wide = draw_wide(data, fit, {}, options);
  ASSERT_EQ(wide.axes.size(), 1U);
  const auto n = static_cast<double>(data.places.size());
  double off = 0, wider = 0;
  for (std::size_t k = 0; k < data.places.size(); ++k) {
    off += std::abs(wide.axes[0].mean[k] - plain.mean[k]) / plain.sd[k] / n;
    wider += wide.axes[0].sd[k] / plain.sd[k] / n;
  }
  RecordProperty("off", std::to_string(off));
  RecordProperty("wider", std::to_string(wider));
  EXPECT_LT(off, 0.3);  // in posterior standard deviations, Monte Carlo error of both included
  EXPECT_NEAR(wider, 1, 0.15);
}

/// Items that discriminate much along one axis and less along another, drawn apart: the axes come back in
/// this order, with the sign of the United States and Russia. The truth is turned by its own chance
/// correlations, so neither axis can fit it to the last.
TEST_P(IdealWide, TwoAxesComeBackInTheOrderOfTheirWeight) {
  WideSimulation plan;
  plan.seed = 2;
  plan.discrimination = {1.5, 0.8};
  plan.states = 40;
  const Fitted simulated(plan, GetParam());
  const auto draws = simulated.draw(2, false, short_run(150, 200));
  ASSERT_EQ(draws.axes.size(), 2U);
  const auto truth = simulated.truth();
  EXPECT_GT(correlation(draws.axes[0].mean, truth, 0), 0.95);
  EXPECT_GT(correlation(draws.axes[1].mean, truth, 1), 0.9);
  EXPECT_LT(std::abs(correlation(draws.axes[1].mean, truth, 0)), 0.25);
  EXPECT_GT(draws.weight[0], 1.5 * draws.weight[1]);
  for (const double x : draws.correlation) EXPECT_LE(std::abs(x), 1);
}

INSTANTIATE_TEST_SUITE_P(Walks, IdealWide, ::testing::Values(Walk::forward, Walk::both));

TEST(IdealWideAxes, AreStandardisedAndUncorrelated) {
  WideSimulation plan;
  plan.seed = 3;
  plan.discrimination = {1.2, 0.7};
  plan.states = 20;
  plan.items = 15;
  const Fitted simulated(plan);
  auto options = short_run(0, 4);
  options.chains = 1;
  const auto draws = simulated.draw(2, false, options);
  const auto n = static_cast<double>(simulated.data.places.size());
  double mean[2] = {0, 0};
  double square[2] = {0, 0};
  for (std::size_t axis = 0; axis < 2; ++axis) {
    for (std::size_t k = 0; k < simulated.data.places.size(); ++k) {
      const double m = draws.axes[axis].mean[k];
      const double sd = draws.axes[axis].sd[k];
      mean[axis] += m / n;
      square[axis] += (m * m + sd * sd * 3 / 4) / n;  // the mean square of four draws
    }
    EXPECT_NEAR(mean[axis], 0, 1e-5);
    EXPECT_NEAR(square[axis], 1, 1e-5);
  }
}

/// Where those drawn to a no stay away, the model of absence finds that out and tells points better than
/// taking absence for missing does; its intervals hold at about their rate.
TEST(IdealAbsence, TellsWhereStatesStandWhenItIsStrategic) {
  constexpr std::array kWidths{0.6744897501960817, 1.2815515655446004, 1.959963984540054};
  std::array<double, 2> error{};
  std::array<double, 3> held{};
  double n = 0, kappa = 0;
  constexpr std::uint64_t kRecords = 4;
  for (std::uint64_t seed = 1; seed <= kRecords; ++seed) {
    WideSimulation plan;
    plan.seed = seed;
    plan.items = 20;
    plan.level = 1;
    plan.kappa = -1;
    plan.erratic = 0.3;
    plan.habit = 0.5;
    plan.listed = seed % 2 == 1;
    const Fitted simulated(plan);
    EXPECT_EQ(simulated.attendance.inferred, plan.listed ? 0 : simulated.attendance.absent);
    const auto truth = simulated.line();
    const auto options = short_run(150, 250);
    for (const bool strategic : {false, true}) {
      const auto draws = simulated.draw(1, strategic, options);
      const auto& line = draws.axes[0];
      double square = 0;
      for (std::size_t k = 0; k < truth.size(); ++k) {
        const double off = std::abs(line.mean[k] - truth[k]);
        square += off * off / static_cast<double>(truth.size());
        for (std::size_t w = 0; strategic && w < 3; ++w) held[w] += off < kWidths[w] * line.sd[k];
      }
      error[strategic ? 1 : 0] += std::sqrt(square) / static_cast<double>(kRecords);
      if (strategic) kappa += draws.attendance->mean[kLeaning] / static_cast<double>(kRecords);
    }
    n += static_cast<double>(truth.size());
  }
  RecordProperty("missing", std::to_string(error[0]));
  RecordProperty("strategic", std::to_string(error[1]));
  for (std::size_t w = 0; w < 3; ++w) RecordProperty("held" + std::to_string(w), std::to_string(held[w] / n));
  EXPECT_LT(error[1], 0.9 * error[0]);
  EXPECT_NEAR(kappa, -1, 0.3);
  EXPECT_NEAR(held[0] / n, 0.50, 0.12);
  EXPECT_NEAR(held[1] / n, 0.80, 0.10);
  EXPECT_NEAR(held[2] / n, 0.95, 0.06);
}

/// Absence that has nothing to do with votes says so, and moves points little.
TEST(IdealAbsence, SaysNothingWhenItIsByHabit) {
  WideSimulation plan;
  plan.seed = 5;
  plan.level = 1;
  plan.habit = 0.7;
  const Fitted simulated(plan);
  const auto options = short_run(150, 250);
  const auto plain = simulated.draw(1, false, options);
  const auto strategic = simulated.draw(1, true, options);
  EXPECT_LT(strategic.attendance->q5[kLeaning], 0);
  EXPECT_GT(strategic.attendance->q95[kLeaning], 0);
  EXPECT_NEAR(strategic.attendance->mean[kHabit], 0.7, 0.2);
  double off = 0;
  for (std::size_t k = 0; k < simulated.data.places.size(); ++k)
    off += std::abs(strategic.axes[0].mean[k] - plain.axes[0].mean[k]) / plain.axes[0].sd[k];
  EXPECT_LT(off / static_cast<double>(simulated.data.places.size()), 0.5);
}

/// Five roll calls in two sessions; absences are listed at the last alone. D's ballot on the third is
/// unknown.
TEST(IdealAbsence, OnlyMembersThatCouldHaveVotedAreAbsent) {
  views::RollCallMatrixBuilder builder;
  const auto call = [&](const std::string& id, const std::string& session, Date date) {
    views::RollCall made;
    made.body = views::Body::assembly;
    made.id = id;
    made.session = session;
    made.date = date;
    builder.add(made);
  };
  using views::Ballot;
  call("1", "1", {1946, 10, 1});
  call("2", "1", {1946, 11, 1});
  call("3", "1", {1946, 12, 1});
  call("4", "2", {1947, 10, 1});
  call("5", "2", {1947, 11, 1});
  for (const auto* id : {"1", "2", "3", "4", "5"}) {
    builder.add_ballot(id, "A", Ballot::yes);
    builder.add_ballot(id, "E", Ballot::no);
  }
  builder.add_ballot("3", "B", Ballot::no);  // came late, then once in each session
  builder.add_ballot("5", "B", Ballot::no);
  builder.add_ballot("1", "C", Ballot::yes);  // absent in 2 and 3 by membership; nothing known of session 2
  builder.add_ballot("1", "D", Ballot::yes);
  builder.add_ballot("2", "D", Ballot::yes);
  builder.add_ballot("3", "D", Ballot::unknown);
  builder.add_ballot("5", "D", Ballot::yes);
  builder.add_ballot("5", "C", Ballot::absent);
  const auto matrix = builder.build();
  views::States states;
  for (const auto* code : {"A", "B", "C", "D", "E"}) {
    views::State state;
    state.code = code;
    state.un_from = LooseDate::parse(state.code == "B" ? "1946-11-01" : "1945-10-24");
    states.add(state);
  }
  const auto data = ideal_data(matrix, all_of(matrix));
  const auto attendance = attendance_of(matrix, states, data);
  std::vector<std::string> absent;
  for (const auto& made : attendance.calls) {
    for (auto m = made.came_end; m < made.end; ++m) {
      const auto& place = data.places[data.sessions[made.session].first_place + attendance.members[m]];
      absent.push_back(matrix.roll_calls()[made.column].id + data.states[place.state]);
    }
  }
  std::sort(absent.begin(), absent.end());
  // Not 2B (its first ballot on record is the third), nor 2C, 3C (its last is the first), nor 3D.
  EXPECT_EQ(absent, (std::vector<std::string>{"4B", "4D"}));
  EXPECT_EQ(attendance.inferred, 2U);
}

struct Model {
  std::size_t dimensions;
  bool strategic;
};

class IdealWideRuns : public ::testing::TestWithParam<Model> {
 protected:
  IdealWideRuns() : simulated_(plan()), options_(short_run(6, 12)) { options_.save_every = 5; }
  static WideSimulation plan() {
    WideSimulation plan;
    plan.seed = 7;
    plan.states = 14;
    plan.sessions = 2;
    plan.items = 12;
    plan.level = 1;
    plan.kappa = -0.5;
    plan.discrimination = {1, 0.6};
    return plan;
  }
  WideDraws draw(const GibbsOptions& options) const {
    return simulated_.draw(GetParam().dimensions, GetParam().strategic, options);
  }
  static void expect_same(const WideDraws& a, const WideDraws& b) {
    for (std::size_t axis = 0; axis < a.axes.size(); ++axis) {
      EXPECT_EQ(a.axes[axis].mean, b.axes[axis].mean);
      EXPECT_EQ(a.axes[axis].q95, b.axes[axis].q95);
    }
    EXPECT_EQ(a.weight, b.weight);
    ASSERT_EQ(a.attendance.has_value(), b.attendance.has_value());
    if (a.attendance) {
      EXPECT_EQ(a.attendance->mean, b.attendance->mean);
    }
  }
  Fitted simulated_;
  GibbsOptions options_;
};

TEST_P(IdealWideRuns, AreTheSameOnAnyNumberOfThreadsAndWhenGoneOnWith) {
  options_.threads = 1;
  const auto whole = draw(options_);
  options_.threads = 2;
  expect_same(draw(options_), whole);
  options_.threads = 1;
  for (const std::size_t saves : {1U, 3U}) {
    std::array<std::string, 2> saved;
    auto stopped = options_;
    std::size_t count = 0;
    stopped.save = [&](std::size_t c, std::span<const std::string_view> pieces) {
      saved[c] = test::joined(pieces);
      if (++count == saves) throw Error::io("stopped", "here");
    };
    EXPECT_THROW(draw(stopped), Error);
    auto on = options_;
    on.load = [&](std::size_t c) { return saved[c]; };
    expect_same(draw(on), whole);
    // A chain of one model is none of another.
    EXPECT_THROW(simulated_.draw(GetParam().dimensions, !GetParam().strategic, on), Error);
    EXPECT_THROW(simulated_.draw(3 - GetParam().dimensions, GetParam().strategic, on), Error);
    EXPECT_THROW(draw_ideal(simulated_.data, simulated_.fit, on), Error);
  }
}

INSTANTIATE_TEST_SUITE_P(Models, IdealWideRuns,
                         ::testing::Values(Model{1, true}, Model{2, false}, Model{2, true}));

TEST(IdealWideInput, WhatCannotBeAskedIsRefused) {
  const Fitted simulated(WideSimulation{});
  EXPECT_THROW(simulated.draw(0, false, short_run(1, 4)), Error);
  EXPECT_THROW(simulated.draw(3, false, short_run(1, 4)), Error);
  EXPECT_THROW(simulated.draw(2, false, short_run(1, 3)), Error);
}

/// Two states, one of them with a single ballot; nobody but they and one item: numbers all the same.
TEST(IdealWideInput, TheSmallestRecordGivesNumbers) {
  views::RollCallMatrixBuilder builder;
  for (const auto* id : {"1", "2"}) {
    views::RollCall call;
    call.body = views::Body::assembly;
    call.id = id;
    call.session = "1";
    call.date = Date(1946, 10, id[0] == '1' ? 1 : 2);
    builder.add(call);
    builder.add_ballot(id, "A", views::Ballot::yes);
    builder.add_ballot(id, "B", id[0] == '1' ? views::Ballot::no : views::Ballot::absent);
  }
  const auto matrix = builder.build();
  const auto data = ideal_data(matrix, all_of(matrix));
  const auto fit = fit_ideal(data);
  const auto attendance = attendance_of(matrix, {}, data);
  for (const std::size_t dimensions : {1U, 2U}) {
    WideModel model;
    model.dimensions = dimensions;
    model.attendance = &attendance;
    const auto draws = draw_wide(data, fit, model, short_run(10, 20));
    for (const auto& axis : draws.axes) {
      for (const double x : axis.mean) EXPECT_TRUE(std::isfinite(x));
      for (const double x : axis.sd) EXPECT_TRUE(std::isfinite(x));
    }
  }
}

}  // namespace
}  // namespace blocs::inference
