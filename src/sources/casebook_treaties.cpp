// treaties.csv, provisions.csv

#include <algorithm>
#include <string>
#include <utility>

#include "casebook_tables.hpp"

namespace blocs::sources::casebook {
namespace {

/// A list of states, or one group whose members are the parties.
void read_parties(Reading& at, views::Treaty& row) {
  const std::string& cell = at.table.text("parties");
  if (at.known.groups.contains(cell)) {
    row.party_group = cell;
    return;
  }
  row.parties = at.states("parties");
  if (row.parties.size() < 2 && at.table.whole()) {
    at.table.refuse("parties", "must name at least two states, or one group");
  }
}

void read_treaties(Reading& at) {
  static constexpr std::string_view kKinds[] = {"mutual_defence",
                                                "friendship_consultation",
                                                "friendship",
                                                "strategic_partnership",
                                                "political_declaration",
                                                "union",
                                                "trade"};
  while (at.table.next()) {
    auto& t = at.table;
    views::Treaty row;
    row.id = t.needed("treaty_id");
    at.only_once("treaty_id", row.id);
    row.name = t.needed("name");
    row.kind = t.word("kind", kKinds);
    read_parties(at, row);
    row.signed_on = t.loose_date("signed");
    row.in_force = t.loose_date("in_force");
    row.ended = t.loose_date("ended");
    at.in_order("in_force", row.signed_on, row.in_force);
    at.in_order("ended", row.in_force ? row.in_force : row.signed_on, row.ended);
    row.binding = t.yes_no("binding");
    row.provenance = at.provenance();
    if (!t.take()) continue;
    at.known.treaties.insert(row.id);
    at.harvest.treaties.push_back(std::move(row));
  }
}

std::vector<std::string> read_qualifiers(Reading& at) {
  static constexpr std::string_view kWords[] = {"un_charter_51", "domestic_law", "constitutional_process"};
  constexpr std::string_view kRegion = "region:";
  constexpr std::string_view kAdversary = "adversary:";
  auto parts = at.table.list("qualifiers");
  for (const auto& part : parts) {
    if (std::find(std::begin(kWords), std::end(kWords), part) != std::end(kWords)) continue;
    if (part.starts_with(kRegion) && part.size() > kRegion.size()) continue;
    if (part.starts_with(kAdversary) && at.check_state("qualifiers", part.substr(kAdversary.size())))
      continue;
    at.table.refuse("qualifiers", "\"" + printable(part, 80) +
                                      "\" is none of un_charter_51, domestic_law, constitutional_process, "
                                      "region:NAME, adversary:STATE");
    break;
  }
  return parts;
}

std::string read_treaty_id(Reading& at, const std::string& provision) {
  std::string id = at.table.needed("treaty_id");
  if (id.empty()) return id;
  if (!at.known.treaties.contains(id)) {
    at.refuse_unknown("treaty_id", "treaty", id, at.known.treaties);
  } else if (!provision.starts_with(id + "/")) {
    at.table.refuse("provision_id", "must begin with the treaty: " + id + "/");
  }
  return id;
}

void read_provisions(Reading& at) {
  static constexpr std::string_view kObligations[] = {"mutual_defence",
                                                      "other_assistance",
                                                      "consultation",
                                                      "consultation_on_threat",
                                                      "neutrality",
                                                      "non_aggression",
                                                      "no_hostile_alliance",
                                                      "no_aid_to_aggressor",
                                                      "no_use_of_territory",
                                                      "military_technical_cooperation",
                                                      "intelligence_cooperation",
                                                      "sanctions_non_participation",
                                                      "nuclear",
                                                      "integration",
                                                      "institution",
                                                      "economic_cooperation",
                                                      "duration",
                                                      "entry_into_force"};
  static constexpr std::string_view kTriggers[] = {"armed_attack", "armed_attack_and_state_of_war", "threat",
                                                   "any_conflict"};
  static constexpr std::string_view kStrengths[] = {"automatic", "mandatory", "discretionary", "consultative",
                                                    "aspirational"};
  while (at.table.next()) {
    auto& t = at.table;
    views::Provision row;
    row.id = t.needed("provision_id");
    at.only_once("provision_id", row.id);
    row.treaty = read_treaty_id(at, row.id);
    row.article = t.text("article");
    row.obligation = t.word("obligation", kObligations);
    row.trigger = t.word("trigger", kTriggers, true);
    const bool formal = row.obligation == "duration" || row.obligation == "entry_into_force";
    row.strength = t.word("strength", kStrengths, formal);
    row.qualifiers = read_qualifiers(at);
    row.summary = t.needed("summary");
    row.provenance = at.provenance();
    if (t.take()) at.harvest.provisions.push_back(std::move(row));
  }
}

constexpr Column kTreatyColumns[] = {{"treaty_id"}, {"name"},       {"kind"},       {"parties"},
                                     {"signed"},    {"in_force"},   {"ended"},      {"binding"},
                                     {"source"},    {"confidence"}, {"note", false}};
constexpr Column kProvisionColumns[] = {{"provision_id"}, {"treaty_id"},  {"article"},    {"obligation"},
                                        {"trigger"},      {"strength"},   {"qualifiers"}, {"summary"},
                                        {"source"},       {"confidence"}, {"note", false}};

}  // namespace

const Form kTreaties{"treaties", kTreatyColumns, read_treaties};
const Form kProvisions{"provisions", kProvisionColumns, read_provisions};

}  // namespace blocs::sources::casebook
