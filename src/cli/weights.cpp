#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "blocs/core/error.hpp"
#include "blocs/sources/csv.hpp"
#include "rule_options.hpp"

namespace blocs::cli {
namespace {

std::size_t column(const sources::CsvRow& header, const std::string& name, const std::string& file) {
  const auto at = std::find(header.fields.begin(), header.fields.end(), name);
  if (at == header.fields.end())
    throw Error::bad_input("has no column " + name, file, "weights have the columns roll_call_id and weight");
  return static_cast<std::size_t>(at - header.fields.begin());
}

findings::Json read_weights(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) throw Error::not_found("no such file: " + path);
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in.good() && !in.eof()) throw Error::io("cannot be read", path);
  sources::CsvReader reader(bytes);
  sources::CsvRow row;
  if (!reader.next(row)) throw Error::bad_input("is empty", path, "roll_call_id,weight");
  const auto id = column(row, "roll_call_id", path);
  const auto weight = column(row, "weight", path);
  findings::Json weights = findings::Json::object();
  while (reader.next(row)) {
    const std::string where = path + ":" + std::to_string(row.line);
    if (!row.good()) throw Error::bad_input("the row " + row.fault, where);
    const std::string& text = row.fields[weight];
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size())
      throw Error::bad_input("\"" + sources::printable(text, 40) + "\" is not a number", where);
    if (weights.contains(row.fields[id])) throw Error::bad_input("names a roll call twice", where);
    weights[row.fields[id]] = value;
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
