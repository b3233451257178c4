// Who would be bound to act if a member were attacked, and how the group's commitments compare.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "../words.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/measures/commitments.hpp"
#include "blocs/scenarios/commitment_graph.hpp"
#include "exhibits.hpp"
#include "fills.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kCascadeLayer = "Commitments";
/// Up to this many members the matrix has a row for each.
constexpr std::size_t kMostAttacked = 12;

constexpr const char* kNoDuty = "no duty to assist on record";

/// What one state would have to do for an attacked member.
struct Cell {
  std::string word;
  std::optional<double> value;  ///< 1 bound, 0.5 bound in some readings, 0 not; nothing: not observed
  std::string provisions;
  std::string finding;
};

/// An attacker for whom nobody's answer changes: no member, and owed no forbearance by those who are bound to
/// members. A permanent member of the Council where one fits, so that the premise reads like one.
std::optional<std::string> outsider(const BriefBuilder& builder, const scenarios::CommitmentGraph& graph) {
  std::set<std::string> near;  // those whom a duty to members, or from them, touches
  for (const auto& duty : graph.duties()) {
    if (builder.is_member(duty.debtor)) near.insert(duty.creditor);
    if (builder.is_member(duty.creditor)) near.insert(duty.debtor);
  }
  std::vector<std::string> choice{"USA", "RUS", "CHN", "GBR", "FRA"};
  for (const auto& state : builder.record().states().all()) {
    if (!state.valid_to) choice.push_back(state.code);
  }
  const auto fits = std::find_if(choice.begin(), choice.end(), [&](const std::string& state) {
    if (builder.is_member(state) || near.contains(state)) return false;
    const auto& owed = graph.owed_to(state);
    return std::none_of(owed.begin(), owed.end(), [&](std::size_t d) {
      const auto& duty = graph.duties()[d];
      return duty.kind == scenarios::DutyKind::forbear && near.contains(duty.debtor);
    });
  });
  return fits == choice.end() ? std::nullopt : std::optional(*fits);
}

std::string fired_provisions(const Finding& main, const std::string& state) {
  std::vector<std::string> ids;
  for (const auto& row : main.details.at("fired")) {
    if (row.at("who") != state || row.at("wave") != 1) continue;
    const auto asks = row.at("asks").get<std::string>();
    if (scenarios::kind_of(asks) != scenarios::DutyKind::assist) continue;
    ids.push_back(row.at("provision").get<std::string>());
  }
  std::string text;
  for (const auto& id : ids) text += (text.empty() ? "" : ", ") + id;
  return text;
}

/// One member attacked: what others would have to do, and what holds of those that are not listed.
struct Row {
  std::map<std::string, Cell> who;
  Cell others;

  bool observed() const { return others.value.has_value(); }
  bool strictly_bound() const {
    return std::any_of(who.begin(), who.end(), [](const auto& cell) { return cell.second.value == 1; });
  }
  const Cell& of(const std::string& state) const {
    const auto at = who.find(state);
    return at == who.end() ? others : at->second;
  }
};
using Matrix = std::map<std::string, Row>;  // by member attacked

/// Asks the cascade for every member; keeps the findings in the exhibit.
Matrix ask_all(BriefBuilder& builder, const std::string& attacker, Exhibit& exhibit) {
  Matrix matrix;
  for (const auto& member : builder.members()) {
    const auto findings =
        builder.ask("commitments.cascade", {},
                    {{"attacker", attacker}, {"target", member}, {"on", builder.until().iso()}});
    const auto main = builder.keep(findings.front(), exhibit);
    auto& row = matrix[member];
    row.others = {kNoDuty, 0.0, "", main};
    if (!findings.front().number()) {
      row.others = {"not observed", std::nullopt, "", main};
      continue;
    }
    for (std::size_t f = 1; f < findings.size(); ++f) {
      const auto& details = findings[f].details;
      // Later waves need a further assumption each: they are left to the command line.
      if (!details.at("loose").get<bool>() || details.at("wave") != 1) continue;
      const auto& state = findings[f].subjects.front();
      const bool strict = details.at("strict").get<bool>();
      row.who[state] = {strict ? "bound" : "bound in some readings", strict ? 1.0 : 0.5,
                        fired_provisions(findings.front(), state), builder.keep(findings[f], exhibit)};
    }
  }
  return matrix;
}

/// Members first, then those outside that are bound to any.
std::vector<std::string> columns_of(const BriefBuilder& builder, const Matrix& matrix) {
  std::vector<std::string> columns = builder.members();
  std::set<std::string> others;
  for (const auto& [attacked, row] : matrix) {
    for (const auto& [state, cell] : row.who) {
      if (!builder.is_member(state)) others.insert(state);
    }
  }
  columns.insert(columns.end(), others.begin(), others.end());
  return columns;
}

std::string matrix_title(const BriefBuilder& builder, const Matrix& matrix) {
  std::vector<std::string> covered;
  std::vector<std::string> observed;
  for (const auto& [attacked, row] : matrix) {
    if (row.strictly_bound()) covered.push_back(builder.name(attacked));
    if (row.observed()) observed.push_back(builder.name(attacked));
  }
  const std::string binds = " strictly binds another state to assist";
  // A member that no treaty on record names is neither covered nor not.
  const bool all = observed.size() == matrix.size();
  const std::string whom =
      all ? "" : " of the " + spelled(observed.size()) + " that the treaties on record name";
  if (!all && observed.size() == 1) {
    return "Of the members the treaties on record name only " + observed.front() + ", and an attack on it" +
           (covered.empty() ? " strictly binds no other state to assist" : binds);
  }
  if (covered.empty()) return "An attack on " + (all ? "no member" : "none" + whom) + binds;
  if (covered.size() == observed.size()) return "An attack on any" + (all ? " member" : whom) + binds;
  if (covered.size() <= 3) {
    return (all ? "Only an" : capital(whom.substr(1)) + " only an") + std::string(" attack on ") +
           or_list(covered) + binds;
  }
  return fmt::format("An attack on {} of {} members{}{}", spelled(covered.size()), observed.size(),
                     all ? "" : " that the treaties on record name", binds);
}

Exhibit attack_matrix(BriefBuilder& builder, const std::string& attacker) {
  Exhibit exhibit;
  exhibit.id = "commitments-cascade";
  exhibit.sources = {"table:treaties"};
  const auto matrix = ask_all(builder, attacker, exhibit);
  exhibit.chart = {
      {"type", "matrix"}, {"row", "attacked"}, {"column", "who"}, {"value", "bound"}, {"word", "word"}};
  exhibit.table = {{{"attacked", "Attacked", "state"},
                    {"who", "Who", "state"},
                    {"bound", "Bound", "number"},
                    {"word", "How", "text"},
                    {"provisions", "By", "text"}},
                   {},
                   "finding"};
  const auto columns = columns_of(builder, matrix);
  for (const auto& [attacked, row] : matrix) {
    for (const auto& who : columns) {
      if (who == attacked) continue;
      const auto& cell = row.of(who);
      exhibit.table.rows.push_back({{"attacked", attacked},
                                    {"who", who},
                                    {"bound", cell.value ? Json(*cell.value) : Json()},
                                    {"word", cell.word},
                                    {"provisions", cell.provisions.empty() ? Json() : Json(cell.provisions)},
                                    {"finding", cell.finding}});
    }
  }
  exhibit.title = matrix_title(builder, matrix);
  exhibit.subtitle =
      "Each member attacked in turn; 1: bound under every reading, 0.5: bound if one qualifier is assumed "
      "away, 0: "
      "not bound; not observed: no treaty on record names the member attacked";
  exhibit.rule = fmt::format(
      "An armed attack on the member’s own territory and a state of war, begun by {}, which is party to no "
      "treaty "
      "on record with those concerned; legally binding treaties in force on {}",
      builder.spoken(std::vector<std::string>{attacker}), builder.until().iso());
  exhibit.notes = {"What treaties say, not what states would do.",
                   "Duties in further waves, towards states that help the one attacked, are left out here; "
                   "blocs cascade shows "
                   "them."};
  return exhibit;
}

/// The groups to compare with: the two alliances by treaty that everybody knows, unless the group is one.
std::vector<std::string> sides(const BriefBuilder& builder) {
  std::vector<std::string> names;
  const auto& memberships = builder.record().memberships();
  const bool named = memberships.find(builder.brief_name()) != nullptr;
  std::string own = builder.brief_name();
  if (!named) {
    own.clear();
    for (const auto& member : builder.members()) own += (own.empty() ? "" : ",") + member;
  }
  names.push_back(own);
  for (const char* other : {"CSTO", "NATO"}) {
    if (other != own && memberships.members(other, builder.until()).size() >= 2) names.emplace_back(other);
  }
  return names;
}

Exhibit comparison(BriefBuilder& builder, const std::vector<std::string>& names, Finding& own) {
  Exhibit exhibit;
  exhibit.id = "commitments-compared";
  exhibit.sources = {"table:treaties"};
  exhibit.chart = {
      {"type", "matrix"}, {"row", "group"}, {"column", "figure"}, {"value", "share"}, {"word", "words"}};
  exhibit.table = {{{"group", "Group", "text"},
                    {"figure", "What", "text"},
                    {"share", "Share", "share"},
                    {"words", "Of how many", "text"}},
                   {},
                   "finding"};
  const auto findings = builder.ask("commitments.compare", names, {{"on", builder.until().iso()}});
  own = findings.front();
  for (const auto& finding : findings) {
    const auto part = finding.rule.data.at("part").get<std::string>();
    const auto colon = part.find(": ");
    const auto& name = finding.subjects.front();
    const bool group = builder.record().memberships().find(name) != nullptr;
    // A share of nothing keeps its "0 of 0".
    const auto words = value_words(finding) == "not observed" ? value_words(finding) : out_of(finding);
    exhibit.table.rows.push_back({{"group", group ? name : "These states"},
                                  {"figure", capital(part.substr(colon + 2))},
                                  {"share", number_cell(finding)},
                                  {"words", words},
                                  {"finding", builder.keep(finding, exhibit)}});
  }
  exhibit.title = "How firmly members are bound to each other, beside alliances by treaty";
  exhibit.subtitle =
      "Shares of pairs of members, of treaties between members, and of texts; nothing to divide by is left "
      "blank";
  exhibit.rule =
      "Legally binding treaties in force on " + builder.until().iso() +
      "; without choice: an automatic or mandatory duty that no process of the debtor’s and no condition "
      "stands before";
  exhibit.notes = {
      "The record holds selected treaties: a share speaks of what is on record. NATO’s article 5 leaves to "
      "each ally "
      "what it deems necessary, so its pairs count as bound, not as bound without choice."};
  return exhibit;
}

}  // namespace

void brief_cascade(BriefBuilder& builder) {
  const scenarios::CommitmentGraph graph(builder.record().commitments(), builder.record().memberships(),
                                         builder.until());
  const auto attacker = outsider(builder, graph);
  const auto unnamed = measures::unnamed(builder.record().commitments(), builder.record().memberships(),
                                         builder.members(), builder.until());
  if (unnamed.size() == builder.members().size() || !attacker) {
    builder.not_observed("cascade", kCascadeLayer, "Who would be bound to act is not observed",
                         attacker ? "No treaty on record in force on the last day names a member. The record "
                                    "holds selected treaties; others may exist."
                                  : "Treaties on record tie every other state to the members, so that none "
                                    "could be named as attacker without changing the answer.",
                         attacker ? fills::kTreaties : fills::kOutsider);
    return;
  }
  Section section{"cascade", kCascadeLayer, "", {}, true, {}};
  Finding own;
  auto compared = comparison(builder, sides(builder), own);
  if (builder.members().size() <= kMostAttacked) {
    section.exhibits.push_back(attack_matrix(builder, *attacker));
    section.title = section.exhibits.front().title;
  } else {
    section.title = own.number()
                        ? fmt::format("{} pairs of members{} are bound to assist each other", out_of(own),
                                      unnamed.empty() ? "" : " that the treaties on record name")
                        : "Which members are bound to assist each other is not observed";
  }
  if (!unnamed.empty()) {
    section.text.push_back(fmt::format(
        "{}: whom an attack there would bind is not observed, which is not the same as nobody. Pairs "
        "with such a member are left out of the shares.",
        unnamed.size() <= 5 ? "No treaty on record names " + or_list(builder.names(unnamed))
                            : "The treaties on record do not name " + counted(unnamed.size(), "member")));
  }
  section.exhibits.push_back(std::move(compared));
  section.text.push_back(
      "A treaty is read article by article: what calls for it, what it asks, how firmly, and under which "
      "conditions. "
      "Read strictly, every condition must be met by the facts; in some readings one may be assumed away. A "
      "text that "
      "leaves the decision to the debtor binds in some readings only.");
  builder.add(std::move(section));
}

}  // namespace blocs::findings
