#include "blocs/inference/joint_shares.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "blocs/core/error.hpp"

namespace blocs::inference {
namespace {

using measures::PackedVotes;
using Planes = std::array<std::vector<std::uint64_t>, 4>;  ///< yes, no, abstain of all; all voted

Planes planes_of(const PackedVotes& votes, std::size_t state) {
  Planes planes;
  planes[3].assign(votes.words(), 0);
  for (std::size_t b = 0; b < 3; ++b) {
    planes[b].assign(votes.plane(state, b), votes.plane(state, b) + votes.words());
    for (std::size_t w = 0; w < votes.words(); ++w) planes[3][w] |= planes[b][w];
  }
  return planes;
}

void intersect(Planes& planes, const Planes& other) {
  for (std::size_t b = 0; b < planes.size(); ++b) {
    for (std::size_t w = 0; w < planes[b].size(); ++w) planes[b][w] &= other[b][w];
  }
}

std::size_t count(const std::vector<std::uint64_t>& words) {
  std::size_t n = 0;
  for (const auto word : words) n += static_cast<std::size_t>(std::popcount(word));
  return n;
}

JointShare counted(std::vector<std::size_t> members, const Planes& planes) {
  return {std::move(members), count(planes[0]) + count(planes[1]) + count(planes[2]), count(planes[3])};
}

/// By shares as whole numbers, so that equal ones are equal.
bool better(const JointShare& a, const JointShare& b) {
  const auto left = static_cast<std::uint64_t>(a.joint) * b.voted;
  const auto right = static_cast<std::uint64_t>(b.joint) * a.voted;
  if (left != right) return left > right;
  if (a.voted != b.voted) return a.voted > b.voted;
  return a.members < b.members;
}

/// Depth-first over groups in order of their members.
class Search {
 public:
  Search(const PackedVotes& votes, const PairValues& pairs, std::size_t size, std::size_t most,
         std::size_t least_voted, std::uint64_t steps)
      : pairs_(pairs), size_(size), most_(most), least_(least_voted), steps_(steps) {
    for (std::size_t s = 0; s < pairs.size(); ++s) states_.push_back(planes_of(votes, s));
  }

  /// False if the steps ran out.
  bool run() {
    for (std::size_t s = 0; s < states_.size() && !spent_; ++s) {
      members_ = {s};
      grow(states_[s]);
    }
    return !spent_;
  }
  std::vector<JointShare> best() { return std::move(best_); }

 private:
  /// No group that grows from this one is kept: with v roll calls on which all vote, least_ <= v <= voted,
  /// its share is at most joint / v, and 1.
  bool hopeless(const JointShare& so_far) const {
    if (so_far.voted < least_) return true;
    if (best_.size() < most_) return false;
    JointShare bound{{}, std::min(so_far.joint, least_), least_};
    const auto& worst = best_.back();
    const auto left = static_cast<std::uint64_t>(bound.joint) * worst.voted;
    const auto right = static_cast<std::uint64_t>(worst.joint) * bound.voted;
    // Groups come in order of their members, so that an equal one later is not kept.
    return left < right || (left == right && so_far.voted <= worst.voted);
  }

  void grow(const Planes& planes) {
    for (std::size_t s = members_.back() + 1; s + (size_ - members_.size()) <= states_.size() && !spent_;
         ++s) {
      if (steps_-- == 0) {
        spent_ = true;
        return;
      }
      if (!std::all_of(members_.begin(), members_.end(),
                       [&](std::size_t member) { return pairs_.defined(member, s); }))
        continue;
      Planes joint = planes;
      intersect(joint, states_[s]);
      auto group = members_;
      group.push_back(s);
      auto here = counted(std::move(group), joint);
      if (hopeless(here)) continue;
      if (here.members.size() == size_) {
        keep(std::move(here));
        continue;
      }
      members_.push_back(s);
      grow(joint);
      members_.pop_back();
    }
  }

  void keep(JointShare group) {
    if (best_.size() == most_ && !better(group, best_.back())) return;
    best_.insert(std::upper_bound(best_.begin(), best_.end(), group, better), std::move(group));
    if (best_.size() > most_) best_.pop_back();
  }

  std::vector<Planes> states_;
  const PairValues& pairs_;
  std::size_t size_, most_, least_;
  std::uint64_t steps_;
  bool spent_ = false;
  std::vector<std::size_t> members_;
  std::vector<JointShare> best_;
};

}  // namespace

JointShare joint_share(const PackedVotes& votes, const std::vector<std::size_t>& group) {
  if (group.empty()) throw Error::usage("a group has at least one member");
  auto planes = planes_of(votes, group.front());
  for (const auto member : group) intersect(planes, planes_of(votes, member));
  return counted(group, planes);
}

JointShares top_by_joint_share(const PackedVotes& votes, const PairValues& pairs, std::size_t size,
                               std::size_t most, std::size_t least_voted, std::uint64_t most_steps) {
  if (size < 2) throw Error::usage("a group has at least two members");
  if (least_voted == 0) throw Error::usage("a share of no roll calls is undefined", "1 or more");
  if (most == 0) return {};
  Search search(votes, pairs, size, most, least_voted, most_steps);
  if (search.run()) return {search.best(), true, 0};
  JointShares found;
  found.exact = false;
  const std::size_t wide = std::max<std::size_t>(1000, 10 * most);
  for (const auto& group : top_bounded(votes, pairs, Bounded::joint, size, wide)) {
    auto one = joint_share(votes, group.members);
    ++found.looked_at;
    if (one.voted >= least_voted) found.groups.push_back(std::move(one));
  }
  std::sort(found.groups.begin(), found.groups.end(), better);
  if (found.groups.size() > most) found.groups.resize(most);
  return found;
}

}  // namespace blocs::inference
