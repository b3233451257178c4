#include <algorithm>
#include <cmath>

#include "blocs/core/error.hpp"
#include "group_sampler.hpp"
#include "quantile.hpp"

namespace blocs::inference {
namespace {

/// Groups of two are few enough to look at all of them.
std::vector<double> all_pairs(const PairValues& pairs) {
  std::vector<double> values;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (std::size_t j = i + 1; j < pairs.size(); ++j) {
      if (pairs.defined(i, j)) values.push_back(pairs.value(i, j));
    }
  }
  return values;
}

/// The mean over the pairs of each drawn group, by the index of its draw.
std::vector<double> means_of_draws(const GroupSampler& sampler, double pairs, std::size_t threads,
                                   std::size_t draws) {
  constexpr std::size_t kBlock = 512;
  std::vector<double> values(draws);
  parallel_for((draws + kBlock - 1) / kBlock, threads, [&](std::size_t b, std::size_t) {
    GroupSampler::Drawn room;
    for (std::size_t i = b * kBlock; i < std::min(draws, (b + 1) * kBlock); ++i) {
      sampler.draw(i, room);
      values[i] = static_cast<double>(sampler.sum(room)) / PairValues::kUnit / pairs;
    }
  });
  return values;
}

}  // namespace

Band band_of_pairs(const PairValues& pairs, const std::vector<std::size_t>& like, const Field& field,
                   std::uint64_t seed, std::size_t draws) {
  Band band;
  std::vector<double> values;
  if (like.size() == 2 && field.classes.empty()) {
    values = all_pairs(pairs);
  } else {
    band.exact = false;
    const GroupSampler sampler(pairs, like, field, seed);
    if (sampler.possible()) values = means_of_draws(sampler, pairs_in(like.size()), field.threads, draws);
  }
  if (values.empty()) throw Error(ErrorKind::undefined, "there is no group to compare with");
  std::sort(values.begin(), values.end());
  band.groups = values.size();
  band.low = quantile(values, 0.05);
  band.median = quantile(values, 0.5);
  band.high = quantile(values, 0.95);
  return band;
}

}  // namespace blocs::inference
