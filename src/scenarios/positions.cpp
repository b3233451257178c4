#include "blocs/scenarios/positions.hpp"

#include <set>

#include "blocs/inference/ideal_fit.hpp"

namespace blocs::scenarios {

std::optional<double> Positions::of(const std::string& state, Date day) const {
  const auto year = years_.find(day.year());
  if (year == years_.end()) return std::nullopt;
  const auto at = year->second.find(state);
  return at == year->second.end() ? std::nullopt : std::optional(at->second);
}

Positions positions_before_years(const views::RollCallMatrix& assembly, int first, int last) {
  Positions positions;
  for (int year = first; year <= last; ++year) {
    views::Mask before(assembly.roll_calls().size());
    std::set<int> sessions;
    for (const auto i : assembly.contested().indices()) {
      const auto& call = assembly.roll_calls()[i];
      if (call.date.year() >= year) continue;
      before.set(i);
      sessions.insert(inference::session_of(call));
    }
    if (sessions.size() < 2) continue;
    const auto data = inference::ideal_data(assembly, before);
    inference::IdealFitOptions options;
    options.uncertainty = false;
    const auto fit = inference::fit_ideal(data, options);
    const std::size_t recent = data.sessions.size() < 2 ? 0 : data.sessions.size() - 2;
    for (std::size_t k = 0; k < data.places.size(); ++k) {  // in order of sessions: the last one stands
      const auto& place = data.places[k];
      if (place.session >= recent) positions.set(year, data.states[place.state], fit.mode.theta[k]);
    }
  }
  return positions;
}

}  // namespace blocs::scenarios
