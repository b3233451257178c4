// Any bytes are a part of the packed record, whole or in quarantine: the first byte picks the part, the rest
// is the file. The order of the letters is read before it, as it always is.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "blocs/core/text.hpp"
#include "expect.hpp"
#include "sources/packed_record.hpp"

using namespace blocs;

namespace {

/// What the seeds refer to.
sources::Known some_known() {
  sources::Known known;
  known.sources = {"src"};
  const LooseDate long_ago{Date(1945, 10, 24), Date(1945, 10, 24)};
  for (const std::string state : {"CHN", "FRA", "GBR", "RUS", "USA"})
    known.states[state] = {state, "State " + state, {}, {}, {}, "Asia", long_ago, {}};
  return known;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto parts = sources::PackedRecord::parts();
  const auto part = parts[data[0] % parts.size()];
  auto known = some_known();
  sources::Harvest harvest;
  sources::PackedRecord record(known, harvest);
  if (part != "order")
    record.read("order", "order.csv",
                std::make_shared<const std::string>("state\nCHN\nFRA\nGBR\nRUS\nUSA\n"));
  record.read(part, "fuzz.csv",
              std::make_shared<const std::string>(reinterpret_cast<const char*>(data) + 1, size - 1));
  const auto& file = harvest.files.back();
  EXPECT(file.refused == 0 || !harvest.quarantine.empty());
  EXPECT(file.taken > 0 || !harvest.quarantine.empty());
  for (const auto& fault : harvest.quarantine) {
    EXPECT(fault.file == "fuzz.csv" && !fault.reason.empty());
    EXPECT(fault.raw.size() <= 500 && is_utf8(fault.raw) && is_utf8(fault.reason) && is_utf8(fault.column));
  }
  record.finish();
  for (const auto& set : harvest.votes) {
    for (const auto& ballot : set.ballots)
      EXPECT(ballot.roll_call < set.roll_calls.size() && ballot.state < set.states.size());
  }
  return 0;
}
