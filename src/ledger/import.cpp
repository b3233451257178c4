#include <algorithm>

#include "blocs/ledger/ledger.hpp"
#include "duck.hpp"
#include "ideal_fits.hpp"
#include "replacing.hpp"
#include "schema.hpp"
#include "staging.hpp"

namespace blocs::ledger {
namespace {

namespace fs = std::filesystem;
using duck::Access;

constexpr std::size_t kMostReported = 1000;

/// What the store may hold in memory; beyond it sorts and staged rows go to the disk beside the new file.
constexpr const char* kBounds = "SET memory_limit = '128MB'";

/// `fits`: the old ledger's ideal points too.
ImportReport write(const fs::path& file, const fs::path* old, bool fits, const sources::Harvest& harvest) {
  const duck::Database database(file, Access::read_write);
  duck::Connection connection(database);
  connection.run(kBounds);
  if (old != nullptr) connection.run("ATTACH " + duck::literal(old->string()) + " AS old_ledger (READ_ONLY)");
  connection.run("BEGIN");
  make_schema(connection);
  const std::string before = old == nullptr ? "" : "old_ledger.main";
  stage(connection, harvest, before);
  ImportReport report = merge(connection, before);
  if (fits) copy_ideal_fits(connection, "old_ledger");
  check_keys(connection);
  check_references(connection);
  connection.run("COMMIT");
  if (old != nullptr) connection.run("DETACH old_ledger");
  connection.run("CHECKPOINT");
  return report;
}

}  // namespace

ImportReport import_into(const fs::path& path, const sources::Harvest& harvest, const fs::path& begin) {
  ImportReport report;
  replace_ledger(path, [&](const fs::path& file, const fs::path* old) {
    const bool begins = old == nullptr && !begin.empty();
    if (begins) check_ledger(begin);
    report = write(file, begins ? &begin : old, old != nullptr, harvest);
  });
  report.quarantine_total = harvest.quarantine.size();
  const std::size_t shown = std::min(report.quarantine_total, kMostReported);
  report.quarantined.assign(harvest.quarantine.begin(),
                            harvest.quarantine.begin() + static_cast<std::ptrdiff_t>(shown));
  return report;
}

}  // namespace blocs::ledger
