// Seven common denominators: what members have under each, and what sets the group apart from others.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "../words.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"
#include "fills.hpp"
#include "system_layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kProfileLayer = "Common denominators";
constexpr const char* kAmong = ", the group among random groups";

std::string part_of(const Finding& finding) {
  return finding.rule.data.at("part").get<std::string>();
}

/// "nuclear dimension", "nuclear status".
std::pair<std::string, std::string> split_part(const std::string& part) {
  const auto at = part.find(": ");
  return at == std::string::npos ? std::pair(part, part) : std::pair(part.substr(0, at), part.substr(at + 2));
}

Json cell(const Finding& finding) {
  if (const auto* word = std::get_if<std::string>(&finding.value)) return *word;
  const auto number = finding.number();
  if (!number) return nullptr;
  if (finding.unit.rfind("share", 0) == 0) return percent(*number);
  return plain_number(*number);
}

/// What members have, an indicator a row.
Exhibit members_exhibit(BriefBuilder& builder, const std::vector<Finding>& findings) {
  Exhibit exhibit;
  exhibit.id = "profile-members";
  exhibit.title = "What each member has under seven denominators";
  exhibit.subtitle = "One row an indicator; an empty cell is not known, which is not none";
  exhibit.sources = {"table:indicators"};
  exhibit.table.columns = {{"denominator", "Denominator", "text"}, {"indicator", "Indicator", "text"}};
  for (const auto& member : builder.members())
    exhibit.table.columns.push_back({member, builder.name(member), "text"});
  exhibit.table.columns.push_back({"unit", "Unit", "text"});
  exhibit.table.columns.push_back({"held", "Held for", "text"});
  std::map<std::string, std::size_t> row_of;
  for (const auto& finding : findings) {
    const auto part = part_of(finding);
    if (finding.subjects.size() != 1 || part.ends_with(kAmong)) continue;
    if (!row_of.contains(part)) {
      row_of.emplace(part, exhibit.table.rows.size());
      const auto [denominator, indicator] = split_part(part);
      Json row{
          {"denominator", denominator}, {"indicator", indicator}, {"unit", finding.unit}, {"held", "all"}};
      for (const auto& caveat : finding.caveats) {
        if (caveat.starts_with("held for")) row["held"] = caveat.substr(9, caveat.find(':') - 9);
      }
      exhibit.table.rows.push_back(std::move(row));
    }
    exhibit.table.rows[row_of.at(part)][finding.subjects.front()] = cell(finding);
    if (!std::holds_alternative<std::monostate>(finding.value)) builder.keep(finding, exhibit);
  }
  exhibit.rule =
      "Each indicator by its own rule, as the finding behind a cell states it; nothing is added up";
  exhibit.notes = {
      "Rows held for few states are coded facts of the casebook: they list, and compare with nobody.",
      "Which indicators stand for a denominator is our choice; the denominators are a study's."};
  return exhibit;
}

/// The group's mean among random groups, where all states have the indicator.
Exhibit apart_exhibit(BriefBuilder& builder, const std::vector<Finding>& findings) {
  Exhibit exhibit;
  exhibit.id = "profile-apart";
  exhibit.title = "Where the group stands among random groups with as many states of each region";
  exhibit.subtitle = "Share of random groups whose mean is below the group's, indicator by indicator";
  exhibit.sources = {"table:indicators"};
  exhibit.chart = {
      {"type", "share-bars"}, {"label", "indicator"}, {"value", "below"}, {"numerator", "count"}, {"n", "of"},
      {"emphasis", "apart"}};
  exhibit.table = {{{"indicator", "Indicator", "text"},
                    {"below", "Random groups below", "share"},
                    {"count", "Below", "number"},
                    {"of", "Drawn", "number"},
                    {"tied", "Level", "number"},
                    {"apart", "Sets it apart", "text"}},
                   {},
                   "finding"};
  for (const auto& finding : findings) {
    const auto part = part_of(finding);
    if (!part.ends_with(kAmong)) continue;
    const bool apart = finding.details.at("apart").get<bool>();
    exhibit.table.rows.push_back({{"indicator", part.substr(0, part.size() - std::string(kAmong).size())},
                                  {"below", number_cell(finding)},
                                  {"count", numerator_cell(finding)},
                                  {"of", n_cell(finding)},
                                  {"tied", finding.details.at("tied")},
                                  {"apart", apart ? Json("yes") : Json(nullptr)},
                                  {"finding", builder.keep(finding, exhibit)}});
  }
  exhibit.rule = findings.front().rule.words;
  exhibit.notes = findings.front().caveats;
  return exhibit;
}

/// "Votes unlike most members' and nuclear status set the group apart".
std::string title_of(const Finding& summary) {
  const auto* names = std::get_if<std::string>(&summary.value);
  if (names == nullptr) return "No denominator is held for enough states to compare";
  if (*names == "none") return "None of the indicators that all states have sets the group apart";
  std::vector<std::string> list;
  for (const auto& part : split(*names, ';')) list.push_back(split_part(part).second);
  const std::size_t n = summary.n.value_or(0);
  return fmt::format("{} of {} indicators that all states have {} the group apart: {}",
                     capital(spelled(list.size())), n, list.size() == 1 ? "sets" : "set", and_list(list));
}

}  // namespace

void brief_profile(BriefBuilder& builder) {
  const auto findings = builder.ask("system.profile", builder.members(),
                                    {{"since", builder.since().iso()}, {"on", builder.until().iso()}});
  const auto& summary = findings.front();
  Section section;
  section.id = "profile";
  section.layer = kProfileLayer;
  section.title = title_of(summary);
  section.text = {
      "A study names seven things that its group has in common. Each is put into indicators here: counted "
      "where "
      "the record can speak, coded in the casebook with a source where it cannot. No score joins them."};
  if (builder.small()) section.exhibits.push_back(members_exhibit(builder, findings));
  if (summary.n.value_or(0) > 0) section.exhibits.push_back(apart_exhibit(builder, findings));
  if (section.exhibits.empty()) {
    builder.not_observed("profile", kProfileLayer, section.title, "No indicator is held for all states.",
                         fills::kIndicators);
    return;
  }
  builder.keep(summary, section.exhibits.back());
  section.text.push_back(
      "Military personnel of other years come with COW's capabilities, events with GDELT, trade with China "
      "with "
      "files of the IMF or UN Comtrade: `blocs import` takes them in.");
  builder.add(std::move(section));
}

}  // namespace blocs::findings
