// The measures of a system of states.
#include "../question_list.hpp"
#include "dependence.hpp"
#include "estimates.hpp"
#include "profile.hpp"
#include "system_asks.hpp"

namespace blocs::findings {

std::vector<Measure> system_measures() {
  return {{{"system.centre", "who is at the centre of a group, layer by layer",
            "a group, or three or more states", "on, since, layers, replicates, seed"},
           ask_centre},
          {{"system.ring", "which states are nearest to a group, and whether those named by others are",
            "a group or states", "on, since, layers, named, least_common, most"},
           ask_ring},
          {{"system.nesting", "bilateral and multilateral institutions among states", "a group or states",
            "on, since"},
           ask_nesting},
          {{"trade.dependence",
            "how much states lean on each other in trade and arms, with conflicting estimates",
            "two states, or a group", "year, on"},
           ask_dependence},
          {{"estimates.range",
            "what passes between states by conflicting estimates, as ranges with graded sources",
            "a state, two, or a group", "on, reliability, credibility"},
           ask_estimates},
          {{"system.profile",
            "seven common denominators, member by member, with base rates where all states have them",
            "a group or states", "on, since, draws, seed"},
           ask_profile}};
}

}  // namespace blocs::findings
