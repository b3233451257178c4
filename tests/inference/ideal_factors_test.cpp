#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>

#include "blocs/core/random.hpp"
#include "blocs/inference/ideal_fit.hpp"
#include "inference/ideal_points/front_tree.hpp"
#include "inference/ideal_points/fronts.hpp"
#include "inference/ideal_points/session_blocks.hpp"
#include "support/rapidcheck_gtest.hpp"
#include "support/simulated_votes.hpp"

namespace blocs::inference {
namespace {

using ideal::ByItem;
using By = ideal::SessionBlocks::By;
using test::all_of;
using test::simulate_votes;

/// A symmetric positive definite matrix as a sum of elements, each on the unknowns that it touches.
struct Elements {
  std::size_t unknowns = 0;
  std::vector<std::vector<std::uint32_t>> touched;
  std::vector<std::vector<double>> cells;  ///< by element, row-major over what it touches
  std::vector<double> whole;
};

Elements drawn_elements(std::uint64_t seed, std::size_t elements, std::size_t unknowns) {
  RandomStream random(seed, 0);
  Elements drawn{unknowns, {}, {}, std::vector<double>(unknowns * unknowns, 0)};
  for (std::size_t e = 0; e < elements; ++e) {
    auto& touched = drawn.touched.emplace_back();
    for (std::uint32_t u = 0; u < unknowns; ++u) {
      if (u % elements == e || random.uniform() < 0.4) touched.push_back(u);
    }
    const std::size_t n = touched.size();
    std::vector<double> root(n * n);
    for (double& x : root) x = random.uniform() - 0.5;
    auto& cells = drawn.cells.emplace_back(n * n, 0);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t l = 0; l < n; ++l) cells[i * n + j] += root[i * n + l] * root[j * n + l];
        if (i == j) cells[i * n + j] += 0.1;
        drawn.whole[touched[i] * unknowns + touched[j]] += cells[i * n + j];
      }
    }
  }
  return drawn;
}

bool factor(ideal::FrontTree& tree, const Elements& drawn, std::size_t threads) {
  return tree.factor(threads, [&](std::size_t e, const ideal::FrontTree::Cells& cells) {
    const auto& touched = drawn.touched[e];
    for (std::size_t i = 0; i < touched.size(); ++i) {
      for (std::size_t j = i; j < touched.size(); ++j)
        cells(touched[i], touched[j]) += drawn.cells[e][i * touched.size() + j];
    }
  });
}

TEST(IdealFrontTree, SolvesAndInvertsWhatItFactored) {
  test::holds("any elements, one thread or two", [] {
    const auto unknowns = static_cast<std::size_t>(*rc::gen::inRange(1, 60));
    const auto elements = static_cast<std::size_t>(*rc::gen::inRange(1, 7));
    const auto drawn = drawn_elements(*rc::gen::arbitrary<std::uint64_t>(), elements, unknowns);
    ideal::FrontTree tree(unknowns, drawn.touched);
    ideal::FrontTree same(unknowns, drawn.touched);
    RC_ASSERT(factor(tree, drawn, 1));
    RC_ASSERT(factor(same, drawn, 2));
    std::vector<double> truth(unknowns);
    std::vector<double> x(unknowns, 0);
    for (std::size_t u = 0; u < unknowns; ++u) truth[u] = std::sin(1.0 + static_cast<double>(u));
    for (std::size_t u = 0; u < unknowns; ++u) {
      for (std::size_t v = 0; v < unknowns; ++v) x[u] += drawn.whole[u * unknowns + v] * truth[v];
    }
    auto again = x;
    tree.solve(x, 1);
    same.solve(again, 2);
    RC_ASSERT(x == again);
    for (std::size_t u = 0; u < unknowns; ++u) RC_ASSERT(std::abs(x[u] - truth[u]) < 1e-8);
    std::vector<double> shown(elements, 0);
    tree.covariances(2, [&](std::size_t e, const ideal::FrontTree::Covariances& all) {
      if (drawn.touched[e].empty()) return;
      const auto of = drawn.touched[e].front();
      std::vector<double> column(unknowns, 0);
      column[of] = 1;
      tree.solve(column, 1);
      for (const auto u : drawn.touched[e])
        shown[e] = std::max(shown[e], std::abs(all(u, of) - column[u]) + std::abs(all(of, u) - column[u]));
    });
    for (const double off : shown) RC_ASSERT(off < 1e-8);
  });
}

TEST(IdealFrontTree, SaysWhenThereIsNothingToFactor) {
  auto drawn = drawn_elements(3, 4, 12);
  drawn.cells[2][0] = -50;  // no longer positive definite
  ideal::FrontTree tree(12, drawn.touched);
  EXPECT_FALSE(factor(tree, drawn, 1));
}

/// A record with an item that bridges two sessions, and its mode with a walk both ways.
class IdealFactors : public testing::Test {
 protected:
  IdealFactors() {
    const auto votes = simulate_votes(5, 8, 3, 6);
    IdealSelection selection;
    selection.identical = {{1, 8}};
    data = ideal_data(votes.matrix, all_of(votes.matrix), selection);
    IdealFitOptions options;
    options.uncertainty = false;
    options.walk = Walk::both;
    at = fit_ideal(data, options).mode;
    for (std::size_t k = 0; k < at.theta.size(); ++k) theta.push_back(std::sin(1.0 + static_cast<double>(k)));
    for (std::size_t j = 0; j < at.beta.size(); ++j)
      items.push_back({std::cos(static_cast<double>(j)), 0.3, data.items[j].cuts == 2 ? -0.2 : 0.0});
  }

  /// What -Hessian gives for (theta, items), by differences of the gradient; `pull` is a place's own.
  template <typename Pull>
  ideal::Move product(const Pull& pull) const {
    constexpr double h = 1e-5;
    const auto gradient = [&](double by) {
      auto moved = at;
      for (std::size_t k = 0; k < theta.size(); ++k) moved.theta[k] += by * theta[k];
      for (std::size_t j = 0; j < items.size(); ++j) {
        moved.beta[j] += by * items[j][0];
        moved.cut1[j] += by * items[j][1];
        moved.cut2[j] += by * items[j][2];
      }
      ideal::Sums sums;
      ideal::all_derivatives(data, moved, 1, sums);
      pull(moved.theta, sums.gradient);
      return sums;
    };
    const auto up = gradient(h);
    const auto down = gradient(-h);
    ideal::Move move{std::vector<double>(theta.size()), ByItem(items.size())};
    for (std::size_t k = 0; k < theta.size(); ++k)
      move.theta[k] = -(up.gradient[k] - down.gradient[k]) / (2 * h);
    for (std::size_t j = 0; j < items.size(); ++j) {
      const auto& a = up.items[j];
      const auto& b = down.items[j];
      move.items[j] = {-(a.beta - b.beta) / (2 * h) + items[j][0], -(a.cut1 - b.cut1) / (2 * h),
                       -(a.cut2 - b.cut2) / (2 * h)};
    }
    return move;
  }

  void expect_solved(const ideal::Move& solved) const {
    for (std::size_t k = 0; k < theta.size(); ++k) EXPECT_NEAR(solved.theta[k], theta[k], 1e-4) << k;
    for (std::size_t j = 0; j < items.size(); ++j) EXPECT_NEAR(solved.items[j][0], items[j][0], 1e-3) << j;
  }

  IdealData data;
  IdealParameters at;
  std::vector<double> theta;
  ByItem items;
};

TEST_F(IdealFactors, FrontsSolveAndInvertWhatTheyFactored) {
  constexpr double kFirst = 4;
  auto solved = product([&](const std::vector<double>& places, std::vector<double>& gradient) {
    ideal::add_walk_gradient(data, places, kFirst, gradient);
    for (std::size_t k = 0; k < places.size(); ++k) gradient[k] -= places[k];
  });
  ideal::Condensed condensed(data);
  ideal::Fronts fronts(data, condensed);
  ASSERT_TRUE(fronts.factor(at, {kFirst, 1}, true, 1));
  fronts.solve(solved.theta, solved.items, 2);
  expect_solved(solved);
  std::vector<double> step;
  std::mutex one_at_a_time;
  fronts.covariances(2, step, [&](ideal::Fronts::View&& view) {  // columns of the inverse
    const std::lock_guard lock(one_at_a_time);
    const auto& session = data.sessions[view.session];
    std::vector<double> unit(data.places.size(), 0);
    unit[session.first_place] = 1;
    ByItem none(items.size());
    fronts.solve(unit, none, 1);
    for (std::size_t k = 0; k < view.n; ++k)
      EXPECT_NEAR(view.places[k], unit[session.first_place + k], 1e-10);
    const auto before = data.places[session.first_place].before;
    EXPECT_NEAR(step[session.first_place], before < 0 ? 0 : unit[static_cast<std::size_t>(before)], 1e-10);
    std::vector<double> with;
    std::array<double, 9> own{};
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto item = data.parts[p].item;
      view.item(item, with, own);
      for (std::size_t u = 0; u <= data.items[item].cuts; ++u)
        EXPECT_NEAR(with[u * view.n], none[item][u], 1e-10) << view.session;
    }
  });
}

TEST_F(IdealFactors, SessionBlocksSolveWhatTheyFactored) {
  const std::vector<double> own(theta.size(), 1.5);
  auto solved = product([&](const std::vector<double>& places, std::vector<double>& gradient) {
    for (std::size_t k = 0; k < places.size(); ++k) gradient[k] -= own[k] * places[k];
  });
  ideal::Condensed condensed(data);
  ideal::SessionBlocks blocks(data, condensed);
  for (const auto by : {By::floats, By::doubles}) {
    ASSERT_TRUE(blocks.factor(at, own, true, by, 2));
    auto move = solved;
    blocks.down(move, 2);
    blocks.solve(move, 2);
    expect_solved(move);
  }
  const auto below_zero = std::vector<double>(theta.size(), -1e4);
  EXPECT_FALSE(blocks.factor(at, below_zero, true, By::floats, 2));
}

/// A matrix that somebody factored in place, in whichever numbers, is not taken for condensed.
TEST_F(IdealFactors, AMatrixIsCondensedAnewAfterItWasUsedUp) {
  const std::vector<double> own(theta.size(), 1.5);
  const auto answer = [&](ideal::SessionBlocks& blocks, By by) {
    EXPECT_TRUE(blocks.factor(at, own, true, by, 1));
    ideal::Move move{theta, items};
    blocks.down(move, 1);
    blocks.solve(move, 1);
    return move;
  };
  ideal::Condensed fresh(data), used(data);
  ideal::SessionBlocks first(data, fresh), second(data, used);
  const auto wanted = answer(first, By::doubles);
  ideal::Fronts fronts(data, used);
  for (const auto before : {By::floats, By::doubles}) {
    answer(second, before);
    ASSERT_TRUE(fronts.factor(at, {4, 1}, true, 1));
    EXPECT_EQ(answer(second, By::doubles).theta, wanted.theta);
    answer(second, before);
    EXPECT_EQ(answer(second, By::doubles).theta, wanted.theta);
  }
}

/// When places drawn to others go where they went last, the answer is that of pulls which are known.
TEST_F(IdealFactors, PlacesDrawnToOthersEndWhereTheyAreDrawnTo) {
  std::vector<std::int32_t> near;
  std::vector<double> firm;
  for (const auto& place : data.places) {
    near.push_back(place.before >= 0 ? place.before : place.after);
    firm.push_back(near.back() >= 0 ? 0.8 : 0);
  }
  const std::vector<double> own(theta.size(), 2);
  ideal::Condensed condensed(data);
  ideal::SessionBlocks blocks(data, condensed);
  ASSERT_TRUE(blocks.factor(at, own, true, By::doubles, 1));
  ideal::Move side{theta, items};
  blocks.down(side, 1);
  ideal::Move move = side;
  blocks.solve(move, 1);
  ideal::Move last = move;
  for (int i = 0; i < 200; ++i) {
    move = side;
    ideal::SessionBlocks::Drawn drawn{near, firm, &last.items, last.theta};
    blocks.solve(move, 1, &drawn);
    last = move;
  }
  ideal::Move pulled = side;
  for (std::size_t k = 0; k < theta.size(); ++k) {
    if (near[k] >= 0) pulled.theta[k] += firm[k] * move.theta[static_cast<std::size_t>(near[k])];
  }
  blocks.solve(pulled, 1);
  for (std::size_t k = 0; k < theta.size(); ++k) EXPECT_NEAR(pulled.theta[k], move.theta[k], 1e-9) << k;
  for (std::size_t j = 0; j < items.size(); ++j) EXPECT_NEAR(pulled.items[j][0], move.items[j][0], 1e-9) << j;
}

}  // namespace
}  // namespace blocs::inference
