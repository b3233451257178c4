#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "byte_stream.hpp"

namespace blocs::sources {

/// One row of a stream. Its texts hold until the next row is asked for.
struct StreamRow {
  std::size_t line = 0;  ///< its first line, from 1
  std::string_view raw;
  std::vector<std::string_view> fields;
  std::string fault;  ///< what breaks the form; empty for a good row

  bool good() const { return fault.empty(); }
};

/// RFC 4180 rows out of bytes that never stand in memory as a whole: at most two blocks of 1 MB, or one row
/// of at most `kMostRow` bytes. Same faults and same recovery as CsvReader (`blocs/sources/csv.hpp`): a row
/// that breaks the form costs its first line only. Cost: one look at each byte, a few on rows with quotes.
class RowStream {
 public:
  explicit RowStream(ByteSource& bytes) : bytes_(bytes) {}

  bool next(StreamRow& row);
  /// The fields that every row must have; set from the header.
  void expect(std::size_t columns) { width_ = columns; }

  static constexpr std::size_t kMostRow = std::size_t{1} << 20U;

 private:
  enum class Scan { whole, cut, broken };

  bool refill();
  bool skip_blank_lines();
  Scan scan(StreamRow& row, std::size_t& end);
  Scan scan_quoted(StreamRow& row, std::size_t& at);
  void check(StreamRow& row) const;
  void lose_line(StreamRow& row, std::string why);

  ByteSource& bytes_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t width_ = 0;
  bool ended_ = false;
  bool begun_ = false;
  bool lone_cr_ = false;
  const char* broken_ = nullptr;
  std::deque<std::string> unquoted_;  // fields in which quotes were doubled
};

}  // namespace blocs::sources
