#pragma once

#include <functional>
#include <memory>

#include "expect.hpp"
#include "sources/vote_harvest.hpp"

namespace blocs::fuzz {

/// A few states, one of which is a name that two states bore.
inline sources::Known some_states() {
  sources::Known known;
  for (const char* code : {"USA", "RUS", "CHN", "YEM", "YAR"}) {
    views::State state;
    state.code = state.name = code;
    state.un_from = LooseDate::parse("1945-10-24");
    known.states.emplace(code, state);
  }
  return known;
}

/// Reads what `open` gives, twice, as `import` does: once for its columns, once for its rows. Aborts on a
/// ballot of no roll call or no state.
inline void read_votes(const std::function<std::unique_ptr<sources::ByteSource>()>& open) {
  static const sources::Known known = some_states();
  const auto head = open();
  sources::RowStream rows(*head);
  sources::StreamRow first;
  if (!rows.next(first) || !first.good()) return;
  const auto* form = sources::vote_form_of({first.fields.begin(), first.fields.end()});
  if (form == nullptr) return;
  sources::Harvest harvest;
  sources::VoteHarvest reader(known, harvest);
  const auto whole = open();
  reader.read(*form, *whole, "fuzz");
  reader.finish();
  for (const auto& set : harvest.votes) {
    for (const auto& ballot : set.ballots) {
      EXPECT(ballot.roll_call < set.roll_calls.size() && ballot.state < set.states.size());
    }
  }
}

}  // namespace blocs::fuzz
