#include "blocs/inference/percentile_bootstrap.hpp"

#include <utility>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "parts_done.hpp"

namespace blocs::inference {
namespace {

/// Groups drawn in each sample where not all are looked at: a standard error of 0.25 points at most.
constexpr std::uint64_t kDrawsASample = 40'000;

}  // namespace

Interval percentile_bootstrap(const measures::PackedVotes& votes, measures::PairMeasure measure,
                              const std::vector<std::size_t>& group, const Field& field, const Draws& draws,
                              std::uint64_t seed, double level) {
  if (draws.roll_calls() != votes.roll_calls()) throw Error::usage("samples are of other roll calls");
  const PairValues record(measures::PairTables(votes), measure, field);
  if (!mean_of_pairs(record, group))
    throw Error(ErrorKind::undefined, "a pair of the group has too few votes in common for a value");
  Field alone = field;  // each sample on a thread of its own
  alone.threads = 1;
  alone.progress = nullptr;
  alone.draws = kDrawsASample;
  std::vector<std::optional<double>> shares(draws.replicates());
  PartsDone done(field, shares.size());
  parallel_for(shares.size(), field.threads, [&](std::size_t r, std::size_t) {
    const PairValues sample(measures::PairTables(votes, draws.counts(r)), measure, record);
    if (mean_of_pairs(sample, group)) shares[r] = rank_by_pairs(sample, group, alone, seed).share_below();
    done.one_more();
  });
  std::vector<double> found;
  for (const auto& share : shares) {
    if (share) found.push_back(*share);
  }
  if (found.empty()) throw Error(ErrorKind::undefined, "the group has a value in no sample");
  const std::size_t left_out = shares.size() - found.size();
  auto interval = interval_of(std::move(found), draws, level);
  interval.method += ", the group ranked anew in each";
  if (left_out > 0) interval.method += ", " + std::to_string(left_out) + " of them without a value left out";
  return interval;
}

}  // namespace blocs::inference
