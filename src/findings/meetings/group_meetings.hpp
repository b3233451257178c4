#pragma once

#include <string>
#include <vector>

#include "blocs/measures/hypergraph.hpp"
#include "meeting_ask.hpp"

namespace blocs::findings {

/// The meetings of a group as a hypergraph: its pairs, triples and itself, each with the meetings of exactly
/// these states, inside the tables that follow all of them.
struct GroupMeetings {
  MeetingCoverage coverage;
  measures::Hypergraph graph;  ///< nodes: all states that the tables follow, else the group's
  std::uint64_t members = 0;   ///< the group, as nodes
  std::vector<measures::SetMeetings> sets;

  /// Sets of the group with this many states.
  std::vector<const measures::SetMeetings*> of_size(std::size_t size) const;
};

/// Without sets where the coverage says that it is not observed. Throws Error(usage) for more than 12 states.
GroupMeetings group_meetings(const views::Record& record, const std::vector<std::string>& states,
                             const measures::MeetingRule& rule);

/// "CHN-IRN-RUS".
std::string set_words(const measures::Hypergraph& graph, std::uint64_t members);

/// Ids of meetings by their places in the view.
std::vector<std::string> meeting_ids(const views::Meetings& meetings, const std::vector<std::size_t>& rows);

}  // namespace blocs::findings
