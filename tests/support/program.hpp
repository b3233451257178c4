#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "support/places.hpp"
#include "support/temp_folder.hpp"

namespace blocs::test {

/// What a run of the built program printed, and how it ended.
struct Run {
  int code = -1;
  std::string out;
  std::string err;
};

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void spill(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// Runs the built program through the shell with these arguments (quote as for sh) in a C locale.
inline Run blocs(const std::string& arguments, const std::string& before = "") {
  const TempFolder folder;
  const std::string command = before + "LC_ALL=C \"" + program() + "\" " + arguments + " >" +
                              (folder / "out").string() + " 2>" + (folder / "err").string();
  const int status = std::system(command.c_str());  // NOLINT: the test's own words
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128, slurp(folder / "out"), slurp(folder / "err")};
}

}  // namespace blocs::test
