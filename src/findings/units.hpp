#pragma once

#include <string>
#include <string_view>

namespace blocs::findings {

/// A unit as it stands behind the number 1: "meeting" of "meetings", "veto" of "vetoes", "state bound" of
/// "states bound". Units that name no things that are counted ("million US dollars", "%") stay as they are.
std::string singular_unit(std::string_view unit);

/// A number and its unit: "0 meetings", "1 meeting", "1,204 meetings"; the number alone without a unit.
std::string with_unit(double number, std::string_view unit);

}  // namespace blocs::findings
