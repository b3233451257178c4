#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "blocs/sources/votes.hpp"
#include "blocs/views/meetings.hpp"
#include "blocs/views/roll_calls.hpp"
#include "blocs/views/states.hpp"
#include "blocs/views/system.hpp"
#include "blocs/views/ties.hpp"

namespace blocs::sources {

/// A row, or part of a file, that could not be taken in, with what a person needs to mend it.
struct Fault {
  std::string file;      ///< name as given
  std::size_t line = 0;  ///< first line of the row, from 1; 0 for the file as a whole
  std::string column;    ///< header name; empty if the row as a whole is at fault
  std::string reason;    ///< what is wrong and what would be right
  std::string raw;       ///< the row as read, shortened to 500 bytes, always valid UTF-8
};

/// A state with the provenance of its row.
struct StateRow : views::State {
  StateRow() = default;
  StateRow(views::State state) : views::State(std::move(state)) {}  // NOLINT(google-explicit-constructor)

  views::Provenance provenance;
};

struct StateName {
  std::string state;
  std::string name;
  std::string kind;
  std::string source;
  std::optional<LooseDate> valid_from, valid_to;
  views::Confidence confidence = views::Confidence::high;
};

struct CouncilMember {
  int year = 0;
  std::string state;
  std::string seat;  ///< permanent, elected
  std::string source;
  views::Confidence confidence = views::Confidence::high;
};

struct CastBallot {
  std::string roll_call;
  std::string state;
  views::Ballot ballot = views::Ballot::yes;
};

/// What one import reads: checked rows of every table, and what was refused. Rows keep the order of their
/// files.
struct Harvest {
  /// A file that was read: rows taken + rows refused = rows read. The ledger works out the SHA-256 (hex) of
  /// the bytes where the reader left it empty.
  struct File {
    std::string name;
    std::string sha256;
    std::size_t taken = 0;
    std::size_t refused = 0;
    std::shared_ptr<const std::string> bytes;  ///< as read, so that the sum is that of what was parsed
  };

  std::string origin;  ///< "casebook", or the reader that recognised the file
  std::vector<File> files;
  std::vector<views::Source> sources;
  std::vector<StateRow> states;
  std::vector<StateName> state_names;
  std::vector<views::Group> groups;
  std::vector<views::Membership> memberships;
  std::vector<CouncilMember> council_members;
  std::vector<views::RollCall> roll_calls;
  std::vector<CastBallot> ballots;
  std::vector<VoteSet> votes;  ///< of published vote files, by source
  /// Roll calls that are on record under another source: the ids are those that stand, the ballots are
  /// compared with theirs and not taken.
  std::vector<VoteSet> other_votes;
  std::vector<views::VoteFrame> vote_frames;
  std::vector<views::SamplingFrame> meeting_frames;
  std::vector<views::Meeting> meetings;
  std::vector<views::MeetingMerge> meeting_merges;
  std::vector<views::LeaderTrips> leader_trips;
  std::vector<views::Treaty> treaties;
  std::vector<views::Provision> provisions;
  std::vector<views::TradeTotal> trade;
  std::vector<views::Sanction> sanctions;
  std::vector<views::Milestone> milestones;
  std::vector<views::Indicator> indicators;
  std::vector<views::Estimate> estimates;
  std::vector<views::ArmsTransfer> arms;
  std::vector<views::EventCount> event_counts;
  std::vector<Fault> quarantine;
};

}  // namespace blocs::sources
