#pragma once

#include "blocs/findings/verdicts.hpp"
#include "blocs/views/record.hpp"

namespace blocs::findings {

/// What a value says of the true one where a question about meetings or votes asks for days before the record
/// of them begins, or after it ends: a count can only be larger, the first of them only earlier, the last
/// only later, and of a share nothing is known. A question that names no first day asks for all that ever
/// was; one that names no last day asks for what is on record. Exact for questions about anything else, and
/// for votes that are named by id or session.
struct Reach {
  Bound bound = Bound::exact;
  std::string why;  ///< "the record of these meetings begins on 2022-01-01"; empty if exact
};
Reach reach(const views::Record& record, const Question& question);

}  // namespace blocs::findings
