#pragma once

#include <optional>
#include <string>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/views/ties.hpp"

namespace blocs::measures {

/// A treaty in force between two states on a day.
struct SharedTreaty {
  std::size_t treaty = 0;                ///< index in the view
  std::optional<std::size_t> strongest;  ///< its strongest provision (index), if any is coded
};

/// How far an obligation goes, for "strongest": assistance in war (5), duties in a war of others (4),
/// standing restraint (3), consultation (2), cooperation (1), clauses about the treaty itself (0). An order
/// of kinds, not a measure: two treaties at one level are not equally strong.
int obligation_level(const std::string& obligation);

/// The states bound by a treaty: its parties, or the members of its party group on that day.
std::vector<std::string> parties_on(const views::Treaty& treaty, const views::Memberships& memberships,
                                    Date day);

/// The treaties in force on a day with their parties, for many questions about that day. What it is made from
/// outlives it.
class TreatiesOn {
 public:
  TreatiesOn(const views::Commitments& commitments, const views::Memberships& memberships, Date day);

  /// Those to which every one of `states` is a party, in id order. Cost: linear in the treaties.
  std::vector<SharedTreaty> shared(const std::vector<std::string>& states) const;

 private:
  struct InForce {
    SharedTreaty treaty;
    std::vector<std::string> parties;  ///< in code order
  };
  std::vector<InForce> treaties_;
};

/// Treaties in force on a day to which every one of `states` is a party, in id order.
std::vector<SharedTreaty> shared_treaties(const views::Commitments& commitments,
                                          const views::Memberships& memberships,
                                          const std::vector<std::string>& states, Date day);

/// Of `states`, those that no treaty or text in force on a day names, in their order. The treaties on record
/// are selected: whether such a state shares a treaty, owes or is owed anything, is not observed. Of states
/// that are named, none shared is a finding. Cost: linear in the parties of all treaties.
std::vector<std::string> unnamed(const views::Commitments& commitments, const views::Memberships& memberships,
                                 const std::vector<std::string>& states, Date day);

/// Groups (organisations, alliances and informal groups, not sets named by analysts) of which all `states`
/// are members on a day, as indices of the first state's membership rows.
std::vector<std::size_t> shared_memberships(const views::Memberships& memberships,
                                            const std::vector<std::string>& states, Date day);

}  // namespace blocs::measures
