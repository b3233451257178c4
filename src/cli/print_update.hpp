#pragma once

#include <string>
#include <vector>

#include "blocs/ledger/ledger.hpp"
#include "context.hpp"
#include "update_report.hpp"

namespace blocs::cli {

/// One file of an update and what became of it.
struct UpdatedFile {
  std::string name;
  std::string address;
  /// "new", "unchanged", "not imported yet", "in the ledger already", "to be unpacked by hand"; of a dry run
  /// also "cannot be told".
  std::string state;
};

/// What an update did, or with `dry_run` would do.
struct UpdateDone {
  bool dry_run = false;
  std::vector<UpdatedFile> files;
  bool imported = false;
  ledger::ImportReport import;  ///< only if imported
  Changes changes;              ///< only if imported
};

/// Prints it in the chosen form: tables for people, `{"update": {...}}`, or a row a change as CSV.
void print_update(Context& context, const UpdateDone& done);

}  // namespace blocs::cli
