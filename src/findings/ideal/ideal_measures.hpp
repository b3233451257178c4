#pragma once

#include <cmath>
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
std::vector<IdealMeasure> ideal_prediction_measures();

/// To four places, for details.
inline double rounded(double x) {
  return std::round(x * 10000) / 10000;
}

}  // namespace blocs::findings
