#include "toml_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace blocs::findings {
namespace {

/// An expectation of toml++ that the text did not keep.
struct BrokenExpectation {};

}  // namespace
}  // namespace blocs::findings

// Only this file meets toml++, with its source here, so that the fuzzer sees into the parser. Version 3.3
// asserts, and in release builds assumes, that a key begins like one; `{ a (= 1 }` breaks that. Here it is an
// error like any other.
#pragma GCC diagnostic push
#ifdef __clang__
#pragma GCC diagnostic ignored "-Wexceptions"  // none of them is in the parser
#else
#pragma GCC diagnostic ignored "-Wterminate"  // nor here
#endif
#undef NDEBUG
#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#define TOML_SHARED_LIB 0
#define TOML_ASSERT(expr) ((expr) ? static_cast<void>(0) : throw ::blocs::findings::BrokenExpectation{})
#include <toml++/toml.h>
#pragma GCC diagnostic pop

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "toml_guard.hpp"

namespace blocs::findings {
namespace {

constexpr std::size_t kMostBytes = 4U << 20U;
constexpr int kMostDepth = 24;

std::string place_of(const toml::source_region& at) {
  return fmt::format("{}, column {}", at.begin.line, at.begin.column);
}

class Converter {
 public:
  explicit Converter(TomlTree& tree) : tree_(tree) {}

  Json convert(const toml::node& node, const std::string& path, int depth) {
    tree_.places[path] = place_of(node.source());
    if (depth > kMostDepth) refuse(path, "nested too deep");
    if (const auto* table = node.as_table()) return from_table(*table, path, depth);
    if (const auto* array = node.as_array()) return from_array(*array, path, depth);
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* whole = node.as_integer()) return whole->get();
    if (const auto* flag = node.as_boolean()) return flag->get();
    if (const auto* date = node.as_date()) return from_date(date->get(), path);
    if (const auto* number = node.as_floating_point()) {
      if (!std::isfinite(number->get())) refuse(path, "a number that is not finite");
      return number->get();
    }
    refuse(path, "a time of day: only days are known here");
  }

 private:
  [[noreturn]] void refuse(const std::string& path, const std::string& why) const {
    throw Error::bad_input(why, tree_.place(path));
  }

  Json from_table(const toml::table& table, const std::string& path, int depth) {
    Json object = Json::object();
    for (const auto& [key, value] : table) {
      const std::string name(key.str());
      object[name] = convert(value, path + "/" + name, depth + 1);
    }
    return object;
  }

  Json from_array(const toml::array& array, const std::string& path, int depth) {
    Json list = Json::array();
    for (const auto& value : array) {
      list.push_back(convert(value, path + "/" + std::to_string(list.size()), depth + 1));
    }
    return list;
  }

  Json from_date(const toml::date& date, const std::string& path) const {
    std::string text = fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    if (!Date::parse(text)) refuse(path, "no such day: " + text);
    return text;
  }

  TomlTree& tree_;
};

}  // namespace

std::string TomlTree::place(const std::string& path) const {
  for (std::string at = path;; at = at.substr(0, at.rfind('/'))) {
    const auto found = places.find(at);
    if (found != places.end()) return name + ":" + found->second;
    if (at.empty()) return name;
  }
}

TomlTree parse_toml(std::string_view text, const std::string& name) {
  if (text.size() > kMostBytes) throw Error::bad_input("larger than 4 MB", name);
  if (!is_utf8(text)) throw Error::bad_input("not UTF-8", name, "TOML is UTF-8");
  guard_toml(text, name);
  try {
    const toml::table table = toml::parse(text);
    TomlTree tree{name, {}, {}};
    tree.root = Converter(tree).convert(table, "", 0);
    return tree;
  } catch (const BrokenExpectation&) {
    throw Error::bad_input("not TOML: a key or value is malformed", name);
  } catch (const toml::parse_error& error) {
    throw Error::bad_input(fmt::format("not TOML: {}", error.description()),
                           name + ":" + place_of(error.source()));
  }
}

TomlTable::TomlTable(const TomlTree& tree, std::string path, std::string what)
    : tree_(&tree), table_(&tree.root), path_(std::move(path)), what_(std::move(what)) {
  for (const auto& step : split(path_, '/')) {
    if (step.empty()) continue;
    table_ = table_->is_array() ? &table_->at(std::stoul(step)) : &table_->at(step);
  }
  if (!table_->is_object()) throw Error::bad_input(what_ + " is a table", place());
}

const Json* TomlTable::find(const std::string& key) {
  asked_.push_back(key);
  return table_->contains(key) ? &table_->at(key) : nullptr;
}

void TomlTable::refuse(const std::string& key, const std::string& why, const std::string& hint) const {
  throw Error::bad_input(fmt::format("{}: \"{}\" {}", what_, key, why), place(key), hint);
}

bool TomlTable::has(const std::string& key) {
  return find(key) != nullptr;
}

std::string TomlTable::text(const std::string& key) {
  const Json* value = find(key);
  if (value == nullptr) return "";
  if (!value->is_string()) refuse(key, "is a text");
  return value->get<std::string>();
}

std::string TomlTable::needed(const std::string& key) {
  std::string found = text(key);
  if (found.empty()) refuse(key, has(key) ? "is empty" : "is missing");
  return found;
}

long TomlTable::whole(const std::string& key, long otherwise) {
  const Json* value = find(key);
  if (value == nullptr) return otherwise;
  if (!value->is_number_integer()) refuse(key, "is a whole number");
  return value->get<long>();
}

double TomlTable::number(const std::string& key, double otherwise) {
  const Json* value = find(key);
  if (value == nullptr) return otherwise;
  if (!value->is_number()) refuse(key, "is a number");
  return value->get<double>();
}

std::vector<std::string> TomlTable::texts(const std::string& key) {
  const Json* value = find(key);
  std::vector<std::string> found;
  if (value == nullptr) return found;
  if (!value->is_array()) refuse(key, "is a list of texts");
  for (const auto& item : *value) {
    if (!item.is_string()) refuse(key, "is a list of texts");
    found.push_back(item.get<std::string>());
  }
  return found;
}

const Json& TomlTable::json(const std::string& key) {
  static const Json nothing;
  const Json* value = find(key);
  return value == nullptr ? nothing : *value;
}

TomlTable TomlTable::table(const std::string& key, const std::string& what) {
  asked_.push_back(key);
  if (!table_->contains(key)) refuse(key, "is missing");
  return {*tree_, path_ + "/" + key, what};
}

std::vector<TomlTable> TomlTable::tables(const std::string& key, const std::string& what) {
  std::vector<TomlTable> found;
  const Json* value = find(key);
  if (value == nullptr) return found;
  if (!value->is_array()) refuse(key, "is a list of tables, [[" + key + "]]");
  for (std::size_t i = 0; i < value->size(); ++i) {
    found.emplace_back(*tree_, path_ + "/" + key + "/" + std::to_string(i), what);
  }
  return found;
}

void TomlTable::finish() const {
  for (const auto& [key, value] : table_->items()) {
    if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
    throw Error::bad_input(fmt::format("{}: there is no \"{}\" here", what_, key), place(key),
                           did_you_mean(key, asked_));
  }
}

}  // namespace blocs::findings
