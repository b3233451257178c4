#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <vector>

#include "blocs/core/parallel.hpp"
#include "blocs/core/random.hpp"
#include "blocs/inference/base_rates.hpp"
#include "exact_count.hpp"

namespace blocs::inference {

/// Draws groups of a size by chance, each equally likely. Groups with a pair that has no value are thrown
/// away and drawn again as long as that leaves one in fifty of a trial. Else (large groups, of which hardly
/// any has a value for all of its pairs) they are drawn from states that all have a value with each other:
/// those that lack one with a member of the group asked about are left out first, then, one by one, the state
/// that lacks it with most of the others (the last in code order of those level), until every pair has one.
/// With classes, a drawn group has as many states of each class as the group asked about.
class GroupSampler {
 public:
  GroupSampler(const PairValues& pairs, const std::vector<std::size_t>& like, const Field& field,
               std::uint64_t seed)
      : pairs_(pairs), words_((pairs.size() + 63) / 64), seed_(seed) {
    std::vector<std::size_t> all(pairs.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    draw_from(all, like, field);
    if (!all_have_values() && !(possible_ && most_have_values()))
      draw_from(mutual_states(pairs, like), like, field);
    again_ = !all_have_values();
    if (!again_) add_up();
  }

  std::size_t states() const { return states_; }  ///< that groups are drawn from
  /// States left out because they lack a value with one of those.
  std::size_t left_out() const { return pairs_.size() - states_; }
  bool possible() const { return possible_; }  ///< there is a group to draw

  /// Room to draw in, so that draws after the first need no memory.
  struct Drawn {
    std::vector<std::size_t> group;
    std::vector<std::uint64_t> in;    ///< the same as bits
    std::vector<std::size_t> others;  ///< of the states that groups are drawn from, those left out
  };

  /// The group of one draw, which depends on the seed and the index alone.
  const std::vector<std::size_t>& draw(std::uint64_t index, Drawn& room) const {
    RandomStream random(seed_, index);
    do draw_once(random, room);
    while (again_ && !mean_is_defined(room.group));
    return room.group;
  }

  /// The sum over the pairs of a drawn group, in `PairValues::kUnit`. Where most states are in the group,
  /// what the few others have is taken from the sum over all.
  std::int64_t sum(Drawn& room) const {
    if (again_ || 2 * room.group.size() <= pool_.size()) return sum_of_pairs(pairs_, room.group);
    room.others.clear();
    for (const auto s : pool_) {
      if ((room.in[s / 64] >> (s % 64) & 1) == 0) room.others.push_back(s);
    }
    std::int64_t all = total_ + sum_of_pairs(pairs_, room.others);
    for (const auto s : room.others) all -= with_all_[s];
    return all;
  }

 private:
  struct Class {
    std::vector<std::size_t> states;
    std::size_t wanted = 0;
  };

  void draw_from(const std::vector<std::size_t>& states, const std::vector<std::size_t>& like,
                 const Field& field) {
    std::map<int, Class> classes;
    for (const auto s : states) classes[field.classes.empty() ? 0 : field.classes[s]].states.push_back(s);
    for (const auto s : like) ++classes[field.classes.empty() ? 0 : field.classes[s]].wanted;
    states_ = states.size();
    possible_ = true;
    classes_.clear();
    for (auto& [label, one] : classes) {
      possible_ = possible_ && one.wanted <= one.states.size();
      if (one.wanted > 0) classes_.push_back(std::move(one));
    }
  }

  /// Whether every two states that groups are drawn from have a value.
  bool all_have_values() const {
    std::vector<std::size_t> states;
    for (const auto& one : classes_) states.insert(states.end(), one.states.begin(), one.states.end());
    return mean_is_defined(states);
  }

  /// Sums that draws with few states left out start from.
  void add_up() {
    for (const auto& one : classes_) pool_.insert(pool_.end(), one.states.begin(), one.states.end());
    total_ = sum_of_pairs(pairs_, pool_);
    with_all_.assign(pairs_.size(), 0);
    for (const auto s : pool_) {
      for (const auto t : pool_) with_all_[s] += s == t ? 0 : pairs_.row(s)[t];
    }
  }

  /// Whether a trial of draws, other than those of a rank, leaves one in fifty.
  bool most_have_values() const {
    constexpr std::uint64_t kTrial = 2'000;
    std::uint64_t left = 0;
    Drawn room;
    for (std::uint64_t i = 0; i < kTrial; ++i) {
      RandomStream random(~seed_, i);
      draw_once(random, room);
      left += mean_is_defined(room.group) ? 1 : 0;
    }
    return left * 50 >= kTrial;
  }

  bool mean_is_defined(const std::vector<std::size_t>& group) const {
    for (std::size_t i = 0; i < group.size(); ++i) {
      for (std::size_t j = i + 1; j < group.size(); ++j) {
        if (!pairs_.defined(group[i], group[j])) return false;
      }
    }
    return true;
  }

  /// Floyd's algorithm (Bentley and Floyd 1987, doi 10.1145/30401.315746): as many random numbers as members,
  /// or as states left out where these are fewer.
  void draw_once(RandomStream& random, Drawn& room) const {
    room.group.clear();
    room.in.assign(words_, 0);
    const auto put = [&](std::size_t state) {
      auto& word = room.in[state / 64];
      const auto bit = std::uint64_t{1} << (state % 64);
      if ((word & bit) != 0) return false;
      word |= bit;
      room.group.push_back(state);
      return true;
    };
    for (const auto& one : classes_) {
      const std::size_t n = one.states.size();
      if (2 * one.wanted > n) {
        leave_out(one, random, room);
        continue;
      }
      for (std::size_t last = n - one.wanted; last < n; ++last) {
        if (!put(one.states[static_cast<std::size_t>(random.below(last + 1))])) put(one.states[last]);
      }
    }
  }

  /// The members of a class but for some that are drawn.
  static void leave_out(const Class& one, RandomStream& random, Drawn& room) {
    const std::size_t n = one.states.size();
    const auto at = [&](std::size_t state) -> std::uint64_t& { return room.in[state / 64]; };
    const auto bit = [](std::size_t state) { return std::uint64_t{1} << (state % 64); };
    for (const auto s : one.states) at(s) |= bit(s);
    for (std::size_t last = one.wanted; last < n; ++last) {
      const auto drawn = one.states[static_cast<std::size_t>(random.below(last + 1))];
      const auto s = (at(drawn) & bit(drawn)) != 0 ? drawn : one.states[last];
      at(s) &= ~bit(s);
    }
    for (const auto s : one.states) {
      if ((at(s) & bit(s)) != 0) room.group.push_back(s);
    }
  }

  /// The states left when those that lack a value with another are taken out, in code order.
  static std::vector<std::size_t> mutual_states(const PairValues& pairs,
                                                const std::vector<std::size_t>& like) {
    std::vector<char> in(pairs.size(), 1);
    const auto asked = [&](std::size_t s) { return std::find(like.begin(), like.end(), s) != like.end(); };
    for (std::size_t s = 0; s < pairs.size(); ++s) {
      for (const auto member : like)
        in[s] = static_cast<char>(in[s] != 0 && (asked(s) || pairs.defined(s, member)));
    }
    std::vector<std::size_t> lacking(pairs.size(), 0);
    for (std::size_t s = 0; s < pairs.size(); ++s) {
      for (std::size_t t = 0; t < pairs.size(); ++t)
        lacking[s] += in[s] != 0 && in[t] != 0 && s != t && !pairs.defined(s, t) ? 1 : 0;
    }
    for (;;) {
      std::size_t worst = 0;
      for (std::size_t s = 1; s < pairs.size(); ++s) worst = lacking[s] >= lacking[worst] ? s : worst;
      if (pairs.size() == 0 || lacking[worst] == 0) break;
      in[worst] = 0;
      lacking[worst] = 0;
      for (std::size_t t = 0; t < pairs.size(); ++t)
        lacking[t] -= in[t] != 0 && t != worst && !pairs.defined(t, worst) ? 1 : 0;
    }
    std::vector<std::size_t> kept;
    for (std::size_t s = 0; s < pairs.size(); ++s) {
      if (in[s] != 0) kept.push_back(s);
    }
    return kept;
  }

  const PairValues& pairs_;
  std::size_t words_;
  std::uint64_t seed_;
  std::size_t states_ = 0;
  bool possible_ = true;
  bool again_ = true;  ///< a group with a pair that has no value is drawn again
  std::vector<Class> classes_;
  std::vector<std::size_t> pool_;       // the states of all classes, where every two have a value
  std::int64_t total_ = 0;              // over its pairs
  std::vector<std::int64_t> with_all_;  // of each of its states with all others
};

/// How many groups are drawn for a rank whose value takes `cost` steps a group: so many that all of them
/// take some tenths of a second, but never so few that the standard error of a share is above 0.25 points.
inline std::uint64_t draws_within(std::uint64_t cost, const Field& field) {
  if (field.draws != 0) return field.draws;
  constexpr std::uint64_t kSteps = 5'000'000;
  constexpr std::uint64_t kLeast = 40'000;  // 0.5 / sqrt(40,000) = 0.0025
  return std::clamp<std::uint64_t>(kSteps / std::max<std::uint64_t>(cost, 1), kLeast, kDraws);
}

/// Ranks a group against a sample. `place(sampler, room, part)` adds one drawn group to the counts of a rank;
/// each thread has a copy of it. Results are the same for any number of threads.
template <typename Place>
void rank_by_draws(Rank& rank, const GroupSampler& sampler, std::uint64_t draws, std::size_t threads,
                   const Place& place) {
  constexpr std::uint64_t kBlock = 512;
  rank.exact = false;
  rank.drawn_from = sampler.states();
  rank.left_out = sampler.left_out();
  if (!sampler.possible()) return;
  std::vector<Rank> blocks((draws + kBlock - 1) / kBlock);
  parallel_for(blocks.size(), threads, [&](std::size_t b, std::size_t) {
    Place own = place;
    Rank part;
    GroupSampler::Drawn room;
    for (std::uint64_t i = b * kBlock; i < std::min(draws, (b + 1) * kBlock); ++i) {
      sampler.draw(i, room);
      own(sampler, room, part);
    }
    blocks[b] = part;
  });
  for (const auto& part : blocks) {
    rank.groups += part.groups;
    rank.below += part.below;
    rank.tied += part.tied;
  }
  if (rank.groups == 0) return;
  const double p = rank.share_below();
  rank.error = std::sqrt(p * (1 - p) / static_cast<double>(rank.groups));
}

}  // namespace blocs::inference
