#pragma once

#include <optional>
#include <string>
#include <vector>

#include "blocs/views/meetings.hpp"
#include "blocs/views/roll_calls.hpp"
#include "blocs/views/states.hpp"
#include "blocs/views/system.hpp"
#include "blocs/views/ties.hpp"

namespace blocs::views {

/// All that is on record, view by view. A view is filled when it is first asked for, so that a question about
/// meetings never pays for votes. The ledger implements it; tests may with plain members.
class Record {
 public:
  virtual ~Record() = default;

  virtual const States& states() const = 0;
  virtual const RollCallMatrix& roll_calls(Body body) const = 0;
  virtual const Meetings& meetings() const = 0;
  virtual const Commitments& commitments() const = 0;
  virtual const Memberships& memberships() const = 0;
  virtual const std::vector<TradeTotal>& trade() const = 0;
  virtual const std::vector<Sanction>& sanctions() const = 0;
  virtual const std::vector<Milestone>& milestones() const = 0;
  virtual const std::vector<Indicator>& indicators() const = 0;
  virtual const std::vector<Estimate>& estimates() const = 0;
  virtual const std::vector<ArmsTransfer>& arms() const = 0;
  virtual const std::vector<EventCount>& event_counts() const = 0;
  virtual const std::vector<Source>& sources() const = 0;
  /// Ideal points that the record keeps so that they need not be fitted again, as
  /// `inference::ideal_from_bytes` reads them, by `inference::ideal_digest`. Nothing: it keeps none of this
  /// digest.
  virtual std::optional<std::string> stored_ideal_fit(const std::string& /*digest*/) const { return {}; }
};

}  // namespace blocs::views
