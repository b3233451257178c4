#pragma once

#include <vector>

#include "context.hpp"

namespace blocs::cli {

void print_findings(Context& context, const std::vector<findings::Finding>& findings);

/// One JSON value as the command's whole output.
void print_json(Context& context, const findings::Json& json);

}  // namespace blocs::cli
