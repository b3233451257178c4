#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/sources/harvest.hpp"
#include "row_stream.hpp"

namespace blocs::sources {

/// Where the reading of one published file stands: its rows one at a time, how many were taken and refused,
/// and why.
class FileReading {
 public:
  FileReading(RowStream& rows, std::string file, std::vector<std::string> header, std::vector<Fault>& faults);

  /// The next well-formed row; faulty ones are refused on the way.
  bool next();
  /// Where a column stands; npos if the file does not have it.
  std::size_t column(std::string_view name) const;
  /// The cell, empty for npos.
  std::string_view cell(std::size_t column) const {
    return column < row_.fields.size() ? row_.fields[column] : std::string_view();
  }
  const std::vector<std::string>& header() const { return header_; }
  const std::string& file() const { return file_; }
  std::size_t line() const { return row_.line; }
  std::string_view raw() const { return row_.raw; }

  /// Ends the row: taken, or refused; the reason stands already (`lose`) or is given (`refuse`).
  void take() { ++taken_; }
  void lose() { ++refused_; }
  void refuse(std::string_view column, std::string reason);
  /// Notes a fault of one cell without ending the row.
  void fault(std::string_view column, std::string reason);

  /// The day of a `YYYY-MM-DD` cell; refuses the row and gives nothing for anything else.
  std::optional<Date> date(std::string_view column, std::size_t at);

  std::size_t taken() const { return taken_; }
  std::size_t refused() const { return refused_; }
  /// Faults beyond `kMostFaults` are counted, not kept.
  void finish();

  static constexpr std::size_t kMostFaults = 100'000;

 private:
  void note(std::size_t line, std::string_view column, std::string reason, std::string_view raw);

  RowStream& rows_;
  std::string file_;
  std::vector<std::string> header_;
  std::vector<Fault>& faults_;
  StreamRow row_;
  std::size_t taken_ = 0;
  std::size_t refused_ = 0;
  std::size_t noted_ = 0;
};

}  // namespace blocs::sources
