#include "ballot_masks.hpp"

#include "blocs/core/error.hpp"

namespace blocs::measures {

using views::Ballot;

std::size_t row_of(const views::RollCallMatrix& matrix, const std::string& state) {
  const auto row = matrix.state_index(state);
  if (!row) throw Error::not_found(state + " has no ballot in this body's record");
  return *row;
}

BallotMasks ballot_masks(const views::RollCallMatrix& matrix, const views::Mask& selected,
                         const VoteRule& rule, std::size_t row) {
  BallotMasks masks{matrix.plane(row, Ballot::yes) & selected, matrix.plane(row, Ballot::no) & selected,
                    matrix.plane(row, Ballot::abstain) & selected};
  if (rule.absence == Absence::as_abstention) {
    masks[2] = masks[2] | (matrix.plane(row, Ballot::absent) & selected);
  }
  return masks;
}

std::vector<BallotMasks> ballot_masks(const views::RollCallMatrix& matrix, const views::Mask& selected,
                                      const VoteRule& rule, const std::vector<std::string>& states) {
  std::vector<BallotMasks> masks;
  for (const auto& state : states)
    masks.push_back(ballot_masks(matrix, selected, rule, row_of(matrix, state)));
  return masks;
}

}  // namespace blocs::measures
