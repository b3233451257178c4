#include "blocs/core/parallel.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace blocs {
namespace {

TEST(ParallelFor, VisitsEveryIndexOnce) {
  for (const std::size_t threads : {0U, 1U, 3U, 50U}) {
    std::vector<int> seen(20, 0);
    parallel_for(seen.size(), threads, [&](std::size_t i, std::size_t worker) {
      EXPECT_LT(worker, worker_count(seen.size(), threads));
      ++seen[i];
    });
    EXPECT_EQ(seen, std::vector<int>(20, 1));
  }
  parallel_for(0, 2, [](std::size_t, std::size_t) { FAIL(); });
}

TEST(ParallelFor, HandsOnTheFirstException) {
  EXPECT_THROW(parallel_for(100, 3,
                            [](std::size_t i, std::size_t) {
                              if (i == 5) throw std::runtime_error("no");
                            }),
               std::runtime_error);
}

}  // namespace
}  // namespace blocs
