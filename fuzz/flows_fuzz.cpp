// Any bytes as a published file of trade, arms or armed forces: faults or an Error, never anything else;
// totals and transfers are of known states, finite and not negative; every row is taken or refused.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "blocs/core/error.hpp"
#include "expect.hpp"
#include "sources/flows.hpp"

namespace {

blocs::sources::Known some_states() {
  blocs::sources::Known known;
  const auto add = [&](const char* code, const char* name, int cow) {
    blocs::views::State state;
    state.code = code;
    state.name = name;
    state.cow_code = cow;
    known.states.emplace(code, state);
  };
  add("CHN", "State CHN", 710);
  add("RUS", "Russia", 365);
  add("USA", "United States", 2);
  return known;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace blocs::sources;
  static const Known known = some_states();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Harvest harvest;
  try {
    MemoryBytes head(bytes);
    const auto* form = FlowHarvest::form_of(head, "fuzz");
    if (form == nullptr) return 0;
    FlowHarvest reader(known, harvest);
    MemoryBytes whole(bytes);
    reader.read(*form, whole, "fuzz");
    reader.finish();
  } catch (const blocs::Error&) {
    return 0;
  }
  EXPECT(harvest.files.size() == 1);
  EXPECT(harvest.files[0].refused == 0 || !harvest.quarantine.empty());
  for (const auto& row : harvest.trade) {
    EXPECT(known.states.contains(row.a) && (row.b == "WLD" || known.states.contains(row.b)) &&
           row.a != row.b);
    EXPECT(std::isfinite(row.value_usd_million) && row.value_usd_million >= 0);
  }
  for (const auto& row : harvest.arms) {
    EXPECT(known.states.contains(row.supplier) && known.states.contains(row.recipient));
    EXPECT(std::isfinite(row.tiv_million) && row.tiv_million >= 0);
  }
  for (const auto& row : harvest.indicators) EXPECT(known.states.contains(row.state) && !row.value.empty());
  return 0;
}
