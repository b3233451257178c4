#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace blocs {

/// Bytes that two threads must not share: a pair of cache lines, since processors fetch lines in pairs. A
/// constant of ours: the standard's differs from compiler to compiler, and what depends on it with it.
inline constexpr std::size_t kOwnLines = 128;

/// What each worker of a `parallel_for` keeps for itself: sums, room to work in. Each stands on cache lines
/// of its own, and a worker makes its own when it first asks for it, so that what it holds on the heap comes
/// from that thread's part of it too. Side by side in a plain vector, workers that only ever write to their
/// own state still wait for each other, or not, as addresses fall: the same scan took four times as long in
/// half of all processes.
template <typename T>
class PerWorker {
 public:
  /// For `workers` workers (`worker_count`); `make` makes the state of one, on its thread.
  explicit PerWorker(
      std::size_t workers, std::function<T()> make = [] { return T(); })
      : make_(std::move(make)), slots_(workers) {}

  /// The worker's own state. No two threads may ask for one worker's at a time.
  T& operator[](std::size_t worker) {
    auto& own = slots_[worker].own;
    if (!own) own.emplace(make_());
    return *own;
  }

  /// Calls `visit(state)` for each state that was asked for, in order of the workers, when all are done.
  /// Which worker did what is chance: what comes of it must not depend on that.
  template <typename Visit>
  void each(const Visit& visit) const {
    for (const auto& slot : slots_) {
      if (slot.own) visit(*slot.own);
    }
  }

 private:
  struct alignas(kOwnLines) Slot {
    std::optional<T> own;
  };
  std::function<T()> make_;
  std::vector<Slot> slots_;
};

}  // namespace blocs
