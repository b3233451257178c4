#pragma once

#include <mutex>
#include <optional>

#include "blocs/views/record.hpp"

namespace blocs::findings {

/// A record as it stood at the end of a day: what came about later is not in it, and what ended later has no
/// end. A date known to the month or the year counts from its first day. Totals of a year are known when the
/// year is over. Nothing is said of when a row was written down: a fact of that day that became known later
/// is in it. Views are filtered when first asked for, by whichever thread. `record` outlives it.
class RecordOnDay : public views::Record {
 public:
  RecordOnDay(const views::Record& record, Date day) : record_(record), day_(day) {}

  const views::States& states() const override { return record_.states(); }
  const views::RollCallMatrix& roll_calls(views::Body body) const override;
  const views::Meetings& meetings() const override;
  const views::Commitments& commitments() const override;
  const views::Memberships& memberships() const override;
  const std::vector<views::TradeTotal>& trade() const override;
  const std::vector<views::Sanction>& sanctions() const override;
  const std::vector<views::Milestone>& milestones() const override;
  const std::vector<views::Indicator>& indicators() const override;
  const std::vector<views::Estimate>& estimates() const override;
  const std::vector<views::ArmsTransfer>& arms() const override;
  const std::vector<views::EventCount>& event_counts() const override;
  const std::vector<views::Source>& sources() const override { return record_.sources(); }

 private:
  bool reached(const std::optional<LooseDate>& date) const { return !date || date->first <= day_; }
  /// Takes away a date that was still to come.
  void forget(std::optional<LooseDate>& date) const;
  template <typename Row, typename Keep>
  const std::vector<Row>& kept(const std::vector<Row>& rows, std::optional<std::vector<Row>>& kept,
                               const Keep& keep) const;

  const views::Record& record_;
  Date day_;
  mutable std::mutex filtering_;
  mutable std::optional<views::RollCallMatrix> council_, assembly_;
  mutable std::optional<views::Meetings> meetings_;
  mutable std::optional<views::Commitments> commitments_;
  mutable std::optional<views::Memberships> memberships_;
  mutable std::optional<std::vector<views::TradeTotal>> trade_;
  mutable std::optional<std::vector<views::Sanction>> sanctions_;
  mutable std::optional<std::vector<views::Milestone>> milestones_;
  mutable std::optional<std::vector<views::Indicator>> indicators_;
  mutable std::optional<std::vector<views::Estimate>> estimates_;
  mutable std::optional<std::vector<views::ArmsTransfer>> arms_;
  mutable std::optional<std::vector<views::EventCount>> event_counts_;
};

}  // namespace blocs::findings
