#pragma once

#include "builder.hpp"

namespace blocs::findings {

/// Who is at the centre of the group and which states are nearest to it.
void brief_centre(BriefBuilder& builder);
/// What a worked scenario of theatres implies, for groups of which three members or more press in one.
void brief_theatres(BriefBuilder& builder);

}  // namespace blocs::findings
