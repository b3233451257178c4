#include <bit>
#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/inference/base_rates.hpp"
#include "group_scan.hpp"

namespace blocs::inference {
namespace {

using measures::PackedVotes;
using measures::Turnout;

/// The ballots of a growing group on 64 roll calls at once.
struct Joint {
  std::uint64_t yes = 0, no = 0, abstain = 0;  ///< cast by at least one
  std::uint64_t two = 0;                       ///< at least two members have a ballot
  std::uint64_t all = ~std::uint64_t{0};       ///< all of them have

  void add(std::uint64_t y, std::uint64_t n, std::uint64_t a) {
    const std::uint64_t here = y | n | a;
    two |= here & (yes | no | abstain);
    all &= here;
    yes |= y;
    no |= n;
    abstain |= a;
  }
  std::uint64_t counted(Turnout turnout) const { return turnout == Turnout::all_present ? all & two : two; }
  std::uint64_t split() const { return (yes & no) | (yes & abstain) | (no & abstain); }
};

struct Share {
  std::uint64_t unanimous = 0;
  std::uint64_t present = 0;
};

class Counter {
 public:
  Counter(const PackedVotes& votes, Turnout turnout) : votes_(votes), turnout_(turnout) {}

  /// The members' ballots so far, a word each.
  std::vector<Joint> joint(const std::vector<std::size_t>& members) const {
    std::vector<Joint> words(votes_.words());
    for (const auto state : members) {
      for (std::size_t w = 0; w < words.size(); ++w) {
        words[w].add(votes_.plane(state, 0)[w], votes_.plane(state, 1)[w], votes_.plane(state, 2)[w]);
      }
    }
    return words;
  }

  /// The share with one more member.
  Share with(const std::vector<Joint>& prefix, std::size_t state) const {
    const auto* yes = votes_.plane(state, 0);
    const auto* no = votes_.plane(state, 1);
    const auto* abstain = votes_.plane(state, 2);
    Share share;
    for (std::size_t w = 0; w < prefix.size(); ++w) {
      Joint joint = prefix[w];
      joint.add(yes[w], no[w], abstain[w]);
      const std::uint64_t counted = joint.counted(turnout_);
      share.present += static_cast<std::uint64_t>(std::popcount(counted));
      share.unanimous += static_cast<std::uint64_t>(std::popcount(counted & ~joint.split()));
    }
    return share;
  }

  Share of(std::vector<std::size_t> members) const {
    const auto last = members.back();
    members.pop_back();
    return with(joint(members), last);
  }

 private:
  const PackedVotes& votes_;
  Turnout turnout_;
};

/// Adds one group's share to a rank; fractions are compared crosswise, so exactly.
void place(Rank& rank, const Share& share, const Share& own) {
  if (share.present == 0) return;
  ++rank.groups;
  const std::uint64_t left = share.unanimous * own.present;
  const std::uint64_t right = own.unanimous * share.present;
  if (left < right)
    ++rank.below;
  else if (left == right)
    ++rank.tied;
}

}  // namespace

Rank rank_by_unanimity(const PackedVotes& votes, const PairValues& eligible,
                       const std::vector<std::size_t>& group, Turnout turnout, const Field& field,
                       std::uint64_t seed) {
  const Counter counter(votes, turnout);
  const Share own = group.size() < 2 ? Share{} : counter.of(group);
  if (own.present == 0) throw Error(ErrorKind::undefined, "the group has no roll call in common");
  Rank total;
  total.value = static_cast<double>(own.unanimous) / static_cast<double>(own.present);
  if (group.size() > kMostExact) {
    constexpr std::size_t kDrawsHere = kDraws / 10;
    GroupSampler sampler(eligible, group, field, seed);
    while (total.groups < kDrawsHere && sampler.next()) place(total, counter.of(sampler.group()), own);
    total.exact = false;
    const double p = total.share_below();
    total.error = std::sqrt(p * (1 - p) / static_cast<double>(total.groups));
    return total;
  }
  const auto scan = [&](const std::vector<std::size_t>& prefix, const GroupScan::Tail& tail, Rank& part) {
    const auto base = counter.joint(prefix);
    for (std::size_t d = prefix.back() + 1; d < eligible.size(); ++d) {
      if (tail.sums[d] < PairValues::kNone / 2) place(part, counter.with(base, d), own);
    }
  };
  for (const auto& part : GroupScan(eligible, group, field).run<Rank>(scan)) {
    total.groups += part.groups;
    total.below += part.below;
    total.tied += part.tied;
  }
  return total;
}

}  // namespace blocs::inference
