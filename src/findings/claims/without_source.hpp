#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "filtered_record.hpp"

namespace blocs::findings {

/// A record as it would be without the rows of one source: a document does not confirm itself. Sets of states
/// that analysts named (groups of kind `analytic`) stay, since a name is no evidence.
class WithoutSource : public FilteredRecord {
 public:
  WithoutSource(const views::Record& record, std::string source)
      : FilteredRecord(record), source_(std::move(source)) {}

  /// Whether a row was left out of the views that were asked for.
  bool leaves_out(const std::string& id) const;

 protected:
  std::optional<views::RollCallMatrix> filtered(const views::RollCallMatrix& all) const override;
  std::optional<views::Meetings> filtered(const views::Meetings& all) const override;
  std::optional<views::Commitments> filtered(const views::Commitments& all) const override;
  std::optional<views::Memberships> filtered(const views::Memberships& all) const override;
  std::optional<Rows<views::TradeTotal>> filtered(const Rows<views::TradeTotal>& all) const override {
    return others(all);
  }
  std::optional<Rows<views::Sanction>> filtered(const Rows<views::Sanction>& all) const override {
    return others(all);
  }
  std::optional<Rows<views::Milestone>> filtered(const Rows<views::Milestone>& all) const override {
    return others(all);
  }
  std::optional<Rows<views::Indicator>> filtered(const Rows<views::Indicator>& all) const override {
    return others(all);
  }
  std::optional<Rows<views::Estimate>> filtered(const Rows<views::Estimate>& all) const override {
    return others(all);
  }
  std::optional<Rows<views::ArmsTransfer>> filtered(const Rows<views::ArmsTransfer>& all) const override {
    return others(all);
  }
  std::optional<Rows<views::EventCount>> filtered(const Rows<views::EventCount>& all) const override {
    return others(all);
  }

 private:
  /// The rows of other sources; notes the ids of the rest.
  template <typename Row>
  Rows<Row> others(const Rows<Row>& rows) const {
    Rows<Row> kept;
    for (const auto& row : rows) {
      if (row.provenance.source == source_)
        left_out_.insert(row.id);
      else
        kept.push_back(row);
    }
    return kept;
  }

  std::string source_;
  mutable std::set<std::string> left_out_;  // under `filtering_`
};

}  // namespace blocs::findings
