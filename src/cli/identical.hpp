#pragma once

#include "context.hpp"

namespace blocs::cli {

/// Adds `--identical FILE`: pairs of roll calls on word-for-word identical resolutions, as the option
/// "identical" of a question (pairs of ids). The table has the columns roll_call_1 and roll_call_2 with ids,
/// or rcid1 and rcid2 with the numbers of Voeten's data, which the ledger turns into ids.
void add_identical(CLI::App& verb, findings::Json& options, Context& context);

}  // namespace blocs::cli
