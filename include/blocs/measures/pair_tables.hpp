#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "blocs/measures/ballot_table.hpp"
#include "blocs/measures/pair_measures.hpp"

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

  /// The same ballots with states side by side, for loops over many states at once: for each 32 roll calls
  /// (`chunks()`) and each ballot a row of `stride()` words, one a state, zero behind the last.
  const std::uint32_t* across() const { return across_.data(); }
  std::size_t chunks() const { return (roll_calls_ + 31) / 32; }
  std::size_t stride() const { return stride_; }

 private:
  std::vector<std::string> states_;
  std::size_t roll_calls_ = 0;
  std::size_t words_ = 0;
  std::size_t stride_ = 0;
  views::Words planes_;
  std::vector<std::uint32_t, views::CacheAligned<std::uint32_t>> across_;
};

/// The ballot tables of all pairs of states. 36 bytes a pair.
class PairTables {
 public:
  /// Cost: nine AND-and-counts per pair and 32 roll calls, several pairs at a time.
  explicit PairTables(const PackedVotes& votes);
  /// With each roll call counted `times[i]` times, in the order of `votes`. Cost: as often as the largest of
  /// them has bits.
  PairTables(const PackedVotes& votes, const std::uint8_t* times);

  std::size_t size() const { return size_; }
  std::size_t pairs() const { return size_ < 2 ? 0 : size_ * (size_ - 1) / 2; }
  /// Where the pair stands in lists over all pairs, i not j: (0,1), (0,2), (1,2), (0,3) ...
  static std::size_t index(std::size_t i, std::size_t j) {
    return i < j ? j * (j - 1) / 2 + i : i * (i - 1) / 2 + j;
  }
  /// The table of `i` (rows) against `j` (columns), i not j.
  BallotTable table(std::size_t i, std::size_t j) const;
  /// Roll calls on which both have a ballot.
  std::uint32_t common(std::size_t i, std::size_t j) const;
  /// The measure of every pair by `index`, NaN where it is undefined: `value(measure, table(i, j))`, many at
  /// a time.
  std::vector<double> values(PairMeasure measure) const;

 private:
  std::size_t size_;
  std::array<std::vector<std::uint32_t>, 9> cells_;  // by ballot of i * 3 + ballot of j, then by index
};

}  // namespace blocs::measures
