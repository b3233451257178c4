#include <algorithm>
#include <bit>

#include "blocs/core/error.hpp"
#include "blocs/inference/base_rates.hpp"
#include "group_sampler.hpp"
#include "group_scan.hpp"
#include "scan_kernels.hpp"

namespace blocs::inference {
namespace {

using kernels::Completion;
using kernels::Share;
using measures::PackedVotes;
using measures::Turnout;

/// What some states cast on 64 roll calls.
struct Cast {
  std::uint64_t yes = 0, no = 0, abstain = 0;  ///< by at least one
  std::uint64_t two = 0;                       ///< at least two have a ballot
  std::uint64_t all = ~std::uint64_t{0};       ///< all of them have

  void add(std::uint64_t y, std::uint64_t n, std::uint64_t a) {
    const std::uint64_t here = y | n | a;
    two |= here & (yes | no | abstain);
    all &= here;
    yes |= y;
    no |= n;
    abstain |= a;
  }
  std::uint64_t split() const { return (yes & no) | (yes & abstain) | (no & abstain); }
};

/// Votes and which roll calls of them count for a group.
struct Counting {
  const PackedVotes& votes;
  bool all_present;

  void add(std::vector<Cast>& words, std::size_t state) const {
    const auto *yes = votes.plane(state, 0), *no = votes.plane(state, 1), *abstain = votes.plane(state, 2);
    for (std::size_t w = 0; w < words.size(); ++w) words[w].add(yes[w], no[w], abstain[w]);
  }

  Share of(const std::vector<std::size_t>& members) const {
    Share share;
    for (std::size_t w = 0; w < votes.words(); ++w) {
      Cast cast;
      for (const auto s : members) cast.add(votes.plane(s, 0)[w], votes.plane(s, 1)[w], votes.plane(s, 2)[w]);
      const std::uint64_t counted = all_present ? cast.all & cast.two : cast.two;
      share.present += static_cast<std::uint64_t>(std::popcount(counted));
      share.unanimous += static_cast<std::uint64_t>(std::popcount(counted & ~cast.split()));
    }
    return share;
  }
};

/// A group that lacks its last member, as the scan goes from one to the next: what all but the newest member
/// cast is kept.
class Unfinished {
 public:
  /// Takes the members of `prefix`.
  void take(const Counting& counting, const std::vector<std::size_t>& prefix) {
    const std::vector<std::size_t> base(prefix.begin(), prefix.end() - 1);
    if (base_words_.empty() || base != base_) {
      base_ = base;
      base_words_.assign(counting.votes.words(), Cast{});
      for (const auto s : base) counting.add(base_words_, s);
    }
    words_ = base_words_;
    counting.add(words_, prefix.back());
    complete(counting);
  }

  kernels::Incomplete group() const { return {completions_.data(), without_}; }
  /// The most that a last member can bring: unanimous on every roll call that only it adds.
  Share best() const { return {without_.unanimous + open_, without_.present + open_}; }

 private:
  void complete(const Counting& counting) {
    completions_.resize(2 * words_.size());
    without_ = {};
    open_ = 0;
    for (std::size_t w = 0; w < words_.size(); ++w) {
      const Cast& cast = words_[w];
      const std::uint64_t one = cast.yes | cast.no | cast.abstain;
      const std::uint64_t may = (counting.all_present ? cast.all : one) & ~cast.split();
      const std::uint64_t lost = counting.all_present ? 0 : cast.two & ~cast.split();
      const std::uint64_t added = counting.all_present ? cast.all : one & ~cast.two;
      if (!counting.all_present) {
        without_.present += static_cast<std::uint64_t>(std::popcount(cast.two));
        without_.unanimous += static_cast<std::uint64_t>(std::popcount(lost));
      }
      open_ += static_cast<std::uint64_t>(std::popcount(added));
      for (unsigned half = 0; half < 2; ++half) {
        const auto part = [&](std::uint64_t x) { return static_cast<std::uint32_t>(x >> (32 * half)); };
        completions_[2 * w + half] = {part(may & cast.yes), part(may & cast.no), part(may & cast.abstain),
                                      part(lost), part(added)};
      }
    }
  }

  std::vector<std::size_t> base_;
  std::vector<Cast> base_words_, words_;
  std::vector<Completion> completions_;
  Share without_;
  std::uint64_t open_ = 0;
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

/// Whether all groups are looked at: few enough of them, and of the roll calls on which each is.
bool countable(const Counting& counting, std::size_t states, std::size_t size, const Field& field) {
  if (size > kMostExact) return false;  // a share can rise as a group grows: there is no bound to count by
  if (field.exhaustive) return true;
  constexpr double kMostWords = 3e9;  // of 64 roll calls: about a second
  double groups = 1;
  for (std::size_t k = 0; k < size; ++k)
    groups = groups * static_cast<double>(states - k) / static_cast<double>(k + 1);
  return groups * static_cast<double>(counting.votes.words()) <= kMostWords;
}

/// All groups of up to `kMostExact`.
Rank exact_rank(const Counting& counting, const PairValues& eligible, const std::vector<std::size_t>& group,
                const Field& field, const Share& own) {
  struct Part {
    Rank rank;
    Unfinished unfinished;
  };
  const kernels::Votes votes{counting.votes.across(), counting.votes.chunks(), counting.votes.stride()};
  const auto scan = [&](const std::vector<std::size_t>& prefix, const GroupScan::Tail& tail, Part& part) {
    part.unfinished.take(counting, prefix);
    // Where even the best last member leaves the share below the group's own, all groups are below. With a
    // roll call that counts whoever is last, none of them is undefined.
    const Share best = part.unfinished.best();
    const Share without = part.unfinished.group().without;
    if (without.present > 0 && best.unanimous * own.present < own.unanimous * best.present) {
      const auto counts = kernels::count_sums(tail.sums.data(), prefix.back() + 1, eligible.size(), 0, 0,
                                              PairValues::kNone / 2);
      part.rank.groups += counts.all;
      part.rank.below += counts.all;
      return;
    }
    const auto counts = kernels::place_shares(votes, part.unfinished.group(), tail.sums.data(),
                                              prefix.back() + 1, eligible.size(), PairValues::kNone / 2, own);
    part.rank.groups += counts.all;
    part.rank.below += counts.below;
    part.rank.tied += counts.upto - counts.below;
  };
  Rank total;
  GroupScan(eligible, group, field).run<Part>(scan).each([&](const Part& part) {
    total.groups += part.rank.groups;
    total.below += part.rank.below;
    total.tied += part.rank.tied;
  });
  return total;
}

}  // namespace

Rank rank_by_unanimity(const PackedVotes& votes, const PairValues& eligible,
                       const std::vector<std::size_t>& group, Turnout turnout, const Field& field,
                       std::uint64_t seed) {
  const Counting counting{votes, turnout == Turnout::all_present};
  const Share own = group.size() < 2 ? Share{} : counting.of(group);
  if (own.present == 0) throw Error(ErrorKind::undefined, "the group has no roll call in common");
  Rank rank;
  if (countable(counting, eligible.size(), group.size(), field)) {
    rank = exact_rank(counting, eligible, group, field, own);
  } else {
    rank_by_draws(rank, GroupSampler(eligible, group, field, seed),
                  draws_within(votes.words() * (group.size() + 2), field), field.threads,
                  [&](const GroupSampler&, const GroupSampler::Drawn& room, Rank& part) {
                    place(part, counting.of(room.group), own);
                  });
  }
  rank.value = static_cast<double>(own.unanimous) / static_cast<double>(own.present);
  return rank;
}

}  // namespace blocs::inference
