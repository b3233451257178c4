// Organisations and groups that members share.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "../words.hpp"
#include "blocs/core/text.hpp"
#include "exhibits.hpp"
#include "fills.hpp"
#include "headlines.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kMembershipsLayer = "Shared memberships";

struct Shared {
  std::string group;
  std::vector<std::string> members;          ///< of the brief's group, full members on the last day
  std::map<std::string, std::string> since;  ///< by member; empty where the day is not on record
};

/// Groups with two members of the brief's group or more on its last day; sets named by analysts and the group
/// itself are left out.
std::vector<Shared> shared_groups(const BriefBuilder& builder) {
  const auto& memberships = builder.record().memberships();
  std::map<std::string, Shared> found;
  for (const auto& row : memberships.rows) {
    const auto* group = memberships.find(row.group);
    if (group == nullptr || group->kind == "analytic" || row.group == builder.brief_name()) continue;
    if (row.status != "member" || !row.holds_on(builder.until()) || !builder.is_member(row.state)) continue;
    auto& entry = found[row.group];
    entry.group = row.group;
    if (std::find(entry.members.begin(), entry.members.end(), row.state) == entry.members.end())
      entry.members.push_back(row.state);
    entry.since[row.state] = row.from ? row.from->iso() : "";
  }
  std::vector<Shared> list;
  for (auto& [name, entry] : found) {
    std::sort(entry.members.begin(), entry.members.end());
    if (entry.members.size() >= 2) list.push_back(std::move(entry));
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const Shared& a, const Shared& b) { return a.members.size() > b.members.size(); });
  return list;
}

std::string group_names(const Finding& finding) {
  std::vector<std::string> names;
  for (const auto& name : finding.details.at("groups")) names.push_back(name.get<std::string>());
  return join(names, ", ");
}

/// When each member joined which group.
Exhibit spans(BriefBuilder& builder, const std::vector<Shared>& list, const Finding& whole) {
  Exhibit exhibit;
  exhibit.id = "memberships-spans";
  exhibit.sources = {"table:memberships"};
  exhibit.chart = {{"type", "spans"}, {"row", "state"},   {"from", "from"},
                   {"to", "to"},      {"label", "group"}, {"kind", "status"}};
  exhibit.table = {{{"state", "State", "state"},
                    {"group", "Group", "text"},
                    {"status", "Status", "text"},
                    {"from", "From", "date"},
                    {"to", "To", "date"}},
                   {},
                   "finding"};
  const auto shown = [&](const std::string& group) {
    return std::any_of(list.begin(), list.end(), [&](const Shared& s) { return s.group == group; });
  };
  std::size_t undated = 0;
  for (const auto& member : builder.members()) {
    for (const auto& row : builder.record().memberships().rows) {
      if (row.state != member || !shown(row.group)) continue;
      if (row.from && row.from->first > builder.until()) continue;
      Json cells{{"state", member},
                 {"group", row.group},
                 {"status", row.status},
                 {"from", row.from ? Json(row.from->iso()) : Json(nullptr)},
                 {"to", row.to ? Json(row.to->iso()) : Json(nullptr)}};
      undated += row.from ? 0 : 1;
      if (row.status == "member") {
        cells["finding"] =
            builder.keep(builder.ask_one("memberships.since", {member}, {{"group", row.group}}), exhibit);
      }
      exhibit.table.rows.push_back(std::move(cells));
    }
  }
  builder.keep(whole, exhibit);
  exhibit.title = "When each of them joined";
  exhibit.subtitle =
      "Groups with two members of the group or more, with earlier observer or partner status where it is on "
      "record";
  exhibit.rule =
      "Dated places in organisations, alliances and informal groups; sets named by analysts are left out";
  if (undated > 0) {
    exhibit.notes.push_back(
        fmt::format("{} without a first day on record stand in the table, not in the drawing.",
                    capital(spelled_out(undated, "place"))));
  }
  return exhibit;
}

Exhibit by_pair(BriefBuilder& builder, std::vector<Finding>& pairs) {
  Exhibit exhibit;
  exhibit.id = "memberships-pairs";
  exhibit.sources = {"table:memberships"};
  exhibit.table = {
      {{"pair", "Pair", "pair"}, {"groups", "Shared", "number"}, {"names", "Which", "text"}}, {}, "finding"};
  for (const auto& pair : BriefBuilder::pairs(builder.members())) {
    pairs.push_back(
        builder.ask_one("memberships.shared", {pair.first, pair.second}, {{"on", builder.until().iso()}}));
    exhibit.table.rows.push_back({{"pair", pair.first + "-" + pair.second},
                                  {"groups", pairs.back().evidence.size()},
                                  {"names", group_names(pairs.back())},
                                  {"finding", builder.keep(pairs.back(), exhibit)}});
  }
  exhibit.title = "What each pair shares";
  exhibit.subtitle = "Groups of which both are full members on " + long_date(builder.until());
  exhibit.rule = "Organisations, alliances and informal groups of which both are full members on " +
                 builder.until().iso() + "; sets named by analysts are left out";
  return exhibit;
}

/// For larger groups: which groups hold how many of the members.
Exhibit by_group(BriefBuilder& builder, const std::vector<Shared>& list, const Finding& whole) {
  Exhibit exhibit;
  exhibit.id = "memberships-groups";
  exhibit.sources = {"table:memberships"};
  exhibit.chart = {
      {"type", "share-bars"}, {"label", "group"}, {"value", "share"}, {"numerator", "members"}, {"n", "of"}};
  exhibit.table = {{{"group", "Group", "text"},
                    {"members", "Members in it", "number"},
                    {"of", "Of", "number"},
                    {"share", "Share", "share"}},
                   {},
                   ""};
  const std::size_t of = builder.members().size();
  for (const auto& entry : list) {
    exhibit.table.rows.push_back(
        {{"group", entry.group},
         {"members", entry.members.size()},
         {"of", of},
         {"share", static_cast<double>(entry.members.size()) / static_cast<double>(of)}});
  }
  builder.keep(whole, exhibit);
  exhibit.title = "How many of the members sit in which other group";
  exhibit.subtitle = "Full members on " + long_date(builder.until());
  exhibit.rule = whole.rule.words;
  return exhibit;
}

}  // namespace

void brief_memberships(BriefBuilder& builder) {
  const auto list = shared_groups(builder);
  if (list.empty()) {
    builder.not_observed(
        "memberships", kMembershipsLayer, "Shared memberships are not observed",
        "The casebook follows selected groups, and none of them holds two of these states on the last day.",
        fills::kMemberships);
    return;
  }
  const auto whole =
      builder.ask_one("memberships.shared", builder.members(), {{"on", builder.until().iso()}});
  Section section{"memberships", kMembershipsLayer, "", {}, true, {}};
  std::vector<Finding> pairs;
  if (builder.small()) {
    Exhibit table = by_pair(builder, pairs);
    section.exhibits.push_back(std::move(table));
    section.exhibits.push_back(spans(builder, list, whole));
  } else {
    section.exhibits.push_back(by_group(builder, list, whole));
  }
  section.title = memberships_headline(builder.record().states(), builder.members(), whole, pairs);
  section.text.push_back(
      "The casebook follows selected groups, not all that exist. Being in the same organisation is a weak "
      "tie: the largest hold "
      "rivals as well as friends.");
  builder.add(std::move(section));
}

}  // namespace blocs::findings
