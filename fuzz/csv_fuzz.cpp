// Any bytes give rows of one width, in order, good or faulty, and nothing is lost or read twice.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "blocs/core/text.hpp"
#include "blocs/sources/csv.hpp"
#include "expect.hpp"

using namespace blocs;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The first byte chooses the longest row, so that the limit is met by small inputs too.
  const std::size_t limit = size > 0 && data[0] < 128 ? data[0] + std::size_t{1} : std::size_t{1} << 20;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + (size > 0 ? 1 : 0),
                               size > 0 ? size - 1 : 0);
  sources::CsvReader reader(bytes, {limit});
  sources::CsvRow row;
  std::size_t line = 0;
  std::size_t width = 0;
  const char* last = bytes.data();
  while (reader.next(row)) {
    EXPECT(row.line > line);
    line = row.line;
    EXPECT(row.raw.data() >= last && row.raw.data() + row.raw.size() <= bytes.data() + bytes.size());
    last = row.raw.data() + row.raw.size();
    const auto shown = sources::printable(row.raw);
    EXPECT(shown.size() <= 500 && is_utf8(shown));
    if (!row.good()) {
      EXPECT(row.fields.empty());
      continue;
    }
    EXPECT(row.raw.size() <= limit && is_utf8(row.raw));
    if (width == 0) width = row.fields.size();
    EXPECT(row.fields.size() == width && width > 0);
    // What was read, written again, is read as the same.
    std::string again;
    for (const auto& field : row.fields) again += (again.empty() ? "\"\"," : ",") + sources::csv_field(field);
    sources::CsvReader second(again);
    sources::CsvRow copy;
    EXPECT(second.next(copy) && copy.good() && copy.fields.size() == width + 1);
    for (std::size_t i = 0; i < width; ++i) EXPECT(copy.fields[i + 1] == row.fields[i]);
  }
  return 0;
}
