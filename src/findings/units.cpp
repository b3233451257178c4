#include "units.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "blocs/findings/text.hpp"

namespace blocs::findings {
namespace {

/// The nouns that are counted in units, as they stand behind 2 and behind 1: a list, since the last letter of
/// an English word does not tell ("vetoes", "indices", but "dollars" of a million).
constexpr std::array<std::pair<std::string_view, std::string_view>, 42> kNouns{{
    {"ballots", "ballot"},   {"bodies", "body"},
    {"changes", "change"},   {"crises", "crisis"},
    {"days", "day"},         {"drafts", "draft"},
    {"facts", "fact"},       {"figures", "figure"},
    {"groups", "group"},     {"indicators", "indicator"},
    {"indices", "index"},    {"items", "item"},
    {"journeys", "journey"}, {"meetings", "meeting"},
    {"members", "member"},   {"memberships", "membership"},
    {"months", "month"},     {"occasions", "occasion"},
    {"pairs", "pair"},       {"places", "place"},
    {"points", "point"},     {"resolutions", "resolution"},
    {"rows", "row"},         {"rungs", "rung"},
    {"sessions", "session"}, {"sets", "set"},
    {"states", "state"},     {"steps", "step"},
    {"texts", "text"},       {"times", "time"},
    {"treaties", "treaty"},  {"triples", "triple"},
    {"vetoes", "veto"},      {"votes", "vote"},
    {"calls", "call"},       {"years", "year"},
    {"measures", "measure"}, {"containers", "container"},
    {"drones", "drone"},     {"missiles", "missile"},
    {"rounds", "round"},     {"soldiers", "soldier"},
}};

std::string_view singular_noun(std::string_view word) {
  const auto* at =
      std::find_if(kNouns.begin(), kNouns.end(), [&](const auto& noun) { return noun.first == word; });
  return at == kNouns.end() ? word : at->second;
}

}  // namespace

std::string singular_unit(std::string_view unit) {
  if (unit == "treaties and texts") return "treaty or text";
  // The noun that is counted is the first one of the unit: "pairs of rows" of one are "pair of rows".
  for (std::size_t begin = 0; begin < unit.size();) {
    const std::size_t end = std::min(unit.find_first_of(" ,:;", begin), unit.size());
    const auto word = unit.substr(begin, end - begin);
    const auto one = singular_noun(word);
    if (one != word)
      return std::string(unit.substr(0, begin)) + std::string(one) + std::string(unit.substr(end));
    begin = end + 1;
  }
  return std::string(unit);
}

std::string with_unit(double number, std::string_view unit) {
  std::string text = plain_number(number);
  if (unit.empty()) return text;
  return text + " " + (number == 1 ? singular_unit(unit) : std::string(unit));
}

}  // namespace blocs::findings
