#pragma once

#include <string>
#include <vector>

#include "blocs/sources/csv.hpp"

namespace blocs::cli {

/// A small CSV table that a user hands in, read row by row. Throws Error(not_found), Error(io), and
/// Error(bad_input) with the line for a row that is none or a column that is not there.
class TableFile {
 public:
  /// `needs` says which columns there must be, for messages.
  TableFile(std::string path, std::string needs);

  bool has(const std::string& column) const;
  /// The place of a column that must be there.
  std::size_t column(const std::string& name) const;
  bool next();
  const std::string& cell(std::size_t column) const { return row_.fields[column]; }
  /// File and line of the row in hand.
  std::string where() const;

 private:
  std::string path_, needs_, bytes_;
  sources::CsvReader reader_;
  std::vector<std::string> header_;
  sources::CsvRow row_;
};

}  // namespace blocs::cli
