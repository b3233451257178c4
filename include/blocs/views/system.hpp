#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "blocs/core/date.hpp"
#include "blocs/views/ties.hpp"

namespace blocs::views {

/// What a coded indicator's value is.
enum class IndicatorKind {
  leader,  ///< the name of who leads; counted in years since `from`
  number,  ///< a number, in the indicator's unit
  word,    ///< one of a few words
  fact     ///< something that happened, from `from` on; facts are counted
};

/// One coded value of a state under a common denominator of a group. `state` may be `WLD`: the value of every
/// UN member that has no row of its own under the indicator. `coded_on` is the last day of which the row is
/// known to tell.
struct Indicator {
  std::string id;           ///< INDICATOR/STATE/FROM
  std::string denominator;  ///< regime, militarisation, status_quo, nuclear, behaviour, size
  std::string indicator;
  std::string state;
  std::optional<LooseDate> from, to;
  std::string value;
  Date coded_on{1970, 1, 1};
  Provenance provenance;
};

/// The indicators that can be coded, in the order in which a profile shows them.
struct IndicatorInfo {
  std::string_view name, denominator;
  IndicatorKind kind;
  std::string_view unit, words;
  std::span<const std::string_view> values = {};  ///< of a word: those that are legal
};
std::span<const IndicatorInfo> indicator_infos();

/// What is coded under this is no common denominator: states are classed by it.
inline constexpr std::string_view kSizeOfState = "size";

/// Stands for every UN member that has no row of its own.
inline constexpr std::string_view kAllOthers = "WLD";

/// A figure that somebody gave of a quantity that nobody can count: a range, who says so, and how far to
/// trust it. An empty `low` or `high` is a bound that was not given ("at least", "up to").
struct Estimate {
  std::string id;
  std::string quantity;  ///< slug: estimates of one quantity conflict or agree
  std::string from, to;  ///< states: who sends, who receives
  std::string item;      ///< what is counted, in words
  std::string unit;
  LooseDate as_of{Date(1970, 1, 1), Date(1970, 1, 1)};
  std::optional<double> low, high;
  std::string said_by;
  char reliability = 'F';  ///< of who says so: A (completely) to E (not), F: cannot be judged
  int credibility = 6;     ///< of what is said: 1 (confirmed) to 5 (improbable), 6: cannot be judged
  Provenance provenance;
};

/// Arms that one state delivered to another in a year, as SIPRI's trend-indicator values count them: volumes
/// of major arms, no money.
struct ArmsTransfer {
  std::string id;
  std::string supplier, recipient;
  int year = 0;
  double tiv_million = 0;
  Provenance provenance;
};

/// Events of one CAMEO root class by one state towards another in a month, as a data set codes reports.
struct EventCount {
  std::string id;
  std::string actor, target;
  int year = 0;
  int month = 1;
  int root = 1;  ///< 1 to 20
  std::size_t count = 0;
  Provenance provenance;
};

}  // namespace blocs::views
