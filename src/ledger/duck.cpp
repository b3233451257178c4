#include "duck.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace blocs::ledger::duck {
namespace {

struct Config {
  Config() {
    if (duckdb_create_config(&handle) != DuckDBSuccess)
      throw Error::in_ledger("no memory for its settings", {});
  }
  ~Config() { duckdb_destroy_config(&handle); }
  Config(const Config&) = delete;
  Config& operator=(const Config&) = delete;

  void set(const char* name, const char* value) {
    if (duckdb_set_config(handle, name, value) != DuckDBSuccess) {
      throw Error::in_ledger(std::string("DuckDB does not know the setting ") + name, {});
    }
  }
  duckdb_config handle = nullptr;
};

void configure(Config& config, Access access) {
  // Ledgers are small: one thread answers sooner than several that must first be started.
  config.set("threads", "1");
  config.set("autoload_known_extensions", "false");
  config.set("autoinstall_known_extensions", "false");
  if (access == Access::read_write) {
    // The smallest blocks there are: most tables hold a few hundred rows, and each column fills a block.
    config.set("default_block_size", "16384");
    return;
  }
  config.set("access_mode", "READ_ONLY");
  config.set("temp_directory", "");  // who only reads leaves nothing behind, not even for a while
  config.set("enable_external_access", "false");
  config.set("lock_configuration", "true");
}

bool says(std::string_view message, std::initializer_list<std::string_view> any) {
  return std::any_of(any.begin(), any.end(), [&](auto text) { return message.find(text) != message.npos; });
}

/// Without what comes before the error itself ("IO Error: "), behind its first line, and paths in quotes.
std::string essence(std::string_view message) {
  constexpr std::string_view kPrefix = " Error: ";
  message = message.substr(0, message.find('\n'));
  if (const auto at = message.find(kPrefix); at != message.npos && at < message.find('"')) {
    message.remove_prefix(at + kPrefix.size());
  }
  std::string text(message);
  for (auto from = text.find(" \"/"); from != text.npos; from = text.find(" \"/", from)) {
    const auto to = text.find('"', from + 2);
    text.erase(from, to == text.npos ? to : to + 1 - from);
  }
  return text;
}

/// What DuckDB says when a file that it opened does not hold what it should.
bool is_damage(duckdb_error_type type, std::string_view message) {
  return type == DUCKDB_ERROR_SERIALIZATION || type == DUCKDB_ERROR_INTERNAL ||
         says(message, {"Could not read enough bytes", "Corrupt database", "does not match stored checksum",
                        "not a valid DuckDB database", "INTERNAL Error", "Serialization Error"});
}

bool is_system(duckdb_error_type type, std::string_view message) {
  return type == DUCKDB_ERROR_IO || type == DUCKDB_ERROR_PERMISSION ||
         says(message, {"IO Error", "No space left", "File too large", "quota exceeded"});
}

/// The error of a result, taken out before the result goes.
[[noreturn]] void fail_and_drop(duckdb_result& result, const std::string& name) {
  const auto type = duckdb_result_error_type(&result);
  const char* text = duckdb_result_error(&result);
  const std::string message = text == nullptr ? "unknown error" : text;
  duckdb_destroy_result(&result);
  fail(type, message, name);
}

}  // namespace

void fail(duckdb_error_type type, std::string_view message, const std::string& name) {
  if (says(message, {"Could not set lock on file"})) {
    throw Error::io("another program has it open", name, "close it there and try again");
  }
  if (says(message, {"Trying to read a database file with version number"})) {
    throw Error::in_ledger("is of a version of DuckDB that this program cannot read", name,
                           "import the files again into a new ledger");
  }
  if (type == DUCKDB_ERROR_OUT_OF_MEMORY) throw Error::io("there is not enough memory for this", name);
  if (is_damage(type, message)) {
    throw Error::in_ledger("is cut short or damaged", name, "import the files again into a new ledger");
  }
  if (is_system(type, message)) throw Error::io(essence(message), name);
  if (type == DUCKDB_ERROR_CONSTRAINT) throw Error::bad_input(essence(message), name);
  throw StatementError(essence(message), name);
}

std::string literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

std::string identifier(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

Database::Database(const std::filesystem::path& path, Access access) : name_(path.string()) {
  // An absolute path, lest DuckDB take a name like ":memory:" for something else than a file.
  const std::string file = path.empty() ? std::string() : std::filesystem::absolute(path).string();
  Config config;
  configure(config, path.empty() ? Access::read_write : access);
  duckdb_database db = nullptr;
  char* error = nullptr;
  if (duckdb_open_ext(path.empty() ? nullptr : file.c_str(), &db, config.handle, &error) != DuckDBSuccess) {
    const std::string message = error == nullptr ? "cannot be opened" : error;
    duckdb_free(error);
    fail(DUCKDB_ERROR_INVALID, message, name_);
  }
  handle_.reset(db);
}

Connection::Connection(const Database& database) : name_(database.name()) {
  duckdb_connection connection = nullptr;
  if (duckdb_connect(database.handle(), &connection) != DuckDBSuccess) {
    throw Error::in_ledger("DuckDB gives no connection", name_);
  }
  handle_.reset(connection);
}

void Connection::run(const std::string& sql) {
  duckdb_result result;
  if (duckdb_query(handle_.get(), sql.c_str(), &result) != DuckDBSuccess) fail_and_drop(result, name_);
  duckdb_destroy_result(&result);
}

std::unique_ptr<Rows> Connection::rows(const std::string& sql) {
  duckdb_result result;
  if (duckdb_query(handle_.get(), sql.c_str(), &result) != DuckDBSuccess) fail_and_drop(result, name_);
  return std::make_unique<Rows>(result, name_);
}

std::unique_ptr<Rows> Connection::stream(const std::string& sql) {
  return Statement(*this, sql).stream();
}

std::int64_t Connection::number(const std::string& sql) {
  const auto found = rows(sql);
  if (!found->next() || found->null(0)) throw Error::in_ledger("a count is missing", name_);
  return found->big(0);
}

Statement::Statement(Connection& connection, const std::string& sql) : name_(connection.name()) {
  duckdb_prepared_statement statement = nullptr;
  const auto state = duckdb_prepare(connection.handle(), sql.c_str(), &statement);
  handle_.reset(statement);
  if (state == DuckDBSuccess) return;
  const char* error = duckdb_prepare_error(statement);
  fail(DUCKDB_ERROR_INVALID, error == nullptr ? "a statement cannot be prepared" : error, name_);
}

Statement& Statement::bind(std::size_t at, std::string_view text) {
  if (duckdb_bind_varchar_length(handle_.get(), at, text.data(), text.size()) != DuckDBSuccess) {
    throw Error::in_ledger("a value cannot be bound", name_);
  }
  return *this;
}

Statement& Statement::bind_blob(std::size_t at, std::string_view bytes) {
  if (duckdb_bind_blob(handle_.get(), at, bytes.data(), bytes.size()) != DuckDBSuccess) {
    throw Error::in_ledger("a value cannot be bound", name_);
  }
  return *this;
}

std::unique_ptr<Rows> Statement::rows() {
  duckdb_result result;
  if (duckdb_execute_prepared(handle_.get(), &result) != DuckDBSuccess) fail_and_drop(result, name_);
  return std::make_unique<Rows>(result, name_);
}

std::unique_ptr<Rows> Statement::stream() {
  duckdb_result result;
  if (duckdb_execute_prepared_streaming(handle_.get(), &result) != DuckDBSuccess)
    fail_and_drop(result, name_);
  return std::make_unique<Rows>(result, name_);
}

Rows::Rows(duckdb_result result, std::string name)
    : result_(result), name_(std::move(name)), columns_(duckdb_column_count(&result_)), cells_(columns_) {
  for (std::size_t i = 0; i < columns_; ++i) cells_[i].type = duckdb_column_type(&result_, i);
}

void Rows::wrong_type() const {
  throw Error::in_ledger("a column has another type than this program reads", name_,
                         "import the files again into a new ledger");
}

Rows::~Rows() {
  drop_chunk();
  duckdb_destroy_result(&result_);
}

void Rows::drop_chunk() {
  if (chunk_ != nullptr) duckdb_destroy_data_chunk(&chunk_);
  chunk_ = nullptr;
}

bool Rows::next() {
  if (++row_ < rows_) return true;
  do {
    drop_chunk();
    chunk_ = duckdb_fetch_chunk(result_);
    if (chunk_ == nullptr) {
      rows_ = 0;
      // A streamed result meets its errors on the way.
      const char* error = duckdb_result_error(&result_);
      if (error != nullptr && *error != '\0') fail(duckdb_result_error_type(&result_), error, name_);
      return false;
    }
    rows_ = duckdb_data_chunk_get_size(chunk_);
  } while (rows_ == 0);
  row_ = 0;
  for (std::size_t i = 0; i < columns_; ++i) {
    duckdb_vector vector = duckdb_data_chunk_get_vector(chunk_, i);
    cells_[i].data = duckdb_vector_get_data(vector);
    cells_[i].validity = duckdb_vector_get_validity(vector);
  }
  return true;
}

std::int32_t Rows::integer(std::size_t column) const {
  return value<std::int32_t>(column, DUCKDB_TYPE_INTEGER);
}
std::int64_t Rows::big(std::size_t column) const {
  return value<std::int64_t>(column, DUCKDB_TYPE_BIGINT);
}
double Rows::real(std::size_t column) const {
  return value<double>(column, DUCKDB_TYPE_DOUBLE);
}
bool Rows::flag(std::size_t column) const {
  return value<bool>(column, DUCKDB_TYPE_BOOLEAN);
}
Date Rows::date(std::size_t column) const {
  return Date::from_days(value<duckdb_date>(column, DUCKDB_TYPE_DATE).days);
}

std::string Rows::name(std::size_t column) {
  const char* name = duckdb_column_name(&result_, column);
  return name == nullptr ? std::string() : name;
}

Appender::Appender(Connection& connection, const std::string& catalog, const std::string& table)
    : name_(connection.name()) {
  duckdb_appender appender = nullptr;
  const auto state =
      duckdb_appender_create_ext(connection.handle(), catalog.c_str(), "main", table.c_str(), &appender);
  handle_.reset(appender);
  check(state);
}

void Appender::check(duckdb_state state) {
  if (state == DuckDBSuccess) return;
  auto error = duckdb_appender_error_data(handle_.get());
  const auto type = duckdb_error_data_error_type(error);
  const char* text = duckdb_error_data_message(error);
  const std::string message = text == nullptr ? "rows cannot be added" : text;
  duckdb_destroy_error_data(&error);
  fail(type, message, name_);
}

}  // namespace blocs::ledger::duck
