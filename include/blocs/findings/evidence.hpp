#pragma once

#include <map>
#include <optional>
#include <string>

#include "blocs/views/record.hpp"

namespace blocs::findings {

/// One row of the record as a reader sees it when a number is walked back.
struct EvidenceRow {
  std::string id;
  std::string table;   ///< "roll_call", "meeting", "treaty" ...
  std::string date;    ///< as precise as it is known; may be empty
  std::string what;    ///< one line: the agenda item, who met whom, the treaty's name
  std::string source;  ///< id of its source
  views::Confidence confidence = views::Confidence::high;
  std::string note;
};

/// Finds rows of the record by the ids that findings carry. Looks in one view after the other and indexes a
/// view when it first gets there. Not for several threads at once.
class Evidence {
 public:
  explicit Evidence(const views::Record& record) : record_(record) {}

  /// The row, or nothing if no view holds the id.
  std::optional<EvidenceRow> find(const std::string& id);
  const views::Source* source(const std::string& id);

 private:
  bool index_next();

  const views::Record& record_;
  int indexed_ = 0;
  std::map<std::string, EvidenceRow> rows_;
  std::map<std::string, const views::Source*> sources_;
};

}  // namespace blocs::findings
