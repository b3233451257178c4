// Dated facts of the period that concern the members.
#include <fmt/format.h>

#include <algorithm>

#include "../words.hpp"
#include "exhibits.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kMilestonesLayer = "Dated facts";

std::size_t concerned(const BriefBuilder& builder, const views::Milestone& row) {
  return static_cast<std::size_t>(
      std::count_if(row.states.begin(), row.states.end(),
                    [&](const std::string& state) { return builder.is_member(state); }));
}

/// What a fact refers to, unless it is a row of the record itself, whose id tells a reader nothing.
Json reference(const BriefBuilder& builder, const std::string& text) {
  const auto& treaties = builder.record().commitments().treaties;
  const auto& meetings = builder.record().meetings().rows;
  const auto is = [&](const auto& row) { return row.id == text; };
  const bool row =
      std::any_of(treaties.begin(), treaties.end(), is) || std::any_of(meetings.begin(), meetings.end(), is);
  return text.empty() || row ? Json(nullptr) : Json(text);
}

}  // namespace

void brief_milestones(BriefBuilder& builder) {
  Exhibit exhibit;
  exhibit.id = "milestones";
  exhibit.sources = {"table:milestones"};
  exhibit.table = {{{"date", "Date", "date"},
                    {"what", "What", "text"},
                    {"states", "States", "states"},
                    {"kind", "Kind", "text"},
                    {"reference", "Reference", "text"}},
                   {},
                   "finding"};
  for (const auto& row : builder.record().milestones()) {
    if (!builder.period().contains(row.date.first) || concerned(builder, row) < 2) continue;
    std::string states;
    for (const auto& state : row.states) states += (states.empty() ? "" : ";") + state;
    const auto finding = builder.ask_one("milestones.date", {}, {{"id", row.id}});
    exhibit.table.rows.push_back({{"date", row.date.iso()},
                                  {"what", row.what},
                                  {"states", states},
                                  {"kind", spaced(row.kind)},
                                  {"reference", reference(builder, row.reference)},
                                  {"finding", builder.keep(finding, exhibit)}});
  }
  if (exhibit.table.rows.empty())
    return;  // a list of facts is context, not a layer: none on record says nothing
  const std::size_t n = exhibit.table.rows.size();
  exhibit.title =
      fmt::format("{} on record in which two members or more take part", capital(spelled_out(n, "fact")));
  exhibit.subtitle = "Treaties signed, resolutions, summits, statements and acts of war, by date";
  exhibit.rule = fmt::format("Dated facts of the casebook from {} to {} that name two members or more",
                             builder.since().iso(), builder.until().iso());
  exhibit.notes.push_back(
      "The list holds what published studies lean on; it is not complete and is not counted.");
  Section section{"milestones",
                  kMilestonesLayer,
                  fmt::format("{} of the period, for context", capital(spelled_out(n, "dated fact"))),
                  {},
                  true,
                  {}};
  section.text.push_back("These facts help to read the figures above. They enter none of them.");
  section.exhibits.push_back(std::move(exhibit));
  builder.add(std::move(section));
}

}  // namespace blocs::findings
