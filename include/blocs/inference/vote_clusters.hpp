#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/views/roll_calls.hpp"

namespace blocs::inference {

/// What recurs of a title from year to year: folded, without "resolution adopted by the General Assembly"
/// (also where the source cut it short), a leading "report of the", words with a digit in them (years,
/// numbers, articles), single letters, and ordinals of an edition ("third decade"; the "first committee"
/// stays). Empty if nothing is left, or if the text is not a title but what the chair said when calling the
/// vote.
std::string recurring_title(std::string_view title);

/// What hangs together among some roll calls, for a bootstrap that draws whole clusters.
struct VoteClusters {
  std::vector<std::size_t>
      of;  ///< the cluster of each roll call, 0 .. count-1, in the order of their first titles
  std::size_t count = 0;
  std::string what;  ///< of what kind they are, with their number: "26 agenda items", or how many roll calls
};

/// Every roll call by itself.
VoteClusters by_roll_call(std::size_t roll_calls);

/// In the Council roll calls on one agenda item, which is what its titles are. In the Assembly, whose record
/// names no agenda items, roll calls whose recurring title is the same, and those on parts or amendments of
/// one text (the same symbol or draft), and what these join. One without title and text is a cluster by
/// itself. If no two hang together, it says that it goes by roll call. `calls` are columns of the matrix.
/// Cost: about linear in the length of the titles.
VoteClusters vote_clusters(const views::RollCallMatrix& matrix, const std::vector<std::size_t>& calls);

}  // namespace blocs::inference
