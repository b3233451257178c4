#include "ideal_fits.hpp"

#include <system_error>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "files.hpp"
#include "ledger_record.hpp"
#include "replacing.hpp"
#include "schema.hpp"

namespace blocs::ledger {
namespace {

namespace fs = std::filesystem;

/// Ledgers of before ideal points were kept are without the table.
bool keeps_ideal_fits(duck::Connection& connection, const std::string& catalog) {
  return connection.number("SELECT count(*) FROM information_schema.tables WHERE table_catalog = " + catalog +
                           " AND table_name = 'ideal_fit'") != 0;
}

void make_table(duck::Connection& connection) {
  if (!keeps_ideal_fits(connection, "current_database()")) make_ideal_fit_table(connection);
}

/// A copy that can be written, whatever may be done with the original.
void copy_to_write(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::copy_file(from, to, error);
  if (!error)
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, fs::perm_options::add, error);
  if (error) throw Error::io("cannot be written: " + error.message(), to.string());
}

}  // namespace

void copy_ideal_fits(duck::Connection& connection, const std::string& catalog) {
  if (!keeps_ideal_fits(connection, duck::literal(catalog))) return;
  connection.run("INSERT INTO ideal_fit SELECT digest, fit FROM " + catalog +
                 ".main.ideal_fit ORDER BY digest");
}

std::vector<std::string> ideal_fit_digests(const fs::path& path) {
  check_is_database(path);
  const duck::Database database(path, duck::Access::read_only);
  duck::Connection connection(database);
  check_schema(connection);
  std::vector<std::string> digests;
  if (!keeps_ideal_fits(connection, "current_database()")) return digests;
  const auto rows = connection.rows("SELECT digest FROM ideal_fit ORDER BY digest");
  while (rows->next()) digests.emplace_back(rows->text(0));
  return digests;
}

void store_ideal_fits(const fs::path& path, const std::vector<IdealFitBytes>& fits) {
  replace_ledger(path, [&](const fs::path& file, const fs::path* old) {
    if (old == nullptr) throw Error::not_found("no ledger at " + path.string());
    copy_to_write(*old, file);
    const duck::Database database(file, duck::Access::read_write);
    duck::Connection connection(database);
    make_table(connection);
    // Written out before the new ones come, so that these take the old ones' room.
    connection.run("DELETE FROM ideal_fit");
    connection.run("CHECKPOINT");
    connection.run("BEGIN");
    for (const auto& fit : fits) {
      duck::Statement(connection, "INSERT INTO ideal_fit VALUES ($1, $2)")
          .bind(1, fit.digest)
          .bind_blob(2, fit.fit)
          .rows();
    }
    connection.run("COMMIT");
    connection.run("CHECKPOINT");
  });
}

std::optional<std::string> LedgerRecord::stored_ideal_fit(const std::string& digest) const {
  std::optional<std::string> found;
  connections_.with([&](duck::Connection& connection) {
    if (!keeps_ideal_fits(connection, "current_database()")) return;
    const auto rows =
        duck::Statement(connection, "SELECT fit FROM ideal_fit WHERE digest = $1").bind(1, digest).rows();
    if (rows->next()) found = rows->blob(0);
  });
  return found;
}

}  // namespace blocs::ledger
