#include "blocs/measures/pair_tables.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "ballot_masks.hpp"

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
}

std::optional<std::size_t> PackedVotes::index(const std::string& state) const {
  const auto at = std::lower_bound(states_.begin(), states_.end(), state);
  if (at == states_.end() || *at != state) return std::nullopt;
  return static_cast<std::size_t>(at - states_.begin());
}

PairTables::PairTables(const PackedVotes& votes) : size_(votes.states().size()) {
  cells_.resize(size_ < 2 ? 0 : size_ * (size_ - 1) / 2);
  for (std::size_t j = 1; j < size_; ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      Cells& cells = cells_[at(i, j)];
      for (std::size_t a = 0; a < 3; ++a) {
        const auto* left = votes.plane(i, a);
        for (std::size_t b = 0; b < 3; ++b) {
          const auto* right = votes.plane(j, b);
          int count = 0;
          for (std::size_t w = 0; w < votes.words(); ++w) count += std::popcount(left[w] & right[w]);
          cells[a * 3 + b] = static_cast<std::uint32_t>(count);
        }
      }
    }
  }
}

BallotTable PairTables::table(std::size_t i, std::size_t j) const {
  const Cells& cells = cells_[at(std::min(i, j), std::max(i, j))];
  BallotTable table;
  for (std::size_t a = 0; a < 3; ++a) {
    for (std::size_t b = 0; b < 3; ++b) table.cells[a][b] = i < j ? cells[a * 3 + b] : cells[b * 3 + a];
  }
  return table;
}

std::uint32_t PairTables::common(std::size_t i, std::size_t j) const {
  const Cells& cells = cells_[at(std::min(i, j), std::max(i, j))];
  return std::accumulate(cells.begin(), cells.end(), 0U);
}

}  // namespace blocs::measures
