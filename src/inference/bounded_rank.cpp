#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdlib>
#include <functional>
#include <limits>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "blocs/inference/base_rates.hpp"
#include "group_sampler.hpp"
#include "group_walk.hpp"

namespace blocs::inference {
namespace {

using measures::PackedVotes;

/// Sums of these many groups still fit a rank.
constexpr std::uint64_t kMostGroups = std::numeric_limits<std::uint64_t>::max() / 4;
/// More steps than any count takes in a lifetime.
constexpr std::int64_t kNoLimit = std::int64_t{1} << 60;
/// A rounding of 2^-40 either way: two pairs within this are tied.
constexpr std::int64_t kTiedPair = 2;

/// Counts all groups there are.
struct CountAll {
  std::uint64_t groups = 0;
  static bool enter(const std::vector<std::size_t>&) { return true; }
  std::int64_t leaf(const std::vector<std::size_t>&, const Bits& last) {
    groups += count_of(last);
    return 1;
  }
};

/// Counts groups whose members cast one and the same ballot on at least, and on more than, `own` roll calls.
class CountJoint {
 public:
  CountJoint(const PackedVotes& votes, std::size_t size, std::uint64_t own)
      : votes_(&votes), words_(3 * votes.words()), own_(own), cast_(size, Bits(words_)) {}

  bool enter(const std::vector<std::size_t>& group) {
    const std::size_t depth = group.size() - 1;
    const auto* row = votes_->plane(group.back(), 0);
    for (std::size_t w = 0; w < words_; ++w)
      cast_[depth][w] = depth == 0 ? row[w] : cast_[depth - 1][w] & row[w];
    return count_of(cast_[depth]) >= own_;
  }
  std::int64_t leaf(const std::vector<std::size_t>& group, const Bits& last) {
    const Bits& cast = cast_[group.size() - 1];
    std::int64_t looked_at = 1;
    for (std::size_t i = 0; i < last.size(); ++i) {
      for (auto word = last[i]; word != 0; word &= word - 1, ++looked_at) {
        const auto* row = votes_->plane(i * 64 + static_cast<std::size_t>(std::countr_zero(word)), 0);
        std::uint64_t n = 0;
        for (std::size_t w = 0; w < words_; ++w)
          n += static_cast<std::uint64_t>(std::popcount(cast[w] & row[w]));
        at_least += n >= own_ ? 1 : 0;
        above += n > own_ ? 1 : 0;
      }
    }
    return looked_at * static_cast<std::int64_t>(1 + words_ / 8);
  }

  std::uint64_t at_least = 0;
  std::uint64_t above = 0;

 private:
  const PackedVotes* votes_;
  std::size_t words_;
  std::uint64_t own_;
  std::vector<Bits> cast_;
};

/// What is counted of a field, each where it could be.
struct Counts {
  std::optional<std::uint64_t> groups;
  std::optional<std::pair<std::uint64_t, std::uint64_t>> upper;  ///< at least as high, higher
};

/// The question, ready to be counted or drawn.
class Contest {
 public:
  Contest(const PackedVotes& votes, const PairValues& pairs, Bounded by,
          const std::vector<std::size_t>& group, const Field& field, std::uint64_t steps)
      : votes_(votes),
        pairs_(pairs),
        by_(by),
        group_(group),
        field_(field),
        mix_(pairs.size(), group, field),
        steps_(static_cast<std::int64_t>(
            field.exhaustive ? kNoLimit : std::min<std::uint64_t>(steps, std::uint64_t{kNoLimit}))),
        own_(of(group)) {}

  std::int64_t own() const { return own_; }

  /// Roll calls, or the least pair's value in units of 2^-40.
  std::int64_t of(const std::vector<std::size_t>& group) const {
    if (by_ == Bounded::joint) {
      Bits cast(votes_.plane(group[0], 0), votes_.plane(group[0], 0) + 3 * votes_.words());
      for (const auto state : group) {
        for (std::size_t w = 0; w < cast.size(); ++w) cast[w] &= votes_.plane(state, 0)[w];
      }
      return static_cast<std::int64_t>(count_of(cast));
    }
    std::int64_t least = PairValues::kNone;
    for (std::size_t i = 0; i < group.size(); ++i) {
      for (std::size_t j = i + 1; j < group.size(); ++j)
        least = std::min(least, pairs_.row(group[i])[group[j]]);
    }
    return least;
  }
  std::int64_t tie() const { return by_ == Bounded::joint ? 0 : kTiedPair; }

  Counts count() const {
    Counts counts;
    counts.upper = upper();
    if (counts.upper) counts.groups = all_groups();
    return counts;
  }

 private:
  std::optional<std::uint64_t> cliques(const Graph& graph) const {
    std::atomic<std::int64_t> left = steps_;
    std::uint64_t n = 0;
    bool fits = true;
    Walk(graph, mix_, group_.size(), field_, left).run(CountAll{}).each([&](const CountAll& part) {
      fits = fits && part.groups <= kMostGroups - n;
      if (fits) n += part.groups;
    });
    if (!fits || left.load() < 0) return std::nullopt;
    return n;
  }

  /// All groups of the field. Without classes, states that may stand with any other are put in by counting.
  std::optional<std::uint64_t> all_groups() const;

  std::optional<std::pair<std::uint64_t, std::uint64_t>> upper() const {
    const auto defined_and = [&](const std::function<bool(std::size_t, std::size_t)>& may) {
      return Graph(pairs_.size(),
                   [&](std::size_t i, std::size_t j) { return pairs_.defined(i, j) && may(i, j); });
    };
    if (by_ == Bounded::least_pair) {
      const auto from = [&](std::int64_t least) {
        return cliques(
            defined_and([&, least](std::size_t i, std::size_t j) { return pairs_.row(i)[j] >= least; }));
      };
      const auto at_least = from(own_ - kTiedPair);
      const auto above = at_least ? from(own_ + kTiedPair + 1) : std::nullopt;
      if (!above) return std::nullopt;
      return std::pair(*at_least, *above);
    }
    const auto graph = defined_and([&](std::size_t i, std::size_t j) { return of({i, j}) >= own_; });
    std::atomic<std::int64_t> left = steps_;
    std::pair<std::uint64_t, std::uint64_t> n{0, 0};
    const CountJoint start(votes_, group_.size(), static_cast<std::uint64_t>(own_));
    Walk(graph, mix_, group_.size(), field_, left).run(start).each([&](const CountJoint& part) {
      n.first += part.at_least;
      n.second += part.above;
    });
    if (left.load() < 0) return std::nullopt;
    return n;
  }

  const PackedVotes& votes_;
  const PairValues& pairs_;
  Bounded by_;
  const std::vector<std::size_t>& group_;
  const Field& field_;
  Mix mix_;
  std::int64_t steps_;
  std::int64_t own_;
};

/// n over k, nothing where it is too large to be counted with.
std::optional<std::uint64_t> choose(std::uint64_t n, std::uint64_t k) {
  if (k > n) return 0;
  std::uint64_t all = 1;
  for (std::uint64_t i = 1; i <= k; ++i) {
    if (all > kMostGroups / (n - k + i)) return std::nullopt;
    all = all * (n - k + i) / i;
  }
  return all;
}

std::optional<std::uint64_t> Contest::all_groups() const {
  const std::size_t n = pairs_.size();
  if (!field_.classes.empty()) return cliques(Graph(n, [&](auto i, auto j) { return pairs_.defined(i, j); }));
  std::vector<std::size_t> others;
  for (std::size_t s = 0; s < n; ++s) {
    bool any = true;
    for (std::size_t t = 0; t < n; ++t) any = any && (t == s || pairs_.defined(s, t));
    if (!any) others.push_back(s);
  }
  const Graph graph(others.size(), [&](auto i, auto j) { return pairs_.defined(others[i], others[j]); });
  std::uint64_t all = 0;
  std::atomic<std::int64_t> left = steps_;
  for (std::size_t k = 0; k <= std::min(group_.size(), others.size()); ++k) {
    std::uint64_t with = k == 0 ? 1 : k == 1 ? others.size() : 0;
    if (k > 1) {
      const Mix any(others.size(), std::vector<std::size_t>(k, 0), {});
      Walk(graph, any, k, field_, left).run(CountAll{}).each([&](const CountAll& part) {
        with += part.groups;
      });
      if (left.load() < 0) return std::nullopt;
    }
    const auto rest = choose(n - others.size(), group_.size() - k);
    if (!rest || (with != 0 && *rest > (kMostGroups - all) / with)) return std::nullopt;
    all += with * *rest;
  }
  return all;
}

}  // namespace

BoundedRank rank_bounded(const PackedVotes& votes, const PairValues& pairs, Bounded by,
                         const std::vector<std::size_t>& group, const Field& field, std::uint64_t seed,
                         std::uint64_t most_steps) {
  if (!mean_of_pairs(pairs, group))
    throw Error(ErrorKind::undefined, "a pair of the group has too few votes in common for a value");
  const Contest contest(votes, pairs, by, group, field, most_steps);
  const auto counted = contest.count();
  BoundedRank rank;
  rank.value = by == Bounded::joint ? static_cast<double>(contest.own())
                                    : static_cast<double>(contest.own()) / PairValues::kUnit;
  if (counted.upper) rank.at_least = counted.upper->first;
  if (counted.groups && counted.upper) {
    rank.groups = *counted.groups;
    rank.below = rank.groups - counted.upper->first;
    rank.tied = counted.upper->first - counted.upper->second;
    return rank;
  }
  const auto cost = by == Bounded::joint ? group.size() * votes.words() : group.size() * group.size() / 2;
  rank_by_draws(rank, GroupSampler(pairs, group, field, seed), draws_within(cost, field), field.threads,
                [&](const GroupSampler&, const GroupSampler::Drawn& room, Rank& part) {
                  const auto value = contest.of(room.group);
                  ++part.groups;
                  part.below += value < contest.own() - contest.tie() ? 1 : 0;
                  part.tied += std::abs(value - contest.own()) <= contest.tie() ? 1 : 0;
                });
  return rank;
}

}  // namespace blocs::inference
