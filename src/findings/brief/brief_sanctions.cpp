// Sanctions on members and by members, as dated spans.
#include <fmt/format.h>

#include <algorithm>

#include "../words.hpp"
#include "exhibits.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kSanctionsLayer = "Sanctions";

/// Imposed by a member: a state of the group, or the group itself by its name (the EU).
bool imposed_by_group(const BriefBuilder& builder, const views::Sanction& row) {
  return builder.is_member(row.imposed_by) || row.imposed_by == builder.brief_name();
}

bool in_force(const views::Sanction& row, Date day) {
  if (!row.from || row.from->first > day) return false;
  if (row.restored && row.restored->first <= day) return true;
  const bool ended = row.ended && row.ended->first <= day;
  const bool eased = row.eased && row.eased->first <= day;
  return !ended && !eased;
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
    if (in_force(*row, day)) found.insert(row->target);
  }
  return {found.begin(), found.end()};
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
                         "member of this group.");
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
    const auto hit = targets(by, builder.until());
    if (on.empty())
      section.title = capital(fmt::format("Members of the group keep {} under sanctions",
                                          hit.empty() ? "nobody" : builder.spoken(hit)));
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
