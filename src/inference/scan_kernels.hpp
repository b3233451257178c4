#pragma once

#include <cstddef>
#include <cstdint>

namespace blocs::inference::kernels {

/// Numbers that stand behind the last state of a row, so that vectors need no rest; in rows of sums they are
/// `PairValues::kNone`.
inline constexpr std::size_t kPad = 64;

/// out[d] = a[d] + b[d] for d in from .. to-1, and up to `kPad` numbers behind.
void add_rows(const std::int64_t* a, const std::int64_t* b, std::size_t from, std::size_t to,
              std::int64_t* out);

struct Counts {
  std::uint64_t below = 0;  ///< under `low`
  std::uint64_t upto = 0;   ///< no more than `high`
  std::uint64_t all = 0;    ///< under `none`
};
Counts count_sums(const std::int64_t* sums, std::size_t from, std::size_t to, std::int64_t low,
                  std::int64_t high, std::int64_t none);

/// The ballots of a group that lacks one member, on 32 roll calls.
struct Joint {
  std::uint32_t yes = 0, no = 0, abstain = 0;  ///< cast by at least one
  std::uint32_t two = 0;                       ///< at least two members have a ballot
  std::uint32_t all = ~std::uint32_t{0};       ///< all of them have

  void add(std::uint32_t y, std::uint32_t n, std::uint32_t a) {
    const std::uint32_t here = y | n | a;
    two |= here & (yes | no | abstain);
    all &= here;
    yes |= y;
    no |= n;
    abstain |= a;
  }
};

struct Share {
  std::uint64_t unanimous = 0;
  std::uint64_t present = 0;
};

/// What `place_shares` runs over: the votes with states side by side (`PackedVotes::across`).
struct Votes {
  const std::uint32_t* across = nullptr;
  std::size_t chunks = 0;
  std::size_t stride = 0;
  bool all_present = false;  ///< count only roll calls on which all members have a ballot
};

/// Adds each state from .. to-1 for which `sums` is under `none` to the group and counts how its share of
/// unanimous roll calls compares with `own`, crosswise, so exactly: `below`, `upto` (below or equal), `all`
/// (those with a roll call to count).
Counts place_shares(const Votes& votes, const Joint* joint, const std::int64_t* sums, std::size_t from,
                    std::size_t to, std::int64_t none, Share own);

/// The share of one group of which `state` is the last member.
Share share_with(const Votes& votes, const Joint* joint, std::size_t state);

}  // namespace blocs::inference::kernels
