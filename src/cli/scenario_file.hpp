#pragma once

#include <string>

#include "blocs/findings/finding.hpp"

namespace blocs::cli {

/// Reads a scenario file (TOML, see docs/cascade.md) into the options of a cascade. Throws Error(not_found),
/// Error(bad_input) with line and column.
findings::Json read_scenario(const std::string& path);

}  // namespace blocs::cli
