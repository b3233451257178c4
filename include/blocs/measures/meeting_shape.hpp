#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "blocs/views/meetings.hpp"

namespace blocs::measures {

/// Which of two states did something more often; what is level or not known stands apart and is in no share.
struct Tally {
  std::size_t first = 0;
  std::size_t second = 0;
  std::size_t neither = 0;  ///< level, in a third place, or not known
};

/// How two states meet, over the rows given (indices into the view). A row at which one of them was not
/// present counts nowhere.
struct Asymmetry {
  Tally hosts;    ///< who was host; `neither`: a third country, or no host is known
  Tally higher;   ///< whose side had the higher rank; `neither`: level on the documented scale, or unknown
  Tally travels;  ///< whose head of state or government (or Supreme Leader) was in the other's country
};
Asymmetry asymmetry(const views::Meetings& meetings, const std::vector<std::size_t>& rows,
                    const std::string& first, const std::string& second);

/// How evenly things spread over kinds: Shannon's entropy in bits of the observed shares, and with the
/// correction of Miller and Madow (Miller 1955): plus (K - 1) / (2 N ln 2) for K kinds seen in N things,
/// since a small sample misses kinds. `effective` is 2 to the corrected entropy: as many equally common kinds
/// would be as even. Undefined for no things.
struct Breadth {
  std::vector<std::pair<std::string, std::size_t>> kinds;  ///< the commonest first
  std::size_t n = 0;
  double entropy = 0;
  double corrected = 0;
  double effective = 1;
};
std::optional<Breadth> breadth(const std::vector<std::string>& kinds);

/// Two rows that may be one meeting: the same states (or, where a list is not complete, one list within the
/// other), with dates that overlap or starts at most `days` apart.
struct LikelyDuplicate {
  std::size_t a = 0;  ///< index into the view, the earlier
  std::size_t b = 0;
  int days_apart = 0;
  bool same_place = false;  ///< the same host and city, both given
};
/// Cost: rows times the rows that begin within the window. Frames are not compared: a separate talk at a
/// summit may be a meeting of its own, which is for a person to say.
std::vector<LikelyDuplicate> likely_duplicates(const views::Meetings& meetings, int days = 1);

}  // namespace blocs::measures
