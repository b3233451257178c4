#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "blocs/scenarios/council_rules.hpp"

namespace blocs::scenarios {

/// One member's chances; they add up to 1. Absence counts with abstention: neither is a yes nor blocks.
struct BallotChances {
  std::string state;
  double yes = 1, no = 0, abstain = 0;
  /// How strongly the member leans with the factor that all share, -1 < loading < 1; the sign says in which
  /// direction.
  double loading = 0;
};

/// How likely each outcome of a vote is.
struct OutcomeChances {
  double adopted = 0, vetoed = 0, failed = 0;
  double failed_and_blocked = 0;  ///< part of `failed` in which a permanent no would have blocked as well
  std::vector<double> yes_votes;  ///< index: number of yes votes
  std::vector<double>
      vetoed_by;  ///< by member, in the order given: vetoed, and this member's no among the causes
  double quadrature_error = 0;  ///< see below; 0 without a shared factor
};

/// The exact distribution of the outcome, members' ballots independent given one shared factor.
///
/// Model: member i's leaning is X = a Z + sqrt(1 - a^2) e with Z shared, e its own, both standard normal, a
/// its loading. It votes no below the `no` quantile of X, yes above the `no + abstain` quantile, and abstains
/// between: a one-factor Gaussian copula that keeps each member's own chances as given (Vasicek 2002, Risk
/// 15(12); Li 2000, doi 10.3905/jfi.2000.319253). Given Z a dynamic programme over members counts yes votes,
/// and for permanent members the set of noes; Z is integrated by Gauss-Hermite quadrature with `nodes`
/// points. `quadrature_error` is the largest change of any of the four probabilities above when the nodes are
/// doubled. All loadings 0: no quadrature, exact to rounding.
///
/// Throws Error(usage) for chances that are not a distribution, loadings outside (-1, 1), nodes
/// outside 2..64, or a number of members that the rule does not have. Cost: with n members O(nodes (n^2 +
/// 3^5)); well under 1 ms.
OutcomeChances outcome_chances(std::span<const BallotChances> members, const CouncilRule& rule,
                               views::Nature nature, int nodes = 24);

/// How much turns on one member: the chance of adoption if it votes yes for certain, and if it votes no, the
/// others as they were.
struct Pivotality {
  std::string state;
  double if_yes = 0, if_no = 0, if_abstain = 0;
  double swing() const { return if_yes - if_no; }
};
/// All members, in the order given.
std::vector<Pivotality> pivotality(std::span<const BallotChances> members, const CouncilRule& rule,
                                   views::Nature nature, int nodes = 24);

/// Members whose single change of ballot would change the outcome, in the order given.
std::vector<std::string> decisive_members(const Draft& draft, std::span<const MemberBallot> ballots);

}  // namespace blocs::scenarios
