#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/views/ties.hpp"

namespace blocs::scenarios {

/// What a duty asks of its debtor when the creditor is attacked, or always.
enum class DutyKind {
  assist,    ///< mutual_defence, other_assistance
  consult,   ///< consultation, consultation_on_threat
  forbear,   ///< non_aggression, no_hostile_alliance, neutrality: no war against the creditor, whoever asks
  withhold,  ///< no_aid_to_aggressor, no_use_of_territory: nothing for the creditor's enemy
  other,     ///< all the rest
};
DutyKind kind_of(const std::string& obligation);
std::string_view word(DutyKind);

/// One provision as it binds one state towards another on a day. Indices are into the commitments.
struct Duty {
  std::string debtor, creditor;
  std::size_t treaty = 0;
  std::size_t provision = 0;
  DutyKind kind = DutyKind::other;
};

/// Who owes what to whom on a day: one duty for each provision and ordered pair of parties of each legally
/// binding treaty in force. Treaties between groups stand as the groups' members of the day. Keeps
/// references: the commitments must outlive it. Cost: provisions x parties^2 to build.
class CommitmentGraph {
 public:
  /// `without`: ids of treaties to leave out.
  CommitmentGraph(const views::Commitments& commitments, const views::Memberships& memberships, Date day,
                  const std::set<std::string>& without = {});

  const std::vector<Duty>& duties() const { return duties_; }
  /// Indices of the duties owed to a state, in order of treaty, provision and debtor.
  const std::vector<std::size_t>& owed_to(const std::string& state) const;
  const std::vector<std::size_t>& owed_by(const std::string& state) const;
  const std::vector<std::string>& states() const { return states_; }
  const views::Commitments& commitments() const { return *commitments_; }
  const views::Treaty& treaty(const Duty& duty) const { return commitments_->treaties[duty.treaty]; }
  const views::Provision& provision(const Duty& duty) const {
    return commitments_->provisions[duty.provision];
  }
  Date day() const { return day_; }

  /// Treaties that name both states but bind neither on the day, as (index, why).
  std::vector<std::pair<std::size_t, std::string>> out_of_force(const std::string& a,
                                                                const std::string& b) const;

 private:
  const views::Commitments* commitments_;
  const views::Memberships* memberships_;
  Date day_;
  std::vector<Duty> duties_;
  std::vector<std::string> states_;
  std::map<std::string, std::vector<std::size_t>> owed_to_;
  std::map<std::string, std::vector<std::size_t>> owed_by_;
};

/// A group's commitments among its own members on a day.
struct CommitmentSummary {
  std::size_t members = 0;
  std::vector<std::string> unnamed;  ///< members that no treaty or text in force on the day names
  std::size_t pairs = 0;             ///< unordered pairs of the other members: the rest is not observed
  std::size_t pairs_assisting = 0;   ///< with a duty to assist in at least one direction
  std::size_t pairs_firm = 0;        ///< of these, with one that leaves no choice: see `leaves_no_choice`
  std::size_t pairs_symmetric = 0;   ///< of these, with one in both directions
  std::size_t bilateral = 0, multilateral = 0;  ///< treaties in force between two, or more, of the members
  std::size_t institutionalised = 0;  ///< of these treaties, with an institution or integration provision
  std::size_t informal = 0;           ///< texts between members that do not bind in law, on the day
  std::map<std::string, std::size_t> pairs_by_obligation;
  std::vector<std::string> treaties;  ///< ids of those in force
  std::vector<std::string> texts;     ///< ids of those that do not bind
};
/// Whether a duty to assist, once its trigger is met, leaves the debtor no choice: automatic or mandatory,
/// and neither the debtor's constitutional process nor conditions that the source does not give stand
/// between.
bool leaves_no_choice(const views::Provision& provision);
/// Of `members`, on the graph's day. Pairs with a member that no treaty on record names are not observed and
/// are left out. Cost: linear in the graph's duties and in the parties of all treaties.
CommitmentSummary summarise(const CommitmentGraph& graph, const views::Memberships& memberships,
                            const std::vector<std::string>& members);

}  // namespace blocs::scenarios
