#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "blocs/findings/question.hpp"
#include "json_options.hpp"

namespace blocs::findings {

/// A measure that can be asked for: what it is, and the function that answers.
struct Measure {
  MeasureInfo info;
  std::function<std::vector<Finding>(const views::Record&, const Question&)> ask;
};

std::vector<Measure> vote_measures();
std::vector<Measure> pair_measures();
std::vector<Measure> cohesion_measures();
std::vector<Measure> base_rate_measures();
std::vector<Measure> series_measures();
std::vector<Measure> history_measures();
std::vector<Measure> meeting_measures();
std::vector<Measure> meeting_rate_measures();
std::vector<Measure> meeting_shape_measures();
std::vector<Measure> meeting_higher_measures();
std::vector<Measure> ladder_measures();
std::vector<Measure> ladder_validate_measures();
std::vector<Measure> tie_measures();
std::vector<Measure> sanction_measures();
std::vector<Measure> council_measures();
std::vector<Measure> default_measures();
std::vector<Measure> prediction_measures();
std::vector<Measure> cascade_measures();
std::vector<Measure> commitment_measures();
std::vector<Measure> backtest_measures();
std::vector<Measure> roll_call_measures();
std::vector<Measure> date_measures();
std::vector<Measure> theatre_measures();
std::vector<Measure> system_measures();
std::vector<Measure> ideal_measures();

/// The day on which groups are resolved where a question names none: after all that is on record.
inline Date end_of_record() {
  return {9999, 12, 31};
}

class Options;
/// The day that `on` names, else the end of the record.
Date asked_day(Options& options);
/// "on 2025-06-01", "at the end of the record".
std::string on_day_words(Date day);

/// An answer of one finding, moved: a list in braces would copy it.
inline std::vector<Finding> just(Finding&& finding) {
  std::vector<Finding> findings;
  findings.push_back(std::move(finding));
  return findings;
}

}  // namespace blocs::findings
