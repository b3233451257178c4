#pragma once

// What the ledger needs of DuckDB's C API, with owners for its handles and exceptions for its return codes.
// Private to this room: nothing outside sees DuckDB.

#include <duckdb.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/core/error.hpp"

namespace blocs::ledger::duck {

enum class Access {
  read_write,
  /// Nothing can be changed, no other file or network reached, no setting turned back.
  read_only,
};

class Database {
 public:
  /// Opens or, with `read_write`, makes the file; an empty path is a database in memory.
  Database(const std::filesystem::path& path, Access access);

  duckdb_database handle() const { return handle_.get(); }
  /// For messages.
  const std::string& name() const { return name_; }

 private:
  struct Close {
    void operator()(duckdb_database db) const { duckdb_close(&db); }
  };
  std::unique_ptr<std::remove_pointer_t<duckdb_database>, Close> handle_;
  std::string name_;
};

/// The rows of a result, read front to back, chunk by chunk. A getter that does not fit the column's type, or
/// meets a NULL that it cannot give, throws Error(ledger): the file may be anybody's.
class Rows {
 public:
  Rows(duckdb_result result, std::string name);
  Rows(Rows&&) = delete;
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  bool next();
  bool null(std::size_t column) const {
    const auto* validity = cells_[column].validity;
    return validity != nullptr && ((validity[row_ / 64] >> (row_ % 64)) & 1U) == 0;
  }
  /// Valid until the next call of `next`. Empty for NULL.
  std::string_view text(std::size_t column) const { return bytes(column, DUCKDB_TYPE_VARCHAR); }
  /// Of a BLOB column, else as `text`.
  std::string_view blob(std::size_t column) const { return bytes(column, DUCKDB_TYPE_BLOB); }
  std::int32_t integer(std::size_t column) const;  ///< of an INTEGER column
  std::int64_t big(std::size_t column) const;      ///< of a BIGINT column
  double real(std::size_t column) const;           ///< of a DOUBLE column
  bool flag(std::size_t column) const;             ///< of a BOOLEAN column
  Date date(std::size_t column) const;             ///< of a DATE column

  std::size_t columns() const { return columns_; }
  /// The database, for messages.
  const std::string& database() const { return name_; }
  std::string name(std::size_t column);

 private:
  struct Column {
    duckdb_type type = DUCKDB_TYPE_INVALID;
    void* data = nullptr;
    std::uint64_t* validity = nullptr;
  };
  // Here, lest every cell of a million rows cost a call.
  std::string_view bytes(std::size_t column, duckdb_type type) const {
    check_type(column, type);
    if (null(column)) return {};
    auto& string = static_cast<duckdb_string_t*>(cells_[column].data)[row_];
    return {duckdb_string_t_data(&string), duckdb_string_t_length(string)};
  }
  template <typename Value>
  Value value(std::size_t column, duckdb_type type) const {
    check_type(column, type);
    if (null(column)) throw Error::in_ledger("a value is missing", name_);
    return static_cast<const Value*>(cells_[column].data)[row_];
  }
  void check_type(std::size_t column, duckdb_type type) const {
    if (cells_.at(column).type != type) wrong_type();
  }
  [[noreturn]] void wrong_type() const;
  void drop_chunk();

  duckdb_result result_;
  std::string name_;
  duckdb_data_chunk chunk_ = nullptr;
  std::size_t columns_ = 0;
  std::vector<Column> cells_;
  std::size_t row_ = 0;
  std::size_t rows_ = 0;
};

class Connection {
 public:
  explicit Connection(const Database& database);

  /// Statements without an answer.
  void run(const std::string& sql);
  std::unique_ptr<Rows> rows(const std::string& sql);
  /// The same, worked out chunk by chunk while the rows are read. Nothing else may be asked of the connection
  /// before the last one.
  std::unique_ptr<Rows> stream(const std::string& sql);
  /// The one number that a query gives.
  std::int64_t number(const std::string& sql);

  duckdb_connection handle() const { return handle_.get(); }
  const std::string& name() const { return name_; }

 private:
  struct Disconnect {
    void operator()(duckdb_connection connection) const { duckdb_disconnect(&connection); }
  };
  std::unique_ptr<std::remove_pointer_t<duckdb_connection>, Disconnect> handle_;
  std::string name_;
};

/// A prepared statement with parameters $1, $2 ...
class Statement {
 public:
  Statement(Connection& connection, const std::string& sql);
  Statement& bind(std::size_t at, std::string_view text);
  Statement& bind_blob(std::size_t at, std::string_view bytes);
  std::unique_ptr<Rows> rows();
  std::unique_ptr<Rows> stream();

 private:
  struct Destroy {
    void operator()(duckdb_prepared_statement statement) const { duckdb_destroy_prepare(&statement); }
  };
  std::unique_ptr<std::remove_pointer_t<duckdb_prepared_statement>, Destroy> handle_;
  std::string name_;
};

/// A text that stands as NULL when it is empty.
struct OrNull {
  std::string_view text;
};

/// Fast path for many rows into one table.
class Appender {
 public:
  Appender(Connection& connection, const std::string& catalog, const std::string& table);

  template <typename... Cells>
  void row(const Cells&... cells) {
    (put(cells), ...);
    check(duckdb_appender_end_row(handle_.get()));
  }
  /// Must be called after the last row; the destructor drops what was not flushed.
  void finish() { check(duckdb_appender_close(handle_.get())); }

 private:
  void put(std::string_view text) {
    check(duckdb_append_varchar_length(handle_.get(), text.data(), text.size()));
  }
  void put(const std::string& text) { put(std::string_view(text)); }
  void put(const char* text) { put(std::string_view(text)); }
  void put(OrNull cell) { cell.text.empty() ? check(duckdb_append_null(handle_.get())) : put(cell.text); }
  void put(int value) { check(duckdb_append_int32(handle_.get(), value)); }
  void put(std::int64_t value) { check(duckdb_append_int64(handle_.get(), value)); }
  void put(std::size_t value) { put(static_cast<std::int64_t>(value)); }
  void put(double value) { check(duckdb_append_double(handle_.get(), value)); }
  void put(bool value) { check(duckdb_append_bool(handle_.get(), value)); }
  void put(Date date) { check(duckdb_append_date(handle_.get(), {date.days()})); }
  void put(const std::optional<LooseDate>& date) {
    const std::string text = date ? date->iso() : std::string();
    put(OrNull{text});
  }
  void put(const std::optional<int>& value) {
    value ? put(*value) : check(duckdb_append_null(handle_.get()));
  }
  void put(const std::optional<double>& value) {
    value ? put(*value) : check(duckdb_append_null(handle_.get()));
  }
  void check(duckdb_state state);

  struct Destroy {
    void operator()(duckdb_appender appender) const { duckdb_appender_destroy(&appender); }
  };
  std::unique_ptr<std::remove_pointer_t<duckdb_appender>, Destroy> handle_;
  std::string name_;
};

/// The text as a literal of SQL.
std::string literal(std::string_view text);
/// The name as an identifier of SQL.
std::string identifier(std::string_view name);

/// What DuckDB finds wrong with a statement, and neither with the file nor with the system.
class StatementError : public Error {
 public:
  StatementError(std::string what, std::string where)
      : Error(ErrorKind::ledger, std::move(what), std::move(where)) {}
};

/// Throws the Error that fits DuckDB's: Error(io) where the system said no, Error(bad_input) where a row
/// breaks a constraint, Error(ledger) where the file is damaged, else StatementError. Paths in the message
/// are left out: `name` says where.
[[noreturn]] void fail(duckdb_error_type type, std::string_view message, const std::string& name);

}  // namespace blocs::ledger::duck
