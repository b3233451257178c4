#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "blocs/views/record.hpp"

namespace blocs::findings {

/// A record as it would be without the rows of one source: a document does not confirm itself. Sets of states
/// that analysts named (groups of kind `analytic`) stay, since a name is no evidence. Views are filtered when
/// first asked for, by whichever thread, and read without making other views wait; one that holds no such row
/// is passed on as it is. `record` outlives it.
class WithoutSource : public views::Record {
 public:
  WithoutSource(const views::Record& record, std::string source)
      : record_(record), source_(std::move(source)) {}

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

  /// Whether a row was left out of the views that were asked for.
  bool leaves_out(const std::string& id) const;

 private:
  /// The rows of other sources; notes the ids of the rest.
  template <typename Row>
  std::vector<Row> others(const std::vector<Row>& rows) const;
  template <typename Row>
  const std::vector<Row>& filtered(const std::vector<Row>& rows, std::optional<std::vector<Row>>& kept) const;

  const views::Record& record_;
  std::string source_;
  mutable std::mutex filtering_;
  mutable std::set<std::string> left_out_;
  struct Votes {
    const views::RollCallMatrix* shown = nullptr;  ///< the record's own, or `kept`
    std::optional<views::RollCallMatrix> kept;
  };
  mutable Votes council_, assembly_;
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
