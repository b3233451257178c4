#include "theatre_words.hpp"

#include <fmt/format.h>

#include <array>

namespace blocs::findings {
namespace {

struct Words {
  const char* what;
  const char* unit;
  const char* difference;  ///< empty: percentage points
};

constexpr std::array<Words, scenarios::kOutcomes> kWords{{
    {"crises that began", "crises", "crises"},
    {"crises at once, on average", "crises at once", "crises at once"},
    {"crises at once, at most", "crises at once", "crises at once"},
    {"escalations", "escalations", "escalations"},
    {"crises without an answer", "share of crises", ""},
    {"capacity dispersed", "share of capacity bound outside the focal theatre", ""},
    {"left for the focal theatre", "share of its own capacity and the reserve", ""},
    {"lowest will", "share of full will", ""},
    {"mean will", "share of full will", ""},
    {"cohesion", "share of attention in common", ""},
    {"saturated days", "days", "days"},
    {"chance of saturation", "share of replications", ""},
}};

const Words& words(scenarios::Outcome outcome) {
  return kWords.at(static_cast<std::size_t>(outcome));
}

}  // namespace

std::string outcome_words(scenarios::Outcome outcome) {
  return words(outcome).what;
}

std::string outcome_unit(scenarios::Outcome outcome) {
  return words(outcome).unit;
}

bool is_percent(scenarios::Outcome outcome) {
  return *words(outcome).difference == '\0';
}

std::string difference_unit(scenarios::Outcome outcome) {
  return is_percent(outcome) ? "percentage points" : words(outcome).difference;
}

std::string lever_words(std::size_t lever, const scenarios::Levers& levers) {
  switch (lever) {
    case 0:
      return fmt::format("reserve raised by {:.0f} responders", levers.reserve);
    case 1:
      return fmt::format("delays cut by {:.0f} %", levers.delay * 100);
    case 2:
      return fmt::format("links between theatres cut by {:.0f} %", levers.separability * 100);
    default:
      return fmt::format("crises fewer by {:.0f} %", levers.fewer_crises * 100);
  }
}

std::string course_key(scenarios::Course course) {
  constexpr std::array<const char*, scenarios::kCourses> keys{"open", "committed", "focal_left", "will",
                                                              "cohesion"};
  return keys.at(static_cast<std::size_t>(course));
}

}  // namespace blocs::findings
