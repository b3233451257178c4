// Times the work on votes: import, agreement of all pairs in all sessions, chance-corrected measures, all
// quartets of a session, bootstrap. One line of JSON per task: name, seconds (best of some runs), and what
// came out, so that the peers (bench/votes_peers.R, bench/votes_peers.py) can be held against it in the same
// run.
//
//   votes_bench DATA CASEBOOK      DATA: folder with unga_1946_2019_{roll_calls,ballots}.csv[.gz]

#include <sys/resource.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdio>
#include <functional>
#include <limits>
#include <map>
#include <string>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "blocs/core/random.hpp"
#include "blocs/inference/base_rates.hpp"
#include "vote_files.hpp"

namespace blocs::bench {
namespace {

namespace fs = std::filesystem;
using measures::PairMeasure;
using measures::VoteRule;
using views::Mask;

double timed(int runs, const std::function<void()>& work) {
  double best = 1e300;
  for (int i = 0; i < runs; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

double memory_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void say(const char* task, double seconds, double result) {
  std::printf("{\"task\": \"%s\", \"seconds\": %.6f, \"result\": %.10g, \"peak_mb\": %.0f}\n", task, seconds,
              result, memory_mb());
  std::fflush(stdout);
}

std::map<std::string, Mask> sessions(const views::RollCallMatrix& m) {
  std::map<std::string, Mask> masks;
  for (std::size_t i = 0; i < m.roll_calls().size(); ++i) {
    masks.try_emplace(m.roll_calls()[i].session, m.roll_calls().size()).first->second.set(i);
  }
  return masks;
}

/// Adds up some measures over all pairs of all sessions; sums in session order, so the same for any number of
/// threads.
double all_pairs(const views::RollCallMatrix& m, const std::map<std::string, Mask>& by_session,
                 const std::vector<PairMeasure>& wanted) {
  std::vector<const Mask*> list;
  for (const auto& [name, mask] : by_session) list.push_back(&mask);
  std::vector<double> sums(list.size(), 0);
  parallel_for(list.size(), 0, [&](std::size_t s, std::size_t) {
    const measures::PackedVotes votes(m, *list[s], VoteRule{});
    const measures::PairTables tables(votes);
    for (std::size_t j = 1; j < tables.size(); ++j) {
      for (std::size_t i = 0; i < j; ++i) {
        const auto table = tables.table(i, j);
        for (const auto measure : wanted) sums[s] += measures::value(measure, table).value_or(0);
      }
    }
  });
  double sum = 0;
  for (const double x : sums) sum += x;
  return sum;
}

/// The plain loop over a pair table that the scan must not be slower than.
double plain_quartets(const std::vector<double>& table, std::size_t n, double own) {
  std::uint64_t below = 0;
  std::uint64_t all = 0;
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      for (std::size_t c = b + 1; c < n; ++c) {
        for (std::size_t d = c + 1; d < n; ++d) {
          const double sum = table[a * n + b] + table[a * n + c] + table[a * n + d] + table[b * n + c] +
                             table[b * n + d] + table[c * n + d];
          if (!(sum == sum)) continue;  // a pair without a value
          ++all;
          below += sum / 6 < own - 1e-12 ? 1 : 0;
        }
      }
    }
  }
  return static_cast<double>(below) / static_cast<double>(all);
}

void quartets(const views::RollCallMatrix& m, const Mask& session) {
  const measures::PackedVotes votes(m, session & m.contested(), VoteRule{});
  const measures::PairTables tables(votes);
  const inference::Field field;
  const inference::PairValues raw(tables, PairMeasure::lijphart, field);
  const inference::PairValues corrected(tables, PairMeasure::kappa_squared, field);
  std::vector<std::size_t> group;
  for (const char* state : {"CHN", "IRN", "PRK", "RUS"}) group.push_back(*votes.index(state));
  const std::size_t n = raw.size();
  std::vector<double> table(n * n);
  for (std::size_t i = 0; i < n * n; ++i) {
    table[i] = i / n != i % n && raw.defined(i / n, i % n) ? raw.value(i / n, i % n)
                                                           : std::numeric_limits<double>::quiet_NaN();
  }
  const double own = *mean_of_pairs(raw, group);
  double result = 0;
  say("quartets, plain loop, mean pairwise", timed(3, [&] { result = plain_quartets(table, n, own); }),
      result);
  inference::Rank rank;
  inference::Field one;
  one.threads = 1;
  const double single = timed(3, [&] { rank = rank_by_pairs(raw, group, one); });
  say("quartets, mean pairwise, one thread", single, rank.share_below());
  const double both = timed(3, [&] {
    rank = rank_by_pairs(raw, group, field);
    result = rank_by_pairs(corrected, group, field).share_below();
  });
  say("quartets, mean pairwise and chance-corrected", both, rank.share_below());
  say("quartets, groups", 0, static_cast<double>(rank.groups));
  say("quartets, own value", 0, rank.value);
  say("quartets, chance-corrected share below", 0, result);
  const double unanimity =
      timed(1, [&] { rank = rank_by_unanimity(votes, raw, group, measures::Turnout::two_present, field); });
  say("quartets, unanimity", unanimity, rank.share_below());
}

/// Agreement of all pairs in each of many samples of a decade's roll calls, drawn again: a replicate is a
/// column of weights, and a pair's credit a weighted sum over its bits.
double bootstrap_pairs(const views::RollCallMatrix& m, const Mask& decade, std::size_t replicates) {
  const measures::PackedVotes votes(m, decade, VoteRule{});
  const std::size_t calls = votes.roll_calls();
  const std::size_t n = votes.states().size();
  constexpr std::size_t kBits =
      4;  // weights to 15 as bit-planes; a roll call drawn more often than that is one in 10^13
  std::vector<double> sums(replicates, 0);
  parallel_for(replicates, 0, [&](std::size_t r, std::size_t) {
    std::vector<unsigned> weight(calls, 0);
    RandomStream random(1, r);
    for (std::size_t i = 0; i < calls; ++i) ++weight[random.below(calls)];
    std::vector<std::uint64_t> bits(kBits * votes.words(), 0);
    for (std::size_t i = 0; i < calls; ++i) {
      for (std::size_t b = 0; b < kBits; ++b) {
        if ((weight[i] >> b & 1U) != 0) bits[b * votes.words() + i / 64] |= std::uint64_t{1} << (i % 64);
      }
    }
    for (std::size_t j = 1; j < n; ++j) {
      for (std::size_t i = 0; i < j; ++i) {
        std::uint64_t alike = 0;
        std::uint64_t common = 0;
        for (std::size_t w = 0; w < votes.words(); ++w) {
          std::uint64_t left = 0;
          std::uint64_t right = 0;
          std::uint64_t same = 0;
          for (std::size_t k = 0; k < 3; ++k) {
            left |= votes.plane(i, k)[w];
            right |= votes.plane(j, k)[w];
            same |= votes.plane(i, k)[w] & votes.plane(j, k)[w];
          }
          for (std::size_t b = 0; b < kBits; ++b) {
            const auto here = bits[b * votes.words() + w];
            alike += static_cast<std::uint64_t>(std::popcount(same & here)) << b;
            common += static_cast<std::uint64_t>(std::popcount(left & right & here)) << b;
          }
        }
        if (common > 0) sums[r] += static_cast<double>(alike) / static_cast<double>(common);
      }
    }
  });
  double sum = 0;
  for (const double x : sums) sum += x;
  return sum / static_cast<double>(replicates);
}

void run(const fs::path& data, const fs::path& casebook) {
  const auto known = known_states(casebook);
  views::RollCallMatrix m;
  for (const char* end : {".csv.gz", ".csv"}) {
    const std::vector<fs::path> files{data / (std::string("unga_1946_2019_roll_calls") + end),
                                      data / (std::string("unga_1946_2019_ballots") + end)};
    if (!fs::exists(files[1])) continue;
    const double seconds = timed(3, [&] { m = matrix_of(files, known); });
    std::size_t ballots = 0;
    for (std::size_t s = 0; s < m.states().size(); ++s) ballots += m.recorded(s).count();
    say((std::string("import") + end).c_str(), seconds, static_cast<double>(ballots));
  }
  const auto by_session = sessions(m);
  double result = 0;
  const std::vector<PairMeasure> rules{PairMeasure::exact, PairMeasure::lijphart, PairMeasure::yes_no,
                                       PairMeasure::s, PairMeasure::s_squared};
  const double five = timed(3, [&] { result = all_pairs(m, by_session, rules); });
  say("all pairs, all sessions, five rules", five, result);
  const std::vector<PairMeasure> corrected{PairMeasure::kappa_squared, PairMeasure::pi, PairMeasure::s,
                                           PairMeasure::a};
  const double four = timed(3, [&] { result = all_pairs(m, by_session, corrected); });
  say("all pairs, all sessions, kappa pi S A", four, result);
  quartets(m, by_session.at("74"));
  Mask decade(m.roll_calls().size());
  for (const auto& [name, mask] : by_session) {
    if (name.size() == 2 && name >= "65" && name <= "74") decade = decade | mask;
  }
  const double boot = timed(1, [&] { result = bootstrap_pairs(m, decade, 1000); });
  say("bootstrap of a decade, 1000 replicates", boot, result);
}

}  // namespace
}  // namespace blocs::bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("votes_bench DATA CASEBOOK\n", stderr);
    return 2;
  }
  try {
    blocs::bench::run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "votes_bench: %s\n", error.what());
    return 1;
  }
  return 0;
}
