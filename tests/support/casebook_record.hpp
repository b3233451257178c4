#pragma once

#include <memory>

#include "blocs/ledger/ledger.hpp"
#include "blocs/views/record.hpp"
#include "support/places.hpp"

namespace blocs::test {

/// The record of the casebook that ships, read once a test program.
inline const views::Record& casebook() {
  static const std::unique_ptr<views::Record> record =
      ledger::open_record(build_dir() + "/share/blocs/casebook.ledger");
  return *record;
}

}  // namespace blocs::test
