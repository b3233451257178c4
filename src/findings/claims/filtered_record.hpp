#pragma once

#include <mutex>
#include <optional>
#include <vector>

#include "blocs/views/record.hpp"

namespace blocs::findings {

/// A record of which parts are hidden. Each view is filtered when first asked for, by whichever thread, and
/// kept; states and sources are shown as they are. `record` outlives it.
class FilteredRecord : public views::Record {
 public:
  explicit FilteredRecord(const views::Record& record) : record_(record) {}

  const views::States& states() const override { return record_.states(); }
  const std::vector<views::Source>& sources() const override { return record_.sources(); }
  /// A digest is of ballots: whatever is hidden, points of one digest are the same.
  std::optional<std::string> stored_ideal_fit(const std::string& digest) const override {
    return record_.stored_ideal_fit(digest);
  }
  const views::RollCallMatrix& roll_calls(views::Body body) const override {
    return shown(body == views::Body::council ? council_ : assembly_, record_.roll_calls(body));
  }
  const views::Meetings& meetings() const override { return shown(meetings_, record_.meetings()); }
  const views::Commitments& commitments() const override {
    return shown(commitments_, record_.commitments());
  }
  const views::Memberships& memberships() const override {
    return shown(memberships_, record_.memberships());
  }
  const std::vector<views::TradeTotal>& trade() const override { return shown(trade_, record_.trade()); }
  const std::vector<views::Sanction>& sanctions() const override {
    return shown(sanctions_, record_.sanctions());
  }
  const std::vector<views::Milestone>& milestones() const override {
    return shown(milestones_, record_.milestones());
  }
  const std::vector<views::Indicator>& indicators() const override {
    return shown(indicators_, record_.indicators());
  }
  const std::vector<views::Estimate>& estimates() const override {
    return shown(estimates_, record_.estimates());
  }
  const std::vector<views::ArmsTransfer>& arms() const override { return shown(arms_, record_.arms()); }
  const std::vector<views::EventCount>& event_counts() const override {
    return shown(event_counts_, record_.event_counts());
  }

 protected:
  template <typename Row>
  using Rows = std::vector<Row>;

  /// What is shown of a view; nothing if it is shown as it is. Called once for each, under `filtering_`.
  virtual std::optional<views::RollCallMatrix> filtered(const views::RollCallMatrix& all) const = 0;
  virtual std::optional<views::Meetings> filtered(const views::Meetings& all) const = 0;
  virtual std::optional<views::Commitments> filtered(const views::Commitments& all) const = 0;
  virtual std::optional<views::Memberships> filtered(const views::Memberships& all) const = 0;
  virtual std::optional<Rows<views::TradeTotal>> filtered(const Rows<views::TradeTotal>& all) const = 0;
  virtual std::optional<Rows<views::Sanction>> filtered(const Rows<views::Sanction>& all) const = 0;
  virtual std::optional<Rows<views::Milestone>> filtered(const Rows<views::Milestone>& all) const = 0;
  virtual std::optional<Rows<views::Indicator>> filtered(const Rows<views::Indicator>& all) const = 0;
  virtual std::optional<Rows<views::Estimate>> filtered(const Rows<views::Estimate>& all) const = 0;
  virtual std::optional<Rows<views::ArmsTransfer>> filtered(const Rows<views::ArmsTransfer>& all) const = 0;
  virtual std::optional<Rows<views::EventCount>> filtered(const Rows<views::EventCount>& all) const = 0;

  mutable std::mutex filtering_;

 private:
  template <typename View>
  struct Shown {
    const View* view = nullptr;  ///< the record's own, or `kept`
    std::optional<View> kept;
  };
  template <typename View>
  const View& shown(Shown<View>& one, const View& all) const {
    const std::lock_guard lock(filtering_);
    if (one.view == nullptr) {
      one.kept = filtered(all);
      one.view = one.kept ? &*one.kept : &all;
    }
    return *one.view;
  }

  const views::Record& record_;
  mutable Shown<views::RollCallMatrix> council_, assembly_;
  mutable Shown<views::Meetings> meetings_;
  mutable Shown<views::Commitments> commitments_;
  mutable Shown<views::Memberships> memberships_;
  mutable Shown<Rows<views::TradeTotal>> trade_;
  mutable Shown<Rows<views::Sanction>> sanctions_;
  mutable Shown<Rows<views::Milestone>> milestones_;
  mutable Shown<Rows<views::Indicator>> indicators_;
  mutable Shown<Rows<views::Estimate>> estimates_;
  mutable Shown<Rows<views::ArmsTransfer>> arms_;
  mutable Shown<Rows<views::EventCount>> event_counts_;
};

}  // namespace blocs::findings
