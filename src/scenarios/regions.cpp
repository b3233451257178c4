#include <algorithm>
#include <map>
#include <vector>

#include "blocs/scenarios/cascade.hpp"

namespace blocs::scenarios {
namespace {

using List = std::vector<std::string>;

/// The area of Article 6 of the North Atlantic Treaty, by state: Europe and North America, with Turkiye.
const List kNorthAtlantic{"ALB", "BEL", "BGR", "CAN", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA",
                          "GBR", "GRC", "HRV", "HUN", "ISL", "ITA", "LTU", "LUX", "LVA", "MKD", "MNE",
                          "NLD", "NOR", "POL", "PRT", "ROU", "SVK", "SVN", "SWE", "TUR", "USA"};
/// States with metropolitan or island territory in or on the Pacific, as the treaties of 1951 and 1953 use
/// the word.
const List kPacific{"AUS", "CAN", "CHN", "FJI", "FSM", "IDN", "JPN", "KIR", "KOR", "MHL", "NRU", "NZL", "PHL",
                    "PLW", "PNG", "PRK", "RUS", "SLB", "TON", "TUV", "TWN", "USA", "VNM", "VUT", "WSM"};
const List kFarEast{"CHN", "JPN", "KOR", "PHL", "PRK", "RUS", "TWN"};
const List kJapan{"JPN"};

}  // namespace

std::optional<bool> region_covers(const std::string& region, const std::string& state) {
  static const std::map<std::string, const List*> known{
      {"Europe and North America", &kNorthAtlantic},
      {"Pacific", &kPacific},
      {"Far East", &kFarEast},
      {"territories under Japanese administration", &kJapan}};
  const auto at = known.find(region);
  if (at == known.end()) return std::nullopt;
  return std::binary_search(at->second->begin(), at->second->end(), state);
}

}  // namespace blocs::scenarios
