// Meetings of three and more: exact counts, kept apart from being in the same room. And the words on the
// sampling frame.
#include <fmt/format.h>

#include <algorithm>

#include "../words.hpp"
#include "headlines.hpp"
#include "layers.hpp"
#include "meeting_layers.hpp"

namespace blocs::findings {
namespace {

const std::vector<std::string> kOwnFrames{"bilateral", "trilateral", "sidelines", "multilateral_session"};

/// States of which a meeting of two is on record: those whose meetings the table set out to find.
std::vector<std::string> frame_codes(const BriefBuilder& builder) {
  std::set<std::string> found;
  for (const auto& meeting : builder.record().meetings().rows) {
    if (meeting.attendance.size() != 2) continue;
    for (const auto& attendance : meeting.attendance) found.insert(attendance.state);
  }
  return {found.begin(), found.end()};
}

/// All sets of `k` states out of `states`, in order.
void subsets(const std::vector<std::string>& states, std::size_t k, std::size_t from,
             std::vector<std::string>& chosen, std::vector<std::vector<std::string>>& out) {
  if (chosen.size() == k) {
    out.push_back(chosen);
    return;
  }
  for (std::size_t i = from; i < states.size(); ++i) {
    chosen.push_back(states[i]);
    subsets(states, k, i + 1, chosen, out);
    chosen.pop_back();
  }
}

std::vector<std::vector<std::string>> larger_sets(const std::vector<std::string>& follow) {
  std::vector<std::vector<std::string>> sets;
  const std::size_t most = follow.size() <= 6 ? follow.size() : 3;
  for (std::size_t k = 3; k <= most; ++k) {
    std::vector<std::string> chosen;
    subsets(follow, k, 0, chosen, sets);
  }
  if (most < follow.size()) sets.push_back(follow);
  return sets;
}

Finding together(const BriefBuilder& builder, const std::vector<std::string>& states) {
  return builder.ask_one(
      "meetings.count", states,
      builder.within({{"frames", {"multilateral_session", "co_attendance"}}, {"min_rank", "unknown"}}));
}

std::string joined(const std::vector<std::string>& states) {
  std::string text;
  for (const auto& state : states) text += (text.empty() ? "" : ";") + state;
  return text;
}

}  // namespace

std::vector<std::string> followed(const BriefBuilder& builder) {
  auto codes = frame_codes(builder);
  std::erase_if(codes, [&](const std::string& state) { return !builder.is_member(state); });
  return codes;
}

bool meetings_cover(const BriefBuilder& builder) {
  const auto& rows = builder.record().meetings().rows;
  return !rows.empty() && rows.front().start <= builder.until() && rows.back().start >= builder.since();
}

Finding exact_meetings(const BriefBuilder& builder, const std::vector<std::string>& states,
                       const std::string& min_rank) {
  return builder.ask_one("meetings.count", states,
                         builder.within({{"exactly", true}, {"frames", kOwnFrames}, {"min_rank", min_rank}}));
}

std::string frame_states(const BriefBuilder& builder) {
  return builder.spoken(frame_codes(builder));
}

std::string frame_sentence(const BriefBuilder& builder) {
  const auto& rows = builder.record().meetings().rows;
  if (rows.empty()) return "The record holds no meetings.";
  return fmt::format(
      "The table holds public meetings of two or more of {}, begun {} to {}, found in open sources. What was "
      "not made public or "
      "not found is not counted, so that counts can be compared inside the table only.",
      frame_states(builder), long_date(rows.front().start), long_date(rows.back().start));
}

std::vector<std::string> frame_notes(const BriefBuilder& builder) {
  const auto& rows = builder.record().meetings().rows;
  std::vector<std::string> notes;
  const Date last = std::min(builder.until(), rows.back().start);
  if (last.month() < 12)
    notes.push_back(fmt::format("{} ends on {}: it is not a whole year.", last.year(), long_date(last)));
  if (builder.until() > rows.back().start) {
    notes.push_back(fmt::format("Nothing after {} is observed.", long_date(rows.back().start)));
  }
  return notes;
}

std::string meetings_title(const BriefBuilder& builder, const std::vector<PairMeetings>& pairs,
                           const std::vector<std::string>& follow) {
  std::vector<Finding> totals;
  for (const auto& entry : pairs) totals.push_back(entry.total);
  std::string title = meetings_headline(builder.record().states(), totals);
  if (follow.size() >= 3 && !most_rows(totals).empty()) {
    const std::size_t all = exact_meetings(builder, follow, "unknown").evidence.size();
    title += fmt::format("; {} of all {}{} is on record", all == 0 ? "no meeting" : counted(all, "meeting"),
                         spelled(follow.size()), follow.size() < builder.members().size() ? " followed" : "");
  }
  return title;
}

std::string growth_title(const BriefBuilder& builder, const std::vector<PairMeetings>& pairs) {
  std::vector<std::vector<Finding>> years;
  for (const auto& entry : pairs) years.push_back(entry.years);
  return growth_headline(builder.record().states(), years);
}

void add_larger_meetings(BriefBuilder& builder, const std::vector<std::string>& follow, Section& section) {
  Exhibit exhibit;
  exhibit.id = "meetings-larger";
  exhibit.sources = {"table:meetings"};
  exhibit.table = {{{"states", "States", "states"},
                    {"minister", "On their own, ministers or above", "number"},
                    {"deputy", "On their own, deputy ministers or above", "number"},
                    {"any", "On their own, any rank", "number"},
                    {"together", "In one room among others", "number"}},
                   {},
                   "finding"};
  std::size_t trilaterals = 0;
  std::size_t whole = 0;
  for (const auto& set : larger_sets(follow)) {
    const auto minister = exact_meetings(builder, set, "minister");
    const auto deputy = exact_meetings(builder, set, "deputy_minister");
    const auto any = exact_meetings(builder, set, "unknown");
    const auto room = together(builder, set);
    for (const auto& finding : {minister, deputy, room}) builder.keep(finding, exhibit);
    if (set.size() == 3) trilaterals += any.evidence.size();
    if (set.size() == follow.size()) whole = any.evidence.size();
    exhibit.table.rows.push_back({{"states", joined(set)},
                                  {"minister", minister.evidence.size()},
                                  {"deputy", deputy.evidence.size()},
                                  {"any", any.evidence.size()},
                                  {"together", room.evidence.size()},
                                  {"finding", builder.keep(any, exhibit)}});
  }
  exhibit.title =
      follow.size() == 3
          ? fmt::format("The three met on their own {}", whole == 0 ? "at no time" : counted(whole, "time"))
          : fmt::format("{} of exactly three members, {} of all {}",
                        capital(spelled_out(trilaterals, "meeting")),
                        whole == 0 ? "none" : std::to_string(whole), spelled(follow.size()));
  exhibit.subtitle =
      "Meetings of exactly these states, and occasions on which all of them were present among others";
  exhibit.rule = fmt::format(
      "On their own: rows with a complete list of participants that names exactly these states, begun {} to "
      "{}, in person or by "
      "video; any rank includes officials and unknown ranks. In one room among others: sessions and events "
      "of more than three "
      "at which all of them took part, whether or not they met.",
      builder.since().iso(), builder.until().iso());
  exhibit.notes.push_back(
      "Being in the same room at a summit or a parade is co-attendance, not a meeting of the group. The "
      "columns "
      "are not added up.");
  section.exhibits.push_back(std::move(exhibit));
}

}  // namespace blocs::findings
