#pragma once

#include <string>
#include <vector>

#include "blocs/findings/finding.hpp"
#include "blocs/findings/question.hpp"
#include "blocs/measures/vote_coverage.hpp"

namespace blocs::findings {

/// "the Security Council", "the General Assembly"
const char* body_words(views::Body body);
/// How complete a frame is: "all recorded votes", "vetoes"
const char* coverage_words(views::Coverage coverage);

/// The votes that a question is about: the one way from a rule to roll calls, so that each question says in
/// the same way what is on record of its time.
struct VotesOnRecord {
  measures::VoteRule rule;
  const views::RollCallMatrix& matrix;
  measures::VoteCoverage coverage;

  const views::Mask& selected() const { return coverage.selected; }
  bool observed() const { return coverage.observed; }
};

VotesOnRecord votes_on_record(const views::Record& record, const measures::VoteRule& rule,
                              measures::Needs needs);

/// What a reader of a figure must know of the record: that the votes are not observed, which part of the time
/// asked for is not on record, of which only some votes are, which votes were left out. `counts`: the figure
/// is a number of votes.
std::vector<std::string> record_notes(const VotesOnRecord& votes, bool counts);

/// Adds the notes; where the votes are not observed, they come first, and the value and its interval are
/// taken away, of a number of votes numerator and n too.
void set_on_record(Finding& finding, const VotesOnRecord& votes, bool counts);

/// The day whose members a group stands for: the end of the period asked for; where that is open, the day of
/// the last roll call that the rule lets in; where it lets in none, the last day asked for.
Date members_day(const VotesOnRecord& votes);

/// The states asked for, a group's members being those of `members_day`, and a note where they changed in the
/// time asked for (else empty).
struct AskedStates {
  Subjects subjects;
  std::string note;
};
AskedStates asked_states(const views::Record& record, const std::vector<std::string>& names,
                         const VotesOnRecord& votes);

}  // namespace blocs::findings
