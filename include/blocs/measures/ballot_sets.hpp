#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "blocs/measures/vote_rule.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::measures {

/// On how many of a set of roll calls a state cast a ballot.
struct BallotCount {
  std::string state;
  views::Ballot ballot = views::Ballot::no;
  std::size_t count = 0;
};

/// How many sets of roll calls fit a pattern.
///
/// Definition: of all ways to choose `size` of the selected roll calls, those in which every state cast each
/// of the ballots named exactly as often as the pattern says. Ballots that the pattern does not name are
/// free. With `Absence::as_abstention`, being absent counts as abstaining; otherwise it is no ballot at all.
/// A published figure about "ten resolutions" that are not named can be checked no further than this: whether
/// some set fits, and how many do. Exact, by dynamic programming over the counts so far. Cost: roll calls
/// times distinct counts. Throws Error(undefined) if a number does not fit 64 bits or the pattern has more
/// than a million states of counting, Error(not_found) for a state without a ballot in the matrix.
struct BallotSets {
  std::size_t candidates = 0;
  std::uint64_t all = 0;      ///< sets of that size
  std::uint64_t fitting = 0;  ///< those that fit
};
BallotSets count_sets(const views::RollCallMatrix& matrix, const views::Mask& selected, Absence absence,
                      std::size_t size, const std::vector<BallotCount>& pattern);

}  // namespace blocs::measures
