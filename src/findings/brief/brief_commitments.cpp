// Treaties between members: which are in force on the last day, their strongest obligation, and their spans.
#include <fmt/format.h>

#include <algorithm>

#include "../words.hpp"
#include "blocs/measures/commitments.hpp"
#include "exhibits.hpp"
#include "fills.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kCommitmentsLayer = "Treaties and commitments";

Json date_cell(const std::optional<LooseDate>& date) {
  return date ? Json(date->iso()) : Json(nullptr);
}

const views::Provision* strongest(const views::Commitments& commitments, const std::string& treaty) {
  const views::Provision* found = nullptr;
  for (const auto& provision : commitments.provisions) {
    if (provision.treaty != treaty) continue;
    if (found == nullptr ||
        measures::obligation_level(provision.obligation) > measures::obligation_level(found->obligation)) {
      found = &provision;
    }
  }
  return found;
}

/// A treaty that binds two members or more, and which of them.
struct Bond {
  const views::Treaty* treaty;
  std::vector<std::string> members;
};

std::vector<Bond> bonds(const BriefBuilder& builder) {
  std::vector<Bond> found;
  for (const auto& treaty : builder.record().commitments().treaties) {
    if (!treaty.same_as.empty()) continue;
    const auto start = treaty.in_force ? treaty.in_force : treaty.signed_on;
    const bool over = treaty.ended && treaty.ended->last < builder.since();
    if (!start || start->first > builder.until() || over) continue;
    auto parties = measures::parties_on(treaty, builder.record().memberships(), builder.until());
    std::erase_if(parties, [&](const std::string& state) { return !builder.is_member(state); });
    std::sort(parties.begin(), parties.end());
    if (parties.size() >= 2) found.push_back({&treaty, parties});
  }
  std::stable_sort(found.begin(), found.end(), [](const Bond& a, const Bond& b) {
    return std::pair(b.members.size(), a.members) < std::pair(a.members.size(), b.members);
  });
  return found;
}

std::string lane(const BriefBuilder& builder, const Bond& bond) {
  if (bond.members.size() == 2) return bond.members[0] + "-" + bond.members[1];
  if (!bond.treaty->party_group.empty()) return bond.treaty->party_group;
  return bond.members.size() <= 5 ? and_list(builder.names(bond.members))
                                  : counted(bond.members.size(), "member");
}

Exhibit spans(BriefBuilder& builder, const std::vector<Bond>& list) {
  Exhibit exhibit;
  exhibit.id = "treaties-spans";
  exhibit.sources = {"table:treaties"};
  exhibit.chart = {{"type", "spans"}, {"row", "between"}, {"from", "from"},
                   {"to", "to"},      {"label", "name"},  {"kind", "strongest"}};
  exhibit.table = {{{"between", "Between", "pair"},
                    {"name", "Treaty or text", "text"},
                    {"strongest", "Strongest obligation", "text"},
                    {"strength", "How firm", "text"},
                    {"binding", "Binding", "text"},
                    {"signed", "Signed", "date"},
                    {"from", "In force", "date"},
                    {"to", "Ended", "date"}},
                   {},
                   "finding"};
  for (const auto& bond : list) {
    const auto* provision = strongest(builder.record().commitments(), bond.treaty->id);
    const auto finding =
        builder.ask_one("treaties.date", {},
                        {{"id", bond.treaty->id}, {"field", bond.treaty->in_force ? "in_force" : "signed"}});
    exhibit.table.rows.push_back(
        {{"between", lane(builder, bond)},
         {"name", bond.treaty->name},
         {"strongest", provision == nullptr ? "not coded" : spaced(provision->obligation)},
         {"strength", provision == nullptr ? Json(nullptr) : Json(provision->strength)},
         {"binding", bond.treaty->binding ? "yes" : "no"},
         {"signed", date_cell(bond.treaty->signed_on)},
         {"from", date_cell(bond.treaty->in_force ? bond.treaty->in_force : bond.treaty->signed_on)},
         {"to", date_cell(bond.treaty->ended)},
         {"finding", builder.keep(finding, exhibit)}});
  }
  exhibit.title =
      fmt::format("{} between members, by what they ask at most", capital(spelled_out(list.size(), "text")));
  exhibit.subtitle =
      "From entry into force (or signature, where nothing enters into force) to the end, if any";
  exhibit.rule = fmt::format(
      "Treaties and declarations between two members or more that held at some time from {} to {}",
      builder.since().iso(), builder.until().iso());
  exhibit.notes.push_back(
      "The strongest obligation is the highest on a scale of kinds: assistance in war, duties in a war of "
      "others, standing "
      "restraint, consultation, cooperation. Two treaties at one level need not be equally strong.");
  return exhibit;
}

/// One row a pair: treaties in force on the last day and whether one of them promises defence.
Exhibit by_pair(BriefBuilder& builder, std::vector<std::string>& defended) {
  Exhibit exhibit;
  exhibit.id = "treaties-pairs";
  exhibit.sources = {"table:treaties"};
  exhibit.table = {{{"pair", "Pair", "pair"},
                    {"treaties", "In force", "number"},
                    {"binding", "Of these binding", "number"},
                    {"defence", "With mutual defence", "number"},
                    {"names", "Which", "text"}},
                   {},
                   "finding"};
  const std::string on = builder.until().iso();
  for (const auto& pair : BriefBuilder::pairs(builder.members())) {
    const std::vector<std::string> who{pair.first, pair.second};
    const auto all = builder.ask_one("treaties.shared", who, {{"on", on}});
    const auto binding = builder.ask_one("treaties.shared", who, {{"on", on}, {"binding", true}});
    const auto defence = builder.ask_one("treaties.shared", who,
                                         {{"on", on}, {"binding", true}, {"obligation", "mutual_defence"}});
    builder.keep(binding, exhibit);
    builder.keep(defence, exhibit);
    std::vector<std::string> names;
    for (const auto& treaty : all.details.at("treaties"))
      names.push_back(treaty.at("name").get<std::string>());
    if (!defence.evidence.empty()) defended.push_back(builder.dashed(pair));
    std::string list;
    for (const auto& name : names) list += (list.empty() ? "" : "; ") + name;
    const auto count = [](const Finding& f) { return f.number() ? Json(f.evidence.size()) : Json(); };
    exhibit.table.rows.push_back({{"pair", pair.first + "-" + pair.second},
                                  {"treaties", count(all)},
                                  {"binding", count(binding)},
                                  {"defence", count(defence)},
                                  {"names", list},
                                  {"finding", builder.keep(all, exhibit)}});
  }
  exhibit.title = fmt::format("What was in force on {}, pair by pair", long_date(builder.until()));
  exhibit.subtitle = "Number of treaties and texts of the casebook to which both states are parties";
  exhibit.rule = "Treaties and texts in force on " + on + " to which both are parties";
  exhibit.notes.push_back(
      "0 says that none of the casebook’s selected treaties joins the two, not that there is none. Where "
      "none "
      "of them names one of the two, nothing is observed and the cell stays empty.");
  return exhibit;
}

std::string title_of(const BriefBuilder& builder, const std::vector<std::string>& defended) {
  const std::size_t pairs = BriefBuilder::pairs(builder.members()).size();
  if (pairs == 1) {
    return builder.spoken(builder.members()) + (defended.empty()
                                                    ? " have no treaty of mutual defence on record"
                                                    : " are bound to mutual defence");
  }
  if (defended.empty()) return "No pair of members is bound to mutual defence by a treaty on record";
  std::string title =
      fmt::format("{} of {} pairs {} bound to mutual defence", capital(spelled(defended.size())), pairs,
                  defended.size() == 1 ? "is" : "are");
  return defended.size() <= 3 ? title + ": " + and_list(defended) : title;
}

}  // namespace

void brief_commitments(BriefBuilder& builder) {
  const auto list = bonds(builder);
  if (list.empty()) {
    builder.not_observed("commitments", kCommitmentsLayer, "Treaties between the members are not observed",
                         "The casebook holds selected treaties, and none of them joins two members of the "
                         "group in this period. "
                         "Others may exist.",
                         fills::kTreaties);
    return;
  }
  Section section{"commitments", kCommitmentsLayer, "", {}, true, {}};
  const auto whole = builder.ask_one("treaties.shared", builder.members(), {{"on", builder.until().iso()}});
  if (builder.small()) {
    std::vector<std::string> defended;
    Exhibit pairs = by_pair(builder, defended);
    builder.keep(whole, pairs);
    section.title = capital(title_of(builder, defended));
    section.exhibits.push_back(spans(builder, list));
    section.exhibits.push_back(std::move(pairs));
  } else {
    section.title =
        fmt::format("{} on record {} two members or more", capital(spelled_out(list.size(), "text")),
                    list.size() == 1 ? "joins" : "join");
    Exhibit exhibit = spans(builder, list);
    builder.keep(whole, exhibit);
    section.exhibits.push_back(std::move(exhibit));
  }
  const std::size_t all = whole.evidence.size();
  if (builder.members().size() > 2) {
    std::vector<std::string> names;
    for (const auto& treaty : whole.details.at("treaties"))
      names.push_back(treaty.at("name").get<std::string>());
    section.text.push_back(all == 0 ? fmt::format("No treaty on record binds all {} members together.",
                                                  spelled(builder.members().size()))
                                    : fmt::format("All {} members are parties to {}: {}.",
                                                  spelled(builder.members().size()), spelled_out(all, "text"),
                                                  and_list(names)));
  }
  section.text.push_back(
      "The casebook holds selected treaties, not all that exist; what a treaty asks is coded article by "
      "article.");
  builder.add(std::move(section));
}

}  // namespace blocs::findings
