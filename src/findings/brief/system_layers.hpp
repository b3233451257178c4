#pragma once

#include "builder.hpp"

namespace blocs::findings {

/// Who is at the centre of the group and which states are nearest to it.
void brief_centre(BriefBuilder& builder);

}  // namespace blocs::findings
