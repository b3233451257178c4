#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "blocs/core/date.hpp"

namespace blocs::views {

/// Events of one kind on one day, or one event at a moment.
struct EventRow {
  Date day{1970, 1, 1};
  std::optional<double> moment;  ///< days since 1970-01-01, where the hour is known
  std::string kind;              ///< theatre or pair
  std::uint32_t count = 1;
  std::size_t line = 0;  ///< of the file
};

/// Events as read from one file: what a point process is fitted to.
struct EventTable {
  std::string file;
  std::string sha256;
  std::string form;  ///< "timed", "daily", "gdelt-1", "gdelt-2"
  bool timed = false;
  /// Daily counts name every day of their span, zeros included. Rows of events name none without events.
  bool zeros_named = false;
  std::string selection;  ///< in words; empty: all rows
  std::vector<EventRow> rows;
  std::size_t read = 0;     ///< rows of the file
  std::size_t refused = 0;  ///< rows that could not be used, the first of them named in `fault`
  std::string fault;
};

}  // namespace blocs::views
