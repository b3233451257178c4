#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace blocs::sources {

/// One row as read. A row that breaks the form has a `fault` and no fields; the reader goes on behind it.
struct CsvRow {
  std::size_t line = 0;             ///< its first line, from 1
  std::string_view raw;             ///< its bytes, without the line end
  std::vector<std::string> fields;  ///< unquoted
  std::string fault;                ///< what breaks the form, and what would be right; empty for a good row

  bool good() const { return fault.empty(); }
};

/// Reads RFC 4180 text from bytes in memory, row by row.
///
/// Lines end with LF, CRLF or a lone CR; a byte order mark at the start is skipped, as are blank lines. A row
/// may span lines inside quotes. These are faults of a row, never exceptions: a quote that is not closed,
/// text after a closing quote, a quote inside an unquoted field, a NUL byte, bytes that are not UTF-8,
/// another number of fields than the first good row has, a row of more than `limits.row_bytes`.
///
/// After a fault the reader takes only the row's first line as lost and goes on with the next one, so that
/// one bad quote does not swallow the file. That stays linear on any input: only a line with an odd number of
/// quotes can lead into the next line, and the next such line leads out again, so no byte is looked at more
/// than a few times.
class CsvReader {
 public:
  struct Limits {
    std::size_t row_bytes = std::size_t{1} << 20;
  };

  /// The bytes must outlive the reader and the rows it hands out.
  explicit CsvReader(std::string_view bytes) : CsvReader(bytes, Limits{}) {}
  CsvReader(std::string_view bytes, Limits limits);

  /// The next row, good or faulty; false at the end. Reuses the row's memory.
  bool next(CsvRow& row);

 private:
  struct Scan {
    std::size_t end = 0;      // first byte behind the row, before its line end
    std::size_t columns = 0;  // fields found
    const char* fault = nullptr;
  };

  bool skip_blank_lines();
  Scan scan(CsvRow& row);
  Scan scan_quoted(std::string& field, std::size_t from, std::size_t stop) const;
  Scan scan_plain(std::string& field, std::size_t from) const;
  std::size_t line_end(std::size_t from) const;
  void pass_line_end(std::size_t at);
  void lose_line(CsvRow& row, std::string why);

  std::string_view bytes_;
  Limits limits_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t width_ = 0;  // fields of the first good row
};

/// A field as RFC 4180 wants it: in quotes where it must be.
std::string csv_field(std::string_view text);

/// The bytes as text for a message: at most `most` bytes, whole characters, what is not UTF-8 replaced.
std::string printable(std::string_view bytes, std::size_t most = 500);

}  // namespace blocs::sources
