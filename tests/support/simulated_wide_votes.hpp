#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <string>
#include <utility>

#include "blocs/core/random.hpp"
#include "blocs/views/roll_calls.hpp"
#include "blocs/views/states.hpp"

namespace blocs::test {

/// How votes are drawn from the wider ideal-point model.
struct WideSimulation {
  std::uint64_t seed = 1;
  int states = 30, sessions = 3, items = 30;
  std::array<double, 2> discrimination{1, 0};  ///< standard deviation of beta by axis
  double level = 4;                            ///< of attendance: at 4 nobody stays away
  double kappa = 0, erratic = 0, habit = 0;
  bool listed = true;  ///< whether absences are recorded, or only to be told from membership
};

struct WideVotes {
  views::RollCallMatrix matrix;
  views::States states;                                                 ///< all of them members from 1945 on
  std::map<std::pair<std::string, int>, std::array<double, 2>> points;  ///< by state and session
  std::array<double, 2> weight{};  ///< mean square of the betas drawn, by axis
};

inline WideVotes simulate_wide(const WideSimulation& plan) {
  RandomStream random(plan.seed, 1);
  const auto normal = [&] {
    return std::sqrt(-2 * std::log(1 - random.uniform())) * std::cos(2 * std::numbers::pi * random.uniform());
  };
  WideVotes made;
  std::vector<std::string> names;
  std::vector<std::vector<std::array<double, 2>>> path;
  for (int i = 0; i < plan.states; ++i) {
    std::string name = i == 0 ? "USA" : i == 1 ? "RUS" : "S";
    if (i > 1) name += {static_cast<char>('A' + i / 26), static_cast<char>('A' + i % 26)};
    views::State state;
    state.code = name;
    state.name = name;
    state.un_from = LooseDate::parse("1945-10-24");
    made.states.add(state);
    names.push_back(name);
    std::array<double, 2> x{i == 0 ? 1.5 : normal(), i == 1 ? 1.5 : normal()};
    path.emplace_back();
    for (int t = 0; t < plan.sessions; ++t) {
      path.back().push_back(x);
      for (double& at : x) at += 0.25 * normal();
    }
  }
  views::RollCallMatrixBuilder builder;
  for (int t = 0; t < plan.sessions; ++t) {
    std::vector<double> habit;
    for (int i = 0; i < plan.states; ++i) habit.push_back(plan.habit * normal());
    for (int j = 0; j < plan.items; ++j) {
      views::RollCall call;
      call.body = views::Body::assembly;
      call.session = std::to_string(t + 1);
      call.date = Date(1946 + t, 10, 1).plus_days(j);
      call.id = "R" + call.session + "-" + std::to_string(j);
      builder.add(call);
      std::array<double, 2> beta{}, lean{};
      for (std::size_t a = 0; a < 2; ++a) {
        beta[a] = plan.discrimination[a] * normal();
        lean[a] = plan.discrimination[a] > 0 ? plan.kappa * beta[a] + plan.erratic * normal() : 0;
        made.weight[a] += beta[a] * beta[a] / (plan.sessions * plan.items);
      }
      const double cut = 0.8 * normal();
      const double gap = 0.3 + 0.7 * random.uniform();
      for (int i = 0; i < plan.states; ++i) {
        const auto& name = names[static_cast<std::size_t>(i)];
        const auto& x = path[static_cast<std::size_t>(i)][static_cast<std::size_t>(t)];
        const double z = beta[0] * x[0] + beta[1] * x[1] + normal();
        const double wanted =
            plan.level + habit[static_cast<std::size_t>(i)] + lean[0] * x[0] + lean[1] * x[1] + normal();
        if (wanted <= 0 && !plan.listed) continue;
        const auto ballot = wanted <= 0     ? views::Ballot::absent
                            : z < cut       ? views::Ballot::yes
                            : z < cut + gap ? views::Ballot::abstain
                                            : views::Ballot::no;
        builder.add_ballot(call.id, name, ballot);
        made.points[{name, t + 1}] = x;
      }
    }
  }
  made.matrix = builder.build();
  return made;
}

}  // namespace blocs::test
