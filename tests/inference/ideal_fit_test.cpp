#include "blocs/inference/ideal_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "blocs/core/error.hpp"
#include "inference/ideal_points/dense.hpp"
#include "inference/ideal_points/fronts.hpp"
#include "inference/ideal_points/likelihood.hpp"
#include "inference/ideal_points/normal_lanes.hpp"
#include "support/simulated_votes.hpp"

namespace blocs::inference {
namespace {

using test::all_of;
using test::simulate_votes;

/// The true points of a fit's places, standardised as the fit is.
std::vector<double> truth_of(const IdealData& data, const test::SimulatedVotes& votes) {
  std::vector<double> truth;
  for (const auto& place : data.places)
    truth.push_back(votes.points.at({data.states[place.state], data.sessions[place.session].number}));
  double mean = 0;
  double square = 0;
  for (const double x : truth) mean += x / static_cast<double>(truth.size());
  for (const double x : truth) square += (x - mean) * (x - mean) / static_cast<double>(truth.size());
  for (double& x : truth) x = (x - mean) / std::sqrt(square);
  return truth;
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  double mx = 0, my = 0, xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    mx += x[i] / static_cast<double>(x.size());
    my += y[i] / static_cast<double>(x.size());
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
  }
  return xy / std::sqrt(xx * yy);
}

TEST(IdealNormal, AgreesWithTheLibrary) {
  for (double x = 0; x < 12; x += 0.01) {
    EXPECT_NEAR(ideal::exp_below_zero(-x) / std::exp(-x), 1, 1e-14) << x;
    const double tail = std::erfc(x / std::sqrt(2.0)) / 2;
    const double phi = std::exp(-x * x / 2) / std::sqrt(2 * std::acos(-1.0));
    EXPECT_NEAR(ideal::mills(x) * phi / tail, 1, 1e-13) << x;
    const double p = std::exp(-x);
    EXPECT_NEAR(ideal::log_below_one(p), std::log(p), 1e-14 * (1 + x)) << x;
  }
}

TEST(IdealFit, RecoversWhatItWasDrawnFrom) {
  const auto votes = simulate_votes(1, 40, 6, 40);
  const auto data = ideal_data(votes.matrix, all_of(votes.matrix));
  const auto fit = fit_ideal(data);
  EXPECT_TRUE(fit.converged);
  EXPECT_GT(correlation(fit.mean.theta, truth_of(data, votes)), 0.97);
}

TEST(IdealFit, TheObjectiveNeverFalls) {
  const auto votes = simulate_votes(2, 25, 5, 20);
  const auto fit = fit_ideal(ideal_data(votes.matrix, all_of(votes.matrix)));
  for (std::size_t i = 1; i < fit.objective.size(); ++i)
    EXPECT_GE(fit.objective[i], fit.objective[i - 1]) << i;
}

TEST(IdealFit, IsTheSameForAnyNumberOfThreads) {
  const auto votes = simulate_votes(3, 25, 5, 20);
  const auto data = ideal_data(votes.matrix, all_of(votes.matrix));
  IdealFitOptions options;
  options.threads = 1;
  const auto one = fit_ideal(data, options);
  options.threads = 3;
  const auto three = fit_ideal(data, options);
  EXPECT_EQ(one.mean.theta, three.mean.theta);
  EXPECT_EQ(one.sd, three.sd);
}

/// Over simulated records: how often the 50, 80 and 95 % intervals hold the truth.
TEST(IdealFit, IntervalsCoverAtAboutTheirRate) {
  std::array<double, 3> held{};
  double n = 0;
  constexpr std::array kWidths{0.6744897501960817, 1.2815515655446004, 1.959963984540054};
  for (std::uint64_t seed = 10; seed < 14; ++seed) {
    const auto votes = simulate_votes(seed, 40, 5, 30);
    const auto data = ideal_data(votes.matrix, all_of(votes.matrix));
    const auto fit = fit_ideal(data);
    const auto truth = truth_of(data, votes);
    for (std::size_t k = 0; k < truth.size(); ++k) {
      for (std::size_t w = 0; w < 3; ++w)
        held[w] += std::abs(fit.mean.theta[k] - truth[k]) < kWidths[w] * fit.sd[k];
      ++n;
    }
  }
  RecordProperty("held50", std::to_string(held[0] / n));
  RecordProperty("held80", std::to_string(held[1] / n));
  RecordProperty("held95", std::to_string(held[2] / n));
  EXPECT_NEAR(held[0] / n, 0.50, 0.08);
  EXPECT_NEAR(held[1] / n, 0.80, 0.07);
  EXPECT_NEAR(held[2] / n, 0.95, 0.05);
}

TEST(IdealFronts, SolveWhatTheyFactored) {
  // K x by differences of the gradient, with an item that bridges two sessions.
  const auto votes = simulate_votes(5, 8, 3, 6);
  IdealSelection selection;
  selection.identical = {{1, 8}};
  const auto data = ideal_data(votes.matrix, all_of(votes.matrix), selection);
  IdealFitOptions options;
  options.uncertainty = false;
  const auto at = fit_ideal(data, options).mode;
  const double first = 4;
  const auto gradient = [&](const IdealParameters& p) {
    ideal::Sums sums;
    ideal::all_derivatives(data, p, 1, sums);
    ideal::add_walk_gradient(data, p.theta, first, sums.gradient);
    for (std::size_t k = 0; k < p.theta.size(); ++k) sums.gradient[k] -= p.theta[k];
    return sums;
  };
  ideal::Fronts fronts(data);
  ASSERT_TRUE(fronts.factor(at, first, 1, true, 1));
  std::vector<double> theta(at.theta.size());
  std::vector<std::array<double, 3>> items(at.beta.size());
  for (std::size_t k = 0; k < theta.size(); ++k) theta[k] = std::sin(1.0 + static_cast<double>(k));
  for (std::size_t j = 0; j < items.size(); ++j) {
    items[j] = {std::cos(static_cast<double>(j)), 0.3, data.items[j].cuts == 2 ? -0.2 : 0.0};
  }
  auto plus = at;
  auto minus = at;
  constexpr double h = 1e-5;
  const auto shift = [&](IdealParameters& p, double by) {
    for (std::size_t k = 0; k < theta.size(); ++k) p.theta[k] += by * theta[k];
    for (std::size_t j = 0; j < items.size(); ++j) {
      p.beta[j] += by * items[j][0];
      p.cut1[j] += by * items[j][1];
      p.cut2[j] += by * items[j][2];
    }
  };
  shift(plus, h);
  shift(minus, -h);
  const auto up = gradient(plus);
  const auto down = gradient(minus);
  std::vector<double> solved(theta.size());
  std::vector<std::array<double, 3>> solved_items(items.size());
  for (std::size_t k = 0; k < theta.size(); ++k) solved[k] = -(up.gradient[k] - down.gradient[k]) / (2 * h);
  for (std::size_t j = 0; j < items.size(); ++j) {
    const auto& a = up.items[j];
    const auto& b = down.items[j];
    solved_items[j] = {-(a.beta - b.beta) / (2 * h) + items[j][0], -(a.cut1 - b.cut1) / (2 * h),
                       -(a.cut2 - b.cut2) / (2 * h)};
  }
  fronts.solve(solved, solved_items);
  for (std::size_t k = 0; k < theta.size(); ++k) EXPECT_NEAR(solved[k], theta[k], 1e-4) << k;
  for (std::size_t j = 0; j < items.size(); ++j) EXPECT_NEAR(solved_items[j][0], items[j][0], 1e-3) << j;
  // Covariances are columns of the inverse.
  std::vector<double> step;
  fronts.covariances(1, step, [&](const ideal::Fronts::View& view) {
    const auto& session = data.sessions[view.session];
    std::vector<double> unit(data.places.size(), 0);
    unit[session.first_place] = 1;
    std::vector<std::array<double, 3>> none(items.size());
    fronts.solve(unit, none);
    for (std::size_t k = 0; k < view.n; ++k)
      EXPECT_NEAR(view.places[k], unit[session.first_place + k], 1e-10);
    std::vector<double> with;
    std::array<double, 9> own{};
    const auto item = data.parts[session.first_part].item;
    view.item(item, with, own);
    for (std::size_t u = 0; u <= data.items[item].cuts; ++u)
      EXPECT_NEAR(with[u * view.n], none[item][u], 1e-10) << view.session;
  });
}

TEST(IdealData, UnanimousItemsTellNothing) {
  views::RollCallMatrixBuilder builder;
  views::RollCall call;
  call.body = views::Body::assembly;
  call.session = "74";
  call.id = "all";
  builder.add(call);
  for (const char* state : {"USA", "CHN", "RUS"}) builder.add_ballot("all", state, views::Ballot::yes);
  const auto matrix = builder.build();
  EXPECT_THROW(ideal_data(matrix, all_of(matrix)), Error);
}

TEST(IdealFit, OneVoteGivesAWideIntervalAndSetsApartAreCounted) {
  views::RollCallMatrixBuilder builder;
  for (int t = 0; t < 2; ++t) {
    for (int j = 0; j < 12; ++j) {
      views::RollCall call;
      call.body = views::Body::assembly;
      call.session = std::to_string(t == 0 ? 1 : 40);
      call.id = call.session + "/" + std::to_string(j);
      builder.add(call);
      for (int i = 0; i < 6; ++i) {  // the two sessions share no state
        const std::string state = std::string(t == 0 ? "A" : "B") + static_cast<char>('A' + i) + "X";
        builder.add_ballot(call.id, state, (i + j) % 6 < 3 ? views::Ballot::yes : views::Ballot::no);
      }
      if (t == 0 && j == 0) builder.add_ballot(call.id, "ONE", views::Ballot::yes);
    }
  }
  const auto matrix = builder.build();
  const auto data = ideal_data(matrix, all_of(matrix));
  EXPECT_EQ(data.components, 2U);
  const auto fit = fit_ideal(data);
  for (std::size_t k = 0; k < data.places.size(); ++k) {
    EXPECT_TRUE(std::isfinite(fit.mean.theta[k]) && std::isfinite(fit.sd[k]));
    const bool one = data.states[data.places[k].state] == "ONE";
    EXPECT_TRUE(!one || fit.sd[k] > 0.5) << fit.sd[k];
  }
}

}  // namespace
}  // namespace blocs::inference
