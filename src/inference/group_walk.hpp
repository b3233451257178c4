#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdint>
#include <map>
#include <vector>

#include "blocs/core/parallel.hpp"
#include "blocs/core/per_worker.hpp"
#include "blocs/inference/base_rates.hpp"
#include "parts_done.hpp"

namespace blocs::inference {

/// A set of states.
using Bits = std::vector<std::uint64_t>;

inline std::uint64_t count_of(const Bits& bits) {
  std::uint64_t n = 0;
  for (const auto word : bits) n += static_cast<std::uint64_t>(std::popcount(word));
  return n;
}

/// Pairs that may stand in one group: for each state, the later states it may stand with.
struct Graph {
  std::vector<Bits> later;

  template <typename May>
  Graph(std::size_t states, const May& may) : later(states, Bits((states + 63) / 64)) {
    for (std::size_t i = 0; i < states; ++i) {
      for (std::size_t j = i + 1; j < states; ++j) {
        if (may(i, j)) later[i][j / 64] |= std::uint64_t{1} << (j % 64);
      }
    }
  }
  bool has(std::size_t i, std::size_t j) const { return (later[i][j / 64] >> (j % 64) & 1U) != 0; }
};

/// States by class, and how many of each class a group must have. Without classes all states are of one.
struct Mix {
  std::vector<std::size_t> class_of;
  std::vector<Bits> members;
  std::vector<std::size_t> wanted;

  Mix(std::size_t states, const std::vector<std::size_t>& like, const Field& field) : class_of(states, 0) {
    std::map<int, std::size_t> numbers;
    for (const auto label : field.classes) numbers.emplace(label, numbers.size());
    members.assign(std::max<std::size_t>(numbers.size(), 1), Bits((states + 63) / 64));
    wanted.assign(members.size(), 0);
    for (std::size_t s = 0; s < states; ++s) {
      if (!field.classes.empty()) class_of[s] = numbers.at(field.classes[s]);
      members[class_of[s]][s / 64] |= std::uint64_t{1} << (s % 64);
    }
    for (const auto state : like) ++wanted[class_of[state]];
  }
};

/// Walks the groups all of whose pairs stand in a graph, with a visitor for each worker: `enter(group)` says
/// whether a group so far is worth going on with; `leaf(group, last)` sees each group but its last member
/// together with all states that may be the last, and says how many steps that took. Where `steps` falls
/// below zero the walk breaks off and has counted nothing; whether it does is the same for any number of
/// threads. Steps are taken off in lots, so that threads seldom meet at the one number.
class Walk {
 public:
  Walk(const Graph& graph, const Mix& mix, std::size_t size, const Field& field,
       std::atomic<std::int64_t>& steps)
      : graph_(graph), mix_(mix), size_(size), field_(field), steps_(steps) {}

  template <typename Visitor>
  PerWorker<Visitor> run(const Visitor& start) const {
    const std::size_t states = graph_.later.size();
    PerWorker<Visitor> visitors(worker_count(states, field_.threads), [&] { return start; });
    PartsDone done(field_, states);
    parallel_for(states, field_.threads, [&](std::size_t first, std::size_t worker) {
      Going going{{}, mix_.wanted, std::vector<Bits>(size_ + 1, Bits(graph_.later.front().size())), 0};
      for (std::size_t s = 0; s < states; ++s) going.open[0][s / 64] |= std::uint64_t{1} << (s % 64);
      extend(going, first, visitors[worker]);
      steps_.fetch_sub(going.steps, std::memory_order_relaxed);
      done.one_more();
    });
    return visitors;
  }

 private:
  /// Where a walk stands.
  struct Going {
    std::vector<std::size_t> group;
    std::vector<std::size_t> left;  ///< how many of each class are still wanted
    std::vector<Bits> open;         ///< by depth: the states that may come next
    std::int64_t steps = 0;         ///< taken since the last lot

    void took(std::int64_t n, std::atomic<std::int64_t>& all) {
      constexpr std::int64_t kLot = 10'000;
      steps += n;
      if (steps < kLot) return;
      all.fetch_sub(steps, std::memory_order_relaxed);
      steps = 0;
    }
  };

  template <typename Visitor>
  void extend(Going& going, std::size_t state, Visitor& visitor) const {
    auto& wanted = going.left[mix_.class_of[state]];
    if (wanted == 0 || steps_.load(std::memory_order_relaxed) < 0) return;
    auto& group = going.group;
    const std::size_t depth = group.size();
    group.push_back(state);
    --wanted;
    Bits& next = going.open[depth + 1];
    for (std::size_t w = 0; w < next.size(); ++w) next[w] = going.open[depth][w] & graph_.later[state][w];
    if (visitor.enter(group)) {
      if (group.size() + 1 == size_) {
        close(next, going.left);
        going.took(visitor.leaf(group, next), steps_);
      } else {
        going.took(static_cast<std::int64_t>(count_of(next)), steps_);
        for (std::size_t w = 0; w < next.size(); ++w) {
          for (auto word = next[w]; word != 0; word &= word - 1)
            extend(going, w * 64 + static_cast<std::size_t>(std::countr_zero(word)), visitor);
        }
      }
    }
    ++wanted;
    group.pop_back();
  }

  /// Only states of the class that is still wanted may be the last.
  void close(Bits& last, const std::vector<std::size_t>& left) const {
    for (std::size_t c = 0; c < left.size(); ++c) {
      if (left[c] == 0) continue;
      for (std::size_t w = 0; w < last.size(); ++w) last[w] &= mix_.members[c][w];
    }
  }

  const Graph& graph_;
  const Mix& mix_;
  std::size_t size_;
  const Field& field_;
  std::atomic<std::int64_t>& steps_;
};

}  // namespace blocs::inference
