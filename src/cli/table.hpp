#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace blocs::cli {

/// A table of texts that lines up in a terminal: numbers to the right, long cells wrapped to fit the width.
struct TextTable {
  struct Column {
    std::string title;
    bool right = false;
    std::size_t most = 0;  ///< widest it may be; 0 for as wide as it needs
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

void print(std::ostream& out, const TextTable& table);

/// The same as CSV (RFC 4180, LF). A cell that a spreadsheet would run as a formula is kept as text by a
/// leading apostrophe.
void print_csv(std::ostream& out, const TextTable& table);

}  // namespace blocs::cli
