#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/ledger/ledger.hpp"
#include "context.hpp"
#include "print_findings.hpp"
#include "print_query.hpp"
#include "table.hpp"

namespace blocs::cli {

using findings::Json;

void print_result(Context& context, const ledger::QueryResult& result) {
  if (context.format == "json") {
    Json rows = Json::array();
    for (const auto& row : result.rows) {
      Json item = Json::object();
      for (std::size_t c = 0; c < row.size(); ++c)
        item[result.columns[c]] = row[c] ? Json(*row[c]) : Json(nullptr);
      rows.push_back(std::move(item));
    }
    print_json(context, {{"findings", Json::array()}, {"rows", rows}, {"truncated", result.truncated}});
    return;
  }
  TextTable table;
  const bool people = context.format == "table";
  for (std::size_t c = 0; c < result.columns.size(); ++c) {
    const auto& type = result.types[c];
    const bool number =
        type.find("INT") != std::string::npos || type == "DOUBLE" || type.rfind("DECIMAL", 0) == 0;
    table.columns.push_back({result.columns[c], number, people ? std::size_t{60} : std::size_t{0}});
  }
  for (const auto& row : result.rows) {
    std::vector<std::string> cells;
    for (const auto& cell : row) cells.push_back(cell.value_or(people ? "–" : ""));
    table.rows.push_back(std::move(cells));
  }
  people ? print(context.out(), table) : print_csv(context.out(), table);
  if (people) context.out() << fmt::format("\n{} rows\n", result.rows.size());
  if (result.truncated) context.note("there are more rows; --most raises the limit");
}

void add_sql(CLI::App& app, Context& context) {
  auto& verb = *app.add_subcommand("sql", "Ask the ledger in SQL, read-only");
  auto statement = std::make_shared<std::string>();
  auto most = std::make_shared<std::size_t>(1000);
  verb.add_option("statement", *statement, "One SELECT (DuckDB's SQL)")->required()->type_name("SQL");
  verb.add_option("--most", *most, "Most rows printed")->capture_default_str()->type_name("N");
  verb.callback([statement, most, &context] {
    print_result(context, ledger::query(context.ledger_path(), *statement, *most));
  });
  verb.footer(
      "Examples:\n"
      "  blocs sql \"SELECT outcome, count(*) FROM roll_call WHERE body = 'council' GROUP BY outcome\"\n"
      "  blocs sql \"FROM meeting LIMIT 5\" --format csv\n"
      "`blocs tables` lists what there is.");
}

void add_tables(CLI::App& app, Context& context) {
  auto& verb = *app.add_subcommand("tables", "The tables of the ledger and what they hold");
  auto name = std::make_shared<std::string>();
  verb.add_option("table", *name, "Show the columns of this table")->type_name("TABLE");
  verb.callback([name, &context] {
    TextTable table;
    Json list = Json::array();
    const auto tables = ledger::describe(context.ledger_path());
    if (name->empty())
      table.columns = {{"table"}, {"rows", true}, {"holds", false, 80}};
    else
      table.columns = {{"table"}, {"column"}, {"type"}, {"meaning", false, 70}};
    for (const auto& info : tables) {
      if (!name->empty() && info.name != *name) continue;
      Json columns = Json::array();
      for (const auto& column : info.columns) {
        columns.push_back({{"name", column.name}, {"type", column.type}, {"meaning", column.meaning}});
        if (!name->empty()) table.rows.push_back({info.name, column.name, column.type, column.meaning});
      }
      if (name->empty()) table.rows.push_back({info.name, std::to_string(info.rows), info.meaning});
      list.push_back(
          {{"table", info.name}, {"rows", info.rows}, {"meaning", info.meaning}, {"columns", columns}});
    }
    if (list.empty()) {
      std::vector<std::string> names;
      for (const auto& info : tables) names.push_back(info.name);
      throw Error::not_found("the ledger has no table \"" + *name + "\"", did_you_mean(*name, names));
    }
    if (context.format == "json")
      print_json(context, {{"findings", Json::array()}, {"tables", list}});
    else if (context.format == "csv")
      print_csv(context.out(), table);
    else
      print(context.out(), table);
  });
  verb.footer("Examples:\n  blocs tables\n  blocs tables roll_call");
}

}  // namespace blocs::cli
