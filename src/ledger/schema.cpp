#include "schema.hpp"

#include <set>

#include "blocs/core/error.hpp"

namespace blocs::ledger {
namespace {

struct ViewSpec {
  std::string_view name, meaning, sql;
};

constexpr std::string_view kMeta = "meta";
constexpr std::string_view kIdealFit = "ideal_fit";  // read and written by ideal_fits.cpp

constexpr ViewSpec kViews[] = {
    {"council_ballots", "every ballot of the Security Council with its vote",
     "SELECT r.date, r.roll_call_id, r.draft, r.title, r.topic, r.kind, r.nature, r.outcome, b.state, "
     "s.name, b.ballot, "
     "r.source FROM ballot b JOIN roll_call r USING (roll_call_id) LEFT JOIN state s ON s.state = b.state "
     "WHERE r.body = 'council'"},
    {"assembly_ballots", "every ballot of the General Assembly with its vote",
     "SELECT r.date, r.session, r.roll_call_id, r.title, r.topic, r.kind, r.outcome, b.state, s.name, "
     "b.ballot, r.source "
     "FROM ballot b JOIN roll_call r USING (roll_call_id) LEFT JOIN state s ON s.state = b.state "
     "WHERE r.body = 'assembly'"},
    {"meeting_attendance", "who met whom, one row a meeting and state",
     "SELECT m.start_date, m.meeting_id, m.frame, m.format, m.host, m.city, a.state, a.rank, m.occasion, "
     "m.source "
     "FROM attendance a JOIN meeting m USING (meeting_id)"},
    {"treaty_obligations", "provisions with their treaty",
     "SELECT t.treaty_id, t.name, t.kind, t.signed_on, t.in_force, t.ended, t.same_as, p.article, "
     "p.obligation, "
     "p.trigger, "
     "p.strength, p.summary FROM provision p JOIN treaty t USING (treaty_id)"},
};

void make_table(duck::Connection& connection, const TableSpec& spec) {
  std::string sql = "CREATE TABLE " + std::string(spec.name) + " (";
  for (const auto& column : spec.columns)
    sql += std::string(column.name) + " " + std::string(column.type) + ", ";
  if (spec.indexed)
    sql += "PRIMARY KEY (" + columns_of(spec.key) + "));";
  else
    sql.replace(sql.size() - 2, 2, ");");
  sql += "COMMENT ON TABLE " + std::string(spec.name) + " IS " + duck::literal(spec.meaning) + ";";
  for (const auto& column : spec.columns) {
    sql += "COMMENT ON COLUMN " + std::string(spec.name) + "." + std::string(column.name) + " IS " +
           duck::literal(column.meaning) + ";";
  }
  connection.run(sql);
}

}  // namespace

std::string columns_of(std::span<const std::string_view> names, std::string_view prefix) {
  std::string out;
  for (const auto name : names) {
    if (!out.empty()) out += ", ";
    out += std::string(prefix) + std::string(name);
  }
  return out;
}

std::span<const Reference> references() {
  static const std::vector<Reference> kAll = [] {
    std::vector<Reference> all{{"membership", "group_id", "state_group", "group_id"},
                               {"roll_call_sponsor", "roll_call_id", "roll_call", "roll_call_id"},
                               {"ballot", "roll_call_id", "roll_call", "roll_call_id"},
                               {"roll_call_source", "roll_call_id", "roll_call", "roll_call_id"},
                               {"ballot_conflict", "roll_call_id", "roll_call", "roll_call_id"},
                               {"meeting_frame_state", "frame_id", "meeting_frame", "frame_id"},
                               {"meeting", "sampling_frame", "meeting_frame", "frame_id"},
                               {"attendance", "meeting_id", "meeting", "meeting_id"},
                               {"meeting_merge", "dropped", "meeting", "meeting_id"},
                               {"meeting_merge", "kept", "meeting", "meeting_id"},
                               {"treaty", "party_group", "state_group", "group_id"},
                               {"treaty_party", "treaty_id", "treaty", "treaty_id"},
                               {"provision", "treaty_id", "treaty", "treaty_id"},
                               {"treaty", "same_as", "treaty", "treaty_id"},
                               {"provision_qualifier", "provision_id", "provision", "provision_id"},
                               {"provision_debtor", "provision_id", "provision", "provision_id"},
                               {"milestone_state", "milestone_id", "milestone", "milestone_id"}};
    for (const auto& spec : tables()) {
      for (const auto& column : spec.columns) {
        const bool state =
            column.name.starts_with("state") || column.name == "host" || column.name == "target";
        // The other side of a total may be WLD, the world, which is no state; the reader checks the codes.
        if (spec.name == "trade_total" && column.name == "state_b") continue;
        if (column.name == "source") all.push_back({spec.name, column.name, "source", "source_id"});
        if (state && spec.name != "state") all.push_back({spec.name, column.name, "state", "state"});
      }
    }
    return all;
  }();
  return kAll;
}

void make_ideal_fit_table(duck::Connection& connection) {
  connection.run(
      "CREATE TABLE ideal_fit (digest VARCHAR PRIMARY KEY, fit BLOB NOT NULL);"
      "COMMENT ON TABLE ideal_fit IS 'ideal points, fitted to votes of this record; made again from them at "
      "any "
      "time';"
      "COMMENT ON COLUMN ideal_fit.digest IS 'of all that they depend on';"
      "COMMENT ON COLUMN ideal_fit.fit IS 'the fit as the program keeps it';");
}

void make_schema(duck::Connection& connection) {
  connection.run(
      "CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);"
      "COMMENT ON TABLE meta IS 'what this file is: its format and the version of its tables';");
  connection.run("INSERT INTO meta VALUES ('format', " + duck::literal(kFormat) + "), ('schema', " +
                 duck::literal(kSchemaVersion) + ")");
  make_ideal_fit_table(connection);
  for (const auto& spec : tables()) make_table(connection, spec);
  for (const auto& view : kViews) {
    const std::string name(view.name);
    connection.run("CREATE VIEW " + name + " AS " + std::string(view.sql) + "; COMMENT ON VIEW " + name +
                   " IS " + duck::literal(view.meaning));
  }
}

void check_schema(duck::Connection& connection) {
  std::string format;
  std::string version;
  try {
    const auto rows = connection.rows("SELECT key, value FROM meta");
    while (rows->next()) {
      if (rows->text(0) == "format") format = rows->text(1);
      if (rows->text(0) == "schema") version = rows->text(1);
    }
  } catch (const duck::StatementError&) {
    format.clear();  // no such table, or not of this shape: said below
  }
  if (format != kFormat) {
    throw Error::in_ledger("is a DuckDB database, but not a blocs ledger", connection.name(),
                           "choose another file; blocs import makes one that is not there");
  }
  if (version != kSchemaVersion) {
    throw Error::in_ledger(
        "has schema version " + version + ", this program reads version " + std::string(kSchemaVersion),
        connection.name(), "import the files again into a new ledger");
  }
}

void check_nothing_else(duck::Connection& connection) {
  std::set<std::string_view> ours{kMeta, kIdealFit};
  for (const auto& spec : tables()) ours.insert(spec.name);
  for (const auto& view : kViews) ours.insert(view.name);
  const auto rows = connection.rows("SELECT table_name FROM information_schema.tables ORDER BY table_name");
  while (rows->next()) {
    if (ours.contains(rows->text(0))) continue;
    throw Error::in_ledger(
        "holds \"" + std::string(rows->text(0)) + "\", which is no table of a ledger and would be lost",
        connection.name(), "move it to another database, then import again");
  }
}

}  // namespace blocs::ledger
