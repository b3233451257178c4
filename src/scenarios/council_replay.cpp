#include "blocs/scenarios/council_replay.hpp"

#include "blocs/core/error.hpp"

namespace blocs::scenarios {

std::vector<MemberBallot> ballots_on(const views::RollCallMatrix& matrix, std::size_t roll_call) {
  std::vector<MemberBallot> ballots;
  for (std::size_t s = 0; s < matrix.states().size(); ++s) {
    const auto ballot = matrix.ballot(s, roll_call);
    if (ballot != views::Ballot::no_seat) ballots.push_back({matrix.states()[s], ballot});
  }
  return ballots;
}

Replay replay(const views::RollCallMatrix& matrix, std::size_t roll_call, std::vector<std::string> parties) {
  const auto& call = matrix.roll_calls().at(roll_call);
  Replay result;
  result.roll_call = roll_call;
  if (call.modality == views::Modality::without_vote) {
    result.why_not = "adopted without a vote: there are no ballots to decide it from";
    return result;
  }
  if (matrix.only_vetoes().test(roll_call)) {
    result.why_not = "only who vetoed is on record: the other ballots are not known";
    return result;
  }
  try {
    result.decision = decide({call.date, call.nature, std::move(parties)}, ballots_on(matrix, roll_call));
  } catch (const Error& error) {
    result.why_not = error.message();
  }
  return result;
}

std::vector<Replay> replay_all(const views::RollCallMatrix& matrix) {
  std::vector<Replay> replays;
  for (std::size_t i = 0; i < matrix.roll_calls().size(); ++i) replays.push_back(replay(matrix, i));
  return replays;
}

}  // namespace blocs::scenarios
