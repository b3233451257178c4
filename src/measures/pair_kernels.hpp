#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "blocs/measures/pair_measures.hpp"

namespace blocs::measures::kernels {

/// Numbers that a kernel may write behind the end of an array.
inline constexpr std::size_t kSlack = 64;

/// Ballots with states side by side, as `PackedVotes::across` gives them.
struct Across {
  const std::uint32_t* planes = nullptr;
  std::size_t chunks = 0;
  std::size_t stride = 0;
  std::size_t states = 0;
};

using CellArrays = std::array<std::uint32_t*, 9>;
using ConstCellArrays = std::array<const std::uint32_t*, 9>;

/// Ballot tables of all pairs i < j at j(j-1)/2 + i: cell a*3+b counts the roll calls on which i cast a and j
/// cast b. The arrays have `kSlack` numbers behind the last pair.
void count_pairs(const Across& votes, const CellArrays& cells);

/// The measure of each table, NaN where it is undefined; `out` has `kSlack` numbers behind the last.
void pair_values(PairMeasure measure, const ConstCellArrays& cells, std::size_t pairs, double* out);

}  // namespace blocs::measures::kernels
