#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/sources/casebook.hpp"
#include "blocs/sources/table.hpp"

namespace blocs::sources::casebook {

/// Where the reading of one table stands: what it may refer to, and where its rows go.
struct Reading {
  Table& table;
  Known& known;
  Harvest& harvest;
  std::set<std::string, std::less<>>&
      ids;  ///< seen so far of this form's `ids`, over all files of one import

  /// Refuses the row if an earlier one has this id.
  void only_once(std::string_view column, const std::string& id);
  /// A known source, needed.
  std::string source();
  /// `source`, `confidence` and `note`.
  views::Provenance provenance();
  /// A known state. Empty is a fault unless `may_be_empty`.
  std::string state(std::string_view column, bool may_be_empty = false);
  /// Known states, each once, in code order.
  std::vector<std::string> states(std::string_view column);
  std::string group(std::string_view column);
  /// Refuses the row if `to` ends before `from` starts.
  void in_order(std::string_view column, const std::optional<LooseDate>& from,
                const std::optional<LooseDate>& to);
  /// True if the code is a known state; otherwise a fault of the column, with the nearest known one.
  bool check_state(std::string_view column, const std::string& code);
  /// Notes that no `what` has this id, with the nearest of those that are known.
  void refuse_unknown(std::string_view column, std::string_view what, const std::string& id,
                      const std::set<std::string, std::less<>>& legal);
};

/// One table of the casebook: its columns, and the function that reads its rows.
struct Form {
  std::string_view name;
  std::span<const Column> columns;
  void (*read)(Reading&);
  std::string_view ids = name;  ///< what its ids must be unique among: votes of both bodies share theirs
  bool shipped = true;          ///< false: a published file's form, which no casebook folder has
};

extern const Form kSources, kStates, kStateNames;   // casebook_states.cpp
extern const Form kGroups, kMemberships;            // casebook_groups.cpp
extern const Form kCouncilMembers, kCouncilVotes;   // casebook_council.cpp
extern const Form kAssemblyVotes;                   // casebook_assembly.cpp
extern const Form kVoteFrames;                      // casebook_vote_frames.cpp
extern const Form kMeetingFrames, kMeetings;        // casebook_meetings.cpp
extern const Form kLeaderTrips;                     // leader_trips.cpp
extern const Form kTreaties, kProvisions;           // casebook_treaties.cpp
extern const Form kTrade, kSanctions, kMilestones;  // casebook_ties.cpp
extern const Form kDenominators, kEstimates;        // casebook_system.cpp

/// The frame of votes in the row at which a table stands; faults of the row where it is none.
views::VoteFrame vote_frame(Reading& at);

/// All tables, each behind those that it refers to.
std::span<const Form* const> forms();

/// The slugs of `topic`, the same for both bodies.
std::span<const std::string_view> topics();

}  // namespace blocs::sources::casebook
