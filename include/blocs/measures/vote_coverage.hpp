#pragma once

#include <cstddef>
#include <vector>

#include "blocs/measures/vote_rule.hpp"

namespace blocs::measures {

/// What a measure needs of a roll call: that it is on record, or the ballots of all members too.
enum class Needs { roll_calls, ballots };

/// What the record holds of the votes that a rule asks for.
struct VoteCoverage {
  /// The roll calls that the rule lets in, without those of which what is needed is not on record.
  views::Mask selected;
  /// Let in by the rule and left out: of these only who vetoed is on record.
  std::size_t without_ballots = 0;
  /// False: nothing can be said, and a count of none is not 0. So it is where no roll call is let in and no
  /// frame that holds all votes of the rule's kind reaches a day asked for.
  bool observed = true;
  /// The frames of the body that tell of such votes and reach a day asked for, by id.
  std::vector<views::VoteFrame> frames;
  /// Spans of days asked for that no such frame covers, in order; both ends are set.
  std::vector<Period> missing;
  /// Spans of days asked for that frames cover which hold some of the rule's votes only, in order.
  std::vector<Period> partly;
  /// Selected roll calls on days that lie in no frame: what else was voted on then is not known.
  std::size_t outside = 0;
  /// The days asked for, in order; both ends are set. None where the rule names roll calls by id, or sessions
  /// whose days are not known.
  std::vector<Period> asked;
};

/// The days on which a session of the Assembly sat, as far as they can be told: regular session n from
/// September of 1945 + n to the end of the next August (the first from 1946-01-10); another session (ES-11)
/// from its first to its last roll call in the matrix. Nothing where neither is known.
std::optional<Period> days_of_session(const views::RollCallMatrix& matrix, const std::string& session);

/// Sets a rule against the frames of the matrix. An end that the rule leaves open is that of the first or
/// last frame: a question without a period asks for what is on record. A matrix with roll calls and no frame
/// has one that runs from the first to the last of them, of selected votes. Cost: as `select`, times the
/// frames.
VoteCoverage coverage(const views::RollCallMatrix& matrix, const VoteRule& rule, Needs needs);

}  // namespace blocs::measures
