#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "blocs/findings/finding.hpp"
#include "blocs/views/record.hpp"
#include "tie_layers.hpp"

namespace blocs::findings {

/// What a state has under one indicator.
struct ProfileValue {
  Value value;
  std::optional<double> number;  ///< to compare states by; a word: 1 if it is not that of most states
  std::optional<double> numerator;
  std::optional<std::size_t> n;
  std::vector<std::string> evidence;
  Json details;
  std::string caveat;
};

/// One indicator of one denominator, for every state that has it.
struct ProfileIndicator {
  std::string denominator;  ///< "regime type"
  std::string name;         ///< "leader"
  std::string unit;
  std::string words;  ///< what is counted, over which days
  std::map<std::string, ProfileValue> of;
  std::string without;  ///< why a state has none

  std::string part() const { return denominator + ": " + name; }
};

/// The paper's seven denominators, in its order.
const std::vector<std::string>& denominators();

/// All indicators that the record holds, denominator by denominator. `members` are those of the group,
/// against whose events the events of others are held.
std::vector<ProfileIndicator> profile_indicators(const views::Record& record,
                                                 const std::vector<std::string>& members,
                                                 const TieSpan& span);

/// States that sit in the United Nations on a day.
std::set<std::string> un_members(const views::Record& record, Date day);

}  // namespace blocs::findings
