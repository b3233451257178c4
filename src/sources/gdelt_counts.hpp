#pragma once

#include <set>
#include <string>
#include <string_view>

#include "blocs/sources/casebook.hpp"

namespace blocs::sources {

/// Event rows of GDELT as counts by actor, target, month and CAMEO root class, file by file: rows whose two
/// actors are states on record, each event once. Importing a file again replaces its own counts.
class GdeltCounts {
 public:
  GdeltCounts(const Known& known, Harvest& harvest) : known_(known), harvest_(harvest) {}

  /// `file` names the counts by its last part. Faults only, no exceptions, for any bytes.
  void read(std::string_view bytes, const std::string& file, std::shared_ptr<const std::string> kept = {});

 private:
  std::string state(const std::string& code) const;

  const Known& known_;
  Harvest& harvest_;
  std::set<std::string> seen_;
};

}  // namespace blocs::sources
