#pragma once

#include <cstddef>
#include <mutex>

#include "blocs/inference/base_rates.hpp"

namespace blocs::inference {

/// Counts the parts of a loop over several threads that are done, and tells a field's `progress` of each, one
/// thread at a time. Nothing where it is not set.
class PartsDone {
 public:
  PartsDone(const Field& field, std::size_t parts) : field_(field), parts_(parts) {}

  void one_more() {
    if (!field_.progress) return;
    const std::lock_guard lock(telling_);
    field_.progress(++done_, parts_);
  }

 private:
  const Field& field_;
  std::size_t parts_;
  std::size_t done_ = 0;
  std::mutex telling_;
};

}  // namespace blocs::inference
