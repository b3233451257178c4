#pragma once

#include <string>
#include <vector>

#include "blocs/views/roll_calls.hpp"

namespace blocs::test {

/// A matrix from one line a state: Y yes, N no, A abstain, X absent, ? unknown, . no seat; a column a roll
/// call, named r0, r1 ... on consecutive days from 2024-01-01.
inline views::RollCallMatrix matrix(const std::vector<std::pair<std::string, std::string>>& lines) {
  views::RollCallMatrixBuilder builder;
  for (std::size_t i = 0; i < lines.front().second.size(); ++i) {
    views::RollCall call;
    call.id = "r" + std::to_string(i);
    call.date = Date(2024, 1, 1).plus_days(static_cast<int>(i));
    call.title = "item " + std::to_string(i / 2);
    builder.add(call);
  }
  for (const auto& [state, ballots] : lines) {
    for (std::size_t i = 0; i < ballots.size(); ++i) {
      const std::string codes = "YNAX?.";
      builder.add_ballot("r" + std::to_string(i), state, static_cast<views::Ballot>(codes.find(ballots[i])));
    }
  }
  return builder.build();
}

}  // namespace blocs::test
