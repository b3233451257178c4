#include "blocs/measures/ballot_sets.hpp"

#include <map>
#include <numeric>

#include "blocs/core/error.hpp"

namespace blocs::measures {
namespace {

constexpr std::size_t kMostStates = 1'000'000;

std::uint64_t added(std::uint64_t a, std::uint64_t b) {
  std::uint64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) {
    throw Error(ErrorKind::undefined, "more sets than 64 bits can count", {},
                "narrow the roll calls or the size");
  }
  return sum;
}

/// The roll calls on which each entry of the pattern holds.
std::vector<views::Mask> where(const views::RollCallMatrix& matrix, Absence absence,
                               const std::vector<BallotCount>& pattern) {
  std::vector<views::Mask> masks;
  for (const auto& entry : pattern) {
    const auto row = matrix.state_index(entry.state);
    if (!row) throw Error::not_found(entry.state + " has no ballots on record in this body");
    auto mask = matrix.plane(*row, entry.ballot);
    if (entry.ballot == views::Ballot::abstain && absence == Absence::as_abstention) {
      mask = mask | matrix.plane(*row, views::Ballot::absent);
    }
    masks.push_back(std::move(mask));
  }
  return masks;
}

/// Counts so far -> ways to get there. The first count is the number of roll calls chosen.
using Ways = std::map<std::vector<std::size_t>, std::uint64_t>;

/// Every set so far, with and without one more roll call. `steps` says which counts it adds to.
Ways with_one_more(const Ways& ways, const std::vector<std::size_t>& steps,
                   const std::vector<std::size_t>& most) {
  Ways next = ways;
  for (const auto& [counts, number] : ways) {
    auto more = counts;
    bool fits = true;
    for (std::size_t i = 0; i < more.size(); ++i) {
      more[i] += steps[i];
      fits = fits && more[i] <= most[i];
    }
    if (!fits) continue;
    auto& target = next[more];
    target = added(target, number);
  }
  if (next.size() > kMostStates) {
    throw Error(ErrorKind::undefined, "the pattern has too many counts to follow", {}, "name fewer states");
  }
  return next;
}

}  // namespace

BallotSets count_sets(const views::RollCallMatrix& matrix, const views::Mask& selected, Absence absence,
                      std::size_t size, const std::vector<BallotCount>& pattern) {
  const auto masks = where(matrix, absence, pattern);
  std::vector<std::size_t> most{size};
  for (const auto& entry : pattern) most.push_back(entry.count);

  Ways all{{{0}, 1}};
  Ways fitting{{std::vector<std::size_t>(most.size(), 0), 1}};
  const auto candidates = selected.indices();
  for (const auto i : candidates) {
    std::vector<std::size_t> steps{1};
    for (const auto& mask : masks) steps.push_back(mask.test(i) ? 1 : 0);
    all = with_one_more(all, {1}, {size});
    fitting = with_one_more(fitting, steps, most);
  }
  const auto number = [](const Ways& ways, const std::vector<std::size_t>& counts) {
    const auto at = ways.find(counts);
    return at == ways.end() ? std::uint64_t{0} : at->second;
  };
  return {candidates.size(), number(all, {size}), number(fitting, most)};
}

}  // namespace blocs::measures
