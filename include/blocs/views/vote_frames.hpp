#pragma once

#include <string>

#include "blocs/core/date.hpp"
#include "blocs/views/ties.hpp"

namespace blocs::views {

/// Which votes of one body are on record between two days, and how complete they are. Outside all frames of a
/// body its votes are not observed: a day without a roll call on record says something only inside a frame
/// that holds all of them. Frames may adjoin or overlap; what none of them covers is a gap.
struct VoteFrame {
  std::string id;
  std::string title;
  std::string body;  ///< "council", "assembly", or a body whose roll calls no view holds
  Date since{1946, 1, 1};
  Date until{1946, 1, 1};  ///< included
  Coverage coverage = Coverage::selected;
  Provenance provenance;

  bool contains(Date day) const { return since <= day && day <= until; }
  /// Whether the ballots of all members are on record, not those of who vetoed alone.
  bool gives_ballots() const { return coverage != Coverage::vetoes; }
};

}  // namespace blocs::views
