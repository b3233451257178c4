// The walk-forward backtest of the ballot model on a table of Council votes, as docs/council.md reports it.
//   council_backtest unsc_1994_2025.csv.gz [--fit]
// With --fit it also searches the model's weights, on votes before 2010 and on all of them.

#include <cstdio>
#include <cstring>

#include "blocs/core/error.hpp"
#include "blocs/scenarios/backtest.hpp"
#include "support/reference_votes.hpp"

namespace {

using namespace blocs;
using namespace blocs::scenarios;

void print(const char* name, const Score& s) {
  std::printf("  %-10s votes %4zu ballots %6zu  log %.4f  Brier %.4f  hits %.4f\n", name, s.votes, s.ballots,
              s.log_score, s.brier, s.hits);
}

void print(const char* name, const OutcomeScore& s) {
  std::printf("  %-16s votes %4zu  log %.4f  Brier %.4f\n", name, s.votes, s.log_score, s.brier);
}

void print(const ModelRule& r) {
  std::printf(
      "half-life %g family %g member %g permanent %g member+family %g permanent+family %g item %g loading "
      "%g\n",
      r.half_life_years, r.family, r.member, r.permanent, r.member_family, r.permanent_family, r.member_item,
      r.loading);
}

void report(const Backtest& b) {
  std::printf("train from %s, scored %s to %s\n", b.train_from.iso().c_str(), b.test_from.iso().c_str(),
              b.test_until.iso().c_str());
  for (const auto& method : b.methods) {
    std::printf("%s\n", method.method.c_str());
    print("all", method.all);
    print("contested", method.contested);
  }
  std::printf("calibration of the model (error %.4f)\n", b.calibration_error);
  for (const auto& bin : b.methods.front().calibration) {
    std::printf("  %.1f-%.1f n %6zu predicted %.4f observed %.4f\n", bin.low, bin.high, bin.n, bin.predicted,
                bin.observed);
  }
  std::printf("outcome\n");
  print("with factor", b.with_factor);
  print("without factor", b.without_factor);
  print("base rate", b.base_rate);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const auto bytes = argc > 1 ? test::gunzipped(argv[1]) : std::nullopt;
    if (!bytes) {
      std::fprintf(stderr, "usage: council_backtest FILE.csv.gz [--fit]\n");
      return 2;
    }
    const auto reference = test::read_reference_votes(*bytes, Date(2004, 1, 1));
    const auto votes = past_votes(reference.matrix);
    std::printf("%zu votes, %zu left out\n", votes.size(), reference.left_out);
    const Date start(2004, 1, 1);
    const Date test(2010, 1, 1);
    ModelRule before;  // the weights that votes before the first one scored suggest
    if (argc > 2 && std::strcmp(argv[2], "--fit") == 0) {
      before = fit(past_votes(reference.matrix, {std::nullopt, test.plus_days(-1)}), Date(2006, 1, 1));
      print(before);
      print(fit(votes, Date(2006, 1, 1)));
    }
    report(walk_forward(votes, start, test, before));
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
