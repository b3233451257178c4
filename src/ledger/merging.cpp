#include "blocs/core/error.hpp"
#include "schema.hpp"
#include "staging.hpp"

namespace blocs::ledger {
namespace {

/// Ballots are compared this many roll calls at a time: what the store keeps of them in a join then fits into
/// the memory that it may use, however many there are.
constexpr std::size_t kCallsAtOnce = 2000;

/// "s.a = o.a AND s.b = o.b"
std::string same(std::span<const std::string_view> left, std::span<const std::string_view> right) {
  std::string out;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (i > 0) out += " AND ";
    out += "s." + std::string(left[i]) + " = o." + std::string(right[i]);
  }
  return out;
}

ImportCount count(duck::Connection& c, const TableSpec& spec, const std::string& old,
                  const std::string& replaced) {
  const std::string name(spec.name);
  const std::string stage = staged(name);
  const auto number = [&](const std::string& sql) { return static_cast<std::size_t>(c.number(sql)); };
  ImportCount n;
  n.table = name;
  n.read = number("SELECT count(*) FROM " + stage);
  if (old.empty()) {
    n.added = n.read;
    return n;
  }
  const std::string before = old + "." + name;
  const std::string first(spec.key.front());
  const auto parts = spec.indexed ? std::vector<std::string>{"TRUE"}
                                  : parts_of(c, "SELECT DISTINCT " + first + " FROM " + stage, first);
  for (const auto& part : parts) {
    const std::string staged_part = "(FROM " + stage + " WHERE " + part + ")";
    const std::string old_part = "(FROM " + before + " WHERE " + part + ")";
    n.added += number("SELECT count(*) FROM " + staged_part + " s WHERE NOT EXISTS (SELECT 1 FROM " +
                      old_part + " o WHERE " + same(spec.key, spec.key) + ")");
    n.unchanged += number("SELECT count(*) FROM (" + staged_part + " INTERSECT " + old_part + ")");
  }
  n.changed = n.read - n.added - n.unchanged;
  n.removed = number("SELECT count(*) FROM " + before + " o WHERE " + replaced) - (n.read - n.added);
  return n;
}

}  // namespace

std::string staged(std::string_view table) {
  return "stage_" + std::string(table);
}

std::vector<std::string> parts_of(duck::Connection& c, const std::string& ids, const std::string& column) {
  const auto rows = c.rows("SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM (" + ids +
                           ") t(id)) WHERE n % " + std::to_string(kCallsAtOnce) + " = 0 ORDER BY id");
  std::vector<std::string> parts;
  std::string from = "TRUE";
  while (rows->next()) {
    const std::string bound = duck::literal(rows->text(0));
    parts.push_back(from + " AND " + column + " < " + bound);
    from = column + " >= " + bound;
  }
  parts.push_back(from);
  return parts;
}

ImportReport merge(duck::Connection& connection, const std::string& old) {
  ImportReport report;
  for (const auto& spec : tables()) {
    const std::string name(spec.name);
    const std::string replaced = "EXISTS (SELECT 1 FROM " + staged(spec.owner) + " s WHERE " +
                                 same(spec.owner_key, spec.owned_by) + ")";
    report.tables.push_back(count(connection, spec, old, replaced));
    std::string rows = "FROM " + staged(name);
    if (!old.empty()) rows += " UNION ALL FROM " + old + "." + name + " o WHERE NOT " + replaced;
    // Written in order of the key, so that equal imports make equal files and readers find rows in order.
    connection.run("INSERT INTO " + name + " SELECT * FROM (" + rows + ") ORDER BY " + columns_of(spec.key));
  }
  for (const auto& spec : tables()) connection.run("DROP TABLE temp." + staged(spec.name));
  return report;
}

void check_keys(duck::Connection& connection) {
  for (const auto& spec : tables()) {
    if (spec.indexed) continue;
    const auto rows = connection.stream("SELECT " + columns_of(spec.key) + " FROM " + std::string(spec.name));
    std::vector<std::string> last;
    std::vector<std::string> key(spec.key.size());
    while (rows->next()) {
      for (std::size_t i = 0; i < key.size(); ++i) key[i] = rows->text(i);
      if (!last.empty() && !(last < key)) {
        std::string name;
        for (const auto& part : key) name += (name.empty() ? "" : ", ") + part;
        throw Error::bad_input("two rows bear one key: " + name, std::string(spec.name),
                               "leave one of them out");
      }
      last.swap(key);
      key.resize(spec.key.size());
    }
  }
}

void check_references(duck::Connection& connection) {
  for (const auto& at : references()) {
    const std::string table(at.table);
    const std::string column(at.column);
    const auto rows =
        connection.rows("SELECT o." + column + " FROM " + table + " o WHERE o." + column +
                        " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " + std::string(at.target) +
                        " t WHERE t." + std::string(at.target_column) + " = o." + column + ") LIMIT 1");
    if (!rows->next()) continue;
    throw Error::bad_input("a row names the " + std::string(at.target) + " \"" + std::string(rows->text(0)) +
                               "\", which is not there",
                           table + "." + column,
                           "import the table that has it first, or together with this one");
  }
}

}  // namespace blocs::ledger
