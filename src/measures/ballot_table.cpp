#include "blocs/measures/ballot_table.hpp"

#include <cmath>

#include "ballot_masks.hpp"
#include "blocs/core/error.hpp"

namespace blocs::measures {
namespace {

void check(const Weights& weights, std::size_t size) {
  if (weights.empty()) return;
  if (weights.size() != size) throw Error::usage("weights need one number for each roll call");
  for (const double w : weights) {
    if (!std::isfinite(w) || w < 0)
      throw Error::usage("a weight of a roll call is a number that is not negative");
  }
}

double size_of(const views::Mask& mask, const Weights& weights) {
  if (weights.empty()) return static_cast<double>(mask.count());
  double sum = 0;
  for (const auto i : mask.indices()) sum += weights[i];
  return sum;
}

}  // namespace

double BallotTable::total() const {
  return row(0) + row(1) + row(2);
}

BallotTable ballot_table(const views::RollCallMatrix& matrix, const views::Mask& selected,
                         const VoteRule& rule, const std::string& a, const std::string& b,
                         const Weights& weights) {
  check(weights, selected.size());
  const auto left = ballot_masks(matrix, selected, rule, row_of(matrix, a));
  const auto right = ballot_masks(matrix, selected, rule, row_of(matrix, b));
  BallotTable table;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) table.cells[i][j] = size_of(left[i] & right[j], weights);
  }
  return table;
}

}  // namespace blocs::measures
