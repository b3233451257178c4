// Any bytes are either a table of events or refused with an Error; every row is read, used or counted as
// refused.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "blocs/core/error.hpp"
#include "blocs/sources/events.hpp"
#include "expect.hpp"
#include "sources/gdelt_counts.hpp"

namespace {

blocs::sources::Known two_states() {
  blocs::sources::Known known;
  for (const char* code : {"RUS", "UKR"}) {
    blocs::views::State state;
    state.code = state.name = code;
    known.states.emplace(code, state);
  }
  return known;
}

/// The same bytes as an import of counts: what is taken is counted once.
void as_counts(std::string_view bytes) {
  static const auto known = two_states();
  blocs::sources::Harvest harvest;
  blocs::sources::GdeltCounts(known, harvest).read(bytes, "fuzz");
  std::size_t counted = 0;
  for (const auto& row : harvest.event_counts) {
    EXPECT(row.actor != row.target && row.root >= 1 && row.root <= 20 && row.month >= 1 && row.month <= 12);
    counted += row.count;
  }
  EXPECT(counted == harvest.files.at(0).taken);
  EXPECT(harvest.files.at(0).refused == 0 || !harvest.quarantine.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  as_counts({reinterpret_cast<const char*>(data), size});
  try {
    const auto table = blocs::sources::events_from({reinterpret_cast<const char*>(data), size}, "fuzz", {});
    EXPECT(table.rows.size() + table.refused == table.read);
    EXPECT((table.refused == 0) == table.fault.empty());
  } catch (const blocs::Error&) {
    return 0;
  }
  return 0;
}
