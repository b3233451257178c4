// treaties.csv, provisions.csv

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "casebook_tables.hpp"

namespace blocs::sources::casebook {
namespace {

/// `STATE:FROM/TO`, either day open.
void read_span(Reading& at, const std::string& part, views::Treaty& row) {
  const auto colon = part.find(':');
  const auto slash = part.find('/', colon);
  const std::string from = part.substr(colon + 1, slash - colon - 1);
  const std::string to = slash == std::string::npos ? "" : part.substr(slash + 1);
  views::PartySpan span{part.substr(0, colon), LooseDate::parse(from), LooseDate::parse(to)};
  if (slash == std::string::npos || (!from.empty() && !span.from) || (!to.empty() && !span.to) ||
      (from.empty() && to.empty())) {
    at.table.refuse("parties", "\"" + printable(part, 80) + "\" is not STATE:FROM/TO with dates YYYY-MM-DD");
  }
  at.in_order("parties", span.from, span.to);
  row.parties.push_back(span.state);
  row.spans.push_back(std::move(span));
}

/// A list of states, some with the days on which they joined or left, or one group whose members are the
/// parties.
void read_parties(Reading& at, views::Treaty& row) {
  const std::string& cell = at.table.text("parties");
  if (at.known.groups.contains(cell)) {
    row.party_group = cell;
    return;
  }
  for (const auto& part : at.table.list("parties")) {
    if (part.find(':') != std::string::npos) {
      read_span(at, part, row);
    } else if (std::find(row.parties.begin(), row.parties.end(), part) != row.parties.end()) {
      at.table.refuse("parties", printable(part, 80) + " stands twice in the list");
    } else {
      row.parties.push_back(part);
    }
  }
  std::sort(row.parties.begin(), row.parties.end());
  row.parties.erase(std::unique(row.parties.begin(), row.parties.end()), row.parties.end());
  constexpr std::size_t kMostComplaints = 3;
  std::size_t complaints = 0;
  for (const auto& state : row.parties) {
    if (complaints < kMostComplaints && !at.check_state("parties", state)) ++complaints;
  }
  if (row.parties.size() < 2 && at.table.whole()) {
    at.table.refuse("parties", "must name at least two states, or one group");
  }
}

/// `P20Y`, `P6M`.
bool is_duration(std::string_view text) {
  if (text.size() < 3 || text.size() > 6 || text.front() != 'P') return false;
  if (text.back() != 'Y' && text.back() != 'M') return false;
  const auto digits = text.substr(1, text.size() - 2);
  return digits.front() != '0' &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// A word, or one of some prefixes with a duration behind it, or empty.
std::string read_rule(Table& table, std::string_view column, std::initializer_list<std::string_view> words,
                      std::initializer_list<std::string_view> before_duration) {
  std::string cell = table.text(column);
  if (cell.empty()) return cell;
  std::string legal;
  for (const auto word : words) {
    if (cell == word) return cell;
    legal += std::string(word) + ", ";
  }
  for (const auto prefix : before_duration) {
    if (cell.starts_with(prefix) && is_duration(std::string_view(cell).substr(prefix.size()))) return cell;
    legal += std::string(prefix) + "P5Y, ";
  }
  table.refuse(column, "\"" + printable(cell, 80) + "\" is none of " + legal.substr(0, legal.size() - 2));
  return {};
}

void read_treaties(Reading& at) {
  static constexpr std::string_view kKinds[] = {"mutual_defence",
                                                "friendship_consultation",
                                                "friendship",
                                                "strategic_partnership",
                                                "political_declaration",
                                                "union",
                                                "non_aggression",
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
    row.term = read_rule(t, "term", {"indefinite"}, {""});
    row.renewal = read_rule(t, "renewal", {"by_agreement", "none"}, {"automatic:"});
    row.denunciation = read_rule(t, "denunciation", {"by_agreement"}, {"notice:", "before_renewal:"});
    row.provenance = at.provenance();
    if (!t.take()) continue;
    at.known.treaties.insert(row.id);
    at.harvest.treaties.push_back(std::move(row));
  }
}

std::vector<std::string> read_qualifiers(Reading& at) {
  static constexpr std::string_view kWords[] = {"un_charter_51", "domestic_law", "constitutional_process",
                                                "conditions"};
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
                                      "conditions, region:NAME, adversary:STATE");
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

constexpr Column kTreatyColumns[] = {{"treaty_id"},
                                     {"name"},
                                     {"kind"},
                                     {"parties"},
                                     {"signed"},
                                     {"in_force"},
                                     {"ended"},
                                     {"binding"},
                                     {"term", false},
                                     {"renewal", false},
                                     {"denunciation", false},
                                     {"source"},
                                     {"confidence"},
                                     {"note", false}};
constexpr Column kProvisionColumns[] = {{"provision_id"}, {"treaty_id"},  {"article"},    {"obligation"},
                                        {"trigger"},      {"strength"},   {"qualifiers"}, {"summary"},
                                        {"source"},       {"confidence"}, {"note", false}};

}  // namespace

const Form kTreaties{"treaties", kTreatyColumns, read_treaties};
const Form kProvisions{"provisions", kProvisionColumns, read_provisions};

}  // namespace blocs::sources::casebook
