#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "blocs/inference/ideal_attendance.hpp"
#include "blocs/inference/ideal_gibbs.hpp"

namespace blocs::inference {

/// What the wider model has beyond the line of `fit_ideal` (docs/ideal-points.md).
struct WideModel {
  std::size_t dimensions = 1;              ///< 1 or 2
  const Attendance* attendance = nullptr;  ///< with it, who stays away tells where states stand
  /// The state whose mean is made positive on each axis; where it is not there, the state with most places of
  /// those that fix no earlier axis.
  std::array<std::string, 2> positive{"USA", "RUS"};
};

/// How absence hangs together with positions: draws of three numbers, in this order.
enum AttendanceNumber : std::size_t {
  kLeaning,  ///< kappa: below 0, those whom an item draws to no stay away from it more than others
  kErratic,  ///< standard deviation of an item's pull on attendance about kappa * beta, on each axis
  kHabit,    ///< standard deviation of how readily states come at all, within a session
};

/// Draws from the wider model, each standardised and turned to one frame.
struct WideDraws {
  std::vector<IdealDraws> axes;     ///< by axis, as of one dimension
  std::vector<double> correlation;  ///< by place, of the draws of its two coordinates; empty in one dimension
  /// By axis: the mean over ballots of the square of its item's discrimination along it. Axes come in falling
  /// order; the ratio says how much the second adds.
  std::vector<double> weight;
  std::optional<IdealDraws> attendance;  ///< numbers as `AttendanceNumber`
};

/// Samples the ideal-point model with one or two dimensions, with or without a model of attendance. State i
/// in session t stands at a vector theta; item j has a vector beta and answers come from beta'theta + e as in
/// `draw_ideal`. With attendance, the state comes to roll call r (of item j) if a(i,t) + c(r) + d(r)'theta +
/// e' > 0, where d(r) ~ N(kappa beta(j), s^2) on each axis: absence by habit, a(i,t) ~ N(0, omega^2), tells
/// nothing of positions, absence from some roll calls rather than others does (the form is Holman
/// and Glas 2005, British Journal of Mathematical and Statistical Psychology 58, 1-17; for roll calls Rosas,
/// Shomer and Haptonstahl 2015, doi 10.1111/ajps.12148).
///
/// After each step places are given mean 0 and the identity as covariance; items follow in theirs. Kept
/// draws are turned (and mirrored) to agree with their mean (generalised Procrustes: Gower 1975, doi
/// 10.1007/BF02291478); then the axes are those along which items discriminate most and least, and the signs
/// those of `positive`. Chains start about `fit`, which is of the same data in one dimension.
/// Same result for any number of threads. Cost: about 100 ns a ballot and iteration, as much again for a
/// member's attendance. Throws as `draw_ideal`; Error(usage) for other than 1 or 2 dimensions.
WideDraws draw_wide(const IdealData& data, const IdealFit& fit, const WideModel& model,
                    const GibbsOptions& options = {});

}  // namespace blocs::inference
