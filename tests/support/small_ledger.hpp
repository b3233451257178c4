#pragma once

#include <filesystem>
#include <string>

#include "blocs/ledger/ledger.hpp"
#include "support/small_casebook.hpp"
#include "support/small_harvest.hpp"
#include "support/temp_folder.hpp"

namespace blocs::test {

/// A new ledger of the small harvest. Imported once a program and copied from then on: under sanitizers an
/// import takes a second.
inline void small_ledger(const std::filesystem::path& path) {
  static const std::string kBytes = [] {
    const TempFolder folder;
    ledger::import_into(folder / "small.ledger", small_harvest());
    return bytes_of(folder / "small.ledger");
  }();
  write_file(path, kBytes);
}

}  // namespace blocs::test
