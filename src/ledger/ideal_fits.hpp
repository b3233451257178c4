#pragma once

#include <string>

#include "duck.hpp"

namespace blocs::ledger {

/// Takes over the ideal points of the database attached as `catalog`. They stay right whatever an import
/// changed, as they are found by what they depend on; those of votes that are no longer so are found no more.
void copy_ideal_fits(duck::Connection& connection, const std::string& catalog);

}  // namespace blocs::ledger
