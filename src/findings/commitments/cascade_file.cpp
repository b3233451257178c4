#include "blocs/findings/cascade_file.hpp"

#include "../toml_tree.hpp"

namespace blocs::findings {

Json read_cascade(std::string_view toml, const std::string& name) {
  return parse_toml(toml, name).root;
}

Json read_cascade_file(const std::filesystem::path& path) {
  return read_cascade(toml_bytes(path, "scenario file", "worked ones stand in scenarios/cascades"),
                      path.string());
}

}  // namespace blocs::findings
