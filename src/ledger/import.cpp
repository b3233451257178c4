#include <algorithm>
#include <system_error>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "duck.hpp"
#include "files.hpp"
#include "schema.hpp"
#include "staging.hpp"

namespace blocs::ledger {
namespace {

namespace fs = std::filesystem;
using duck::Access;

constexpr std::size_t kMostReported = 1000;

constexpr int kMostLinks = 40;

/// What the store may hold in memory; beyond it sorts and staged rows go to the disk beside the new file.
constexpr const char* kBounds = "SET memory_limit = '128MB'";

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

/// A whole ledger of ours, with nothing in it or beside it that the new one would lose.
void check_old(const fs::path& path) {
  check_is_database(path);
  if (is_there(path.string() + ".wal")) {
    throw Error::in_ledger("another program has left changes in it unfinished", path.string() + ".wal",
                           "open and close the ledger with that program, then import again");
  }
  const duck::Database database(path, Access::read_only);
  duck::Connection connection(database);
  check_schema(connection);
  check_nothing_else(connection);
}

ImportReport write(const fs::path& file, const fs::path* old, const sources::Harvest& harvest) {
  const duck::Database database(file, Access::read_write);
  duck::Connection connection(database);
  connection.run(kBounds);
  if (old != nullptr) connection.run("ATTACH " + duck::literal(old->string()) + " AS old_ledger (READ_ONLY)");
  connection.run("BEGIN");
  make_schema(connection);
  const std::string before = old == nullptr ? "" : "old_ledger.main";
  stage(connection, harvest, before);
  ImportReport report = merge(connection, before);
  check_keys(connection);
  check_references(connection);
  connection.run("COMMIT");
  if (old != nullptr) connection.run("DETACH old_ledger");
  connection.run("CHECKPOINT");
  return report;
}

/// As `write`; an error names the ledger, not the file that is to become it.
ImportReport write_for(const fs::path& ledger, const fs::path& file, bool there,
                       const sources::Harvest& harvest) {
  try {
    return write(file, there ? &ledger : nullptr, harvest);
  } catch (const Error& error) {
    if (error.where() != file.string()) throw;
    throw Error(error.kind(), error.message(), ledger.string(), error.hint());
  }
}

}  // namespace

ImportReport import_into(const fs::path& path, const sources::Harvest& harvest) {
  const fs::path ledger = resolved(path);
  check_folder(ledger.parent_path());
  const ImportLock lock(ledger);
  const bool there = is_there(ledger);
  if (there) check_old(ledger);
  NewFile file(ledger);
  ImportReport report = write_for(ledger, file.path(), there, harvest);
  file.commit();
  report.quarantine_total = harvest.quarantine.size();
  const std::size_t shown = std::min(report.quarantine_total, kMostReported);
  report.quarantined.assign(harvest.quarantine.begin(),
                            harvest.quarantine.begin() + static_cast<std::ptrdiff_t>(shown));
  return report;
}

}  // namespace blocs::ledger
