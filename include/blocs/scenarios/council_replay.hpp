#pragma once

#include <optional>
#include <string>
#include <vector>

#include "blocs/scenarios/council_rules.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::scenarios {

/// One recorded vote put through Article 27 again.
struct Replay {
  std::size_t roll_call = 0;  ///< index in the matrix
  std::optional<Decision>
      decision;         ///< nothing where the ballots on record do not fill the Council, or there were none
  std::string why_not;  ///< the reason then

  bool agrees(const views::RollCallMatrix& matrix) const {
    return decision && decision->outcome == matrix.roll_calls()[roll_call].outcome;
  }
};

/// All members' ballots on one roll call, in state order; none where it was adopted without a vote.
std::vector<MemberBallot> ballots_on(const views::RollCallMatrix& matrix, std::size_t roll_call);

/// Decides a recorded vote from its ballots. The recorded outcome is not looked at. What was adopted without
/// a vote, and votes of which only the vetoes are on record, have no decision. `parties` as in `Draft`.
Replay replay(const views::RollCallMatrix& matrix, std::size_t roll_call,
              std::vector<std::string> parties = {});

/// Every roll call of the matrix, in order.
std::vector<Replay> replay_all(const views::RollCallMatrix& matrix);

}  // namespace blocs::scenarios
