#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "blocs/core/random.hpp"
#include "inference/ideal_points/dense.hpp"
#include "inference/ideal_points/rows.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs::inference {
namespace {

std::vector<double> numbers_drawn(RandomStream& random, std::size_t count) {
  std::vector<double> numbers(count);
  for (double& x : numbers) x = random.uniform() - 0.5;
  return numbers;
}

/// An upper triangle far from singular, `stride` a row; what lies below it is noise.
std::vector<double> upper_triangle(RandomStream& random, std::size_t size, std::size_t stride) {
  auto u = numbers_drawn(random, size * stride);
  for (std::size_t i = 0; i < size; ++i) u[i * stride + i] = 2 + std::sqrt(static_cast<double>(size));
  return u;
}

/// `near`: how far off a sum of these numbers may be.
template <typename Number>
void check_product(double near) {
  RandomStream random(*rc::gen::arbitrary<std::uint64_t>(), 0);
  const auto rows = *rc::gen::inRange<std::size_t>(1, 80);
  const bool upper = *rc::gen::arbitrary<bool>();
  const auto columns = upper ? rows : *rc::gen::inRange<std::size_t>(1, 80);
  const auto k = *rc::gen::inRange<std::size_t>(0, 220);
  const auto beyond = *rc::gen::inRange<std::size_t>(0, 5);  // of what the strides leave between rows
  const std::size_t stride_c = columns + beyond, stride_p = rows + beyond, stride_q = columns + beyond;
  const auto drawn = [&](std::size_t count) {
    const auto numbers = numbers_drawn(random, count);
    return std::vector<Number>(numbers.begin(), numbers.end());
  };
  auto c = drawn(rows * stride_c);
  const auto p = drawn(std::max<std::size_t>(1, k) * stride_p);
  const auto q = drawn(std::max<std::size_t>(1, k) * stride_q);
  const auto before = c;
  ideal::subtract_product(c.data(), stride_c, rows, columns, p.data(), stride_p, q.data(), stride_q, k, upper,
                          2);
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < stride_c; ++j) {
      double wanted = before[i * stride_c + j];
      if (upper && j < i) continue;
      for (std::size_t l = 0; j < columns && l < k; ++l)
        wanted -= static_cast<double>(p[l * stride_p + i]) * static_cast<double>(q[l * stride_q + j]);
      RC_ASSERT(std::abs(static_cast<double>(c[i * stride_c + j]) - wanted) < near);
    }
  }
}

TEST(IdealDense, AProductIsSubtractedAsByHand) {
  test::holds("of doubles", [] { check_product<double>(1e-12); });
  test::holds("of floats", [] { check_product<float>(1e-4); });
}

template <typename Number>
void check_elimination(double near) {
  RandomStream random(*rc::gen::arbitrary<std::uint64_t>(), 0);
  const auto size = *rc::gen::inRange<std::size_t>(1, 90);
  const std::size_t stride = size + *rc::gen::inRange<std::size_t>(0, 3);
  const auto root = upper_triangle(random, size, size);
  std::vector<Number> a(size * stride, 0);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = i; j < size; ++j) {
      double sum = 0;
      for (std::size_t l = 0; l <= i; ++l) sum += root[l * size + i] * root[l * size + j];
      a[i * stride + j] = static_cast<Number>(sum);
    }
  }
  RC_ASSERT(ideal::eliminate(a.data(), size, stride, size, 1));
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = i; j < size; ++j)
      RC_ASSERT(std::abs(static_cast<double>(a[i * stride + j]) - root[i * size + j]) < near);
  }
  const auto x = numbers_drawn(random, size);
  std::vector<Number> b(size, 0);
  for (std::size_t i = 0; i < size; ++i) {
    double sum = 0;
    for (std::size_t j = i; j < size; ++j) sum += root[i * size + j] * x[j];
    b[i] = static_cast<Number>(sum);
  }
  ideal::solve_upper(a.data(), stride, size, b.data(), 1, 1);
  for (std::size_t i = 0; i < size; ++i) RC_ASSERT(std::abs(static_cast<double>(b[i]) - x[i]) < near);
}

TEST(IdealDense, WhatIsEliminatedAndSolvedComesBack) {
  test::holds("in doubles", [] { check_elimination<double>(1e-10); });
  test::holds("in floats", [] { check_elimination<float>(1e-4); });
}

TEST(IdealDense, WhatIsNotPositiveDefiniteIsSaid) {
  std::vector<float> a{1, 2, 0, 1};  // the second pivot is 1 - 4
  EXPECT_FALSE(ideal::eliminate(a.data(), 2, 2, 2, 1));
  std::vector<double> b{1, 2, 0, std::nan("")};
  EXPECT_FALSE(ideal::eliminate(b.data(), 2, 2, 2, 1));
}

/// By rows stored as doubles and as float: both are to be exact for what is stored.
template <typename Stored>
void check_rows(std::uint64_t seed, std::size_t size, std::size_t gone, std::size_t stride) {
  RandomStream random(seed, 0);
  const auto numbers = upper_triangle(random, size, stride);
  const std::vector<Stored> u(numbers.begin(), numbers.end());
  const auto x = numbers_drawn(random, size);
  const auto at = [&](std::size_t i, std::size_t j) { return static_cast<double>(u[i * stride + j]); };

  std::vector<double> products(size);
  ideal::dot_rows(u.data(), stride, size, size, x.data(), products.data());
  auto rest = x;
  ideal::take_rows(u.data(), stride, size, size, products.data(), rest.data());
  auto down = x, up = x;
  ideal::solve_down(u.data(), stride, size, gone, down.data());
  ideal::solve_up(u.data(), stride, size, gone, up.data());
  for (std::size_t i = 0; i < size; ++i) {
    double dot = 0, taken = x[i], by_down = 0, by_up = 0;
    for (std::size_t j = 0; j < size; ++j) {
      dot += at(i, j) * x[j];
      taken -= at(j, i) * products[j];
      if (j < gone && j <= i) by_down += at(j, i) * down[j];
      if (i < gone && j >= i) by_up += at(i, j) * up[j];
    }
    RC_ASSERT(std::abs(products[i] - dot) < 1e-10);
    RC_ASSERT(std::abs(rest[i] - taken) < 1e-8);
    RC_ASSERT(std::abs((i < gone ? 0 : down[i]) + by_down - x[i]) < 1e-10);
    RC_ASSERT(std::abs((i < gone ? by_up : up[i]) - x[i]) < 1e-10);
  }
}

TEST(IdealRows, SumsAndSolutionsAreThoseByHand) {
  test::holds("rows", [] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const auto size = *rc::gen::inRange<std::size_t>(1, 40);
    const auto gone = *rc::gen::inRange<std::size_t>(0, size + 1);
    const std::size_t stride = size + *rc::gen::inRange<std::size_t>(0, 3);
    check_rows<double>(seed, size, gone, stride);
    check_rows<float>(seed, size, gone, stride);
  });
}

}  // namespace
}  // namespace blocs::inference
