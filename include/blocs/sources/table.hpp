#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/sources/csv.hpp"
#include "blocs/sources/harvest.hpp"
#include "blocs/views/codes.hpp"

namespace blocs::sources {

/// A column that a table has.
struct Column {
  std::string_view name;
  bool needed = true;  ///< a header without it makes the file unreadable as this table
};

/// A CSV file with a header, read row by row through getters that check. A getter that finds a cell wrong
/// refuses the row: it notes a Fault with line, column and reason, and returns something harmless, so that
/// one pass finds all that is wrong with a row. After the getters, `take()` says whether the row is whole.
///
///     while (table.next()) {
///       auto row = read(table);
///       if (table.take()) rows.push_back(std::move(row));
///     }
///
/// Rows that are not well-formed CSV are refused by `next()` itself. taken() + refused() = rows read, always.
/// Every refused row has a fault; in a file with some ten thousand faults the later rows have only their
/// first, lest a file of rubbish grow to many times its size.
class Table {
 public:
  /// Reads the header. A header that misses needed columns, names one twice, or is not there at all is a
  /// fault of the file, and `next()` gives no rows. A column that the table does not have is a fault of the
  /// file too, but its rows are read.
  Table(std::string_view bytes, std::string file, std::span<const Column> columns,
        std::vector<Fault>& faults);

  bool next();
  /// Ends the current row: true, and counted as taken, if no getter found fault with it.
  bool take();
  void refuse(std::string_view column, std::string reason);

  std::size_t taken() const { return taken_; }
  std::size_t refused() const { return refused_; }
  /// The header could be read; otherwise there are no rows.
  bool usable() const { return usable_; }
  /// The current row has no fault so far.
  bool whole() const { return whole_; }

  /// The cell as it is; empty if the file has no such column.
  const std::string& text(std::string_view column) const;
  /// A cell that must not be empty.
  std::string needed(std::string_view column);
  /// `YYYY-MM-DD`. On a fault 1900-01-01.
  Date date(std::string_view column);
  /// `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or empty.
  std::optional<LooseDate> loose_date(std::string_view column);
  /// A whole number, or empty.
  std::optional<int> integer(std::string_view column);
  /// A finite decimal number with a point, or empty.
  std::optional<double> number(std::string_view column);
  bool yes_no(std::string_view column);
  /// One of the legal words; offers the nearest one otherwise.
  std::string word(std::string_view column, std::span<const std::string_view> legal,
                   bool may_be_empty = false);
  /// As `word`, for the codes that the views know.
  template <typename Code>
  Code code(std::string_view column);
  /// Parts between `;`, none of them empty.
  std::vector<std::string> list(std::string_view column);

  /// "did you mean X?" or nothing. Gives up after a hundred suggestions: a file that wrong needs no more
  /// of them, and hostile input must not make the search for near words the cost of reading.
  std::string suggestion(std::string_view wrong, std::span<const std::string> legal);
  std::string suggestion(std::string_view wrong, const std::set<std::string, std::less<>>& legal);
  /// The same for a state: "; the code of Russia is RUS" for its name, else the nearest codes.
  std::string state_suggestion(std::string_view wrong,
                               const std::map<std::string, views::State, std::less<>>& states);

 private:
  bool may_suggest(std::string_view wrong);
  void read_header(std::span<const Column> columns);
  void fault_of_file(std::string_view column, std::string reason, std::string_view raw);

  CsvReader reader_;
  std::string file_;
  std::vector<Fault>& faults_;
  CsvRow row_;
  std::vector<std::string> header_;
  bool usable_ = false;
  bool whole_ = true;
  std::size_t taken_ = 0;
  std::size_t refused_ = 0;
  std::size_t suggestions_ = 0;
  std::size_t details_ = 0;  // faults noted behind the first one of their row
};

/// A three-letter state code by its shape: `RUS`.
bool looks_like_state(std::string_view text);

}  // namespace blocs::sources
