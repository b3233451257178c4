#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "../json_options.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/findings/question.hpp"
#include "blocs/measures/ballot_table.hpp"
#include "blocs/measures/vote_rule.hpp"
#include "votes_on_record.hpp"

namespace blocs::findings {

/// A question about votes, as far as all of them go alike: the rule, the roll calls that it lets in and the
/// states.
struct VoteAsk {
  measures::VoteRule rule;
  const views::RollCallMatrix& matrix;
  views::Mask selected;
  Subjects subjects;                ///< with those members only that have a ballot in this body
  std::vector<std::string> absent;  ///< the others
  std::vector<std::string>
      notes{};              ///< what of the time asked for is not on record, whose members were taken
  bool unobserved = false;  ///< no frame of the record reaches the votes asked for; the notes say so
};

/// `options` holds the rule and nothing else. A group stands for its members on the day that `members_day`
/// says. Votes of which only who vetoed is on record are left out.
VoteAsk vote_ask(const views::Record& record, const Question& question, const Json& options);

/// A finding on some states under the ask's rule, in words that leave the measure its own way with
/// abstentions.
Finding vote_finding(const std::string& measure, const VoteAsk& ask, const std::vector<std::string>& states);

/// The number of a regular session of the Assembly; nothing for an emergency or special one, or the Council.
std::optional<int> regular_session(const views::RollCall& call);

std::vector<std::string> ids_of(const views::RollCallMatrix& matrix, const views::Mask& mask);

/// What is drawn again for an interval.
struct IntervalAsk {
  std::string kind =
      "none";  ///< none, bootstrap (roll calls), bootstrap-items (agenda items, recurring titles)
  std::uint64_t seed = 1;

  bool wanted() const { return kind != "none"; }
  bool by_items() const { return kind == "bootstrap-items"; }
};
/// Takes `interval` and `seed`. Throws Error(usage) for another kind.
IntervalAsk interval_option(Json& options);

/// One weight per roll call from `weights`, a table of ids and numbers: roll calls that it does not name
/// weigh 1. Empty if there is no such option. Throws Error(usage) for what is no weight, Error(not_found) for
/// an id that the record does not have.
measures::Weights weights_from(const Json& weights, const views::RollCallMatrix& matrix);

/// Says in a finding's rule that roll calls were weighted.
void note_weights(Finding& finding, const Json& weights);

/// What the record holds of the selection: roll calls and days, and how many ballots are missing for these
/// states.
std::string coverage_words(const VoteAsk& ask);

/// All options of a vote rule, for help texts.
inline constexpr const char* kRuleOptions =
    "body, since, until, sessions, kinds, amendments, paragraphs, outcomes, natures, topics, agendas, ids, "
    "contested, "
    "abstention, absence";

}  // namespace blocs::findings
