#pragma once

#include <map>
#include <optional>
#include <string>

#include "blocs/core/date.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::scenarios {

/// Where states stood in the Assembly, as far as was known when each year began.
class Positions {
 public:
  void set(int year, const std::string& state, double at) { years_[year][state] = at; }
  /// A state's position as known at the beginning of the year of `day`; nothing if there is none.
  std::optional<double> of(const std::string& state, Date day) const;

 private:
  std::map<int, std::map<std::string, double>> years_;
};

/// For every year from `first` to `last`, the ideal points (docs/ideal-points.md, forward walk) fitted to the
/// Assembly's roll calls before its first day alone. A state stands where it stood in its last session, if
/// that is one of the last two then. A year before which no two sessions divide anybody has none. Cost: a fit
/// a year.
Positions positions_before_years(const views::RollCallMatrix& assembly, int first, int last);

}  // namespace blocs::scenarios
