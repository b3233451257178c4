#include "blocs/measures/pair_tables.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "pair_kernels.hpp"

namespace blocs::measures {

namespace {

/// Takes the bits of a selection out of planes and puts them side by side, a run of neighbours at a time: a
/// session's roll calls stand together, so that there are few runs.
class Packer {
 public:
  explicit Packer(const views::Mask& selected) {
    std::size_t to = 0;
    for (std::size_t w = 0; w < selected.words().size(); ++w) {
      for (std::uint64_t left = selected.words()[w]; left != 0;) {
        const auto shift = static_cast<unsigned>(std::countr_zero(left));
        const auto length = static_cast<unsigned>(std::countr_one(left >> shift));
        const std::uint64_t mask = length == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << length) - 1;
        runs_.push_back({w, shift, length, mask, to});
        to += length;
        left &= ~(mask << shift);
      }
    }
  }

  /// Adds the bits to `out`, which has a word for each 64 roll calls selected.
  void pack(const views::Mask& plane, std::uint64_t* out) const {
    for (const auto& run : runs_) {
      const std::uint64_t bits = (plane.words()[run.word] >> run.shift) & run.mask;
      const std::size_t at = run.to % 64;
      out[run.to / 64] |= bits << at;
      if (at + run.length > 64) out[run.to / 64 + 1] |= bits >> (64 - at);
    }
  }

 private:
  struct Run {
    std::size_t word;
    unsigned shift, length;
    std::uint64_t mask;
    std::size_t to;  ///< place among the selected roll calls
  };
  std::vector<Run> runs_;
};

}  // namespace

PackedVotes::PackedVotes(const views::RollCallMatrix& matrix, const views::Mask& selected,
                         const VoteRule& rule) {
  using views::Ballot;
  const Packer packer(selected);
  roll_calls_ = selected.count();
  words_ = (roll_calls_ + 63) / 64;
  for (std::size_t row = 0; row < matrix.states().size(); ++row) {
    const std::size_t base = planes_.size();
    planes_.resize(base + 3 * words_, 0);
    packer.pack(matrix.plane(row, Ballot::yes), planes_.data() + base);
    packer.pack(matrix.plane(row, Ballot::no), planes_.data() + base + words_);
    packer.pack(matrix.plane(row, Ballot::abstain), planes_.data() + base + 2 * words_);
    if (rule.absence == Absence::as_abstention)
      packer.pack(matrix.plane(row, Ballot::absent), planes_.data() + base + 2 * words_);
    const bool voted = std::any_of(planes_.begin() + static_cast<std::ptrdiff_t>(base), planes_.end(),
                                   [](std::uint64_t word) { return word != 0; });
    if (voted)
      states_.push_back(matrix.states()[row]);
    else
      planes_.resize(base);
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

PairTables::PairTables(const PackedVotes& votes, const std::uint8_t* times) : size_(votes.states().size()) {
  std::array<std::vector<std::uint32_t>, 9> part;
  kernels::CellArrays cells{};
  for (std::size_t k = 0; k < cells.size(); ++k) {
    cells_[k].assign(pairs() + kernels::kSlack, 0);
    part[k].resize(pairs() + kernels::kSlack);
    cells[k] = part[k].data();
  }
  const std::size_t words = votes.chunks() * 3 * votes.stride();
  std::vector<std::uint32_t, views::CacheAligned<std::uint32_t>> planes(words + kernels::kSlack);
  // A number of times is a sum of powers of two: the votes of each power are counted by themselves.
  for (unsigned bit = 0; bit < 8; ++bit) {
    std::vector<std::uint32_t> in(votes.chunks(), 0);
    for (std::size_t i = 0; i < votes.roll_calls(); ++i)
      in[i / 32] |= static_cast<std::uint32_t>(times[i] >> bit & 1U) << (i % 32);
    if (std::all_of(in.begin(), in.end(), [](std::uint32_t word) { return word == 0; })) continue;
    for (std::size_t c = 0; c < votes.chunks(); ++c) {
      const std::size_t row = c * 3 * votes.stride();
      for (std::size_t i = row; i < row + 3 * votes.stride(); ++i) planes[i] = votes.across()[i] & in[c];
    }
    kernels::count_pairs({planes.data(), votes.chunks(), votes.stride(), size_}, cells);
    for (std::size_t k = 0; k < cells.size(); ++k) {
      for (std::size_t p = 0; p < pairs(); ++p) cells_[k][p] += part[k][p] << bit;
    }
  }
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
