#include "fillings_said.hpp"

#include <fmt/format.h>

namespace blocs::findings {
namespace {

using scenarios::Filling;
using scenarios::Given;

Json json_of(const Given& side) {
  return {{"given", side.given}, {"votes", side.votes}};
}

std::string p_value(double p) {
  return p < 0.001 ? "p < .001" : fmt::format("p = {:.3f}", p);
}

std::string given_on(const Given& side, const char* which) {
  return fmt::format("{} of {} {}", side.given, side.votes, which);
}

}  // namespace

void say_fillings(Finding& finding, const std::vector<Filling>& fillings) {
  Json features = Json::array();
  for (const auto& filling : fillings) {
    features.push_back({{"feature", word(filling.feature)},
                        {"left_out", filling.uneven()},
                        {"adopted", json_of(filling.adopted)},
                        {"fallen", json_of(filling.fallen)},
                        {"contested", json_of(filling.contested)},
                        {"uncontested", json_of(filling.uncontested)},
                        {"p_outcome", filling.p_outcome},
                        {"p_contested", filling.p_contested}});
    if (!filling.uneven()) continue;
    finding.caveats.push_back(fmt::format(
        "{} left out, being given unevenly by the record: on {} and {} votes ({}), {} and {} ones ({}); "
        "exact "
        "tests by kind of vote, left out below p = {}",
        word(filling.feature), given_on(filling.adopted, "adopted"), given_on(filling.fallen, "fallen"),
        p_value(filling.p_outcome), given_on(filling.contested, "contested"),
        given_on(filling.uncontested, "uncontested"), p_value(filling.p_contested), scenarios::kUnevenBelow));
  }
  finding.details["features"] = std::move(features);
}

}  // namespace blocs::findings
