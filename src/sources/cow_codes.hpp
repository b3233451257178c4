#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/sources/casebook.hpp"

namespace blocs::sources {

/// The states that a number of the Correlates of War project stands for, over time.
///
/// A number may mean two states one after the other (345 is Yugoslavia until 1992-04-26 and Serbia from the
/// day after; before 1918 it is Serbia too), and a state may have had two numbers (255 and 260 are Germany).
/// Otherwise a number means its state at any time: 365 is Russia under the Tsars, 255 Prussia.
class CowCodes {
 public:
  explicit CowCodes(const std::map<std::string, views::State, std::less<>>& states);

  /// The spans into which a span of the number falls, in order of time; none if no state has the number.
  std::vector<views::PartySpan> spans(int number, const LooseDate& from,
                                      const std::optional<LooseDate>& to) const;

 private:
  std::map<int, std::vector<const views::State*>> by_number_;  // those of one number by their first day
};

}  // namespace blocs::sources
