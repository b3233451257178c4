#pragma once

#include <optional>
#include <string>
#include <vector>

#include "blocs/measures/agreement.hpp"
#include "blocs/measures/ballot_table.hpp"

namespace blocs::measures {

/// Which roll calls count for a group.
enum class Turnout {
  two_present,  ///< at least two members have a ballot under the rule; the others are left out of that roll
                ///< call
  all_present,  ///< every member has one
};

/// A mean over roll calls with how many it is over.
struct RollCallMean {
  double sum = 0;     ///< of values times weights
  double weight = 0;  ///< of the roll calls on which it is defined
  std::size_t n = 0;  ///< their number
  views::Mask counted;

  std::optional<double> mean() const;
};

/// How far a member stands from the others.
struct MemberDistance {
  std::string state;
  /// Mean distance (0, 1/2 or 1 on yes - abstain - no) of its ballot from the ballot that most of the other
  /// members cast; roll calls on which the others are tied for most are left out. Range 0 to 1.
  RollCallMean from_majority;
  /// The group's mean pairwise agreement without this member; undefined for groups of two.
  std::optional<double> mean_without;
};

/// How far the members of a group vote as one.
///
/// On each counted roll call with Y yes, N no and A abstentions among the members that have a ballot, t = Y +
/// N + A:
/// - Rice (1924): |Y - N| / (Y + N); undefined, and left out of the mean, where nobody voted yes or no. 0
/// to 1.
/// - Hix, Noury and Roland's agreement index (2005, doi 10.1017/S0007123405000128): (max(Y, N, A) - (t - max)
/// / 2) / t.
///   1 if all are the same, 0 for three equal thirds.
/// - unanimity: 1 if all are the same, else 0.
/// Each is averaged over roll calls. Mean and least pairwise agreement are over the pairs of members, each
/// under the rule's own way with abstentions, on the roll calls that the pair has in common. Small groups
/// have high values by chance: set them against groups of the same size (`inference/base_rates.hpp`). A group
/// that is undefined in all of this has no value, never 0.
struct Cohesion {
  std::vector<std::string> members;
  views::Mask present;    ///< the counted roll calls
  views::Mask unanimous;  ///< those on which all ballots are the same
  RollCallMean rice, hix_noury_roland, unanimity;
  std::vector<PairAgreement> pairs;
  std::optional<double> mean_pairwise, least_pairwise;
  std::size_t least_pair = 0;  ///< index in `pairs` of the least, where there is one
  std::vector<MemberDistance> distances;
};

/// A mean over roll calls: the sum of credits over the sum of bases, each by selected roll call. A credit
/// without a base is 0 of 0.
struct RollCallRatio {
  std::vector<double> credit, base;
};

/// What each selected roll call adds to a group's figures but for those of pairs: the same numbers as
/// `cohesion` of this roll call alone.
struct CohesionParts {
  RollCallRatio rice, hix_noury_roland, unanimity;
  std::vector<RollCallRatio> distances;  ///< by member
};

/// Cost: members times roll calls. Errors as `cohesion`.
CohesionParts cohesion_parts(const views::RollCallMatrix& matrix, const views::Mask& selected,
                             const VoteRule& rule, const std::vector<std::string>& members,
                             Turnout turnout = Turnout::two_present, const Weights& weights = {});

/// Weights, if given, hold for all but the pairwise figures, which take each roll call once. Cost: members
/// times roll calls, and for the pairs a few word operations per 64 roll calls. Throws Error(not_found) if a
/// member has no ballot in the matrix, Error(usage) for fewer than two members or weights of another size.
Cohesion cohesion(const views::RollCallMatrix& matrix, const views::Mask& selected, const VoteRule& rule,
                  const std::vector<std::string>& members, Turnout turnout = Turnout::two_present,
                  const Weights& weights = {});

}  // namespace blocs::measures
