#pragma once

#include "blocs/ledger/ledger.hpp"
#include "context.hpp"

namespace blocs::cli {

/// The rows of a query in the chosen form.
void print_result(Context& context, const ledger::QueryResult& result);

}  // namespace blocs::cli
