#pragma once

#include <filesystem>
#include <functional>

namespace blocs::ledger {

/// Throws Error(ledger) unless the file is a whole ledger of this version, with nothing in it or beside it
/// that one written from it would lose.
void check_ledger(const std::filesystem::path& path);

/// Makes the ledger at `path` anew: `write` is given the file beside it in which the new one is to be
/// written, and the old one, or nothing if there is none. When it returns the new ledger takes the old one's
/// place in one rename; if it throws, the old one is as it was. An error of the new file names the ledger.
/// Throws Error(io) if the folder cannot be written or another import into this ledger is under way,
/// Error(ledger) if the file is there and is no whole ledger of this version, or would lose something that is
/// not a ledger's.
void replace_ledger(
    const std::filesystem::path& path,
    const std::function<void(const std::filesystem::path& file, const std::filesystem::path* old)>& write);

}  // namespace blocs::ledger
