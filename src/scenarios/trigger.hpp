#pragma once

#include "blocs/scenarios/cascade.hpp"

namespace blocs::scenarios {

/// How a provision stands towards one state that may have been attacked.
struct Occasion {
  std::string aggressor;
  bool attacked = true;  ///< the creditor has been attacked, by the facts
  std::string if_not;    ///< what would have to be assumed for it, if not
};

/// Holds a provision's trigger, conditions and strength against the facts.
void hold_against(const views::Provision& coded, const Overrule* overrule, const Facts& facts,
                  const Occasion& occasion, const std::string& creditor, Considered& result);

}  // namespace blocs::scenarios
