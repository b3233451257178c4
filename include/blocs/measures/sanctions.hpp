#pragma once

#include <string>

#include "blocs/core/date.hpp"
#include "blocs/views/ties.hpp"

namespace blocs::measures {

/// Whether a measure applies on a day: begun, and neither eased nor ended, or restored since. False without a
/// date of its beginning.
bool in_force(const views::Sanction& row, Date day);

/// Whether a state imposes a measure on a day, as far as who imposes goes: it does so itself, or as a full
/// member, on that day, of the organisation that does (the EU). What the UN imposes it imposes on behalf of
/// all states, its targets among them, and counts for none of them.
bool imposes(const views::Sanction& row, const std::string& state, const views::Memberships& memberships,
             Date day);

}  // namespace blocs::measures
