#include <array>
#include <string>
#include <utility>

#include "blocs/core/text.hpp"
#include "blocs/scenarios/ballot_model.hpp"

namespace blocs::scenarios {
namespace {

/// Words of an agenda item and the family they mean; the first that fits wins, so the narrow ones come first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 68> kWords{{
    {"palestin", "palestine"},
    {"golan", "syria"},
    {"syria", "syria"},
    {"lebanon", "israel-lebanon"},
    {"yemen", "yemen-red-sea"},
    {"red sea", "yemen-red-sea"},
    {"south sudan", "sudan"},
    {"sudan", "sudan"},
    {"darfur", "sudan"},
    {"abyei", "sudan"},
    {"middle east", "middle-east"},
    {"democratic people", "dprk"},
    {"dprk", "dprk"},
    {"ukraine", "ukraine"},
    {"s/2014/136", "ukraine"},
    {"s/2014/264", "ukraine"},
    {"afghanistan", "afghanistan"},
    {"somalia", "africa-horn"},
    {"eritrea", "africa-horn"},
    {"ethiopia", "africa-horn"},
    {"djibouti", "africa-horn"},
    {"congo", "africa-great-lakes"},
    {"great lakes", "africa-great-lakes"},
    {"burundi", "africa-great-lakes"},
    {"mali", "africa-sahel"},
    {"sahel", "africa-sahel"},
    {"libya", "libya"},
    {"western sahara", "western-sahara"},
    {"ivoire", "africa-other"},
    {"liberia", "africa-other"},
    {"central african", "africa-other"},
    {"sierra leone", "africa-other"},
    {"guinea", "africa-other"},
    {"west africa", "africa-other"},
    {"africa", "africa-other"},
    {"haiti", "haiti"},
    {"colombia", "colombia"},
    {"bosnia", "europe-balkans"},
    {"kosovo", "europe-balkans"},
    {"georgia", "europe-caucasus"},
    {"cyprus", "cyprus"},
    {"timor", "asia-other"},
    {"myanmar", "asia-other"},
    {"nepal", "asia-other"},
    {"s/2006/920", "asia-other"},
    {"iraq", "iraq"},
    {"iran", "iran"},
    {"terroris", "terrorism"},
    {"mass destruction", "disarmament"},
    {"small arms", "disarmament"},
    {"outer space", "disarmament"},
    {"non-proliferation", "non-proliferation"},
    {"tribunal", "courts"},
    {"court of justice", "courts"},
    {"criminal", "courts"},
    {"rwanda", "courts"},
    {"sanctions", "sanctions-general"},
    {"admission", "membership"},
    {"appointment", "membership"},
    {"peacekeeping", "peacekeeping"},
    {"peacebuilding", "peacekeeping"},
    {"civilians", "human-rights"},
    {"children", "human-rights"},
    {"women", "human-rights"},
    {"cooperation", "cooperation"},
    {"venezuela", "venezuela"},
    {"nuclear", "non-proliferation"},
    {"maintenance of international", "maintenance"},
}};

}  // namespace

std::string topic_family(std::string_view topic, std::string_view agenda) {
  if (!topic.empty()) return std::string(topic);
  std::string lower(agenda);
  for (auto& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const auto& [words, family] : kWords) {
    if (lower.find(words) != std::string::npos) return std::string(family);
  }
  return "other";
}

}  // namespace blocs::scenarios
