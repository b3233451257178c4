#include <algorithm>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "duck.hpp"
#include "files.hpp"
#include "schema.hpp"

namespace blocs::ledger {
namespace {

struct Extracted {
  ~Extracted() { duckdb_destroy_extracted(&handle); }
  duckdb_extracted_statements handle = nullptr;
};

struct Prepared {
  ~Prepared() { duckdb_destroy_prepare(&handle); }
  duckdb_prepared_statement handle = nullptr;
};

std::string text_or(const char* text, const char* otherwise) {
  return text == nullptr ? otherwise : text;
}

/// Prepares the one statement of a text; Error(usage) with DuckDB's message if there is none, or more, or it
/// is wrong.
void prepare_one(const duck::Connection& connection, const std::string& sql, Prepared& prepared) {
  Extracted statements;
  const idx_t count = duckdb_extract_statements(connection.handle(), sql.c_str(), &statements.handle);
  if (count == 0) {
    throw Error::usage(text_or(duckdb_extract_statements_error(statements.handle), "there is no statement"));
  }
  if (count > 1) throw Error::usage("one statement at a time, please");
  if (duckdb_prepare_extracted_statement(connection.handle(), statements.handle, 0, &prepared.handle) !=
      DuckDBSuccess) {
    throw Error::usage(text_or(duckdb_prepare_error(prepared.handle), "the statement is wrong"));
  }
}

/// The statement as a table to select from. Its last line may end in a comment.
std::string as_table(std::string sql) {
  const auto end = sql.find_last_not_of("; \t\r\n");
  sql.resize(end == std::string::npos ? 0 : end + 1);
  return "(\n" + sql + "\n)";
}

std::unique_ptr<duck::Rows> streamed(const duck::Connection& connection, const std::string& sql) {
  Prepared prepared;
  prepare_one(connection, sql, prepared);
  duckdb_result result;
  if (duckdb_execute_prepared_streaming(prepared.handle, &result) != DuckDBSuccess) {
    const auto type = duckdb_result_error_type(&result);
    const std::string why = text_or(duckdb_result_error(&result), "the statement failed");
    duckdb_destroy_result(&result);
    duck::fail(type, why, connection.name());
  }
  return std::make_unique<duck::Rows>(result, connection.name());
}

void take_rows(duck::Rows& rows, std::size_t most, QueryResult& result) {
  while (rows.next()) {
    if (result.rows.size() == most) {
      result.truncated = true;
      return;
    }
    auto& row = result.rows.emplace_back();
    for (std::size_t i = 0; i < rows.columns(); ++i) {
      row.push_back(rows.null(i) ? std::nullopt : std::optional<std::string>(rows.text(i)));
    }
  }
}

/// Names and types of the columns of the answer.
void describe_answer(duck::Connection& connection, const Prepared& prepared, const std::string& sql,
                     QueryResult& result) {
  const auto rows = connection.rows("SELECT column_type FROM (DESCRIBE FROM " + as_table(sql) + ")");
  const idx_t columns = duckdb_prepared_statement_column_count(prepared.handle);
  for (idx_t i = 0; i < columns && rows->next(); ++i) {
    const char* name = duckdb_prepared_statement_column_name(prepared.handle, i);
    result.columns.push_back(text_or(name, ""));
    duckdb_free(const_cast<char*>(name));
    result.types.emplace_back(rows->text(0));
  }
}

[[noreturn]] void refuse() {
  throw Error::usage("the ledger is open for reading only",
                     "ask with SELECT, FROM, DESCRIBE, SHOW or EXPLAIN");
}

QueryResult ask(duck::Connection& connection, const std::string& sql, std::size_t most) {
  QueryResult result;
  Prepared prepared;
  prepare_one(connection, sql, prepared);
  const auto type = duckdb_prepared_statement_type(prepared.handle);
  if (type == DUCKDB_STATEMENT_TYPE_EXPLAIN) {
    const auto rows = streamed(connection, sql);
    for (std::size_t i = 0; i < rows->columns(); ++i) {
      result.columns.push_back(rows->name(i));
      result.types.emplace_back("VARCHAR");
    }
    take_rows(*rows, most, result);
    return result;
  }
  if (type != DUCKDB_STATEMENT_TYPE_SELECT) refuse();
  try {
    describe_answer(connection, prepared, sql, result);
  } catch (const duck::StatementError& error) {
    // It was right by itself: then it is nothing that one can select from, such as a PRAGMA.
    if (error.message().find("syntax error") != std::string::npos) refuse();
    throw;
  }
  // DuckDB itself writes the values as text, whatever their type.
  const auto rows = streamed(connection, "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM " + as_table(sql));
  take_rows(*rows, most, result);
  return result;
}

}  // namespace

QueryResult query(const std::filesystem::path& path, const std::string& sql, std::size_t most) {
  check_is_database(path);
  const duck::Database database(path, duck::Access::read_only);
  duck::Connection connection(database);
  check_schema(connection);
  try {
    return ask(connection, sql, most);
  } catch (const duck::StatementError& error) {
    throw Error::usage(error.message());  // what DuckDB finds wrong with a query is the query's fault
  }
}

QueryResult ballot_conflicts(const std::filesystem::path& path, std::size_t most) {
  return query(path,
               "SELECT c.roll_call_id, r.date, r.title, c.state, c.ballot, c.kept_source, c.other_ballot, "
               "c.other_source FROM ballot_conflict c JOIN roll_call r USING (roll_call_id) "
               "ORDER BY r.date, c.roll_call_id, c.state, c.other_source",
               most);
}

QueryResult conflict_counts(const std::filesystem::path& path, std::size_t most) {
  return query(path,
               "SELECT kept_source, other_source, count(*) AS ballots, "
               "count(DISTINCT roll_call_id) AS roll_calls FROM ballot_conflict GROUP BY ALL ORDER BY ALL",
               most);
}

QueryResult vote_coverage(const std::filesystem::path& path, std::size_t most) {
  return query(path,
               "WITH held AS (SELECT body, year(date) AS year, source, count(*) AS roll_calls FROM roll_call "
               "GROUP BY ALL), "
               "reach AS (SELECT body, y.year, source, frame_id, coverage, "
               "greatest(since, make_date(y.year, 1, 1)) AS first, "
               "least(until, make_date(y.year, 12, 31)) AS last "
               "FROM vote_frame, LATERAL unnest(range(year(since), year(until) + 1)) AS y(year)), "
               "kept AS (SELECT body, year, source FROM held UNION SELECT body, year, source FROM reach "
               "ANTI JOIN held USING (body, year)) "
               "SELECT k.body, k.year, k.source, coalesce(h.roll_calls, 0) AS roll_calls, "
               "string_agg(r.frame_id, '; ' ORDER BY r.first, r.frame_id) AS frame, "
               "string_agg(r.coverage, '; ' ORDER BY r.first, r.frame_id) AS coverage, "
               "string_agg(r.first || ' to ' || r.last, '; ' ORDER BY r.first, r.frame_id) AS days "
               "FROM kept k LEFT JOIN held h USING (body, year, source) "
               "LEFT JOIN reach r ON r.body = k.body AND r.year = k.year "
               "GROUP BY k.body, k.year, k.source, h.roll_calls ORDER BY k.body, k.year, k.source",
               most);
}

std::vector<TableInfo> describe(const std::filesystem::path& path) {
  check_is_database(path);
  const duck::Database database(path, duck::Access::read_only);
  duck::Connection connection(database);
  check_schema(connection);
  std::vector<TableInfo> found;
  auto rows = connection.rows(
      "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal UNION ALL "
      "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal");
  while (rows->next()) found.push_back({std::string(rows->text(0)), std::string(rows->text(1)), 0, {}});
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  for (auto& table : found) {
    table.rows = static_cast<std::size_t>(connection.number("SELECT count(*) FROM \"" + table.name + "\""));
  }
  rows = connection.rows(
      "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal "
      "ORDER BY table_name, column_index");
  while (rows->next()) {
    const auto at =
        std::find_if(found.begin(), found.end(), [&](const auto& t) { return t.name == rows->text(0); });
    if (at == found.end()) continue;
    at->columns.push_back(
        {std::string(rows->text(1)), std::string(rows->text(2)), std::string(rows->text(3))});
  }
  return found;
}

}  // namespace blocs::ledger
