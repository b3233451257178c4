#pragma once

#include <filesystem>
#include <string>

namespace blocs::cli {

/// Writes a file whole or not at all: beside its place first, flushed to the disk, then renamed. Throws
/// Error(io).
void write_whole(const std::filesystem::path& path, const std::string& content);

/// Throws the Error(io) that `write_whole` would give for a place where no file can stand: a folder, or one
/// in a folder that is not there or may not be written. Writes nothing; for asking before work that takes a
/// while.
void check_place(const std::filesystem::path& path);

/// Prints a page to a PDF with the Chromium that is installed ($CHROMIUM, or the first of its usual names on
/// PATH). Throws Error(not_found) if there is none, Error(io) if it fails or takes more than a minute.
void print_pdf(const std::string& html, const std::filesystem::path& pdf);

}  // namespace blocs::cli
