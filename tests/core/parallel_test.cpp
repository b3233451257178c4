#include "blocs/core/parallel.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
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

TEST(ParallelFor, HandsOnTheExceptionOfTheLowestIndex) {
  // The later index fails first; the earlier one was handed out before it and is what the caller hears of.
  for (const std::size_t threads : {1U, 2U, 8U}) {
    try {
      parallel_for(100, threads, [](std::size_t i, std::size_t) {
        if (i == 5) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (i == 5 || i == 6) throw std::runtime_error(std::to_string(i));
      });
      FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "5");
    }
  }
}

}  // namespace
}  // namespace blocs
