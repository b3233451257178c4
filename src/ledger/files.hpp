#pragma once

#include <filesystem>
#include <string>

namespace blocs::ledger {

/// Throws Error(not_found) if there is no file, Error(io) if it cannot be read, Error(ledger) if it does not
/// begin as a DuckDB database or is shorter than one can be.
void check_is_database(const std::filesystem::path& path);

/// Keeps other imports into the same ledger out for as long as it lives. Throws Error(io) if one is under way
/// or the folder cannot be written.
class ImportLock {
 public:
  explicit ImportLock(const std::filesystem::path& ledger);
  ImportLock(const ImportLock&) = delete;
  ImportLock& operator=(const ImportLock&) = delete;
  ~ImportLock();

 private:
  bool acquire();

  std::filesystem::path path_;
  int file_ = -1;
};

/// The file beside the ledger in which the new one is written. Takes the ledger's place in `commit`; is
/// removed if that never happens. Also removes what an import that was killed has left. Needs the lock.
class NewFile {
 public:
  explicit NewFile(const std::filesystem::path& ledger);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  const std::filesystem::path& path() const { return path_; }
  /// Written through to the disk, then renamed over the ledger.
  void commit();

 private:
  void remove_leftovers() const;

  std::filesystem::path ledger_;
  std::filesystem::path path_;
  bool committed_ = false;
};

}  // namespace blocs::ledger
