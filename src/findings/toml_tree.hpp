#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/findings/finding.hpp"

namespace blocs::findings {

/// A TOML document as JSON, with the place of every value, so that what comes after needs no TOML. Dates are
/// texts.
struct TomlTree {
  std::string name;  ///< of the file, for messages
  Json root;
  std::map<std::string, std::string> places;  ///< "/claim/3/figure/0" -> "12, column 5"

  /// "claims.toml:12, column 5", as near as known.
  std::string place(const std::string& path) const;
};

/// Throws Error(bad_input) with line and column for what is no TOML, nests too deep, or holds what a claim
/// file has no use for (times, numbers that are not finite).
TomlTree parse_toml(std::string_view text, const std::string& name);

/// The bytes of a TOML file, read no further than one byte beyond what `parse_toml` takes. `what` and `hint`
/// are for messages: "scenario file". Throws Error(not_found) where there is no such file, Error(io) where it
/// cannot be read, Error(bad_input) where it is larger.
std::string toml_bytes(const std::filesystem::path& path, const std::string& what, const std::string& hint);

/// One table of the tree with typed access. `finish` throws if a key is there that nobody asked for.
class TomlTable {
 public:
  TomlTable(const TomlTree& tree, std::string path, std::string what);

  bool has(const std::string& key);
  std::string text(const std::string& key);    ///< empty if absent
  std::string needed(const std::string& key);  ///< must be there and not empty
  long whole(const std::string& key, long otherwise);
  double number(const std::string& key, double otherwise);  ///< whole numbers are numbers too
  std::vector<std::string> texts(const std::string& key);
  TomlTable table(const std::string& key, const std::string& what);
  std::vector<TomlTable> tables(const std::string& key, const std::string& what);
  const Json& json(const std::string& key);
  void finish() const;

  std::string place() const { return tree_->place(path_); }
  std::string place(const std::string& key) const { return tree_->place(path_ + "/" + key); }
  [[noreturn]] void refuse(const std::string& key, const std::string& why,
                           const std::string& hint = {}) const;

 private:
  const Json* find(const std::string& key);

  const TomlTree* tree_;
  const Json* table_;
  std::string path_;
  std::string what_;
  std::vector<std::string> asked_;
};

}  // namespace blocs::findings
