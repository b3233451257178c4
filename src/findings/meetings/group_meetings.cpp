#include "group_meetings.hpp"

#include <algorithm>
#include <bit>

#include "blocs/core/text.hpp"

namespace blocs::findings {

std::vector<const measures::SetMeetings*> GroupMeetings::of_size(std::size_t size) const {
  std::vector<const measures::SetMeetings*> found;
  for (const auto& set : sets) {
    if (static_cast<std::size_t>(std::popcount(set.members)) == size) found.push_back(&set);
  }
  return found;
}

GroupMeetings group_meetings(const views::Record& record, const std::vector<std::string>& states,
                             const measures::MeetingRule& rule) {
  GroupMeetings found;
  found.coverage = meeting_coverage(record, states, rule);
  if (!found.coverage.observed) return found;
  const auto& meetings = record.meetings();
  auto rows = measures::meetings_of_anyone(meetings, rule);
  std::vector<std::string> nodes = states;
  if (!found.coverage.frames.empty()) {
    nodes.clear();
    for (const auto* frame : found.coverage.frames)
      nodes.insert(nodes.end(), frame->states.begin(), frame->states.end());
  }
  std::erase_if(rows, [&](std::size_t i) { return !found.coverage.covers(meetings.rows[i].sampling_frame); });
  found.graph = measures::hypergraph(meetings, rows, std::move(nodes));
  found.members = found.graph.bits(states);
  found.sets = measures::sets_of(found.graph, found.members);
  return found;
}

std::string set_words(const measures::Hypergraph& graph, std::uint64_t members) {
  return join(graph.states(members), "-");
}

std::vector<std::string> meeting_ids(const views::Meetings& meetings, const std::vector<std::size_t>& rows) {
  std::vector<std::string> ids;
  for (const auto i : rows) ids.push_back(meetings.rows[i].id);
  return ids;
}

}  // namespace blocs::findings
