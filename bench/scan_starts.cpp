// Times one scan over all quartets of 193 made-up states in this process, on two threads and on one: seconds
// of each, best of three. Where heap addresses fall differs from process to process, and with them which
// threads share cache lines, so bench/scan_starts.py starts it many times and prints the worst.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include "blocs/core/random.hpp"
#include "blocs/inference/base_rates.hpp"
#include "blocs/views/roll_calls.hpp"

namespace {

using namespace blocs;

/// Ballots of states that lean to one of two sides.
views::RollCallMatrix made_up(std::size_t states, std::size_t roll_calls) {
  views::RollCallMatrixBuilder builder;
  for (std::size_t c = 0; c < roll_calls; ++c) {
    views::RollCall call;
    call.id = "R" + std::to_string(1000 + c);
    call.date = Date{2019, 11, 1};
    builder.add(call);
    for (std::size_t s = 0; s < states; ++s) {
      RandomStream random(c, s);
      const bool swap = random.below(5) == 0;
      const bool yes = ((s % 2 == 0) != swap);
      builder.add_ballot(call.id, "S" + std::to_string(100 + s),
                         yes ? views::Ballot::yes : views::Ballot::no);
    }
  }
  return builder.build();
}

double best_of_three(const measures::PackedVotes& votes, const inference::PairValues& pairs,
                     std::size_t threads) {
  inference::Field field;
  field.threads = threads;
  double best = 1e300;
  for (int run = 0; run < 3; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const auto rank = rank_by_unanimity(votes, pairs, {0, 1, 2, 3}, measures::Turnout::two_present, field);
    if (rank.groups == 0) return 0;
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

}  // namespace

int main() {
  const auto matrix = made_up(193, 60);
  const measures::VoteRule rule;
  const auto& selected = matrix.contested();
  const measures::PackedVotes votes(matrix, selected, rule);
  const measures::PairTables tables(votes);
  const inference::PairValues pairs(tables, measures::PairMeasure::lijphart, {});
  const double two = best_of_three(votes, pairs, 2);
  const double one = best_of_three(votes, pairs, 1);
  std::printf("%.6f %.6f\n", two, one);
  return 0;
}
