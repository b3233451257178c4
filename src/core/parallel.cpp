#include "blocs/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "thread_pool.hpp"

namespace blocs {

std::size_t worker_count(std::size_t count, std::size_t threads) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  return std::max<std::size_t>(1, std::min(threads, count));
}

void parallel_for(std::size_t count, std::size_t threads,
                  const std::function<void(std::size_t, std::size_t)>& work) {
  const std::size_t workers = worker_count(count, threads);
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::size_t failed_at = count;
  std::mutex failing;
  const auto run = [&](std::size_t worker) {
    std::size_t i = next++;
    try {
      for (; i < count; i = next++) work(i, worker);
    } catch (...) {
      // What stands before a failure was handed out before it and runs to its end, so that the lowest failure
      // is the same whichever thread is first.
      const std::lock_guard lock(failing);
      if (i < failed_at) {
        failed_at = i;
        failure = std::current_exception();
      }
      next = count;
    }
  };
  if (workers == 1)
    run(0);
  else
    ThreadPool::of_process().run(workers, run);
  if (failure) std::rethrow_exception(failure);
}

}  // namespace blocs
