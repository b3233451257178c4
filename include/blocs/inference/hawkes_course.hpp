#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "blocs/inference/hawkes.hpp"

namespace blocs::inference {

/// One term of the courses of the baselines. Each kind has its own coefficients, on the log scale: two for a
/// cycle (cosine and sine, so that kinds may differ in strength and phase), one for a shift of level.
struct CourseTerm {
  enum class Form { cycle, shift };
  Form form = Form::cycle;
  double days = 0;  ///< the period of a cycle; days from the start of the time observed to a shift

  bool operator==(const CourseTerm&) const = default;
};

/// The courses of the baselines: log s_i(t) is a sum of terms with coefficients of kind i, laid on equal
/// steps.
struct HawkesCourse {
  std::size_t steps = 0;  ///< over the time observed; 0: no course was looked for
  std::vector<CourseTerm> terms;
  double shortest_cycle = 0;  ///< days: cycles below were not looked for
  double shortest_shift = 0;  ///< days: shifts nearer to each other, or to an end, were not looked for
  bool cut_off = false;       ///< as many terms as the events can bear, and a further one would enter
  std::string why_none;       ///< why no term could be looked for
};

/// A term enters a course if chance alone would give one that gains as much in this share of series.
inline constexpr double kCourseLevel = 0.2;
/// Events of the rarest kind for each term: fewer could not tell its coefficients.
inline constexpr std::size_t kEventsATerm = 10;
inline constexpr std::size_t kMostTerms = 12;

/// Looks for what varies in the baselines by cycles of any period and by shifts of level, on the model
/// without cross-excitation, so that what course and excitation explain alike is given to the course.
///
/// Forward selection: candidates are the strongest cycle and shift in the periodogram and the cumulated sums
/// of what the fit so far leaves over, with self-excitation and without any; the one that gains most enters
/// while its likelihood ratio, by chi-squared times the number of independent candidates (Bonferroni), is
/// below `kCourseLevel`. Cycles from two steps of a day (daily counts: 2.2 days; times: four steps of an
/// eighth of a day or of what the span allows) to twice the time observed; shifts a fiftieth of the time
/// apart. Kinds too few for one term (`kEventsATerm`) leave the course constant, and `why_none` says so.
/// Throws what `fit_hawkes` throws. Cost: some tens of fits of a model without cross-excitation.
HawkesCourse find_course(const TimedEvents& events);
HawkesCourse find_course(const DailyCounts& counts);

}  // namespace blocs::inference
