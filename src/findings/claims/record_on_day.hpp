#pragma once

#include <optional>

#include "filtered_record.hpp"

namespace blocs::findings {

/// A record as it stood at the end of a day: what came about later is not in it, and what ended later has no
/// end. A date known to the month or the year counts from its first day. Totals of a year are known when the
/// year is over. Nothing is said of when a row was written down: a fact of that day that became known later
/// is in it.
class RecordOnDay : public FilteredRecord {
 public:
  RecordOnDay(const views::Record& record, Date day) : FilteredRecord(record), day_(day) {}

 protected:
  std::optional<views::RollCallMatrix> filtered(const views::RollCallMatrix& all) const override;
  std::optional<views::Meetings> filtered(const views::Meetings& all) const override;
  std::optional<views::Commitments> filtered(const views::Commitments& all) const override;
  std::optional<views::Memberships> filtered(const views::Memberships& all) const override;
  std::optional<Rows<views::TradeTotal>> filtered(const Rows<views::TradeTotal>& all) const override;
  std::optional<Rows<views::Sanction>> filtered(const Rows<views::Sanction>& all) const override;
  std::optional<Rows<views::Milestone>> filtered(const Rows<views::Milestone>& all) const override;
  std::optional<Rows<views::Indicator>> filtered(const Rows<views::Indicator>& all) const override;
  std::optional<Rows<views::Estimate>> filtered(const Rows<views::Estimate>& all) const override;
  std::optional<Rows<views::ArmsTransfer>> filtered(const Rows<views::ArmsTransfer>& all) const override;
  std::optional<Rows<views::EventCount>> filtered(const Rows<views::EventCount>& all) const override;

 private:
  bool reached(const std::optional<LooseDate>& date) const { return !date || date->first <= day_; }
  /// Takes away a date that was still to come.
  void forget(std::optional<LooseDate>& date) const;

  Date day_;
};

}  // namespace blocs::findings
