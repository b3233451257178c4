#pragma once

#include <filesystem>
#include <vector>

#include "blocs/sources/casebook.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::bench {

/// The casebook's states, which vote files are read against.
inline sources::Known known_states(const std::filesystem::path& casebook) {
  sources::Known known;
  for (const auto& state : sources::read_casebook(casebook).states) known.states.emplace(state.code, state);
  return known;
}

inline views::RollCallMatrix matrix_of(const sources::Harvest& harvest) {
  views::RollCallMatrixBuilder builder;
  for (const auto& set : harvest.votes) {
    for (const auto& call : set.roll_calls) builder.add(call.row);
    for (const auto& ballot : set.ballots) {
      builder.add_ballot(set.roll_calls[ballot.roll_call].row.id, set.states[ballot.state], ballot.what());
    }
  }
  return builder.build();
}

/// Published vote files as a matrix, without a ledger in between.
inline views::RollCallMatrix matrix_of(const std::vector<std::filesystem::path>& files,
                                       const sources::Known& known) {
  return matrix_of(sources::read_files(files, known));
}

}  // namespace blocs::bench
