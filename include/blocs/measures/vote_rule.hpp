#pragma once

#include <string>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::measures {

/// How an abstention counts against another ballot.
enum class Abstention {
  exact,   ///< yes, no and abstain are three different ballots: alike or not
  half,    ///< abstain against yes or no is half agreement (Lijphart 1963; Voeten)
  yes_no,  ///< roll calls on which either state abstained are left out (US State Department)
};

/// How a state that sat but did not vote counts.
enum class Absence {
  missing,        ///< the roll call is left out for that state
  as_abstention,  ///< it counts as an abstention
};

std::string_view word(Abstention);
std::string_view word(Absence);

/// Which roll calls are counted and how ballots compare. A value: two measures with equal rules count alike.
/// Empty lists of sessions, topics, agendas or ids mean "any".
struct VoteRule {
  views::Body body = views::Body::council;
  Period period;
  std::vector<std::string> sessions;
  std::vector<views::Kind> kinds{views::Kind::draft};
  std::vector<views::Outcome> outcomes{views::Outcome::adopted, views::Outcome::vetoed};
  std::vector<views::Nature> natures{views::Nature::substantive, views::Nature::procedural};
  std::vector<std::string> topics;
  std::vector<std::string> agendas;  ///< titles of agenda items, as on record
  std::vector<std::string> ids;
  /// Only roll calls with at least two distinct recorded ballots among all members; absences are ignored.
  bool contested = false;
  Abstention abstention = Abstention::exact;
  Absence absence = Absence::missing;

  friend bool operator==(const VoteRule&, const VoteRule&) = default;
};

/// The roll calls that a rule lets in. Cost: one pass over the roll calls.
views::Mask select(const views::RollCallMatrix& matrix, const VoteRule& rule);

}  // namespace blocs::measures
