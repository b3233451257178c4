#include "thread_pool.hpp"

#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <thread>

#include "blocs/core/heap.hpp"

namespace blocs {
namespace {

/// About a tenth of a millisecond; each gives the processor to whoever waits for it.
constexpr int kLooks = 400;

/// Whether something comes true soon.
template <typename Ready>
bool soon(const Ready& ready) {
  for (int i = 0; i < kLooks; ++i) {
    if (ready()) return true;
    std::this_thread::yield();
  }
  return false;
}

}  // namespace

/// A process that was forked off has none of its parent's threads, and takes a pool of its own.
ThreadPool& ThreadPool::of_process() {
  static std::mutex mutex;
  static ThreadPool* pool = nullptr;
  static pid_t owner = 0;
  const std::lock_guard lock(mutex);
  if (pool == nullptr || owner != ::getpid()) {
    pool = new ThreadPool;
    owner = ::getpid();
  }
  return *pool;
}

void ThreadPool::start_threads(std::size_t wanted) {
  for (; threads_ < wanted; ++threads_) {
    try {
      std::thread([this] {
        ask_for_large_pages();
        serve();
      }).detach();
    } catch (const std::system_error&) {
      return;  // there are no more to be had
    }
  }
}

/// No thread joins it any more. With the mutex held.
void ThreadPool::close(const Task* task) {
  open_.erase(std::remove(open_.begin(), open_.end(), task), open_.end());
  offers_ = open_.size();
}

void ThreadPool::serve() {
  for (;;) {
    soon([this] { return offers_ > 0; });
    std::unique_lock lock(mutex_);
    offered_.wait(lock, [this] { return !open_.empty(); });
    Task* task = open_.back();
    const std::size_t worker = task->begun++;
    ++task->on;
    if (task->begun == task->most) close(task);
    lock.unlock();
    (*task->work)(worker);
    lock.lock();
    // The caller may go on, and the task be no more, as soon as the last call has ended.
    if (--task->on == 0) ended_.notify_all();
  }
}

void ThreadPool::run(std::size_t workers, const std::function<void(std::size_t)>& work) {
  Task task{&work, 1, workers, 0};
  {
    const std::lock_guard lock(mutex_);
    start_threads(workers - 1);
    open_.push_back(&task);
    offers_ = open_.size();
  }
  offered_.notify_all();
  work(0);
  {
    const std::lock_guard lock(mutex_);
    if (task.begun < task.most) close(&task);
  }
  if (soon([&] { return task.on == 0; })) return;
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [&] { return task.on == 0; });
}

}  // namespace blocs
