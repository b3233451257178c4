#include <system_error>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "duck.hpp"
#include "files.hpp"

namespace blocs::ledger {
void export_parquet(const std::filesystem::path& path, const std::vector<std::string>& roll_calls,
                    const std::filesystem::path& out) {
  check_is_database(path);
  const duck::Database database({}, duck::Access::read_write);
  duck::Connection connection(database);
  connection.run("ATTACH " + duck::literal(path.string()) + " AS l (READ_ONLY)");
  connection.run("CREATE TABLE wanted (roll_call_id VARCHAR)");
  duck::Appender wanted(connection, "memory", "wanted");
  for (const auto& id : roll_calls) wanted.row(id);
  wanted.finish();
  const std::string part = out.string() + ".part";
  connection.run(
      "COPY (SELECT r.roll_call_id, r.body, r.date, r.session, r.symbol, r.title, r.topic, r.kind, "
      "r.outcome, b.state, "
      "b.ballot, r.source FROM wanted JOIN l.roll_call r USING (roll_call_id) JOIN l.ballot b USING "
      "(roll_call_id) "
      "ORDER BY r.date, r.roll_call_id, b.state) TO " +
      duck::literal(part) + " (FORMAT parquet, COMPRESSION zstd)");
  std::error_code error;
  std::filesystem::rename(part, out, error);
  if (error) throw Error::io("cannot be written: " + error.message(), out.string());
}

}  // namespace blocs::ledger
