#include "blocs/core/parallel.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

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

/// Work that is handed out within work, from several threads at once, to more threads than there are.
TEST(ParallelFor, WorkMayHandOutWork) {
  std::vector<std::vector<int>> seen(8, std::vector<int>(30, 0));
  const auto visit = [&](std::size_t first) {
    for (int time = 0; time < 20; ++time) {
      parallel_for(4, 3, [&](std::size_t i, std::size_t) {
        parallel_for(30, 4, [&](std::size_t k, std::size_t) { ++seen[first + i][k]; });
      });
    }
  };
  std::jthread other([&] { visit(4); });
  visit(0);
  other.join();
  for (const auto& row : seen) EXPECT_EQ(row, std::vector<int>(30, 20));
}

/// Threads that are kept find the next piece of work whether they still look out for it or sleep.
TEST(ParallelFor, WorksAgainAfterAWhile) {
  for (const int pause : {0, 0, 5, 0, 5}) {
    std::this_thread::sleep_for(std::chrono::milliseconds(pause));
    std::vector<std::size_t> workers(64, 99);
    parallel_for(workers.size(), 4, [&](std::size_t i, std::size_t worker) {
      std::this_thread::sleep_for(std::chrono::microseconds(200));
      workers[i] = worker;
    });
    for (const auto worker : workers) EXPECT_LT(worker, 4U);
  }
}

TEST(ParallelFor, AForkedProcessHasThreadsOfItsOwn) {
  const auto all_done = [] {
    std::vector<int> seen(50, 0);
    parallel_for(seen.size(), 3, [&](std::size_t i, std::size_t) { ++seen[i]; });
    return seen == std::vector<int>(50, 1);
  };
  EXPECT_TRUE(all_done());
  const pid_t child = ::fork();
  if (child == 0) ::_exit(all_done() ? 0 : 1);
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

}  // namespace
}  // namespace blocs
