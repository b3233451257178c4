#include "state_codes.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

#include "blocs/core/text.hpp"
#include "iso2.hpp"

namespace blocs::sources {
namespace {

struct Alias {
  std::string_view from, to;
};
/// Codes and names of files that are not the record's own.
constexpr Alias kAliases[] = {
    {"SUN", "RUS"},
    {"BYS", "BLR"},
    {"UAR", "EGY"},
    {"SCG", "SRB"},
    {"ROM", "ROU"},
    {"ZAR", "COD"},
    {"BUR", "MMR"},
    {"TMP", "TLS"},
    {"DHY", "BEN"},
    {"HVO", "BFA"},
    {"RHO", "ZWE"},
    {"VDR", "RVN"},
    {"GFR", "DEU"},
    {"BRD", "DEU"},
    {"YPR", "YMD"},
    {"EAZ", "ZAN"},
    {"KSV", "XKX"},
    {"Federal Republic of Germany", "DEU"},
    {"German Democratic Republic", "DDR"},
    {"Yemen Arab Republic", "YAR"},
    {"Yemen People's Republic", "YMD"},
    {"Zanzibar", "ZAN"},
    {"Czechoslovakia", "CSK"},
    {"Yugoslavia", "YUG"},
};

/// States that a code stood for one after the other.
struct Line {
  std::string_view code;
  std::array<std::string_view, 2> states;
};
constexpr Line kLines[] = {{"YEM", {"YAR", "YEM"}}, {"YAR", {"YAR", "YEM"}}, {"CZE", {"CSK", "CZE"}},
                           {"YUG", {"YUG", "SRB"}}, {"SRB", {"YUG", "SRB"}}, {"CHN", {"TWN", "CHN"}}};

constexpr int kEver = std::numeric_limits<int>::max();

}  // namespace

StateCodes::StateCodes(const std::map<std::string, views::State, std::less<>>& states) : known_(states) {
  for (const auto& [code, state] : states) {
    codes_.push_back(code);
    names_.emplace(folded(state.name), code);
  }
}

void StateCodes::add_seat(Seats& seats, std::string_view state) const {
  const auto at = known_.find(state);
  if (at == known_.end()) return;
  const auto index =
      static_cast<std::uint16_t>(std::lower_bound(codes_.begin(), codes_.end(), state) - codes_.begin());
  const int founding = Date(1945, 10, 24).days();
  const int taipei_last = Date(1971, 10, 25).days();  // resolution 2758 (XXVI)
  if (state == "TWN") {
    seats.push_back({founding, taipei_last, index});
  } else if (at->second.un_from) {
    const int from = state == "CHN" ? taipei_last + 1 : at->second.un_from->first.days();
    seats.push_back({from, at->second.un_to ? at->second.un_to->last.days() : kEver, index});
  }
}

std::string_view StateCodes::meant(std::string_view code) const {
  for (const auto& alias : kAliases) {
    if (alias.from == code) return alias.to;
  }
  if (known_.contains(code)) return code;
  if (code.size() == 2) return alpha3_of(code);
  const auto name = names_.find(folded(code));
  return name == names_.end() ? std::string_view() : std::string_view(name->second);
}

StateCodes::Seats StateCodes::seats_of(std::string_view code) const {
  Seats seats;
  const auto state = meant(code);
  const auto* line =
      std::find_if(std::begin(kLines), std::end(kLines), [&](const Line& l) { return l.code == state; });
  if (line != std::end(kLines)) {
    for (const auto one : line->states) add_seat(seats, one);
  } else {
    add_seat(seats, state);
  }
  if (seats.empty() && known_.contains(state)) seats.push_back({1, 0, kNone});  // known, but never a member
  return seats;
}

StateCodes::Found StateCodes::find(std::string_view code, int day) {
  auto at = seen_.find(code);
  if (at == seen_.end()) {
    if (seen_.size() > 10000) seen_.clear();  // a file of nonsense must not fill the memory
    at = seen_.emplace(std::string(code), seats_of(code)).first;
  }
  for (const auto& seat : at->second) {
    if (day >= seat.from && day <= seat.to) return {seat.state, true};
  }
  return {kNone, !at->second.empty()};
}

}  // namespace blocs::sources
