#pragma once

#include "context.hpp"

namespace blocs::cli {

/// Fits the ideal points of the ledger's votes and keeps them in it, unless they are there or no vote divides
/// states.
void keep_ideal_points(Context& context);

/// After an import: where the ledger keeps ideal points and its votes are no longer those that they were
/// fitted to, fits them again.
void renew_ideal_points(Context& context);

/// A verb of `ideal`.
void add_ideal_store(CLI::App& ideal, Context& context);

}  // namespace blocs::cli
