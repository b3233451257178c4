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
#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "blocs/core/error.hpp"
#include "blocs/core/parallel.hpp"
#include "blocs/core/random.hpp"
#include "blocs/inference/base_rates.hpp"
#include "blocs/inference/pair_replicates.hpp"
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

void say(const std::string& task, double seconds, double result) {
  std::printf("{\"task\": \"%s\", \"seconds\": %.6f, \"result\": %.10g, \"peak_mb\": %.0f}\n", task.c_str(),
              seconds, result, memory_mb());
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
    for (const auto measure : wanted) {
      for (const double x : tables.values(measure)) sums[s] += std::isnan(x) ? 0 : x;
    }
  });
  double sum = 0;
  for (const double x : sums) sum += x;
  return sum;
}

/// The plain loop over a pair table that the scan must not be slower than. Given the votes, it also counts
/// each group's unanimous roll calls, and its share of groups below comes as the second number.
std::pair<double, double> plain_quartets(const std::vector<double>& table, std::size_t n, double own,
                                         const measures::PackedVotes* votes, double own_unanimity) {
  std::uint64_t below = 0;
  std::uint64_t below_unanimity = 0;
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
          if (votes == nullptr) continue;
          int present = 0;
          int unanimous = 0;
          for (std::size_t w = 0; w < votes->words(); ++w) {
            std::uint64_t cast[3];
            std::uint64_t one = 0;
            std::uint64_t two = 0;
            for (std::size_t k = 0; k < 3; ++k)
              cast[k] = votes->plane(a, k)[w] | votes->plane(b, k)[w] | votes->plane(c, k)[w] |
                        votes->plane(d, k)[w];
            for (const std::size_t s : {a, b, c, d}) {
              const auto here = votes->plane(s, 0)[w] | votes->plane(s, 1)[w] | votes->plane(s, 2)[w];
              two |= one & here;
              one |= here;
            }
            const auto split = (cast[0] & cast[1]) | (cast[0] & cast[2]) | (cast[1] & cast[2]);
            present += std::popcount(two);
            unanimous += std::popcount(two & ~split);
          }
          below_unanimity += unanimous < own_unanimity * present - 1e-9 ? 1 : 0;
        }
      }
    }
  }
  const auto groups = static_cast<double>(all);
  return {static_cast<double>(below) / groups, static_cast<double>(below_unanimity) / groups};
}

void quartets(const views::RollCallMatrix& m, const Mask& session) {
  const auto selected = session & m.contested();
  const measures::PackedVotes votes(m, selected, VoteRule{});
  const measures::PairTables tables(votes);
  const inference::Field field;
  const inference::PairValues raw(tables, PairMeasure::lijphart, field);
  const inference::PairValues corrected(tables, PairMeasure::kappa_squared, field);
  const std::vector<std::string> members{"CHN", "IRN", "PRK", "RUS"};
  std::vector<std::size_t> group;
  for (const auto& state : members) group.push_back(*votes.index(state));
  const std::size_t n = raw.size();
  std::vector<double> table(n * n);
  for (std::size_t i = 0; i < n * n; ++i) {
    table[i] = i / n != i % n && raw.defined(i / n, i % n) ? raw.value(i / n, i % n)
                                                           : std::numeric_limits<double>::quiet_NaN();
  }
  const double own = *mean_of_pairs(raw, group);
  const auto together = measures::cohesion(m, selected, VoteRule{}, members);
  std::pair<double, double> plain;
  const double loop = timed(2, [&] { plain = plain_quartets(table, n, own, nullptr, 0); });
  say("plain loop, mean pairwise", loop, plain.first);
  const double both_loops =
      timed(1, [&] { plain = plain_quartets(table, n, own, &votes, *together.unanimity.mean()); });
  say("plain loop, mean pairwise and unanimity", both_loops, plain.second);

  for (const std::size_t threads : {std::size_t{1}, std::size_t{0}}) {
    inference::Field on = field;
    on.threads = threads;
    const std::string who = threads == 1 ? ", one thread" : "";
    inference::Rank rank;
    inference::Rank chance;
    const double mean = timed(3, [&] { rank = rank_by_pairs(raw, group, on); });
    say("quartets, mean pairwise" + who, mean, rank.share_below());
    const double two = timed(3, [&] {
      rank = rank_by_pairs(raw, group, on);
      chance = rank_by_pairs(corrected, group, on);
    });
    say("quartets, mean pairwise and chance-corrected" + who, two, rank.share_below());
    inference::Rank unanimity;
    const double three = timed(2, [&] {
      rank = rank_by_pairs(raw, group, on);
      chance = rank_by_pairs(corrected, group, on);
      unanimity = rank_by_unanimity(votes, raw, group, measures::Turnout::two_present, on);
    });
    say("quartets, mean pairwise, chance-corrected, unanimity" + who, three, unanimity.share_below());
    if (threads == 1) continue;
    say("quartets, groups", 0, static_cast<double>(rank.groups));
    say("quartets, own value", 0, rank.value);
    say("quartets, chance-corrected share below", 0, chance.share_below());
  }
}

/// Five rules for all pairs in many samples of a decade's roll calls, drawn again. The mean over samples of
/// the sum over pairs and rules.
double bootstrap_pairs(const views::RollCallMatrix& m, const Mask& decade, std::size_t replicates) {
  const measures::PackedVotes votes(m, decade, VoteRule{});
  std::vector<std::size_t> items(votes.roll_calls());
  for (std::size_t i = 0; i < items.size(); ++i) items[i] = i;
  const inference::Draws draws(items, replicates, 1);
  const inference::PairReplicates samples(votes, draws);
  std::vector<double> sums(votes.states().size(), 0);
  parallel_for(sums.size(), 0, [&](std::size_t j, std::size_t) {
    inference::PairReplicates::Values values;
    for (std::size_t i = 0; i < j; ++i) {
      samples.values(i, j, values);
      for (const auto& list : values) {
        for (const double x : list) sums[j] += std::isnan(x) ? 0 : x;
      }
    }
  });
  double sum = 0;
  for (const double x : sums) sum += x;
  return sum / static_cast<double>(replicates);
}

/// What a copy of memory reaches, and what counting the pairs of all sessions touches: bytes a second.
void roofline(const views::RollCallMatrix& m, const std::map<std::string, Mask>& by_session) {
  std::vector<std::uint64_t> from(std::size_t{4} << 20U, 1);  // 32 MB, beyond the caches
  std::vector<std::uint64_t> to(from.size());
  const double copy = timed(5, [&] { std::memcpy(to.data(), from.data(), from.size() * 8); });
  say("copy of 32 MB, GB read and written a second", 0, static_cast<double>(from.size()) * 16 / copy / 1e9);
  std::vector<measures::PackedVotes> packed;
  double bytes = 0;
  for (const auto& [name, mask] : by_session) {
    packed.emplace_back(m, mask, VoteRule{});
    const auto n = static_cast<double>(packed.back().states().size());
    // A pair reads three words of either state for each 32 roll calls and writes nine counts.
    bytes += n * (n - 1) / 2 * (static_cast<double>(packed.back().chunks()) * 24 + 36);
  }
  const double seconds = timed(3, [&] {
    for (const auto& votes : packed) measures::PairTables(votes).common(0, 1);
  });
  say("ballot tables of all pairs, all sessions, one thread", seconds, static_cast<double>(packed.size()));
  say("ballot tables, GB touched a second", 0, bytes / seconds / 1e9);
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
    say(std::string("import") + end, seconds, static_cast<double>(ballots));
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
  const double boot = timed(2, [&] { result = bootstrap_pairs(m, decade, 1000); });
  say("bootstrap of a decade, five rules, 1000 replicates", boot, result);
  roofline(m, by_session);
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
