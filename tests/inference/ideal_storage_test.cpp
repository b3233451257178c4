#include "blocs/inference/ideal_storage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "blocs/core/error.hpp"
#include "support/simulated_votes.hpp"

namespace blocs::inference {
namespace {

using test::all_of;
using test::simulate_votes;

IdealData data_of(std::uint64_t seed) {
  const auto votes = simulate_votes(seed, 12, 4, 12);
  return ideal_data(votes.matrix, all_of(votes.matrix));
}

void expect_equal(const IdealFit& a, const IdealFit& b) {
  EXPECT_EQ(a.walk, b.walk);
  EXPECT_EQ(a.mode.theta, b.mode.theta);
  EXPECT_EQ(a.mode.beta, b.mode.beta);
  EXPECT_EQ(a.mode.cut1, b.mode.cut1);
  EXPECT_EQ(a.mode.cut2, b.mode.cut2);
  EXPECT_EQ(a.mean.theta, b.mean.theta);
  EXPECT_EQ(a.mean.beta, b.mean.beta);
  EXPECT_EQ(a.mean.cut1, b.mean.cut1);
  EXPECT_EQ(a.mean.cut2, b.mean.cut2);
  EXPECT_EQ(a.sd, b.sd);
  EXPECT_EQ(a.covariance, b.covariance);
  EXPECT_EQ(a.step_covariance, b.step_covariance);
  EXPECT_EQ(a.objective, b.objective);
  EXPECT_EQ(a.least_gain, b.least_gain);
  EXPECT_EQ(a.change, b.change);
  EXPECT_EQ(a.converged, b.converged);
  EXPECT_EQ(a.hold, b.hold);
}

/// How bytes that are no fit of `data` are refused; nothing if they are not.
std::string refused(const std::string& bytes, const IdealData& data) {
  try {
    (void)ideal_from_bytes(bytes, data, "my.ledger");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::ledger);
    return error.what();
  }
  return {};
}

TEST(IdealStorage, AFitComesBackToTheLastBit) {
  const auto data = data_of(3);
  for (const auto walk : {Walk::forward, Walk::both}) {
    IdealFitOptions options;
    options.walk = walk;
    const auto fit = fit_ideal(data, options);
    expect_equal(ideal_from_bytes(ideal_to_bytes(fit), data, "my.ledger"), fit);
  }
}

TEST(IdealStorage, CovariancesAreSymmetricToTheLastBit) {
  const auto data = data_of(5);
  const auto fit = fit_ideal(data);
  for (std::size_t s = 0; s < data.sessions.size(); ++s) {
    const std::size_t n = data.sessions[s].places;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < i; ++j)
        EXPECT_EQ(fit.covariance[s][i * n + j], fit.covariance[s][j * n + i]) << s << " " << i << " " << j;
    }
  }
}

TEST(IdealStorage, TheDigestChangesWithAllThatAFitDependsOn) {
  const auto data = data_of(3);
  const IdealFitOptions options;
  const auto digest = ideal_digest(data, options);
  EXPECT_EQ(ideal_digest(data_of(3), options), digest);
  std::vector<std::string> others{digest};
  const auto changed = [&](const IdealData& other, const IdealFitOptions& by) {
    const auto one = ideal_digest(other, by);
    EXPECT_EQ(std::count(others.begin(), others.end(), one), 0) << others.size();
    others.push_back(one);
  };
  auto other = data;
  std::swap(other.ballots[0], other.ballots[1]);
  changed(other, options);
  other = data;
  other.parts[0].low_end += 1;  // a ballot of the middle choice is one of the lowest
  changed(other, options);
  other = data;
  other.states[1] = "XYZ";
  changed(other, options);
  other = data;
  other.sessions[0].number += 1;
  changed(other, options);
  other = data;
  other.places[1].step += 0.1;
  changed(other, options);
  other = data;
  other.items[0].cuts = 3 - other.items[0].cuts;
  changed(other, options);
  auto by = options;
  by.walk = Walk::both;
  changed(data, by);
  by = options;
  by.first_sd = 1;
  changed(data, by);
  by = options;
  by.tolerance = 1e-5;
  changed(data, by);
  by = options;
  by.positive = "GBR";
  changed(data, by);
  by = options;
  by.uncertainty = false;
  changed(data, by);
  by = options;
  by.threads = 1;  // gives the same points
  EXPECT_EQ(ideal_digest(data, by), digest);
}

TEST(IdealStorage, BytesThatAreNoFitOfTheDataAreRefused) {
  const auto data = data_of(3);
  const auto fit = fit_ideal(data);
  const auto bytes = ideal_to_bytes(fit);
  EXPECT_EQ(refused(bytes, data), "");
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 8)
    EXPECT_NE(refused(bytes.substr(0, size), data), "") << size;
  EXPECT_NE(refused(bytes + "x", data), "");
  EXPECT_NE(refused("x" + bytes, data), "");
  EXPECT_NE(refused(bytes, ideal_data(simulate_votes(3, 13, 4, 12).matrix,
                                      all_of(simulate_votes(3, 13, 4, 12).matrix))),
            "");
  const auto what = refused("", data);
  EXPECT_NE(what.find("my.ledger"), std::string::npos) << what;
  EXPECT_NE(what.find("blocs ideal store"), std::string::npos) << what;
  for (const double no_number :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    auto broken = fit;
    broken.mean.theta.back() = no_number;
    EXPECT_NE(refused(ideal_to_bytes(broken), data), "");
    broken = fit;
    broken.covariance.back().back() = no_number;
    EXPECT_NE(refused(ideal_to_bytes(broken), data), "");
    broken = fit;
    broken.sd.front() = no_number;
    EXPECT_NE(refused(ideal_to_bytes(broken), data), "");
  }
}

}  // namespace
}  // namespace blocs::inference
