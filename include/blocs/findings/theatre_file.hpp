#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/findings/finding.hpp"
#include "blocs/scenarios/theatres.hpp"

namespace blocs::findings {

/// A scenario of theatres as its file gives it (docs/theatres.md has the keys).
struct TheatreScenario {
  scenarios::TheatreModel model;
  std::string status;  ///< "not fitted", or what it was fitted to
  std::string basis;   ///< what the numbers rest on
  std::size_t replications = 10000;
  std::uint64_t seed = 1;
  Json data;  ///< the file as data: what a finding keeps, to be asked again
};

/// Reads a scenario (TOML). Throws Error(bad_input) with file, line and column for what is no TOML, unknown
/// keys, wrong types, a theatre named twice or not there; Error(usage) for a model that is none (negative
/// rates, no theatres) and Error(undefined) for an excitation that explodes, both with the file's name.
/// Whether the states exist is checked when the scenario is asked.
TheatreScenario read_theatres(std::string_view toml, const std::string& name);
/// The same from a file. Throws Error(not_found) and Error(io) besides.
TheatreScenario read_theatre_file(const std::filesystem::path& path);
/// The same from data, as a finding's rule holds it under the name of an option.
TheatreScenario theatres_from(const Json& data, const std::string& option);

}  // namespace blocs::findings
