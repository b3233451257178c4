#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "support/places.hpp"
#include "support/program.hpp"

namespace blocs::test {

/// Compares with tests/golden/NAME. BLOCS_UPDATE_GOLDEN=1 writes the file instead: read the difference before
/// committing it.
inline void expect_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path path = std::filesystem::path(source_dir()) / "tests" / "golden" / name;
  if (std::getenv("BLOCS_UPDATE_GOLDEN") != nullptr) {
    spill(path, text);
    GTEST_SKIP() << "wrote " << path;
  }
  EXPECT_EQ(text, slurp(path)) << "golden file " << name;
}

}  // namespace blocs::test
