#pragma once

#include <optional>
#include <string>
#include <vector>

#include "blocs/findings/finding.hpp"
#include "blocs/measures/meeting_rule.hpp"
#include "blocs/views/record.hpp"

namespace blocs::findings {

/// How a rung is judged. `cannot_tell`: there are data, too few to say; `not_observed`: there are none.
enum class Judgement { holds, partly, fails, cannot_tell, not_observed };
std::string_view word(Judgement judgement);

/// The choices that a ladder leaves open. docs/ladder.md says why the first of each is the default.
struct LadderRule {
  measures::MeetingRule meetings;  ///< period included; minister or above on every side
  bool binding = true;             ///< treaties count only if binding in law
  double percentile = 0.9;         ///< votes alike: above this share of all groups of the size
  bool corrected = true;           ///< ... by agreement with chance taken out, else raw
  std::size_t threads = 0;
};

/// What is known of two members besides votes.
struct PairTie {
  std::string a, b;
  bool meetings_observed = false;
  std::size_t meetings = 0;  ///< of exactly these two
  std::size_t agreed = 0;    ///< of these with something recorded as agreed
  std::vector<std::string> meeting_ids;
  std::vector<std::string> treaty_ids;  ///< in force on the day, under the rule
  bool defence = false;                 ///< a mutual defence provision among them
  bool consultation = false;            ///< a duty to consult on threats among them
  std::vector<std::string> defence_ids;

  bool met() const { return meetings > 0; }
  bool signed_something() const { return agreed > 0 || !treaty_ids.empty(); }
  std::string words() const { return a + "-" + b; }
};

/// One rung with its evidence for and against, in words and by id.
struct Rung {
  std::string id;
  std::string title;
  std::string criterion;
  Judgement judgement = Judgement::not_observed;
  std::vector<std::string> in_favour;
  std::vector<std::string> against;
  std::vector<std::string> findings;  ///< ids of findings that it rests on
  std::vector<std::string> evidence;  ///< ids of rows of the record
  std::optional<std::size_t> groups =
      std::nullopt;  ///< compared with, where the rung is judged by a base rate
};

/// Where the group's votes stand among all groups of its size, worked out once for all rules.
struct VoteStanding {
  bool observed = false;
  std::string why;                       ///< where it is not observed, or cannot tell
  std::size_t roll_calls = 0;            ///< contested, in the period
  std::optional<double> raw, corrected;  ///< shares of groups strictly below
  std::vector<Finding> ranks;            ///< what they come from
  std::optional<std::size_t> groups;     ///< compared with
  std::string in_words;
};
VoteStanding vote_standing(const views::Record& record, const std::vector<std::string>& states,
                           const Period& period, std::size_t threads);

/// All pairs of a group in a period, with treaties as of its last day.
std::vector<PairTie> pair_ties(const views::Record& record, const std::vector<std::string>& states,
                               const LadderRule& rule);

/// The rungs in order, each judged by itself. `rule.meetings.period` has both ends; `pairs` are those of
/// `states` under the rule.
std::vector<Rung> judge(const views::Record& record, const std::vector<std::string>& states,
                        const LadderRule& rule, const VoteStanding& votes, const std::vector<PairTie>& pairs);

/// The findings that the rungs on meetings, bodies and treaties rest on: how often each pair, each triple and
/// the whole met on its own, and which treaties and bodies each pair and the whole share. Puts their ids into
/// the rungs.
std::vector<Finding> ladder_basis(const views::Record& record, const std::vector<std::string>& states,
                                  const LadderRule& rule, std::vector<Rung>& rungs);

}  // namespace blocs::findings
