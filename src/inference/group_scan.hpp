#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "blocs/core/parallel.hpp"
#include "blocs/core/per_worker.hpp"
#include "blocs/inference/base_rates.hpp"
#include "scan_kernels.hpp"

namespace blocs::inference {

/// Walks all groups of a size, each once, as a prefix of all members but the last and a row over the last:
/// that innermost loop is plain sums over an array. Groups with a pair that has no value are cut off as early
/// as the pair stands in the prefix; in the row they show as sums of `kNone` or more.
class GroupScan {
 public:
  struct Tail {
    /// By state: its values with all members of the prefix, added up; `kPad` times `kNone` behind the last.
    std::vector<std::int64_t> sums;
  };

  GroupScan(const PairValues& pairs, const std::vector<std::size_t>& like, const Field& field)
      : pairs_(pairs), size_(like.size()), threads_(field.threads), classes_(field.classes) {
    if (!classes_.empty()) {
      for (const auto state : like) ++wanted_[classes_[state]];
    }
  }

  /// Calls `scan(prefix, tail, part)` for each prefix; one part per worker.
  template <typename Part, typename Scan>
  PerWorker<Part> run(const Scan& scan) const {
    PerWorker<Part> parts(worker_count(pairs_.size(), threads_));
    parallel_for(pairs_.size(), threads_, [&](std::size_t first, std::size_t worker) {
      std::vector<std::size_t> prefix;
      auto left = wanted_;
      std::vector<Tail> tails(size_);
      for (auto& tail : tails) tail.sums.assign(pairs_.size() + kernels::kPad, PairValues::kNone);
      std::fill_n(tails[0].sums.begin(), pairs_.size(), 0);
      extend(prefix, first, left, tails, parts[worker], scan);
    });
    return parts;
  }

 private:
  using Left = std::map<int, int>;

  bool fits(std::size_t state, const Left& left) const {
    if (classes_.empty()) return true;
    const auto at = left.find(classes_[state]);
    return at != left.end() && at->second > 0;
  }

  /// Puts `state` into the prefix and goes on.
  template <typename Part, typename Scan>
  void extend(std::vector<std::size_t>& prefix, std::size_t state, Left& left, std::vector<Tail>& tails,
              Part& part, const Scan& scan) const {
    const std::size_t depth = prefix.size();
    if (!fits(state, left) || tails[depth].sums[state] >= PairValues::kNone / 2) return;
    prefix.push_back(state);
    if (!classes_.empty()) --left[classes_[state]];
    Tail& tail = tails[depth + 1 < size_ ? depth + 1 : depth];
    kernels::add_rows(tails[depth].sums.data(), pairs_.row(state), state, pairs_.size(), tail.sums.data());
    if (prefix.size() + 1 == size_) {
      close(tail, left);
      scan(prefix, tail, part);
    } else {
      for (std::size_t next = state + 1; next < pairs_.size(); ++next)
        extend(prefix, next, left, tails, part, scan);
    }
    if (!classes_.empty()) ++left[classes_[state]];
    prefix.pop_back();
  }

  /// Shuts out states of a class that is not the one still wanted.
  void close(Tail& tail, const Left& left) const {
    if (classes_.empty()) return;
    for (std::size_t d = 0; d < pairs_.size(); ++d) {
      if (!fits(d, left)) tail.sums[d] = PairValues::kNone;
    }
  }

  const PairValues& pairs_;
  std::size_t size_;
  std::size_t threads_;
  const std::vector<int>& classes_;
  Left wanted_;
};

}  // namespace blocs::inference
