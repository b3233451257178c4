#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include "blocs/measures/vote_rule.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::cli {

/// What is drawn again for the intervals of pairs.
struct PairSamples {
  std::string kind = "none";  ///< none, bootstrap, bootstrap-items
  std::uint64_t seed = 1;
};

/// A row for any two states that voted in common: how often, every measure of a pair, and the 95 % interval
/// of those that have one. An empty cell is an undefined measure.
void write_pairs(std::ostream& out, const views::RollCallMatrix& matrix, const measures::VoteRule& rule,
                 const PairSamples& samples);

}  // namespace blocs::cli
