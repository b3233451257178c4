// Any bytes as a published vote file: faults only, no exceptions, and rows taken + refused = rows read.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "sources/vote_harvest.hpp"

namespace {

blocs::sources::Known some_states() {
  blocs::sources::Known known;
  for (const char* code : {"USA", "RUS", "CHN", "YEM", "YAR"}) {
    blocs::views::State state;
    state.code = state.name = code;
    state.un_from = blocs::LooseDate::parse("1945-10-24");
    known.states.emplace(code, state);
  }
  return known;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace blocs::sources;
  static const Known known = some_states();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  MemoryBytes head(bytes);
  RowStream rows(head);
  StreamRow first;
  if (!rows.next(first) || !first.good()) return 0;
  const auto* form = vote_form_of({first.fields.begin(), first.fields.end()});
  if (form == nullptr) return 0;
  Harvest harvest;
  VoteHarvest reader(known, harvest);
  MemoryBytes whole(bytes);
  reader.read(*form, whole, "fuzz");
  reader.finish();
  for (const auto& set : harvest.votes) {
    for (const auto& ballot : set.ballots) {
      if (ballot.roll_call >= set.roll_calls.size() || ballot.state >= set.states.size()) std::abort();
    }
  }
  return 0;
}
