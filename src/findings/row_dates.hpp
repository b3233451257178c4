#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/question.hpp"

// Rows of the record by their id, and their dates as findings.
namespace blocs::findings {

/// The row with this id. Throws Error(not_found) with "did you mean"; `what` is "treaty", "sanction" ...
template <typename Row>
const Row& find_row(const std::vector<Row>& rows, const std::string& id, const std::string& what) {
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.id == id; });
  if (at != rows.end()) return *at;
  std::vector<std::string> ids;
  for (const auto& row : rows) ids.push_back(row.id);
  throw Error::not_found("the record has no " + what + " \"" + id + "\"", did_you_mean(id, ids));
}

/// The dates of a row by name, each of which the record may lack.
using RowDates = std::vector<std::pair<std::string, const std::optional<LooseDate>*>>;

/// One date of the row as a finding; undefined where the record lacks it. Throws Error(usage) for a field
/// that is none of them.
Finding date_finding(const Question& question, std::vector<std::string> subjects, const std::string& title,
                     const std::string& row, const RowDates& dates, const std::string& field);

}  // namespace blocs::findings
