#include "blocs/core/per_worker.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>

#include "blocs/core/parallel.hpp"

namespace blocs {
namespace {

// Whatever the heap gives, two workers' states are at least a pair of cache lines apart.
TEST(PerWorker, StatesOfTwoWorkersShareNoLine) {
  for (int round = 0; round < 20; ++round) {
    const std::vector<char> shift(static_cast<std::size_t>(1 + 40 * round));  // moves what is allocated next
    PerWorker<std::uint64_t> states(4);
    for (std::size_t w = 0; w < 4; ++w) {
      const auto at = reinterpret_cast<std::uintptr_t>(&states[w]);
      EXPECT_EQ(at % kOwnLines, 0U);
      if (w > 0) {
        EXPECT_GE(at - reinterpret_cast<std::uintptr_t>(&states[w - 1]), kOwnLines);
      }
    }
  }
}

TEST(PerWorker, SumsAreWholeForAnyNumberOfThreads) {
  for (const std::size_t threads : {std::size_t{1}, std::size_t{2}, std::size_t{5}}) {
    PerWorker<std::uint64_t> sums(worker_count(1000, threads));
    parallel_for(1000, threads, [&](std::size_t i, std::size_t worker) { sums[worker] += i; });
    std::uint64_t all = 0;
    sums.each([&](std::uint64_t one) { all += one; });
    EXPECT_EQ(all, 499'500U);
  }
}

TEST(PerWorker, AStateIsMadeWhenItIsFirstAskedFor) {
  int made = 0;
  PerWorker<int> states(3, [&] { return ++made; });
  EXPECT_EQ(states[1], 1);
  states[1] = 7;
  EXPECT_EQ(states[1], 7);
  EXPECT_EQ(made, 1);
  int seen = 0;
  states.each([&](int one) { seen += one; });
  EXPECT_EQ(seen, 7);
}

}  // namespace
}  // namespace blocs
