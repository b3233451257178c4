#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "../question_list.hpp"
#include "ideal_ask.hpp"

namespace blocs::findings {

/// A measure of ideal points: as `Measure`, with a run to keep in touch with.
struct IdealMeasure {
  MeasureInfo info;
  std::vector<Finding> (*ask)(const views::Record&, const Question&, const IdealRun&);
};

std::vector<IdealMeasure> ideal_point_measures();
std::vector<IdealMeasure> ideal_group_measures();
std::vector<IdealMeasure> ideal_change_measures();
std::vector<IdealMeasure> ideal_prediction_measures();

/// Answers from a fit that is there already: where a state stood, how far a group spreads, where a state
/// moved by more than noise, and whether a group stands nearer together than in the first session shown in
/// which all who stand in the last one stood. Their ids are not set.
Finding points_of(const IdealAsk& ask, const std::string& state);
Finding spread_of(const IdealAsk& ask, const std::vector<std::string>& states);
Finding moves_of(const IdealAsk& ask, const std::string& state);
Finding change_of(const IdealAsk& ask, const std::vector<std::string>& states);

/// Those of `states` that stand in a session (by index), and their places counted from its first.
struct Standing {
  std::vector<std::string> states;
  std::vector<std::size_t> places;
};
Standing standing_in(const IdealAsk& ask, std::size_t session, const std::vector<std::string>& states);

/// How far the two of `members` that are farthest apart are.
double range_of(const std::vector<double>& points, const std::vector<std::size_t>& members);
/// 2.5 and 97.5 % of some numbers, at least one.
std::pair<double, double> middle_95(std::vector<double> values);
inline constexpr std::size_t kPointDraws = 200;  ///< of a session's points, for intervals of spreads

/// To four places, for details.
inline double rounded(double x) {
  return std::round(x * 10000) / 10000;
}

}  // namespace blocs::findings
