#pragma once

#include "blocs/ledger/ledger.hpp"
#include "duck.hpp"

namespace blocs::ledger {

/// Name of the temporary table for a table of the ledger.
std::string staged(std::string_view table);

/// Conditions on `column`, each of a range of the ids that `ids` (a query of one column) gives; together they
/// hold for all of them.
std::vector<std::string> parts_of(duck::Connection& connection, const std::string& ids,
                                  const std::string& column);

/// Puts a harvest's rows into temporary tables `stage_NAME`, one for each table of the ledger. Ballots of
/// other sources are compared with those of `old`, as in `merge`.
void stage(duck::Connection& connection, const sources::Harvest& harvest, const std::string& old);

/// Fills the empty tables of the ledger with the staged rows, and with those rows of `old` (the name of an
/// attached ledger; empty: there is none) that the staged ones do not replace. Counts both.
ImportReport merge(duck::Connection& connection, const std::string& old);

/// Throws Error(bad_input) if two rows of a table that has no index bear one key.
void check_keys(duck::Connection& connection);

/// Throws Error(bad_input) if a row names a state, source, group ... that is not there.
void check_references(duck::Connection& connection);

}  // namespace blocs::ledger
