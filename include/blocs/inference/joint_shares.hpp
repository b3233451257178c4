#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "blocs/inference/base_rates.hpp"

namespace blocs::inference {

/// How often a whole group cast one and the same ballot, and out of how many roll calls.
struct JointShare {
  std::vector<std::size_t> members;
  std::size_t joint = 0;  ///< roll calls on which all cast the same ballot
  std::size_t voted = 0;  ///< roll calls on which all cast a ballot that counts

  /// Of `voted`, which must not be 0; from 0 to 1.
  double share() const { return static_cast<double>(joint) / static_cast<double>(voted); }
};

/// Both counts of one group. Cost: three words a member and 64 roll calls.
JointShare joint_share(const measures::PackedVotes& votes, const std::vector<std::size_t>& group);

struct JointShares {
  std::vector<JointShare> groups;  ///< best first; equal shares by more roll calls, then by members
  bool exact = true;               ///< else the best of `looked_at` groups
  std::size_t looked_at = 0;       ///< where not exact: the groups with the most joint ballots
};

/// The `most` groups of a size with the highest joint share, among those that all voted on at least
/// `least_voted` > 0 roll calls together and in which every pair is defined. The share can rise as a group
/// grows, so that no branch can be cut by it; cut is by what holds: the roll calls on which all voted can
/// only fall, and the share is at most the joint ballots so far over `least_voted`. After `most_steps` it
/// gives up and ranks the groups with the most joint ballots by their share instead (`exact` is false).
/// Throws Error(undefined) if these cannot be found either.
JointShares top_by_joint_share(const measures::PackedVotes& votes, const PairValues& pairs, std::size_t size,
                               std::size_t most, std::size_t least_voted,
                               std::uint64_t most_steps = 100'000'000);

}  // namespace blocs::inference
