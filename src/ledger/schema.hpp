#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "duck.hpp"

namespace blocs::ledger {

/// Counted up when a ledger of before could be misread.
inline constexpr std::string_view kSchemaVersion = "6";
inline constexpr std::string_view kFormat = "blocs-ledger";

struct ColumnSpec {
  std::string_view name;
  std::string_view type;  ///< with its constraints
  std::string_view meaning;
};

/// One table of the ledger. All that is done to tables as such (making, describing, merging) is worked out
/// from this.
struct TableSpec {
  std::string_view name;
  std::string_view meaning;
  std::vector<ColumnSpec> columns;
  std::vector<std::string_view> key;
  /// Rows come in sets that are replaced as a whole: an import that brings `owner` rows replaces all rows of
  /// before with the same `owned_by`. For a table of its own these are its name and key; for the ballots, the
  /// roll call's.
  std::string_view owner;
  std::vector<std::string_view> owned_by;
  std::vector<std::string_view> owner_key;
  /// The store keeps an index that refuses a second row of one key. It stands in memory as a whole, hence not
  /// for the ballots, of which there may be millions: there `check_keys` looks at the rows, which stand in
  /// order.
  bool indexed = true;
};

/// All tables, each behind those that it refers to.
std::span<const TableSpec> tables();

/// What a row may not name unless it is there: `table.column` must stand in `target.target_column`, or be
/// NULL.
struct Reference {
  std::string_view table, column, target, target_column;
};
std::span<const Reference> references();

/// Makes all tables and SQL views with their comments, empty, and signs the database as a ledger.
void make_schema(duck::Connection& connection);
/// The table of ideal points alone, for a ledger that is older than it.
void make_ideal_fit_table(duck::Connection& connection);

/// Throws Error(ledger) unless the database is a ledger of this version.
void check_schema(duck::Connection& connection);

/// Throws Error(ledger) if the database has tables or views that are not a ledger's: an import would lose
/// them.
void check_nothing_else(duck::Connection& connection);

/// "a, b, c", each behind the prefix.
std::string columns_of(std::span<const std::string_view> names, std::string_view prefix = {});

}  // namespace blocs::ledger
