#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "blocs/measures/vote_rule.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::measures {

/// The ballots of two states on the roll calls on which both voted yes, no or abstained: rows are the first
/// state's, columns the second's, each in the order yes, no, abstain. Every measure of a pair is a function
/// of this table. Cells are counts, or sums of weights where roll calls are weighted; they are never
/// negative.
struct BallotTable {
  std::array<std::array<double, 3>, 3> cells{};

  double total() const;
  double row(std::size_t i) const { return cells[i][0] + cells[i][1] + cells[i][2]; }
  double column(std::size_t j) const { return cells[0][j] + cells[1][j] + cells[2][j]; }

  friend bool operator==(const BallotTable&, const BallotTable&) = default;
};

/// How far apart two ballots are on the scale yes - abstain - no: 0, 1 or 2. Indices as in the table.
constexpr int steps_apart(std::size_t i, std::size_t j) {
  constexpr std::array<int, 3> kPosition{0, 2, 1};
  const int d = kPosition[i] - kPosition[j];
  return d < 0 ? -d : d;
}

/// One weight per roll call of a matrix, none negative; empty for equal weights.
using Weights = std::vector<double>;

/// The table of two states over the selected roll calls. An absence is missing or an abstention, as the rule
/// says; how the rule takes abstentions is of no matter here. Cost: nine passes over the words of the mask
/// (without weights). Throws Error(not_found) if a state has no ballot in the matrix, Error(usage) for
/// weights of another size or sign.
BallotTable ballot_table(const views::RollCallMatrix& matrix, const views::Mask& selected,
                         const VoteRule& rule, const std::string& a, const std::string& b,
                         const Weights& weights = {});

}  // namespace blocs::measures
