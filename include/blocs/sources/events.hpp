#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/views/events.hpp"

namespace blocs::sources {

/// Which rows of an event database count, and as what. Empty lists mean "any".
struct EventSelection {
  /// Kind -> country codes (FIPS, as GDELT codes places) in which the action took place.
  std::map<std::string, std::vector<std::string>> places;
  /// Pairs of actors by CAMEO country code, "RUS-UKR", in either order; each is a kind of its own.
  std::vector<std::string> pairs;
  std::vector<std::string> roots;  ///< CAMEO root codes, "19"
  std::vector<int> quads;          ///< CAMEO quad classes, 1 to 4
  bool root_events_only = false;   ///< only events in the lead of their document
};

/// Reads events, recognised by their columns: `time,theatre` (time-stamped), `date,theatre,count` (daily
/// counts), or event rows of GDELT 1.0 (57 or 58 columns) and 2.0 (61), tab-separated as published or with a
/// header. Rows of GDELT become one event each; a GLOBALEVENTID counts once. Throws Error(bad_input) for
/// anything else, and for GDELT's pair scores: these are sums of scores, no counts. Rows that cannot be used
/// are counted, and the first one is named.
views::EventTable read_events(const std::filesystem::path& path, const EventSelection& selection);
views::EventTable events_from(std::string_view bytes, const std::string& name,
                              const EventSelection& selection);

}  // namespace blocs::sources
