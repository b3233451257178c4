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

struct Share {
  std::uint64_t unanimous = 0;
  std::uint64_t present = 0;
};

/// What a last member's ballots do to a group that lacks it, on 32 roll calls.
struct Completion {
  std::uint32_t only_yes = 0, only_no = 0, only_abstain = 0;  ///< unanimous if the last member casts the same
  std::uint32_t lost = 0;   ///< unanimous without the last member; with it only as the three above say
  std::uint32_t added = 0;  ///< counted only if the last member has a ballot
};

/// The votes with states side by side (`PackedVotes::across`), and the group that lacks one member.
struct Votes {
  const std::uint32_t* across = nullptr;
  std::size_t chunks = 0;
  std::size_t stride = 0;
};
struct Incomplete {
  const Completion* words = nullptr;  ///< one for each 32 roll calls
  Share without;                      ///< what the group has where the last member has no ballot
};

/// Adds each state from .. to-1 for which `sums` is under `none` to the group and counts how its share of
/// unanimous roll calls compares with `own`, crosswise, so exactly: `below`, `upto` (below or equal), `all`
/// (those with a roll call to count).
Counts place_shares(const Votes& votes, const Incomplete& group, const std::int64_t* sums, std::size_t from,
                    std::size_t to, std::int64_t none, Share own);

}  // namespace blocs::inference::kernels
