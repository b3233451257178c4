#include "row_dates.hpp"

namespace blocs::findings {

Finding date_finding(const Question& question, std::vector<std::string> subjects, const std::string& title,
                     const std::string& row, const RowDates& dates, const std::string& field) {
  const auto at = std::find_if(dates.begin(), dates.end(), [&](const auto& d) { return d.first == field; });
  if (at == dates.end()) {
    std::vector<std::string> names;
    for (const auto& date : dates) names.push_back(date.first);
    throw Error::usage("the record gives no date called \"" + field + "\" here", join(names, ", "));
  }
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = std::move(subjects);
  finding.rule = {title + ": " + field, question.options};
  finding.unit = "date";
  finding.evidence = {row};
  finding.n = 1;
  if (at->second->has_value())
    finding.value = (*at->second)->iso();
  else
    finding.caveats.push_back("undefined: the record gives no such date");
  return finding;
}

}  // namespace blocs::findings
