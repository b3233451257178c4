#pragma once

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "blocs/sources/casebook.hpp"
#include "blocs/views/record.hpp"

namespace blocs::test {

/// A record of plain members, for tests that change a row. `of` fills it from a harvest without a ledger.
class FixedRecord : public views::Record {
 public:
  static FixedRecord of(const sources::Harvest& harvest) {
    FixedRecord record;
    for (const auto& row : harvest.states) record.states_.add(row);
    for (const auto& row : harvest.state_names) record.states_.add_name(row.state, row.name);
    views::RollCallMatrixBuilder council;
    views::RollCallMatrixBuilder assembly;
    std::vector<std::string> in_council;
    for (const auto& call : harvest.roll_calls) {
      (call.body == views::Body::council ? council : assembly).add(call);
      if (call.body == views::Body::council) in_council.push_back(call.id);
    }
    std::sort(in_council.begin(), in_council.end());
    for (const auto& cast : harvest.ballots) {
      const bool there = std::binary_search(in_council.begin(), in_council.end(), cast.roll_call);
      (there ? council : assembly).add_ballot(cast.roll_call, cast.state, cast.ballot);
    }
    for (const auto& frame : harvest.vote_frames)
      (frame.body == word(views::Body::council) ? council : assembly).add_frame(frame);
    record.council_ = council.build();
    record.assembly_ = assembly.build();
    record.meetings_.rows = harvest.meetings;
    record.meetings_.frames = harvest.meeting_frames;
    record.meetings_.trips = harvest.leader_trips;
    std::stable_sort(
        record.meetings_.rows.begin(), record.meetings_.rows.end(),
        [](const auto& a, const auto& b) { return std::tie(a.start, a.id) < std::tie(b.start, b.id); });
    record.commitments_ = {harvest.treaties, harvest.provisions};
    record.memberships_ = {harvest.groups, harvest.memberships};
    record.trade_ = harvest.trade;
    record.sanctions_ = harvest.sanctions;
    record.milestones_ = harvest.milestones;
    record.indicators_ = harvest.indicators;
    record.estimates_ = harvest.estimates;
    record.arms_ = harvest.arms;
    record.event_counts_ = harvest.event_counts;
    record.sources_ = harvest.sources;
    return record;
  }

  const views::States& states() const override { return states_; }
  const views::RollCallMatrix& roll_calls(views::Body body) const override {
    return body == views::Body::council ? council_ : assembly_;
  }
  const views::Meetings& meetings() const override { return meetings_; }
  const views::Commitments& commitments() const override { return commitments_; }
  const views::Memberships& memberships() const override { return memberships_; }
  const std::vector<views::TradeTotal>& trade() const override { return trade_; }
  const std::vector<views::Sanction>& sanctions() const override { return sanctions_; }
  const std::vector<views::Milestone>& milestones() const override { return milestones_; }
  const std::vector<views::Indicator>& indicators() const override { return indicators_; }
  const std::vector<views::Estimate>& estimates() const override { return estimates_; }
  const std::vector<views::ArmsTransfer>& arms() const override { return arms_; }
  const std::vector<views::EventCount>& event_counts() const override { return event_counts_; }
  const std::vector<views::Source>& sources() const override { return sources_; }

 private:
  views::States states_;
  views::RollCallMatrix council_, assembly_;
  views::Meetings meetings_;
  views::Commitments commitments_;
  views::Memberships memberships_;
  std::vector<views::TradeTotal> trade_;
  std::vector<views::Sanction> sanctions_;
  std::vector<views::Milestone> milestones_;
  std::vector<views::Indicator> indicators_;
  std::vector<views::Estimate> estimates_;
  std::vector<views::ArmsTransfer> arms_;
  std::vector<views::EventCount> event_counts_;
  std::vector<views::Source> sources_;
};

}  // namespace blocs::test
