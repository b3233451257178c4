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

/// The file itself, where the path is a link to it, so that the rename replaces the file and not the link.
fs::path resolved(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  return error || real.empty() ? path : real;
}

void check_old(const fs::path& path) {
  check_is_database(path);
  if (fs::exists(path.string() + ".wal")) {
    throw Error::in_ledger("another program has left changes in it unfinished", path.string() + ".wal",
                           "open and close the ledger with that program, then import again");
  }
  const duck::Database database(path, Access::read_only);
  duck::Connection connection(database);
  check_schema(connection);
}

std::string literal(const fs::path& path) {
  std::string out = "'";
  for (const char c : path.string()) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

ImportReport write(const fs::path& file, const fs::path* old, const sources::Harvest& harvest) {
  const duck::Database database(file, Access::read_write);
  duck::Connection connection(database);
  if (old != nullptr) connection.run("ATTACH " + literal(*old) + " AS old_ledger (READ_ONLY)");
  connection.run("BEGIN");
  make_schema(connection);
  const std::string before = old == nullptr ? "" : "old_ledger.main";
  stage(connection, harvest, before);
  ImportReport report = merge(connection, before);
  check_references(connection);
  connection.run("COMMIT");
  if (old != nullptr) connection.run("DETACH old_ledger");
  connection.run("CHECKPOINT");
  return report;
}

}  // namespace

ImportReport import_into(const fs::path& path, const sources::Harvest& harvest) {
  const fs::path ledger = resolved(path);
  const bool there = fs::exists(ledger);
  if (there) check_old(ledger);
  if (!fs::is_directory(ledger.parent_path())) {
    throw Error::io("there is no such folder", ledger.parent_path().string(), "make it first");
  }
  const ImportLock lock(ledger);
  NewFile file(ledger);
  ImportReport report = write(file.path(), there ? &ledger : nullptr, harvest);
  file.commit();
  report.quarantine_total = harvest.quarantine.size();
  const std::size_t shown = std::min(report.quarantine_total, kMostReported);
  report.quarantined.assign(harvest.quarantine.begin(),
                            harvest.quarantine.begin() + static_cast<std::ptrdiff_t>(shown));
  return report;
}

}  // namespace blocs::ledger
