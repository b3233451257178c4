#include "blocs/inference/base_rates.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "blocs/core/error.hpp"
#include "exact_count.hpp"
#include "group_sampler.hpp"
#include "group_scan.hpp"
#include "scan_kernels.hpp"

namespace blocs::inference {
PairValues::PairValues(const measures::PairTables& tables, measures::PairMeasure measure, const Field& field)
    : size_(tables.size()), stride_(size_ + kernels::kPad), fixed_(size_ * stride_, kNone) {
  const auto values = tables.values(measure);
  for (std::size_t j = 1; j < size_; ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      const double x = values[measures::PairTables::index(i, j)];
      if (std::isnan(x) || tables.common(i, j) < std::max<std::size_t>(field.least_common, 1)) continue;
      fixed_[i * stride_ + j] = fixed_[j * stride_ + i] = std::llround(x * kUnit);
    }
  }
}

PairValues::PairValues(const measures::PairTables& tables, measures::PairMeasure measure,
                       const PairValues& among)
    : size_(tables.size()), stride_(size_ + kernels::kPad), fixed_(size_ * stride_, kNone) {
  const auto values = tables.values(measure);
  for (std::size_t j = 1; j < size_; ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      const double x = values[measures::PairTables::index(i, j)];
      if (std::isnan(x) || !among.defined(i, j)) continue;
      fixed_[i * stride_ + j] = fixed_[j * stride_ + i] = std::llround(x * kUnit);
    }
  }
}

std::optional<double> mean_of_pairs(const PairValues& pairs, const std::vector<std::size_t>& group) {
  if (group.size() < 2) return std::nullopt;
  std::int64_t sum = 0;
  for (std::size_t a = 0; a < group.size(); ++a) {
    const auto* row = pairs.row(group[a]);
    bool lacks = false;
    for (std::size_t b = a + 1; b < group.size(); ++b) {
      const auto value = row[group[b]];
      lacks |= value == PairValues::kNone;
      sum += value;
    }
    if (lacks) return std::nullopt;
  }
  return static_cast<double>(sum) / PairValues::kUnit / pairs_in(group.size());
}

Rank rank_by_pairs(const PairValues& pairs, const std::vector<std::size_t>& group, const Field& field,
                   std::uint64_t seed) {
  const auto own = mean_of_pairs(pairs, group);
  if (!own) throw Error(ErrorKind::undefined, "a pair of the group has too few votes in common for a value");
  const auto target = sum_of_pairs(pairs, group);
  Rank rank;
  if (group.size() <= kMostExact || field.exhaustive) {
    rank = count_by_sum(pairs, group, target, field);
  } else {
    const auto place = [&](const GroupSampler& sampler, GroupSampler::Drawn& room, Rank& part) {
      const auto sum = sampler.sum(room);
      ++part.groups;
      part.below += sum < target - kTiedSum ? 1 : 0;
      part.tied += sum >= target - kTiedSum && sum <= target + kTiedSum ? 1 : 0;
    };
    const auto in_group = static_cast<std::uint64_t>(pairs_in(group.size()));
    rank_by_draws(rank, GroupSampler(pairs, group, field, seed), draws_within(in_group, field), field.threads,
                  place);
  }
  rank.value = *own;
  return rank;
}

std::vector<RankedGroup> top_by_pairs(const PairValues& pairs, std::size_t size, std::size_t most,
                                      const Field& field) {
  if (size < 2 || size > kMostExact) throw Error::usage("all groups are looked at for sizes 2 to 4");
  struct Best {
    std::vector<std::pair<std::int64_t, std::vector<std::size_t>>> list;
  };
  const auto better = [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  };
  const auto scan = [&](const std::vector<std::size_t>& prefix, const GroupScan::Tail& tail, Best& best) {
    const auto base = sum_of_pairs(pairs, prefix);
    for (std::size_t d = prefix.back() + 1; d < pairs.size(); ++d) {
      const std::int64_t sum = base + tail.sums[d];
      if (sum >= PairValues::kNone / 2) continue;
      if (best.list.size() == most && sum < best.list.back().first) continue;
      auto members = prefix;
      members.push_back(d);
      const std::pair entry{sum, std::move(members)};
      best.list.insert(std::upper_bound(best.list.begin(), best.list.end(), entry, better), entry);
      if (best.list.size() > most) best.list.pop_back();
    }
  };
  std::vector<std::size_t> any(size);
  std::iota(any.begin(), any.end(), std::size_t{0});
  Field unmatched;
  unmatched.threads = field.threads;
  Best all;
  GroupScan(pairs, any, unmatched).run<Best>(scan).each([&](const Best& part) {
    all.list.insert(all.list.end(), part.list.begin(), part.list.end());
  });
  std::sort(all.list.begin(), all.list.end(), better);
  std::vector<RankedGroup> groups;
  for (std::size_t i = 0; i < std::min(most, all.list.size()); ++i) {
    groups.push_back(
        {all.list[i].second, static_cast<double>(all.list[i].first) / PairValues::kUnit / pairs_in(size)});
  }
  return groups;
}

}  // namespace blocs::inference
