#include "export_pairs.hpp"

#include <fmt/format.h>

#include <cmath>
#include <ostream>

#include "blocs/inference/pair_replicates.hpp"

namespace blocs::cli {
namespace {

using inference::PairReplicates;
using measures::PairTables;

constexpr std::size_t kReplicates = 1000;

std::string cell(double value) {
  return std::isnan(value) ? std::string() : fmt::format("{:.10g}", value);
}

}  // namespace

void write_pairs(std::ostream& out, const views::RollCallMatrix& matrix, const measures::VoteRule& rule,
                 const PairSamples& samples) {
  const auto selected = measures::select(matrix, rule);
  const measures::PackedVotes votes(matrix, selected, rule);
  const PairTables tables(votes);
  out << "state_a,state_b,n";
  std::vector<std::vector<double>> values;
  for (const auto measure : measures::all_pair_measures()) {
    out << ',' << word(measure);
    values.push_back(tables.values(measure));
  }
  std::vector<std::array<inference::Range, PairReplicates::kMeasures.size()>> ranges;
  if (samples.kind != "none") {
    const inference::Draws draws(samples.kind == "bootstrap-items"
                                     ? inference::vote_clusters(matrix, selected.indices())
                                     : inference::by_roll_call(selected.count()),
                                 kReplicates, samples.seed);
    ranges = all_pair_intervals(votes, draws);
    for (const auto measure : PairReplicates::kMeasures)
      out << ',' << word(measure) << "_low," << word(measure) << "_high";
  }
  out << '\n';
  const auto& states = votes.states();
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (std::size_t j = i + 1; j < states.size(); ++j) {
      const auto common = tables.common(i, j);
      if (common == 0) continue;
      const std::size_t at = PairTables::index(i, j);
      out << states[i] << ',' << states[j] << ',' << common;
      for (const auto& list : values) out << ',' << cell(list[at]);
      if (!ranges.empty()) {
        for (const auto& range : ranges[at]) out << ',' << cell(range.low) << ',' << cell(range.high);
      }
      out << '\n';
    }
  }
}

}  // namespace blocs::cli
