// Whether where states stand in the Assembly helps to foretell the Council's votes, as docs/council.md
// reports it.
//   council_positions COUNCIL.csv.gz ASSEMBLY_ROLL_CALLS.csv.gz ASSEMBLY_BALLOTS.csv.gz [MORE.csv.gz]
// Every year's positions rest on the Assembly's votes before it; the weights on Council votes before 2010.

#include <cstdio>

#include "blocs/core/error.hpp"
#include "blocs/scenarios/backtest.hpp"
#include "support/reference_votes.hpp"
#include "vote_files.hpp"

namespace {

using namespace blocs;
using namespace blocs::scenarios;

void print(const MethodScore& method) {
  for (const auto& [name, s] : {std::pair{"all", method.all}, {"contested", method.contested}})
    std::printf("%-22s %-10s votes %4zu ballots %6zu  log %.4f  Brier %.4f  hits %.4f\n",
                method.method.c_str(), name, s.votes, s.ballots, s.log_score, s.brier, s.hits);
}

void report(const Backtest& test) {
  for (const auto& method : test.methods) print(method);
  for (const bool contested : {false, true}) {
    const auto gain = gain_over(test, test.methods.size() - 1, contested);
    if (!gain) continue;
    std::printf("positions save on %s votes %.5f nats a ballot (95 %% %.5f to %.5f)\n",
                contested ? "contested" : "all", -gain->nats, -gain->interval.high, -gain->interval.low);
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto bytes = argc > 3 ? test::gunzipped(argv[1]) : std::nullopt;
    if (!bytes) {
      std::fprintf(
          stderr, "usage: council_positions COUNCIL.csv.gz ROLL_CALLS.csv.gz BALLOTS.csv.gz [MORE.csv.gz]\n");
      return 2;
    }
    const auto reference = test::read_reference_votes(*bytes, Date(2004, 1, 1));
    const auto votes = past_votes(reference.matrix);
    const auto assembly = bench::matrix_of({argv + 2, argv + argc}, bench::known_states(BLOCS_CASEBOOK));
    const auto positions = positions_before_years(assembly, 2004, votes.back().draft.date.year());
    std::size_t placed = 0, ballots = 0;
    for (const auto& vote : votes) {
      for (const auto& one : vote.ballots) {
        ++ballots;
        placed += positions.of(one.state, vote.draft.date).has_value();
      }
    }
    std::printf("%zu votes; %zu of %zu ballots are of members with a position\n", votes.size(), placed,
                ballots);
    const Date start(2004, 1, 1);
    const Date test(2010, 1, 1);
    const auto early = past_votes(reference.matrix, {std::nullopt, test.plus_days(-1)});
    const auto rule = fit_nearness(early, Date(2006, 1, 1), fit(early, Date(2006, 1, 1)), positions);
    std::printf("searched on votes of 2006 to 2009: near %g, reach %g\n", rule.near, rule.reach);
    report(walk_forward(votes, start, test, rule, &positions));
    const auto all = fit_nearness(votes, Date(2006, 1, 1), ModelRule{}, positions);
    std::printf("searched on all votes: near %g, reach %g\n", all.near, all.reach);
    report(walk_forward(votes, start, test, all, &positions));
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
