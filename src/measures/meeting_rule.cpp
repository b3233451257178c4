#include "blocs/measures/meeting_rule.hpp"

#include <algorithm>

namespace blocs::measures {
namespace {

template <typename T>
bool contains(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool lets_in(const MeetingRule& rule, const views::Meeting& meeting) {
  return rule.period.contains(meeting.start) && contains(rule.frames, meeting.frame) &&
         contains(rule.formats, meeting.format) &&
         contains(rule.confidences, meeting.provenance.confidence) &&
         (rule.sectors.empty() || contains(rule.sectors, meeting.sector)) &&
         (rule.hosts.empty() || contains(rule.hosts, meeting.host)) &&
         (!rule.with_agreements || !meeting.agreements.empty());
}

bool ranks_hold(const MeetingRule& rule, const views::Meeting& meeting,
                const std::vector<std::string>& states) {
  std::size_t holding = 0;
  for (const auto& state : states) {
    const auto* attendance = meeting.of(state);
    if (attendance == nullptr) return false;
    if (meets_rank(rule, attendance->rank)) ++holding;
  }
  return rule.sides == Sides::any ? holding > 0 : holding == states.size();
}

}  // namespace

std::string_view word(Sides sides) {
  return sides == Sides::any ? "any" : "both";
}

bool meets_rank(const MeetingRule& rule, views::Rank rank) {
  if (rank == views::Rank::supreme_leader) {
    if (!rule.supreme_leader_is_head_of_state) return contains(rule.ranks, rank);
    rank = views::Rank::head_of_state;
    if (contains(rule.ranks, views::Rank::supreme_leader)) return true;
  }
  if (!rule.ranks.empty()) return contains(rule.ranks, rank);
  const auto have = views::height(rank);
  const auto least = views::height(rule.min_rank);
  if (!least) return true;  // "at least unknown" asks for nothing
  return have && *have >= *least;
}

std::vector<std::size_t> meetings_of_anyone(const views::Meetings& meetings, const MeetingRule& rule) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < meetings.rows.size(); ++i) {
    const auto& meeting = meetings.rows[i];
    std::vector<std::string> states;
    for (const auto& one : meeting.attendance) states.push_back(one.state);
    if (lets_in(rule, meeting) && ranks_hold(rule, meeting, states)) rows.push_back(i);
  }
  return rows;
}

MeetingCount count_meetings(const views::Meetings& meetings, const MeetingRule& rule,
                            const std::vector<std::string>& states) {
  MeetingCount count;
  for (std::size_t i = 0; i < meetings.rows.size(); ++i) {
    const auto& meeting = meetings.rows[i];
    if (!lets_in(rule, meeting) || !ranks_hold(rule, meeting, states)) continue;
    if (rule.exactly) {
      if (!meeting.participants_complete) {
        ++count.incomplete_rows;
        continue;
      }
      if (meeting.attendance.size() != states.size()) continue;
    }
    count.rows.push_back(i);
  }
  return count;
}

}  // namespace blocs::measures
