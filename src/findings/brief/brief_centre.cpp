// Who is at the centre of the group, and which states stand nearest to it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "../words.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"
#include "fills.hpp"
#include "headlines.hpp"
#include "system_layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kId = "centre";
constexpr const char* kCentreLayer = "Centre and ring";

Json on(const BriefBuilder& builder) {
  return {{"since", builder.since().iso()}, {"on", builder.until().iso()}};
}

std::string span_words(const Finding& finding) {
  if (!finding.interval) return "";
  // To one place, and 0 without a sign.
  const auto percent = [](double share) { return std::round(share * 1000) / 10 + 0.0; };
  return fmt::format("{:.1f} to {:.1f}", percent(finding.interval->low), percent(finding.interval->high));
}

Exhibit centre_exhibit(BriefBuilder& builder, const std::vector<Finding>& findings) {
  Exhibit exhibit;
  exhibit.id = "centre-members";
  exhibit.title = "Each member's part in the ties of the group";
  exhibit.subtitle =
      "Share of all ties in which it is one of two, in per cent; for votes, percentage points of mean "
      "agreement "
      "lost without it";
  exhibit.sources = {"table:meetings", "table:treaties", "table:memberships"};
  exhibit.rule = findings.front().rule.words;
  exhibit.table = {{{"layer", "Layer", "text"},
                    {"state", "Member", "state"},
                    {"part", "Part", "number"},
                    {"interval", "95 % interval", "text"},
                    {"between", "Others closer through it", "text"}},
                   {},
                   "finding"};
  for (std::size_t i = 1; i < findings.size(); ++i) {
    const auto& f = findings[i];
    Json part = nullptr;
    if (f.number()) part = std::round(*f.number() * 1000) / 10;
    exhibit.table.rows.push_back(
        {{"layer", f.rule.data.at("part")},
         {"state", f.subjects.front()},
         {"part", part},
         {"interval", span_words(f)},
         {"between", fmt::format("{} of {} pairs", f.details.at("between").get<int>(),
                                 f.details.at("pairs_of_others").get<int>())},
         {"finding", builder.keep(f, exhibit)}});
  }
  exhibit.notes.push_back(
      "Shares of all members add up to 200 %: every tie has two ends. Layers are not added together.");
  exhibit.notes.push_back(
      "Intervals draw roll calls or meetings again; treaties and memberships are closed records without "
      "one.");
  return exhibit;
}

}  // namespace

void brief_centre(BriefBuilder& builder) {
  if (builder.members().size() < 3) return;
  const auto findings = builder.ask("system.centre", builder.members(), on(builder));
  const auto& first = findings.front();
  const auto& tops = first.details.at("layers");
  if (tops.empty()) {
    builder.not_observed(kId, kCentreLayer, "The centre of the group is not observed",
                         "No votes, meetings, treaties or memberships of the members are on record.",
                         fills::kAnyTies);
    return;
  }
  Section section;
  section.id = kId;
  section.layer = kCentreLayer;
  section.title = centre_headline(first);
  section.text.push_back("The member with the largest part in the ties of the group, layer by layer. " +
                         centre_sentence(first) +
                         " Layers are not equally telling, and no score joins them. The command `blocs ring` "
                         "ranks the states outside.");
  section.exhibits.push_back(centre_exhibit(builder, findings));
  builder.keep(first, section.exhibits.front());
  builder.add(std::move(section));
}

}  // namespace blocs::findings
