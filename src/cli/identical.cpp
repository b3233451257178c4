#include "identical.hpp"

#include <CLI/CLI.hpp>
#include <unordered_map>

#include "blocs/ledger/ledger.hpp"
#include "table_file.hpp"

namespace blocs::cli {
namespace {

findings::Json read_pairs(const std::string& path, Context& context) {
  TableFile table(path,
                  "identical resolutions have the columns rcid1 and rcid2, or roll_call_1 and roll_call_2");
  const bool numbers = table.has("rcid1");
  const auto first = table.column(numbers ? "rcid1" : "roll_call_1");
  const auto second = table.column(numbers ? "rcid2" : "roll_call_2");
  std::unordered_map<std::string, std::string> ids;
  if (numbers) ids = ledger::roll_calls_by_number(context.ledger_path(), "rcid:");
  const auto id = [&](const std::string& cell) {
    const auto at = ids.find(cell);
    return numbers ? (at == ids.end() ? "rcid:" + cell : at->second) : cell;
  };
  findings::Json pairs = findings::Json::array();
  while (table.next()) pairs.push_back({id(table.cell(first)), id(table.cell(second))});
  return pairs;
}

}  // namespace

void add_identical(CLI::App& verb, findings::Json& options, Context& context) {
  verb.add_option_function<std::string>(
          "--identical",
          [&options, &context](const std::string& path) { options["identical"] = read_pairs(path, context); },
          "Table of roll calls on identical texts, which become one item: rcid1,rcid2 or "
          "roll_call_1,roll_call_2")
      ->type_name("FILE");
}

}  // namespace blocs::cli
