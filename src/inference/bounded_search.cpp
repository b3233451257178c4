#include <algorithm>
#include <bit>

#include "blocs/core/error.hpp"
#include "blocs/inference/base_rates.hpp"

namespace blocs::inference {
namespace {

using measures::PackedVotes;

/// Depth-first over groups in order of their members. A branch is cut where its value, which can only fall,
/// is no better than the worst of the groups kept so far.
class Search {
 public:
  Search(const PackedVotes& votes, const PairValues& pairs, Bounded by, std::size_t size, std::size_t most,
         std::uint64_t steps)
      : votes_(votes), pairs_(pairs), by_(by), size_(size), most_(most), steps_(steps) {}

  std::vector<RankedGroup> run() {
    for (std::size_t s = 0; s < pairs_.size(); ++s) {
      Planes planes;
      for (std::size_t b = 0; b < 3; ++b)
        planes[b].assign(votes_.plane(s, b), votes_.plane(s, b) + votes_.words());
      members_ = {s};
      grow(planes, by_ == Bounded::joint ? static_cast<double>(size_of(planes)) : 1e300);
    }
    return std::move(best_);
  }

 private:
  using Planes = std::array<std::vector<std::uint64_t>, 3>;  // cast by all members so far

  static std::size_t size_of(const Planes& planes) {
    std::size_t n = 0;
    for (const auto& plane : planes) {
      for (const auto word : plane) n += static_cast<std::size_t>(std::popcount(word));
    }
    return n;
  }

  bool hopeless(double value) const { return best_.size() == most_ && value <= best_.back().value; }

  void grow(const Planes& planes, double value) {
    if (members_.size() == size_) {
      keep(value);
      return;
    }
    for (std::size_t s = members_.back() + 1; s + (size_ - members_.size()) <= pairs_.size(); ++s) {
      if (steps_-- == 0) {
        throw Error(ErrorKind::undefined, "too many groups to look at for an exact answer", {},
                    "a smaller --size, a narrower selection of votes or a smaller --top");
      }
      double next = value;
      bool defined = true;
      for (const auto member : members_) {
        defined = defined && pairs_.defined(member, s);
        if (defined && by_ == Bounded::least_pair) next = std::min(next, pairs_.value(member, s));
      }
      if (!defined || hopeless(next)) continue;
      Planes joint = planes;
      if (by_ == Bounded::joint) {
        for (std::size_t b = 0; b < 3; ++b) {
          for (std::size_t w = 0; w < votes_.words(); ++w) joint[b][w] &= votes_.plane(s, b)[w];
        }
        next = static_cast<double>(size_of(joint));
        if (hopeless(next)) continue;
      }
      members_.push_back(s);
      grow(joint, next);
      members_.pop_back();
    }
  }

  void keep(double value) {
    if (hopeless(value)) return;
    const auto at = std::upper_bound(best_.begin(), best_.end(), value,
                                     [](double v, const RankedGroup& g) { return v > g.value; });
    best_.insert(at, {members_, value});
    if (best_.size() > most_) best_.pop_back();
  }

  const PackedVotes& votes_;
  const PairValues& pairs_;
  Bounded by_;
  std::size_t size_, most_;
  std::uint64_t steps_;
  std::vector<std::size_t> members_;
  std::vector<RankedGroup> best_;
};

}  // namespace

std::vector<RankedGroup> top_bounded(const PackedVotes& votes, const PairValues& pairs, Bounded by,
                                     std::size_t size, std::size_t most, std::uint64_t most_steps) {
  if (size < 2) throw Error::usage("a group has at least two members");
  if (most == 0) return {};
  return Search(votes, pairs, by, size, most, most_steps).run();
}

}  // namespace blocs::inference
