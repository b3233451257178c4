#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "blocs/measures/ballot_table.hpp"

namespace blocs::measures {

/// How disagreement grows with the distance between two ballots.
enum class Scale {
  nominal,  ///< any two different ballots are equally far apart
  linear,   ///< yes - abstain - no: one or two steps
  squared,  ///< the steps squared
};

/// Share of equal ballots. Range 0 to 1; undefined for an empty table, as all below.
std::optional<double> exact_agreement(const BallotTable& table);

/// Equal ballots count one, an abstention against yes or no one half (Lijphart 1963, doi 10.2307/1952608):
/// the mean of 1 - steps/2. Range 0 to 1.
std::optional<double> lijphart(const BallotTable& table);

/// Share of equal ballots where neither state abstained. Range 0 to 1.
std::optional<double> yes_no_agreement(const BallotTable& table);

/// Signorino and Ritter's S (1999, doi 10.1111/0020-8833.00113) on the fixed scale yes - abstain - no, so
/// that the greatest distance is 2 whatever ballots were cast: 1 - 2 * sum(steps) / (2 n). `squared` takes
/// squares of steps and of the greatest distance. Range -1 to 1. S = 2 * lijphart - 1 on the same ballots.
std::optional<double> s_score(const BallotTable& table, Scale scale = Scale::linear);

/// Cohen's kappa (1960, doi 10.1177/001316446002000104; weighted 1968, doi 10.1037/h0026256): 1 - observed /
/// expected disagreement, where what is expected comes from each state's own shares of yes, no and abstain.
/// At most 1. Undefined where no disagreement can be expected: both states always cast one and the same
/// ballot.
std::optional<double> cohen_kappa(const BallotTable& table, Scale scale);

/// Scott's pi (1955, doi 10.1086/266577): as kappa, but what is expected comes from the shares of both states
/// taken together. At most 1; undefined as kappa.
std::optional<double> scott_pi(const BallotTable& table, Scale scale);

/// Benati and Capurri's A (2026, doi 10.1007/s11135-026-02814-x): S less the S expected if the two states
/// voted independently with the shares that each of them has. Range -2 to 2; 0 where one of them always casts
/// one ballot.
std::optional<double> benati_capurri(const BallotTable& table);

/// The measures of a pair by name.
enum class PairMeasure {
  exact,
  lijphart,
  yes_no,
  s,
  s_squared,
  kappa,
  kappa_linear,
  kappa_squared,
  pi,
  pi_linear,
  pi_squared,
  a,
};
std::string_view word(PairMeasure);
std::optional<PairMeasure> pair_measure_of(std::string_view word);
const std::vector<PairMeasure>& all_pair_measures();
/// Agreement under a rule's own way with abstentions: exact, lijphart or yes_no.
PairMeasure pair_measure_of(Abstention);
/// Set against what chance would give: kappa, pi and A.
bool chance_corrected(PairMeasure);

/// The measure's value for a table.
std::optional<double> value(PairMeasure measure, const BallotTable& table);

}  // namespace blocs::measures
