#pragma once

#include <array>
#include <string>
#include <vector>

#include "blocs/measures/vote_rule.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::measures {

/// One state's ballots among the selected roll calls: yes, no, abstain, with absences where the rule puts
/// them.
using BallotMasks = std::array<views::Mask, 3>;

/// The state's row. Throws Error(not_found) if it has no ballot in the matrix.
std::size_t row_of(const views::RollCallMatrix& matrix, const std::string& state);

BallotMasks ballot_masks(const views::RollCallMatrix& matrix, const views::Mask& selected,
                         const VoteRule& rule, std::size_t row);

/// The same of several states, in their order.
std::vector<BallotMasks> ballot_masks(const views::RollCallMatrix& matrix, const views::Mask& selected,
                                      const VoteRule& rule, const std::vector<std::string>& states);

}  // namespace blocs::measures
