#pragma once

#include <string>
#include <vector>

#include "blocs/findings/question.hpp"

namespace blocs::findings {

/// Which estimates count: given by the day, from sources and of content no worse than the grades asked for.
struct EstimateRule {
  Date day{9999, 12, 31};
  char reliability = 'F';
  int credibility = 6;

  std::string words() const;
};

/// One finding for each quantity estimated of a flow between two of the states (of one state: to or from it).
/// Of every speaker the latest figure counts. The value is the range from the least to the most that any of
/// them gives, in words, since "at least" and "up to" leave an end open; `details` has `low`, `high`, whether
/// they are open, whether two figures exclude each other, and each estimate with its grade.
std::vector<Finding> estimate_findings(const views::Record& record, const Question& question,
                                       const std::vector<std::string>& states, const EstimateRule& rule);

std::vector<Finding> ask_estimates(const views::Record& record, const Question& question);

}  // namespace blocs::findings
