#include "blocs/views/system.hpp"

namespace blocs::views {
namespace {

constexpr std::string_view kStatuses[] = {"weapons", "host", "none"};
constexpr std::string_view kPlaces[] = {"weapon_state", "party", "outside", "withdrawn"};

constexpr IndicatorInfo kIndicators[] = {
    {"leader", "regime", IndicatorKind::leader, "years in power",
     "years in power of who leads, as general reference works name the most powerful office holder"},
    {"armed_forces_per_1000", "militarisation", IndicatorKind::number, "per 1,000 people",
     "armed forces over population"},
    {"population", kSizeOfState, IndicatorKind::number, "thousand people", "people who live there"},
    {"conscription_months", "militarisation", IndicatorKind::number, "months",
     "months of compulsory military service of a man without exemption"},
    {"term_limit_lifted", "status_quo", IndicatorKind::fact, "dated facts",
     "a limit on the leader's term lifted, reset or absent by constitution"},
    {"protest_put_down", "status_quo", IndicatorKind::fact, "dated facts",
     "mass protest at home put down by force or mass arrest"},
    {"nuclear_status", "nuclear", IndicatorKind::word, "status",
     "nuclear weapons: own ones, those of another state on its soil, or none", kStatuses},
    {"npt", "nuclear", IndicatorKind::word, "status",
     "place in the Treaty on the Non-Proliferation of Nuclear Weapons", kPlaces},
    {"force_abroad", "behaviour", IndicatorKind::fact, "dated facts",
     "armed force used outside its own internationally recognised territory"},
    {"coercion_short_of_force", "behaviour", IndicatorKind::fact, "dated facts",
     "pressure on another state by migrants, energy, balloons, sabotage and the like"},
    {"armed_group_support", "behaviour", IndicatorKind::fact, "dated facts",
     "support of an armed group that is no state's"},
};

}  // namespace

std::span<const IndicatorInfo> indicator_infos() {
  return kIndicators;
}

}  // namespace blocs::views
