#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "blocs/measures/vote_rule.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::measures {

/// How alike two states voted.
///
/// Definition: the share of the counted roll calls on which both cast the same ballot; under `half`, an
/// abstention against a yes or no counts one half. A roll call is counted if the rule lets it in and both
/// states have a ballot under it (see `Absence`; a ballot that the sources do not give, or no seat, is always
/// missing). Range 0 to 1; undefined (no value) if nothing is counted. Unit: share of roll calls. Source:
/// Lijphart 1963 (doi 10.2307/1952608); exact agreement as in the US State Department's reports.
struct PairAgreement {
  std::string a, b;
  double credit = 0;    ///< numerator: full and half agreements added up
  std::size_t n = 0;    ///< roll calls counted
  views::Mask counted;  ///< which they are
  views::Mask alike;    ///< those with the same ballot
  /// Ballots of `a` (rows) against `b` (columns), each yes, no, abstain, over the counted roll calls.
  std::array<std::array<std::size_t, 3>, 3> table{};

  std::optional<double> share() const;
};

/// Cost: a few word operations per 64 roll calls. Throws Error(not_found) if a state has no ballot in the
/// matrix.
PairAgreement agreement(const views::RollCallMatrix& matrix, const views::Mask& selected,
                        const VoteRule& rule, const std::string& a, const std::string& b);

/// How alike the members of a group voted.
struct GroupAgreement {
  std::vector<PairAgreement> pairs;     ///< all pairs, in order of the members given
  std::optional<double> mean_pairwise;  ///< mean over the pairs that are defined; undefined if none is
  std::size_t pairs_defined = 0;
  /// Roll calls on which at least two members have a recorded ballot, and those on which all of them are the
  /// same.
  views::Mask present;
  views::Mask unanimous;
};

GroupAgreement group_agreement(const views::RollCallMatrix& matrix, const views::Mask& selected,
                               const VoteRule& rule, const std::vector<std::string>& members);

}  // namespace blocs::measures
