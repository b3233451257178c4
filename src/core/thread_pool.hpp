#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

namespace blocs {

/// Threads that are kept from one piece of work to the next: starting one takes longer than many a loop, and
/// so does waking one, so that who has nothing to do looks out for a tenth of a millisecond before it sleeps.
class ThreadPool {
 public:
  /// That of this process. It is never taken down: its threads sleep until the process ends.
  static ThreadPool& of_process();

  /// Calls `work(0)` here and, on threads that are free before that returns, `work(1)`, `work(2)` ... up to
  /// `workers` calls in all; ends when all that were begun have ended. Calls share what there is to do among
  /// them: when one returns, nothing may be left that no other has begun. `work` must not throw; it may call
  /// `run` itself. Where the system gives no more threads, those that there are do the work.
  void run(std::size_t workers, const std::function<void(std::size_t worker)>& work);

 private:
  struct Task {
    const std::function<void(std::size_t)>* work;
    std::size_t begun;            ///< calls, the caller's own with them
    std::size_t most;             ///< calls
    std::atomic<std::size_t> on;  ///< calls by threads of the pool that have not ended
  };

  void start_threads(std::size_t wanted);
  void serve();
  void close(const Task* task);

  std::mutex mutex_;  ///< of all that follows, and of the tasks
  std::condition_variable offered_, ended_;
  std::vector<Task*> open_;             ///< tasks that threads may still join
  std::atomic<std::size_t> offers_{0};  ///< how many: to be looked at without the mutex
  std::size_t threads_ = 0;
};

}  // namespace blocs
