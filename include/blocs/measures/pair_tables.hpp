#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "blocs/measures/ballot_table.hpp"

namespace blocs::measures {

/// The ballots of some states on some roll calls, packed: a state's yes, no and abstain stand side by side in
/// words of 64 roll calls. What all scans over pairs and groups run on.
class PackedVotes {
 public:
  /// States with at least one ballot under the rule among the selected roll calls, in code order.
  PackedVotes(const views::RollCallMatrix& matrix, const views::Mask& selected, const VoteRule& rule);

  const std::vector<std::string>& states() const { return states_; }
  std::optional<std::size_t> index(const std::string& state) const;
  std::size_t roll_calls() const { return roll_calls_; }
  std::size_t words() const { return words_; }
  /// `words()` words of ballot 0 (yes), 1 (no) or 2 (abstain).
  const std::uint64_t* plane(std::size_t state, std::size_t ballot) const {
    return planes_.data() + (state * 3 + ballot) * words_;
  }

 private:
  std::vector<std::string> states_;
  std::size_t roll_calls_ = 0;
  std::size_t words_ = 0;
  views::Words planes_;
};

/// The ballot tables of all pairs of states. 36 bytes a pair.
class PairTables {
 public:
  /// Cost: nine AND-and-counts per pair and 64 roll calls.
  explicit PairTables(const PackedVotes& votes);

  std::size_t size() const { return size_; }
  /// The table of `i` (rows) against `j` (columns), i not j.
  BallotTable table(std::size_t i, std::size_t j) const;
  /// Roll calls on which both have a ballot.
  std::uint32_t common(std::size_t i, std::size_t j) const;

 private:
  using Cells = std::array<std::uint32_t, 9>;
  std::size_t at(std::size_t i, std::size_t j) const { return j * (j - 1) / 2 + i; }  // i < j

  std::size_t size_;
  std::vector<Cells> cells_;
};

}  // namespace blocs::measures
