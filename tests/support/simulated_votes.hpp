#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "blocs/core/random.hpp"
#include "blocs/views/roll_calls.hpp"

namespace blocs::test {

/// Votes drawn from the ideal-point model itself, with the points that they were drawn from.
struct SimulatedVotes {
  views::RollCallMatrix matrix;
  std::map<std::pair<std::string, int>, double> points;  ///< by state and session
};

/// `states` walk over `sessions` with `items` roll calls each. Every third state arrives in the middle.
inline SimulatedVotes simulate_votes(std::uint64_t seed, int states, int sessions, int items,
                                     double step = 0.25) {
  RandomStream random(seed, 0);
  const auto normal = [&] {
    return std::sqrt(-2 * std::log(1 - random.uniform())) * std::cos(2 * std::numbers::pi * random.uniform());
  };
  SimulatedVotes made;
  std::vector<std::string> names;
  std::vector<std::vector<double>> path(static_cast<std::size_t>(states));
  for (int i = 0; i < states; ++i) {
    names.push_back(i == 0 ? "USA"
                           : std::string("S") + static_cast<char>('A' + i / 26) +
                                 static_cast<char>('A' + i % 26));
    double x = i == 0 ? 1.5 : normal();
    for (int t = 0; t < sessions; ++t)
      path[static_cast<std::size_t>(i)].push_back(t == 0 ? x : x += step * normal());
  }
  views::RollCallMatrixBuilder builder;
  for (int t = 0; t < sessions; ++t) {
    for (int j = 0; j < items; ++j) {
      views::RollCall call;
      call.body = views::Body::assembly;
      call.session = std::to_string(t + 1);
      call.date = Date(1946 + t, 10, 1).plus_days(j);
      call.id = "R" + call.session + "-" + std::to_string(j);
      builder.add(call);
      const double beta = normal();
      const double cut = 0.8 * normal();
      const double gap = 0.3 + 0.7 * random.uniform();
      for (int i = 0; i < states; ++i) {
        const double z = beta * path[static_cast<std::size_t>(i)][static_cast<std::size_t>(t)] + normal();
        const bool here = i % 3 != 2 || t >= sessions / 2;
        if (!here || random.uniform() < 0.05) continue;
        const auto ballot = z < cut         ? views::Ballot::yes
                            : z < cut + gap ? views::Ballot::abstain
                                            : views::Ballot::no;
        builder.add_ballot(call.id, names[static_cast<std::size_t>(i)], ballot);
        made.points[{names[static_cast<std::size_t>(i)], t + 1}] =
            path[static_cast<std::size_t>(i)][static_cast<std::size_t>(t)];
      }
    }
  }
  made.matrix = builder.build();
  return made;
}

inline views::Mask all_of(const views::RollCallMatrix& matrix) {
  views::Mask mask(matrix.roll_calls().size());
  for (std::size_t i = 0; i < mask.size(); ++i) mask.set(i);
  return mask;
}

}  // namespace blocs::test
