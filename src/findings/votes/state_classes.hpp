#pragma once

#include <string>
#include <vector>

#include "vote_ask.hpp"

namespace blocs::findings {

/// Classes of states on which groups can be matched: two groups have the same mix if they have as many states
/// of each class.
struct StateClasses {
  std::vector<int> of_state;  ///< by state, as given
  std::string note;           ///< years used and states without a class, for people; may be empty
};

/// By `region`, `turnout` (thirds of states by how many of the counted roll calls they voted on), `size`
/// (thirds of states by population in the year on record that is nearest to the middle of the votes; states
/// without one are a class of their own), or several of these at once. Throws Error(usage) for any other
/// word, Error(not_found) for `size` where the record holds no population.
StateClasses state_classes(const views::Record& record, const VoteAsk& ask,
                           const std::vector<std::string>& states, const std::vector<std::string>& by);

}  // namespace blocs::findings
