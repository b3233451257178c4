#pragma once

#include <filesystem>
#include <string>

namespace blocs::cli {

/// SHA-256 of a file's bytes, hex. Throws Error(io).
std::string sha256_of(const std::filesystem::path& file);

}  // namespace blocs::cli
