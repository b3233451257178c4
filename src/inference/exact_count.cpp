#include "exact_count.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include "blocs/core/parallel.hpp"
#include "last_two_kernels.hpp"
#include "parts_done.hpp"
#include "scan_kernels.hpp"

namespace blocs::inference {
namespace {

/// Divides by 2^shift, downwards and upwards.
std::int64_t floor_shift(std::int64_t x, int shift) {
  return x >> shift;
}
std::int64_t ceil_shift(std::int64_t x, int shift) {
  return -((-x) >> shift);
}

/// The values in 32 bits, so coarse that the sum of all pairs of a group stays under `kCoarseLimit / 2`.
struct CoarseValues {
  int shift = 0;  ///< a coarse unit is 2^shift fine ones
  std::size_t stride = 0;
  std::vector<std::int32_t> rows;

  CoarseValues(const PairValues& pairs, std::size_t size)
      : stride(pairs.size() + kernels::kPad), rows(pairs.size() * stride, kernels::kCoarseNone) {
    std::int64_t most = 1;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      for (std::size_t j = 0; j < pairs.size(); ++j) {
        if (j != i && pairs.defined(i, j)) most = std::max(most, std::abs(pairs.row(i)[j]));
      }
    }
    const auto in_group = static_cast<std::int64_t>(size * (size - 1) / 2);
    while (ceil_shift(most, shift) + 1 > kernels::kCoarseLimit / 2 / std::max<std::int64_t>(in_group, 1))
      ++shift;
    const std::int64_t half = shift == 0 ? 0 : std::int64_t{1} << (shift - 1);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      for (std::size_t j = 0; j < pairs.size(); ++j) {
        if (j != i && pairs.defined(i, j))
          rows[i * stride + j] = static_cast<std::int32_t>(floor_shift(pairs.row(i)[j] + half, shift));
      }
    }
  }
  const std::int32_t* row(std::size_t i) const { return rows.data() + i * stride; }
};

/// The walk over all prefixes of a group but its last two members.
class Counting {
 public:
  Counting(const PairValues& pairs, const std::vector<std::size_t>& like, std::int64_t target,
           const Field& field)
      : pairs_(pairs), field_(field), size_(like.size()), coarse_(pairs, size_) {
    std::map<int, std::size_t> numbers;
    for (const auto label : field.classes) numbers.emplace(label, numbers.size());
    class_of_.assign(pairs.size(), 0);
    for (std::size_t s = 0; s < pairs.size() && !field.classes.empty(); ++s)
      class_of_[s] = numbers.at(field.classes[s]);
    wanted_.assign(std::max<std::size_t>(numbers.size(), 1), 0);
    for (const auto s : like) ++wanted_[class_of_[s]];
    const auto in_group = static_cast<std::int64_t>(size_ * (size_ - 1) / 2);
    const std::int64_t rounding = coarse_.shift == 0 ? 0 : in_group << (coarse_.shift - 1);
    fine_below_ = target - kTiedSum;
    fine_above_ = target + kTiedSum;
    coarse_below_ = floor_shift(fine_below_ - rounding, coarse_.shift);
    coarse_above_ = ceil_shift(fine_above_ + rounding, coarse_.shift);
  }

  kernels::Places run() const {
    std::vector<kernels::Places> found(pairs_.size());
    PartsDone done(field_, pairs_.size());
    const auto walk_from = [&](std::size_t first, std::size_t) {
      Walk walk(*this);
      if (size_ == 2)
        walk.close_at(first);
      else
        walk.extend(first);
      found[first] = walk.places;
      done.one_more();
    };
    parallel_for(pairs_.size(), field_.threads, walk_from);
    kernels::Places all;
    for (const auto& part : found) {
      all.all += part.all;
      all.below += part.below;
      all.tied += part.tied;
    }
    return all;
  }

 private:
  /// What is known at one depth of the walk: for each state its values with the group so far.
  struct Sums {
    std::vector<std::int32_t> coarse;
    std::vector<std::int64_t> fine;
    std::int64_t fine_base = 0;  ///< the group's own pairs so far
    std::int32_t coarse_base = 0;
  };

  class Walk {
   public:
    explicit Walk(const Counting& of) : of_(of), left_(of.wanted_), sums_(of.size_) {
      const std::size_t n = of_.pairs_.size();
      for (auto& one : sums_) {
        one.coarse.assign(n + kernels::kPad, kernels::kCoarseNone);
        one.fine.assign(n + kernels::kPad, 0);
      }
      std::fill_n(sums_[0].coarse.begin(), n, 0);
      first_.assign(n + kernels::kPad, kernels::kCoarseNone);
      second_.assign(n + kernels::kPad, kernels::kCoarseNone);
    }

    /// Puts `state` into the group and goes on.
    void extend(std::size_t state) {
      const Sums& now = sums_[depth_];
      auto& left = left_[of_.class_of_[state]];
      if (left == 0 || now.coarse[state] >= kernels::kCoarseLimit) return;
      --left;
      Sums& next = sums_[depth_ + 1];
      const std::size_t n = of_.pairs_.size();
      next.fine_base = now.fine_base + now.fine[state];
      next.coarse_base = now.coarse_base + now.coarse[state];
      kernels::add_coarse(now.coarse.data(), of_.coarse_.row(state), state, n, next.coarse.data());
      kernels::add_rows(now.fine.data(), of_.pairs_.row(state), state, n, next.fine.data());
      ++depth_;
      if (depth_ + 2 == of_.size_)
        close(state + 1, n);
      else
        for (std::size_t s = state + 1; s < n; ++s) extend(s);
      --depth_;
      ++left_[of_.class_of_[state]];
    }

    /// Groups of two that begin with `first`.
    void close_at(std::size_t first) {
      only_ = first;
      close(first, of_.pairs_.size());
    }

    kernels::Places places;

   private:
    /// Counts all groups that the last two members complete.
    void close(std::size_t from, std::size_t to) {
      if (left_.size() == 1) return count(sums_[depth_].coarse, sums_[depth_].coarse, from, to);
      for (std::size_t a = 0; a < left_.size(); ++a) {
        for (std::size_t b = 0; b < left_.size(); ++b) {
          if (left_[a] == 0 || left_[b] == 0 || (a == b && left_[a] != 2)) continue;
          keep(first_, a, from, to);
          keep(second_, b, from, to);
          count(first_, second_, from, to);
        }
      }
    }

    /// The sums of one class; no other state may stand there.
    void keep(std::vector<std::int32_t>& out, std::size_t label, std::size_t from, std::size_t to) const {
      for (std::size_t s = from; s < to; ++s)
        out[s] = of_.class_of_[s] == label ? sums_[depth_].coarse[s] : kernels::kCoarseNone;
    }

    void count(const std::vector<std::int32_t>& first, const std::vector<std::int32_t>& second,
               std::size_t from, std::size_t to) {
      const Sums& now = sums_[depth_];
      kernels::LastTwo in;
      in.coarse_rows = of_.coarse_.rows.data();
      in.fine_rows = of_.pairs_.row(0);
      in.stride = of_.coarse_.stride;
      in.as_first = first.data();
      in.as_second = second.data();
      in.fine_sums = now.fine.data();
      in.from = from;
      in.to = to;
      in.last_first = only_ < to ? only_ + 1 : to;
      in.surely_below = clamped(of_.coarse_below_ - now.coarse_base);
      in.surely_above = clamped(of_.coarse_above_ - now.coarse_base);
      in.fine_below = of_.fine_below_ - now.fine_base;
      in.fine_above = of_.fine_above_ - now.fine_base;
      kernels::count_last_two(in, places);
    }

    /// A sum of pairs never reaches half the limit, so that neither bound need go beyond it.
    static std::int32_t clamped(std::int64_t x) {
      return static_cast<std::int32_t>(
          std::clamp<std::int64_t>(x, -kernels::kCoarseLimit, kernels::kCoarseLimit - 1));
    }

    const Counting& of_;
    std::vector<std::size_t> left_;
    std::vector<Sums> sums_;
    std::vector<std::int32_t> first_, second_;
    std::size_t depth_ = 0;
    std::size_t only_ = static_cast<std::size_t>(-1);
  };

  const PairValues& pairs_;
  const Field& field_;
  std::size_t size_;
  CoarseValues coarse_;
  std::vector<std::size_t> class_of_, wanted_;
  std::int64_t fine_below_ = 0, fine_above_ = 0, coarse_below_ = 0, coarse_above_ = 0;
};

}  // namespace

std::int64_t sum_of_pairs(const PairValues& pairs, const std::vector<std::size_t>& group) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const std::int64_t* row = pairs.row(group[i]);
    for (std::size_t j = i + 1; j < group.size(); ++j) sum += row[group[j]];
  }
  return sum;
}

Rank count_by_sum(const PairValues& pairs, const std::vector<std::size_t>& like, std::int64_t target,
                  const Field& field) {
  const auto places = Counting(pairs, like, target, field).run();
  Rank rank;
  rank.groups = places.all;
  rank.below = places.below;
  rank.tied = places.tied;
  return rank;
}

}  // namespace blocs::inference
