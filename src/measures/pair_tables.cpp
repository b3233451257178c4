#include "blocs/measures/pair_tables.hpp"

#include <algorithm>
#include <utility>

#include "ballot_masks.hpp"
#include "pair_kernels.hpp"

namespace blocs::measures {

PackedVotes::PackedVotes(const views::RollCallMatrix& matrix, const views::Mask& selected,
                         const VoteRule& rule) {
  const auto columns = selected.indices();
  roll_calls_ = columns.size();
  words_ = (roll_calls_ + 63) / 64;
  for (std::size_t row = 0; row < matrix.states().size(); ++row) {
    const auto masks = ballot_masks(matrix, selected, rule, row);
    if (masks[0].count() + masks[1].count() + masks[2].count() == 0) continue;
    states_.push_back(matrix.states()[row]);
    for (const auto& mask : masks) {
      const std::size_t base = planes_.size();
      planes_.resize(base + words_, 0);
      for (std::size_t c = 0; c < columns.size(); ++c) {
        if (mask.test(columns[c])) planes_[base + c / 64] |= std::uint64_t{1} << (c % 64);
      }
    }
  }
  constexpr std::size_t kRow = 64;  // states: rows end at a multiple, so that vectors need no rest
  stride_ = (states_.size() + kRow - 1) / kRow * kRow;
  across_.assign(chunks() * 3 * stride_ + kRow, 0);
  for (std::size_t s = 0; s < states_.size(); ++s) {
    for (std::size_t b = 0; b < 3; ++b) {
      for (std::size_t c = 0; c < chunks(); ++c)
        across_[(c * 3 + b) * stride_ + s] = static_cast<std::uint32_t>(plane(s, b)[c / 2] >> (c % 2 * 32));
    }
  }
}

std::optional<std::size_t> PackedVotes::index(const std::string& state) const {
  const auto at = std::lower_bound(states_.begin(), states_.end(), state);
  if (at == states_.end() || *at != state) return std::nullopt;
  return static_cast<std::size_t>(at - states_.begin());
}

PairTables::PairTables(const PackedVotes& votes) : size_(votes.states().size()) {
  kernels::CellArrays cells{};
  for (std::size_t k = 0; k < cells.size(); ++k) {
    cells_[k].resize(pairs() + kernels::kSlack);
    cells[k] = cells_[k].data();
  }
  kernels::count_pairs({votes.across(), votes.chunks(), votes.stride(), size_}, cells);
}

BallotTable PairTables::table(std::size_t i, std::size_t j) const {
  const std::size_t at = index(i, j);
  BallotTable table;
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = 0; b < 3; ++b) table.cells[a][b] = cells_[i < j ? a * 3 + b : b * 3 + a][at];
  }
  return table;
}

std::uint32_t PairTables::common(std::size_t i, std::size_t j) const {
  const std::size_t at = index(i, j);
  std::uint32_t sum = 0;
  for (const auto& cell : cells_) sum += cell[at];
  return sum;
}

std::vector<double> PairTables::values(PairMeasure measure) const {
  kernels::ConstCellArrays cells{};
  for (std::size_t k = 0; k < cells.size(); ++k) cells[k] = cells_[k].data();
  std::vector<double> found(pairs() + kernels::kSlack);
  kernels::pair_values(measure, cells, pairs(), found.data());
  found.resize(pairs());
  return found;
}

}  // namespace blocs::measures
