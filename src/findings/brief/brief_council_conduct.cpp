// What members did in the Council besides agreeing: vetoes, what others did then, and who stands with them.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "../words.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/measures/council_conduct.hpp"
#include "exhibits.hpp"
#include "fills.hpp"
#include "headlines.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kCouncilConductLayer = "Vetoes and company in the Council";
constexpr std::size_t kLeastExposure = 5;
constexpr std::size_t kMostCompanions = 15;

std::string ballot_of(const views::RollCallMatrix& matrix, const std::string& state, std::size_t i) {
  const auto row = matrix.state_index(state);
  return row ? std::string(word(matrix.ballot(*row, i))) : "no_seat";
}

/// What members of the group in elected seats did: "Albania yes, Norway yes".
Json elected_ballots(const BriefBuilder& builder, const views::RollCallMatrix& matrix, std::size_t i) {
  const auto& permanent = measures::permanent_members();
  std::string text;
  for (const auto& member : builder.members()) {
    if (std::find(permanent.begin(), permanent.end(), member) != permanent.end()) continue;
    const auto ballot = ballot_of(matrix, member, i);
    if (ballot != "no_seat") text += (text.empty() ? "" : ", ") + builder.name(member) + " " + ballot;
  }
  return text.empty() ? Json(nullptr) : Json(text);
}

bool any_filled(const std::vector<Json>& rows, const std::string& key) {
  return std::any_of(rows.begin(), rows.end(), [&](const Json& row) { return !row.at(key).is_null(); });
}

Exhibit veto_grid(BriefBuilder& builder, const Finding& all) {
  const auto& matrix = builder.record().roll_calls(views::Body::council);
  Exhibit exhibit;
  exhibit.id = "council-vetoes";
  exhibit.sources = {"table:roll_calls"};
  const auto& states = measures::permanent_members();
  exhibit.chart = {
      {"type", "ballot-grid"}, {"row", "draft"}, {"states", states}, {"date", "date"}, {"title", "agenda"}};
  exhibit.table.columns = {{"date", "Date", "date"},
                           {"draft", "Draft", "text"},
                           {"agenda", "On", "text"},
                           {"cast_by", "Vetoed by", "states"}};
  for (const auto& state : states) exhibit.table.columns.push_back({state, builder.name(state), "text"});
  for (const auto& veto : all.details.at("vetoes")) {
    const std::size_t i = *matrix.roll_call_index(veto.at("id").get<std::string>());
    const auto& call = matrix.roll_calls()[i];
    std::string cast_by;
    for (const auto& state : veto.at("cast_by"))
      cast_by += (cast_by.empty() ? "" : ";") + state.get<std::string>();
    Json row{{"date", call.date.iso()},
             {"draft", call.draft.empty() ? call.id : call.draft},
             {"agenda", call.title},
             {"cast_by", cast_by}};
    for (const auto& state : states) {
      const auto ballot = ballot_of(matrix, state, i);
      row[state] = ballot == "no_seat" ? Json(nullptr) : Json(ballot);
    }
    row["elected"] = elected_ballots(builder, matrix, i);
    exhibit.table.rows.push_back(std::move(row));
  }
  if (any_filled(exhibit.table.rows, "elected")) {
    exhibit.table.columns.push_back({"elected", "Members in elected seats", "text"});
  }
  builder.keep(all, exhibit);
  exhibit.title =
      fmt::format("What the permanent members did on the {} vetoed", counted(all.evidence.size(), "draft"));
  exhibit.subtitle = "One row a vetoed draft, one cell a ballot";
  exhibit.rule = all.rule.words;
  return exhibit;
}

/// "Of the 8 vetoed by Russia alone, China abstained on 7 and voted yes on 1 (S/2024/826)."
std::string alone_text(BriefBuilder& builder, Exhibit& exhibit, const std::string& by,
                       const std::string& other) {
  const auto alone = builder.ask_one("votes.vetoes", {by}, builder.within({{"alone", true}}));
  builder.keep(alone, exhibit);
  if (alone.evidence.empty()) return "";
  std::map<std::string, std::vector<std::string>> did;
  for (const auto& veto : alone.details.at("vetoes")) {
    did[veto.at("permanent_members").value(other, "absent")].push_back(veto.at("id").get<std::string>());
  }
  std::vector<std::string> parts;
  const std::vector<std::pair<std::string, std::string>> verbs_of{
      {"abstain", "abstained on"}, {"yes", "voted yes on"}, {"absent", "did not vote on"}};
  for (const auto& [ballot, verb] : verbs_of) {
    if (!did.contains(ballot)) continue;
    const auto& ids = did.at(ballot);
    parts.push_back(
        fmt::format("{} {}{}", verb, ids.size(), ids.size() <= 2 ? " (" + and_list(ids) + ")" : ""));
    if (ids.size() == alone.evidence.size() && ids.size() > 1) parts.back() = verb + " all of them";
  }
  return fmt::format("Of the {} that {} vetoed alone, {} {}.", counted(alone.evidence.size(), "draft"),
                     with_article(builder.name(by)), with_article(builder.name(other)), and_list(parts));
}

/// "China 3", "Russia 11" as "China vetoed 3", "Russia 11".
std::vector<std::string> verbs(std::vector<std::string> said) {
  if (!said.empty()) said.front().insert(said.front().rfind(' '), " vetoed");
  return said;
}

/// "One draft fell to a veto, by China and Russia".
std::string only_veto(const BriefBuilder& builder, const Finding& all) {
  const auto by = all.details.at("vetoes").at(0).at("cast_by").get<std::vector<std::string>>();
  return "One draft fell to a veto, by " + builder.spoken(by);
}

/// Vetoes by each permanent member in the group, what they did jointly, and what the others did then.
std::string add_vetoes(BriefBuilder& builder, Section& section, const std::vector<std::string>& permanent) {
  const auto all = builder.ask_one("votes.vetoes", {}, builder.within());
  if (all.evidence.empty()) {
    section.text.push_back("No draft fell to a veto in this period.");
    return "No draft fell to a veto in this period";
  }
  Exhibit exhibit = veto_grid(builder, all);
  std::vector<std::string> said;
  std::size_t last = 0;
  for (const auto& member : permanent) {
    const auto mine = builder.ask_one("votes.vetoes", {member}, builder.within());
    builder.keep(mine, exhibit);
    last = mine.evidence.size();
    said.push_back(with_article(builder.name(member)) + " " + (last == 0 ? "none" : std::to_string(last)));
  }
  const std::string fell = counted(all.evidence.size(), "draft") + " that fell to a veto";
  const std::string title =
      all.evidence.size() == 1 ? only_veto(builder, all)
      : permanent.size() == 1
          ? capital(fmt::format("{} vetoed {} of the {}", with_article(builder.name(permanent.front())),
                                spelled(last), fell))
          : fmt::format("Of the {}, {}", fell, and_list(verbs(said)));
  if (permanent.size() == 2) {
    const auto joint = builder.ask_one("votes.vetoes", permanent, builder.within());
    builder.keep(joint, exhibit);
    section.text.push_back(fmt::format(
        "{} vetoed together {}{}.", capital(builder.spoken(permanent)),
        joint.evidence.empty() ? "no draft" : counted(joint.evidence.size(), "draft"),
        joint.evidence.empty() || joint.evidence.size() > 6 ? "" : " (" + and_list(joint.evidence) + ")"));
  }
  if (permanent.size() <= 3) {
    for (const auto& by : permanent) {
      for (const auto& other : permanent) {
        const auto text = by == other ? "" : alone_text(builder, exhibit, by, other);
        if (!text.empty()) section.text.push_back(text);
      }
    }
  }
  exhibit.notes.push_back(
      "A draft may be vetoed by several members: the counts by member can add up to more than the drafts.");
  section.exhibits.push_back(std::move(exhibit));
  return title;
}

/// "Russia did not vote yes", "neither China nor Russia voted yes".
std::string no_yes(const BriefBuilder& builder, const std::vector<std::string>& with) {
  const auto who = [&](std::size_t i) { return with_article(builder.name(with[i])); };
  if (with.size() == 1) return who(0) + " did not vote yes";
  if (with.size() == 2) return fmt::format("neither {} nor {} voted yes", who(0), who(1));
  return "none of " + builder.spoken(with) + " voted yes";
}

Json companion_row(const BriefBuilder& builder, const Finding& finding) {
  const auto state = finding.details.at("companion").get<std::string>();
  return {{"state", state},
          {"joined", numerator_cell(finding)},
          {"n", n_cell(finding)},
          {"share", number_cell(finding)},
          {"role",
           std::count(measures::permanent_members().begin(), measures::permanent_members().end(), state) > 0
               ? "permanent"
               : "elected"},
          {"majority", *finding.number() > 0.5 && !builder.is_member(state) ? "yes" : ""},
          {"finding", finding.id}};
}

void add_companions(BriefBuilder& builder, Section& section, const std::vector<std::string>& with,
                    const std::string& basis) {
  auto found = builder.ask("votes.companions", with, builder.within({{"basis", basis}, {"contested", true}}));
  std::erase_if(found, [](const Finding& f) { return !f.number() || *f.n < kLeastExposure; });
  if (found.empty()) {
    section.text.push_back(capital(fmt::format(
        "{} on too few contested votes to say who keeps such company.",
        basis == "alike" ? builder.spoken(with) + " cast one and the same ballot" : no_yes(builder, with))));
    return;
  }
  Exhibit exhibit;
  exhibit.id = "council-companions-" + basis;
  exhibit.sources = {"table:roll_calls"};
  exhibit.chart = {{"type", "share-bars"},  {"label", "state"}, {"value", "share"},
                   {"numerator", "joined"}, {"n", "n"},         {"state", "state"},
                   {"emphasis", "majority"}};
  exhibit.table = {{{"state", "State", "state"},
                    {"role", "Seat", "text"},
                    {"joined", "Joined", "number"},
                    {"n", "Votes it took part in", "number"},
                    {"share", "Share", "share"}},
                   {},
                   "finding"};
  const auto& permanent = measures::permanent_members();
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto state = found[i].details.at("companion").get<std::string>();
    if (i >= kMostCompanions && std::count(permanent.begin(), permanent.end(), state) == 0) continue;
    builder.keep(found[i], exhibit);
    exhibit.table.rows.push_back(companion_row(builder, found[i]));
  }
  std::vector<std::pair<std::string, Finding>> ordered;
  for (const auto& one : found)
    ordered.emplace_back(with_article(builder.name(one.details.at("companion").get<std::string>())), one);
  const std::string leaders = first_three(ordered);
  const bool alike = basis == "alike";
  const std::string who = with.size() == 1 ? with_article(builder.name(with.front())) : builder.spoken(with);
  exhibit.title = alike ? fmt::format("Who most often cast the ballot of {}: {}", who, leaders)
                        : fmt::format("Who most often held back a yes when {} did: {}", who, leaders);
  exhibit.subtitle =
      alike ? fmt::format(
                  "Of the contested votes on which {} cast {} ballot: share on which the state cast it too",
                  who, with.size() == 1 ? "a" : "one and the same")
            : fmt::format("Of the contested votes on which {}: share on which the state did not either",
                          no_yes(builder, with));
  exhibit.rule = found.front().rule.words;
  exhibit.notes.push_back(
      fmt::format("States with at least {} such votes; {} of {} are shown, among them all permanent members. "
                  "An elected member sits two "
                  "years: the votes it took part in differ, and with few of them a share says little.",
                  kLeastExposure, exhibit.table.rows.size(), found.size()));
  section.exhibits.push_back(std::move(exhibit));
}

}  // namespace

std::vector<std::string> permanent_among(const BriefBuilder& builder) {
  auto found = builder.members();
  std::erase_if(found, [](const std::string& state) {
    const auto& permanent = measures::permanent_members();
    return std::find(permanent.begin(), permanent.end(), state) == permanent.end();
  });
  return found;
}

void brief_council_conduct(BriefBuilder& builder) {
  const auto why = why_not_observed(builder.ask_one("votes.vetoes", {}, builder.within()));
  if (!why.empty()) {
    builder.not_observed("council-conduct", kCouncilConductLayer, "Vetoes and company are not observed", why,
                         fills::kCouncilVotes);
    return;
  }
  const auto sat = seated(builder);
  const auto permanent = permanent_among(builder);
  const auto why_no_company = why_no_ballots(builder);
  if (sat.empty() && permanent.empty() && !why_no_company.empty()) {
    builder.not_observed("council-conduct", kCouncilConductLayer, "Vetoes and company are not observed",
                         why_no_company, fills::kCouncilVotes);
    return;
  }
  if (sat.empty() && permanent.empty()) {
    builder.not_observed(
        "council-conduct", kCouncilConductLayer, "No member of the group sat in the Council",
        "Vetoes and company are not observed: no member of the group had a seat in this period.",
        fills::kSeats);
    return;
  }
  Section section{"council-conduct", kCouncilConductLayer, "", {}, true, {}};
  if (permanent.empty()) {
    section.title = "No member of the group has a veto";
    section.text.push_back(
        fmt::format("{} held elected seats, which carry no veto.", capital(builder.spoken(sat))));
  } else {
    section.title = add_vetoes(builder, section, permanent);
  }
  const auto& with = permanent.empty() ? sat : permanent;
  if (!why_no_company.empty()) {
    section.text.push_back("Who cast which other ballot is not observed: " + why_no_company);
  } else if (with.size() <= 5) {
    add_companions(builder, section, with, "alike");
    add_companions(builder, section, with, "opposed");
  }
  builder.add(std::move(section));
}

}  // namespace blocs::findings
