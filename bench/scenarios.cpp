// The forward models at full size, each beside a plain way to the same answer, in one run:
//   scenarios_bench CASEBOOK_FOLDER [atop51_members.csv]
// - the exact distribution of a Council vote's outcome, beside enumeration of all 3^15 profiles;
// - the cascades of all ordered pairs of states, beside the cascade that gives its reasons, on a sample.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <vector>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/scenarios/cascade.hpp"
#include "blocs/scenarios/outcome.hpp"
#include "blocs/sources/casebook.hpp"

namespace {

using namespace blocs;
using namespace blocs::scenarios;
using Clock = std::chrono::steady_clock;

double median_seconds(int runs, const std::function<void()>& work) {
  std::vector<double> times;
  for (int r = 0; r < runs; ++r) {
    const auto start = Clock::now();
    work();
    times.push_back(std::chrono::duration<double>(Clock::now() - start).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void print(const char* what, double seconds, const char* result, double value) {
  std::printf("%-58s %12.6f s   %s %.10g\n", what, seconds, result, value);
}

std::vector<BallotChances> some_members(double loading) {
  const std::vector<std::string> codes{"CHN", "FRA", "GBR", "RUS", "USA", "DNK", "DZA", "GRC",
                                       "GUY", "KOR", "PAK", "PAN", "SLE", "SOM", "SVN"};
  RandomStream random(7, 0);
  std::vector<BallotChances> members;
  for (const auto& code : codes) {
    const double yes = 0.5 + 0.45 * random.uniform();
    const double no = (1 - yes) * random.uniform();
    members.push_back({code, yes, no, 1 - yes - no, loading});
  }
  return members;
}

/// The chance of adoption, every profile looked at.
double enumerated(const std::vector<BallotChances>& members, const CouncilRule& rule, std::size_t from,
                  int yes, bool blocked, double chance) {
  if (from == members.size()) return yes >= static_cast<int>(rule.yes_needed) && !blocked ? chance : 0;
  const auto& m = members[from];
  const bool permanent = from < 5;
  return enumerated(members, rule, from + 1, yes + 1, blocked, chance * m.yes) +
         enumerated(members, rule, from + 1, yes, blocked || permanent, chance * m.no) +
         enumerated(members, rule, from + 1, yes, blocked, chance * m.abstain);
}

void outcomes() {
  const auto rule = council_rule_on(Date(2025, 9, 19));
  const auto tied = some_members(0.8);
  const auto free = some_members(0);
  double adopted = 0;
  constexpr int kMany = 200;
  const double with = median_seconds(5, [&] {
    for (int i = 0; i < kMany; ++i) adopted = outcome_chances(tied, rule, views::Nature::substantive).adopted;
  });
  print("outcome of a vote, shared factor, 24 and 48 points", with / kMany, "adopted", adopted);
  const double without = median_seconds(5, [&] {
    for (int i = 0; i < kMany; ++i) adopted = outcome_chances(free, rule, views::Nature::substantive).adopted;
  });
  print("outcome of a vote, no factor", without / kMany, "adopted", adopted);
  double all = 0;
  const double plain = median_seconds(3, [&] { all = enumerated(free, rule, 0, 0, false, 1); });
  print("  peer: all 3^15 profiles enumerated, no factor", plain, "adopted", all);
  if (std::fabs(all - adopted) > 1e-12) std::printf("  THE TWO DIFFER\n");
}

/// All ordered pairs, and every hundredth of them by the cascade that gives reasons.
void dyads(const sources::Harvest& casebook, const std::filesystem::path& members) {
  sources::Known known;
  for (const auto& state : casebook.states) known.states.emplace(state.code, state);
  const std::vector<std::filesystem::path> files{members};
  const auto harvest = sources::read_files(files, known);
  const views::Commitments commitments{harvest.treaties, harvest.provisions};
  const views::Memberships memberships;
  std::vector<std::string> states;
  for (const auto& state : casebook.states) {
    if (!state.valid_to) states.push_back(state.code);
  }
  std::vector<RankedDyad> ranked;
  const double fast = median_seconds(5, [&] {
    const CommitmentGraph graph(commitments, memberships, Date(2018, 6, 30));
    ranked = rank_dyads(graph, states, {});
  });
  const auto pairs = states.size() * (states.size() - 1);
  std::printf("%zu states, %zu ordered pairs\n", states.size(), pairs);
  print("cascades of all pairs, the graph of the day included", fast, "pairs that bind somebody",
        static_cast<double>(ranked.size()));
  const CommitmentGraph graph(commitments, memberships, Date(2018, 6, 30));
  std::size_t same = 0;
  std::size_t asked = 0;
  const double slow = median_seconds(1, [&] {
    for (std::size_t i = 0; i < ranked.size(); i += 100) {
      const auto result = cascade(graph, {ranked[i].attacker, ranked[i].target, {}, {}});
      same += result.bound(Reading::strict) == ranked[i].strict &&
              result.bound(Reading::loose) == ranked[i].loose;
      ++asked;
    }
  });
  print("  peer: with reasons, every hundredth pair, scaled",
        slow / static_cast<double>(asked) * static_cast<double>(ranked.size()), "same counts, share",
        static_cast<double>(same) / static_cast<double>(asked));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: scenarios_bench CASEBOOK_FOLDER [atop51_members.csv]\n");
    return 2;
  }
  try {
    outcomes();
    if (argc > 2) dyads(sources::read_casebook(argv[1]), argv[2]);
    return 0;
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
