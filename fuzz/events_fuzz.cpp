// Any bytes are either a table of events or refused with an Error; every row is read, used or counted as
// refused.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "blocs/core/error.hpp"
#include "blocs/sources/events.hpp"
#include "expect.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto table = blocs::sources::events_from({reinterpret_cast<const char*>(data), size}, "fuzz", {});
    EXPECT(table.rows.size() + table.refused == table.read);
    EXPECT((table.refused == 0) == table.fault.empty());
  } catch (const blocs::Error&) {
    return 0;
  }
  return 0;
}
