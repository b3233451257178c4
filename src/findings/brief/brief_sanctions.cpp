// Sanctions on members and by members, as dated spans.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "../words.hpp"
#include "blocs/measures/sanctions.hpp"
#include "exhibits.hpp"
#include "fills.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kSanctionsLayer = "Sanctions";

/// Members of the group that impose a measure on a day: by themselves, or as members, that day, of the EU.
std::vector<std::string> imposing(const BriefBuilder& builder, const views::Sanction& row, Date day) {
  std::vector<std::string> found;
  for (const auto& member : builder.members()) {
    if (measures::imposes(row, member, builder.record().memberships(), day)) found.push_back(member);
  }
  return found;
}

/// Whether a measure was a member's on the first day of the period on which it applied, or is on the last.
bool imposed_by_group(const BriefBuilder& builder, const views::Sanction& row) {
  const Date first = std::max(row.from->first, builder.since());
  return !imposing(builder, row, first).empty() || !imposing(builder, row, builder.until()).empty();
}

Json iso(const std::optional<LooseDate>& date) {
  return date ? Json(date->iso()) : Json(nullptr);
}

/// A regime as spans: in force, then eased or gone, then in force again.
void add_spans(const BriefBuilder& builder, const views::Sanction& row, const std::string& finding,
               Exhibit& exhibit) {
  const auto add = [&](const Json& from, const Json& to, const char* kind) {
    exhibit.table.rows.push_back({{"target", row.target},
                                  {"by", row.imposed_by},
                                  {"measure", row.imposed_by + ": " + row.measure},
                                  {"kind", kind},
                                  {"from", from},
                                  {"to", to},
                                  {"reference", row.reference},
                                  {"finding", finding}});
  };
  const auto past = [&](const std::optional<LooseDate>& date) -> std::optional<LooseDate> {
    return date && date->first <= builder.until() ? date : std::nullopt;
  };
  const auto eased = past(row.eased);
  const auto ended = past(row.ended);
  const auto restored = past(row.restored);
  const auto stop = eased ? eased : ended;
  add(iso(row.from), iso(stop), "in force");
  if (eased) add(iso(eased), iso(ended ? ended : restored), "eased");
  if (restored) add(iso(restored), nullptr, "in force");
}

Exhibit spans(BriefBuilder& builder, const std::vector<const views::Sanction*>& rows, std::string id,
              std::string title) {
  Exhibit exhibit;
  exhibit.id = std::move(id);
  exhibit.sources = {"table:sanctions"};
  exhibit.chart = {{"type", "spans"}, {"row", "target"},    {"from", "from"},
                   {"to", "to"},      {"label", "measure"}, {"kind", "kind"}};
  exhibit.table = {{{"target", "On", "state"},
                    {"by", "By", "text"},
                    {"measure", "Measure", "text"},
                    {"kind", "State of it", "text"},
                    {"from", "From", "date"},
                    {"to", "To", "date"},
                    {"reference", "Reference", "text"}},
                   {},
                   "finding"};
  for (const auto* row : rows) {
    const auto finding = builder.ask_one("sanctions.date", {}, {{"id", row->id}, {"field", "from"}});
    for (const char* field : {"eased", "ended", "restored"}) {
      const auto date = builder.ask_one("sanctions.date", {}, {{"id", row->id}, {"field", field}});
      if (!std::holds_alternative<std::monostate>(date.value)) builder.keep(date, exhibit);
    }
    add_spans(builder, *row, builder.keep(finding, exhibit), exhibit);
  }
  exhibit.title = std::move(title);
  exhibit.subtitle =
      "Dated measures, from their act to their end; what was eased or restored is shown as such";
  exhibit.rule = "Regimes of the casebook as of " + builder.until().iso() + "; dates as the acts give them";
  exhibit.notes.push_back(
      "A regime is a legal act, not a measure of how hard it bites; regimes are not added up.");
  return exhibit;
}

std::vector<std::string> targets(const std::vector<const views::Sanction*>& rows, Date day) {
  std::set<std::string> found;
  for (const auto* row : rows) {
    if (measures::in_force(*row, day)) found.insert(row->target);
  }
  return {found.begin(), found.end()};
}

/// Of measures by members, those that a member keeps on the last day.
std::vector<const views::Sanction*> kept_on_last_day(const BriefBuilder& builder,
                                                     std::vector<const views::Sanction*> rows) {
  std::erase_if(rows, [&](const auto* row) { return imposing(builder, *row, builder.until()).empty(); });
  return rows;
}

/// Who imposes what: the EU's measures are each member's, and who has none on record is not observed.
void say_by_whom(BriefBuilder& builder, const std::vector<const views::Sanction*>& rows, Section& section) {
  std::set<std::string> as_members;
  std::set<std::string> observed;
  for (const auto* row : rows) {
    for (const auto& state : imposing(builder, *row, builder.until())) {
      observed.insert(state);
      if (state != row->imposed_by) as_members.insert(state);
    }
  }
  if (!as_members.empty() && builder.brief_name() != "EU") {
    section.text.push_back(
        fmt::format("What the EU imposes counts for each of its members of the day, here {}.",
                    as_members.size() <= 5 ? builder.spoken({as_members.begin(), as_members.end()})
                                           : counted(as_members.size(), "state")));
  }
  std::vector<std::string> others;
  for (const auto& member : builder.members()) {
    if (!observed.contains(member)) others.push_back(member);
  }
  if (!others.empty() && others.size() < builder.members().size() && builder.small()) {
    section.text.push_back(fmt::format("No measure by {} is in the casebook: that is not observed, not none.",
                                       builder.spoken(others)));
  }
}

}  // namespace

void brief_sanctions(BriefBuilder& builder) {
  std::vector<const views::Sanction*> on;
  std::vector<const views::Sanction*> by;
  for (const auto& row : builder.record().sanctions()) {
    if (!row.from || row.from->first > builder.until()) continue;
    if (builder.is_member(row.target))
      on.push_back(&row);
    else if (imposed_by_group(builder, row))
      by.push_back(&row);
  }
  if (on.empty() && by.empty()) {
    builder.not_observed("sanctions", kSanctionsLayer, "Sanctions on or by the members are not observed",
                         "The casebook follows selected sanctions regimes, and none of them is on or by a "
                         "member of this group.",
                         fills::kSanctions);
    return;
  }
  Section section{"sanctions", kSanctionsLayer, "", {}, true, {}};
  const auto under = targets(on, builder.until());
  if (!on.empty()) {
    section.title = under.empty()
                        ? "No sanctions on a member are on record as in force"
                        : capital(fmt::format("{} {} under sanctions of the UN, the EU or states on {}",
                                              builder.spoken(under), under.size() == 1 ? "was" : "were",
                                              long_date(builder.until())));
    section.exhibits.push_back(
        spans(builder, on, "sanctions-on",
              fmt::format("{} on members", capital(spelled_out(on.size(), "measure")))));
  }
  if (!by.empty()) {
    const auto hit = targets(kept_on_last_day(builder, by), builder.until());
    if (on.empty())
      section.title = hit.empty()
                          ? "No sanctions by a member are on record as in force"
                          : fmt::format("Members of the group keep {} under sanctions", builder.spoken(hit));
    say_by_whom(builder, by, section);
    section.exhibits.push_back(
        spans(builder, by, "sanctions-by",
              fmt::format("{} by members", capital(spelled_out(by.size(), "measure")))));
  }
  std::vector<std::string> without;
  for (const auto& member : builder.members()) {
    if (std::none_of(on.begin(), on.end(), [&](const auto* row) { return row->target == member; }))
      without.push_back(member);
  }
  if (!on.empty() && !without.empty() && builder.small()) {
    section.text.push_back(fmt::format("No regime on {} is in the casebook: that is not observed, not none.",
                                       builder.spoken(without)));
  }
  section.text.push_back("The casebook follows selected regimes of the UN, the EU and the United States.");
  builder.add(std::move(section));
}

}  // namespace blocs::findings
