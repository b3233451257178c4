#include "blocs/inference/ideal_fit.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "blocs/core/error.hpp"
#include "inference/ideal_points/likelihood.hpp"
#include "inference/ideal_points/normal_lanes.hpp"
#include "inference/ideal_points/search.hpp"
#include "support/rapidcheck_gtest.hpp"
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

#pragma GCC diagnostic ignored "-Wpsabi"  // as in lanes.hpp
template <typename Numbers>
void expect_the_same_bits_as_one_by_one() {
  for (double x = 0; x < 12; x += 0.08) {
    std::array<double, 8> at{};
    for (std::size_t i = 0; i < at.size(); ++i) at[i] = x + 0.01 * static_cast<double>(i);
    std::array<double, 8> exponential{}, ratio{}, logarithm{};
    const auto numbers = ideal::loaded<Numbers>(at.data());
    ideal::put(exponential.data(), ideal::exp_below_zero(-numbers));
    ideal::put(ratio.data(), ideal::mills(numbers));
    ideal::put(logarithm.data(), ideal::log_below_one(ideal::exp_below_zero(-numbers)));
    for (std::size_t i = 0; i < at.size(); ++i) {
      EXPECT_EQ(exponential[i], ideal::exp_below_zero(-at[i])) << at[i];
      EXPECT_EQ(ratio[i], ideal::mills(at[i])) << at[i];
      EXPECT_EQ(logarithm[i], ideal::log_below_one(ideal::exp_below_zero(-at[i]))) << at[i];
    }
  }
}

TEST(IdealNormal, IsTheSameInVectorsOfEveryWidth) {
  expect_the_same_bits_as_one_by_one<ideal::Eight>();
  expect_the_same_bits_as_one_by_one<ideal::TwoFours>();
  const std::array<double, 8> terms{1e16, 1, -1e16, 3, 1e-3, 7, 2, 5};
  EXPECT_EQ(ideal::added_up(ideal::loaded<ideal::Eight>(terms.data())),
            ideal::added_up(ideal::loaded<ideal::TwoFours>(terms.data())));
}

/// Derivatives by place are those of where the items end: of those that lose by a step, of where they were.
TEST(IdealLikelihood, ItemsThatLoseByAStepLeaveNothingInTheDerivatives) {
  const auto votes = simulate_votes(7, 30, 3, 20);
  IdealSelection selection;
  selection.identical = {{1, 25}};
  const auto data = ideal_data(votes.matrix, all_of(votes.matrix), selection);
  IdealParameters at;
  for (std::size_t k = 0; k < data.places.size(); ++k) at.theta.push_back(std::sin(static_cast<double>(k)));
  for (std::size_t j = 0; j < data.items.size(); ++j) {  // far off, so that steps lead beyond the top
    const auto x = static_cast<double>(j);
    at.beta.push_back(8 * std::cos(x));
    at.cut1.push_back(6 * std::sin(2 * x));
    at.cut2.push_back(data.items[j].cuts == 2 ? at.cut1[j] + 0.01 : 0);
  }
  ideal::Sums sums;
  ideal::item_derivatives(data, at, 1, sums);
  std::size_t stayed = 0, went = 0;
  for (int i = 0; i < 6; ++i) {
    const auto before = at;
    ideal::improve_items(data, 2, ideal::ByPlace::wanted, at, sums);
    for (std::size_t j = 0; j < data.items.size(); ++j) ++(at.cut1[j] == before.cut1[j] ? stayed : went);
    ideal::Sums wanted;
    ideal::all_derivatives(data, at, 1, wanted);
    EXPECT_EQ(sums.log_likelihood, wanted.log_likelihood);
    for (std::size_t k = 0; k < data.places.size(); ++k) {
      EXPECT_NEAR(sums.gradient[k], wanted.gradient[k], 1e-9) << k;
      EXPECT_NEAR(sums.curvature[k], wanted.curvature[k], 1e-9) << k;
    }
  }
  EXPECT_GT(stayed, 0U);
  EXPECT_GT(went, 0U);
}

/// What leaves something out of the derivatives is the rest of them to the last bit.
TEST(IdealLikelihood, ItemsAndLogarithmsAloneAreTheSame) {
  const auto votes = simulate_votes(3, 45, 3, 25);
  const auto data = ideal_data(votes.matrix, all_of(votes.matrix));
  IdealFitOptions options;
  options.uncertainty = false;
  const auto at = fit_ideal(data, options).mode;
  ideal::Sums all, items;
  ideal::all_derivatives(data, at, 2, all);
  ideal::item_derivatives(data, at, 1, items);
  EXPECT_EQ(items.log_likelihood, all.log_likelihood);
  ideal::Lanes lanes;
  for (const auto& session : data.sessions) {
    const double* theta = at.theta.data() + session.first_place;
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto& part = data.parts[p];
      const auto j = part.item;
      EXPECT_EQ(items.items[j].beta, all.items[j].beta) << j;
      EXPECT_EQ(items.items[j].k22, all.items[j].k22) << j;
      EXPECT_EQ(ideal::part_logarithm(data, part, theta, at.beta[j], at.cut1[j], at.cut2[j], lanes),
                ideal::part_derivatives(data, part, theta, at.beta[j], at.cut1[j], at.cut2[j], lanes))
          << p;
    }
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
  const auto data = ideal_data(votes.matrix, all_of(votes.matrix));
  IdealFitOptions options;
  options.walk = Walk::both;
  const auto fit = fit_ideal(data, options);
  for (std::size_t i = 1; i < fit.objective.size(); ++i)
    EXPECT_GE(fit.objective[i], fit.objective[i - 1]) << i;
  EXPECT_GE(fit.least_gain, 0);
  options.walk = Walk::forward;  // its pulls move from step to step: each step counts under its own
  EXPECT_GE(fit_ideal(data, options).least_gain, 0);
}

/// Few roll calls a session, and hardly any in the last: rounds of everything together overshoot on some of
/// these records.
TEST(IdealFit, ThinRecordsSettle) {
  for (std::uint64_t seed = 30; seed < 36; ++seed) {
    const auto votes = simulate_votes(seed, 30, 5, 12);
    views::Mask chosen(votes.matrix.roll_calls().size());
    for (std::size_t i = 0; i < 4 * 12 + 1; ++i) chosen.set(i);
    const auto fit = fit_ideal(ideal_data(votes.matrix, chosen));
    EXPECT_TRUE(fit.converged) << "seed " << seed << ": the last step moved a point by " << fit.change;
  }
}

/// Where a forward walk ends, an update of places in the augmented model and one of the line change nothing:
/// the published sampler, with conditional means in the place of draws.
TEST(IdealFit, AForwardWalkEndsWhereThePublishedUpdatesStandStill) {
  const auto votes = simulate_votes(6, 20, 4, 25);
  const auto data = ideal_data(votes.matrix, all_of(votes.matrix));
  IdealFitOptions options;
  options.uncertainty = false;
  const auto fit = fit_ideal(data, options);
  ASSERT_TRUE(fit.converged);
  ideal::Sums sums;
  ideal::all_derivatives(data, fit.mode, 1, sums);
  std::vector<double> weight(data.places.size(), 0);
  for (const auto& session : data.sessions) {
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto& part = data.parts[p];
      for (std::uint32_t b = part.begin; b < part.end; ++b)
        weight[session.first_place + data.ballots[b]] += fit.mode.beta[part.item] * fit.mode.beta[part.item];
    }
  }
  IdealParameters next = fit.mode;
  for (std::size_t k = 0; k < data.places.size(); ++k) {
    const auto& place = data.places[k];
    const auto near = static_cast<std::size_t>(place.before >= 0 ? place.before : place.after);
    const double firm = 1 / (place.before >= 0 ? place.step : data.places[near].step);
    const double x = fit.mode.theta[k];
    // E[sum of beta z] = sum of beta^2 theta + gradient
    next.theta[k] = (weight[k] * x + sums.gradient[k] + firm * fit.mode.theta[near]) / (weight[k] + firm);
  }
  ideal::standardise(next);
  for (std::size_t k = 0; k < data.places.size(); ++k)
    EXPECT_NEAR(next.theta[k], fit.mode.theta[k], 1e-5) << k;
  for (std::size_t j = 0; j < data.items.size(); ++j) {
    EXPECT_NEAR(sums.items[j].beta, fit.mode.beta[j], 1e-4) << j;  // the prior's pull
    EXPECT_NEAR(sums.items[j].cut1, 0, 1e-4) << j;
  }
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

/// Over simulated records: how often the 50, 80 and 95 % intervals hold the truth, for states of all five
/// sessions and for those that came in the middle.
TEST(IdealFit, IntervalsCoverAtAboutTheirRate) {
  constexpr std::array kWidths{0.6744897501960817, 1.2815515655446004, 1.959963984540054};
  for (const auto walk : {Walk::forward, Walk::both}) {
    std::array<std::array<double, 3>, 2> held{};
    std::array<double, 2> n{};
    for (std::uint64_t seed = 10; seed < 14; ++seed) {
      const auto votes = simulate_votes(seed, 40, 5, 30);
      const auto data = ideal_data(votes.matrix, all_of(votes.matrix));
      IdealFitOptions options;
      options.walk = walk;
      options.threads = 1;
      const auto fit = fit_ideal(data, options);
      const auto truth = truth_of(data, votes);
      std::vector<int> sessions(data.states.size(), 0);
      for (const auto& place : data.places) ++sessions[place.state];
      for (std::size_t k = 0; k < truth.size(); ++k) {
        const std::size_t career = sessions[data.places[k].state] >= 5 ? 0 : 1;
        for (std::size_t w = 0; w < 3; ++w)
          held[career][w] += std::abs(fit.mean.theta[k] - truth[k]) < kWidths[w] * fit.sd[k];
        ++n[career];
      }
    }
    for (std::size_t career = 0; career < 2; ++career) {
      const std::string name =
          std::string(walk == Walk::forward ? "forward" : "both") + (career == 0 ? "_long_" : "_short_");
      for (const auto& [w, rate] : {std::pair{0, "50"}, {1, "80"}, {2, "95"}})
        RecordProperty(name + rate, std::to_string(held[career][static_cast<std::size_t>(w)] / n[career]));
      EXPECT_NEAR(held[career][0] / n[career], 0.50, 0.12) << name;
      EXPECT_NEAR(held[career][1] / n[career], 0.80, 0.10) << name;
      EXPECT_NEAR(held[career][2] / n[career], 0.95, 0.05) << name;
    }
  }
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
  for (const auto walk : {Walk::forward, Walk::both}) {
    IdealFitOptions options;
    options.walk = walk;
    options.threads = 1;  // so small a record is not worth threads
    const auto fit = fit_ideal(data, options);
    for (std::size_t k = 0; k < data.places.size(); ++k) {
      EXPECT_TRUE(std::isfinite(fit.mean.theta[k]) && std::isfinite(fit.sd[k]));
      const bool one = data.states[data.places[k].state] == "ONE";
      EXPECT_TRUE(!one || fit.sd[k] > 0.5) << fit.sd[k];
    }
  }
}

/// Records that hardly tell anything: every number is finite, or the error says why there is none.
TEST(IdealFit, ThinRecordsNeverGiveNaN) {
  test::holds("thin records", [] {
    const auto states = *rc::gen::inRange(1, 5);
    const auto calls = *rc::gen::inRange(1, 6);
    views::RollCallMatrixBuilder builder;
    for (int j = 0; j < calls; ++j) {
      views::RollCall call;
      call.body = views::Body::assembly;
      call.session = std::to_string(1 + *rc::gen::inRange(0, 3));
      call.id = "R" + std::to_string(j);
      builder.add(call);
      for (int i = 0; i < states; ++i) {
        const auto ballot = *rc::gen::inRange(0, 4);
        if (ballot == 3) continue;
        constexpr std::array kBallots{views::Ballot::yes, views::Ballot::abstain, views::Ballot::no};
        builder.add_ballot(call.id, std::string("S") + static_cast<char>('A' + i) + "X",
                           kBallots[static_cast<std::size_t>(ballot)]);
      }
    }
    const auto matrix = builder.build();
    IdealFitOptions options;
    options.walk = *rc::gen::element(Walk::forward, Walk::both);
    options.threads = 1;
    try {
      const auto data = ideal_data(matrix, all_of(matrix));
      const auto fit = fit_ideal(data, options);
      for (std::size_t k = 0; k < data.places.size(); ++k)
        RC_ASSERT(std::isfinite(fit.mean.theta[k]) && std::isfinite(fit.sd[k]));
      for (std::size_t j = 0; j < data.items.size(); ++j) RC_ASSERT(std::isfinite(fit.mean.beta[j]));
    } catch (const Error& error) {
      RC_ASSERT(error.kind() == ErrorKind::undefined);
    }
  });
}

}  // namespace
}  // namespace blocs::inference
