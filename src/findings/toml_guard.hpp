#pragma once

#include <string>
#include <string_view>

namespace blocs::findings {

/// Refuses two things that toml++ 3.3 must not be given, and that no claim file holds. Throws
/// Error(bad_input) with the line.
/// - Letters beyond ASCII outside of texts and comments. TOML 1.0 has none there, and the parser's behaviour
/// on them is
///   undefined.
/// - Keys of very many parts, `a.a.a...`: each nests a table, and taking such a tree apart recurses as deep.
void guard_toml(std::string_view text, const std::string& name);

}  // namespace blocs::findings
