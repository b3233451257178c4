#pragma once

#include <string>
#include <string_view>

namespace blocs::findings {

/// Refuses keys of very many parts, `a.a.a...`, which no claim file holds: each part nests a table, and
/// toml++ takes such a tree apart by recursion as deep. Throws Error(bad_input) with the line.
void guard_toml(std::string_view text, const std::string& name);

}  // namespace blocs::findings
