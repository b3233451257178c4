#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/inference/base_rates.hpp"
#include "group_scan.hpp"
#include "scan_kernels.hpp"

namespace blocs::inference {
namespace {

using measures::PackedVotes;
using measures::Turnout;

using kernels::Joint;
using kernels::Share;

class Counter {
 public:
  Counter(const PackedVotes& votes, Turnout turnout)
      : votes_{votes.across(), votes.chunks(), votes.stride(), turnout == Turnout::all_present} {}

  /// The members' ballots, 32 roll calls each.
  std::vector<Joint> joint(const std::vector<std::size_t>& members) const {
    std::vector<Joint> words(votes_.chunks);
    for (const auto state : members) {
      const std::uint32_t* row = votes_.across + state;
      for (std::size_t c = 0; c < words.size(); ++c, row += 3 * votes_.stride)
        words[c].add(row[0], row[votes_.stride], row[2 * votes_.stride]);
    }
    return words;
  }

  Share of(std::vector<std::size_t> members) const {
    const auto last = members.back();
    members.pop_back();
    return kernels::share_with(votes_, joint(members).data(), last);
  }

  const kernels::Votes& votes() const { return votes_; }

 private:
  kernels::Votes votes_;
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
    const auto counts = kernels::place_shares(counter.votes(), counter.joint(prefix).data(), tail.sums.data(),
                                              prefix.back() + 1, eligible.size(), PairValues::kNone / 2, own);
    part.groups += counts.all;
    part.below += counts.below;
    part.tied += counts.upto - counts.below;
  };
  for (const auto& part : GroupScan(eligible, group, field).run<Rank>(scan)) {
    total.groups += part.groups;
    total.below += part.below;
    total.tied += part.tied;
  }
  return total;
}

}  // namespace blocs::inference
