#include "replacing.hpp"

#include <system_error>

#include "blocs/core/error.hpp"
#include "duck.hpp"
#include "files.hpp"
#include "schema.hpp"

namespace blocs::ledger {
namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;

/// The file itself, absolute, where the path is a link to it: the rename must replace the file and not the
/// link.
fs::path resolved(const fs::path& path) {
  if (!path.has_filename()) throw Error::usage("a ledger is a file, \"" + path.string() + "\" names none");
  std::error_code error;
  fs::path at = fs::absolute(path, error);
  for (int links = 0; !error && fs::is_symlink(fs::symlink_status(at, error)); ++links) {
    if (links == kMostLinks) throw Error::io("is a link to a link to ..., without an end", path.string());
    at = at.parent_path() / fs::read_symlink(at, error);
  }
  // What is not there is no error here; the folder is looked at below.
  const fs::path folder = fs::weakly_canonical(at.parent_path(), error);
  return error ? at : folder / at.filename();
}

void check_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return;
  throw Error::io("there is no such folder", folder.string(), "make it first");
}

bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::status(path, error).type() != fs::file_type::not_found;
}

}  // namespace

void check_ledger(const fs::path& path) {
  check_is_database(path);
  if (is_there(path.string() + ".wal")) {
    throw Error::in_ledger("another program has left changes in it unfinished", path.string() + ".wal",
                           "open and close the ledger with that program, then import again");
  }
  const duck::Database database(path, duck::Access::read_only);
  duck::Connection connection(database);
  check_schema(connection);
  check_nothing_else(connection);
}

void replace_ledger(const fs::path& path,
                    const std::function<void(const fs::path& file, const fs::path* old)>& write) {
  const fs::path ledger = resolved(path);
  check_folder(ledger.parent_path());
  const ImportLock lock(ledger);
  const bool there = is_there(ledger);
  if (there) check_ledger(ledger);
  NewFile file(ledger);
  try {
    write(file.path(), there ? &ledger : nullptr);
  } catch (const Error& error) {
    if (error.where() != file.path().string()) throw;
    throw Error(error.kind(), error.message(), ledger.string(), error.hint());
  }
  file.commit();
}

}  // namespace blocs::ledger
