#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "blocs/findings/finding.hpp"

namespace blocs::findings {

/// Reads a scenario of a cascade (TOML, docs/cascade.md has the keys) into the options of
/// `commitments.cascade`. Which keys there are, and of which types, is checked when the question is asked.
/// Throws Error(bad_input) with file, line and column for what is no TOML, nests too deep, or holds a time of
/// day or a number that is not finite.
Json read_cascade(std::string_view toml, const std::string& name);
/// The same from a file. Throws Error(not_found) and Error(io) besides.
Json read_cascade_file(const std::filesystem::path& path);

}  // namespace blocs::findings
