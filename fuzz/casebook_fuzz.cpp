// Any bytes are a table of the casebook, whole or in quarantine: the first byte picks the table, the rest is
// the file. Each input is read twice over, so that rows also meet ids that are there already.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "blocs/core/text.hpp"
#include "blocs/sources/casebook.hpp"
#include "expect.hpp"

using namespace blocs;

namespace {

/// What the seeds refer to.
sources::Known some_known() {
  sources::Known known;
  known.sources = {"src"};
  known.groups = {"GRP"};
  known.treaties = {"T1"};
  known.meeting_frames = {"frame"};
  const LooseDate long_ago{Date(1945, 10, 24), Date(1945, 10, 24)};
  for (const std::string state : {"CHN", "FRA", "GBR", "RUS", "USA", "AAA", "BBB", "CCC", "DDD", "EEE", "FFF",
                                  "GGG", "HHH", "III", "JJJ"}) {
    known.states[state] = {state, "State " + state, {}, {}, {}, "Asia", long_ago, {}};
    known.council[2024][state] = state[0] != state[1];
  }
  return known;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const auto tables = [] {
    auto names = sources::casebook_tables();
    names.emplace_back("leader_trips");
    return names;
  }();
  const std::string& table = tables[data[0] % tables.size()];
  const auto bytes = std::make_shared<const std::string>(reinterpret_cast<const char*>(data) + 1, size - 1);
  auto known = some_known();
  sources::Harvest harvest;
  sources::read_table(table, "fuzz.csv", bytes, known, harvest);
  EXPECT(harvest.files.size() == 1);
  EXPECT(harvest.files[0].refused == 0 || !harvest.quarantine.empty());
  EXPECT(harvest.files[0].taken > 0 || !harvest.quarantine.empty());
  for (const auto& fault : harvest.quarantine) {
    EXPECT(fault.file == "fuzz.csv" && !fault.reason.empty());
    EXPECT(fault.raw.size() <= 500 && is_utf8(fault.raw) && is_utf8(fault.reason) && is_utf8(fault.column));
  }
  const std::size_t taken = harvest.files[0].taken;
  sources::read_table(table, "fuzz.csv", bytes, known, harvest);
  EXPECT(harvest.files.size() == 2);
  EXPECT(taken == 0 || harvest.files[1].taken + harvest.files[1].refused == harvest.files[0].refused + taken);
  return 0;
}
