#include "scenario_file.hpp"

#include <toml++/toml.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "blocs/core/error.hpp"

namespace blocs::cli {
namespace {

using findings::Json;

constexpr std::uintmax_t kMostBytes = 1U << 20U;

Json json_of(const toml::node& node, const std::string& path) {
  if (const auto* table = node.as_table()) {
    Json object = Json::object();
    for (const auto& [key, value] : *table) object[std::string(key.str())] = json_of(value, path);
    return object;
  }
  if (const auto* array = node.as_array()) {
    Json list = Json::array();
    for (const auto& value : *array) list.push_back(json_of(value, path));
    return list;
  }
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto flag = node.value_exact<bool>()) return *flag;
  if (const auto whole = node.value_exact<std::int64_t>()) return *whole;
  if (const auto number = node.value_exact<double>()) return *number;
  if (const auto date = node.value_exact<toml::date>()) {
    std::ostringstream text;
    text << *date;
    return text.str();
  }
  const auto& at = node.source().begin;
  throw Error::bad_input("a scenario has no use for this kind of value",
                         path + ":" + std::to_string(at.line) + ", column " + std::to_string(at.column));
}

}  // namespace

Json read_scenario(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file) throw Error::not_found("there is no scenario file \"" + path + "\" that can be read");
  if (size > kMostBytes) throw Error::bad_input("a scenario file of more than 1 MB", path);
  std::ostringstream text;
  text << file.rdbuf();
  try {
    const toml::table table = toml::parse(text.str(), path);
    return json_of(table, path);
  } catch (const toml::parse_error& wrong) {
    const auto& at = wrong.source().begin;
    throw Error::bad_input(std::string(wrong.description()),
                           path + ":" + std::to_string(at.line) + ", column " + std::to_string(at.column));
  }
}

}  // namespace blocs::cli
