#pragma once

#include "context.hpp"

namespace blocs::cli {

/// `scenario`: crises in several theatres.
void add_scenario(CLI::App& app, Context& context);
/// `profile`, `centre`, `ring`, `nesting` and `dependence`: a group as a system.
void add_system(CLI::App& app, Context& context);

}  // namespace blocs::cli
