// groups.csv, memberships.csv

#include <utility>

#include "casebook_tables.hpp"

namespace blocs::sources::casebook {
namespace {

void read_groups(Reading& at) {
  static constexpr std::string_view kKinds[] = {"organisation", "alliance", "informal", "analytic"};
  while (at.table.next()) {
    auto& t = at.table;
    views::Group row;
    row.name = t.needed("group");
    at.only_once("group", row.name);
    row.title = t.needed("name");
    row.kind = t.word("kind", kKinds);
    row.provenance = at.provenance();
    if (!t.take()) continue;
    at.known.groups.insert(row.name);
    at.harvest.groups.push_back(std::move(row));
  }
}

void read_memberships(Reading& at) {
  static constexpr std::string_view kStatuses[] = {"member", "suspended", "observer", "partner", "withdrawn"};
  while (at.table.next()) {
    auto& t = at.table;
    views::Membership row;
    row.group = at.group("group");
    row.state = at.state("state");
    row.from = t.loose_date("from");
    row.to = t.loose_date("to");
    at.in_order("to", row.from, row.to);
    row.status = t.word("status", kStatuses);
    // A state may be a member, leave and come back: the start is part of the id, and so is the status.
    row.id = row.group + "/" + row.state + "/" + row.status + "/" + t.text("from");
    at.only_once("from", row.id);
    row.provenance = at.provenance();
    if (t.take()) at.harvest.memberships.push_back(std::move(row));
  }
}

constexpr Column kGroupColumns[] = {{"group"},  {"name"},       {"kind"},
                                    {"source"}, {"confidence"}, {"note", false}};
constexpr Column kMembershipColumns[] = {{"group"},  {"state"},  {"from"},       {"to"},
                                         {"status"}, {"source"}, {"confidence"}, {"note", false}};

}  // namespace

const Form kGroups{"groups", kGroupColumns, read_groups};
const Form kMemberships{"memberships", kMembershipColumns, read_memberships};

}  // namespace blocs::sources::casebook
