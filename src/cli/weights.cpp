#include <CLI/CLI.hpp>

#include "blocs/core/error.hpp"
#include "blocs/core/numbers.hpp"
#include "rule_options.hpp"
#include "table_file.hpp"

namespace blocs::cli {
namespace {

findings::Json read_weights(const std::string& path) {
  TableFile table(path, "weights have the columns roll_call_id and weight");
  const auto id = table.column("roll_call_id");
  const auto weight = table.column("weight");
  findings::Json weights = findings::Json::object();
  while (table.next()) {
    const std::string& text = table.cell(weight);
    const auto value = number_in<double>(text);
    if (!value)
      throw Error::bad_input("\"" + sources::printable(text, 40) + "\" is not a number", table.where());
    if (weights.contains(table.cell(id))) throw Error::bad_input("names a roll call twice", table.where());
    weights[table.cell(id)] = *value;
  }
  return weights;
}

}  // namespace

void add_weights(CLI::App& verb, findings::Json& options) {
  verb.add_option_function<std::string>(
          "--weights", [&options](const std::string& path) { options["weights"] = read_weights(path); },
          "Table with the columns roll_call_id and weight; roll calls that it does not name weigh 1")
      ->type_name("FILE");
}

}  // namespace blocs::cli
