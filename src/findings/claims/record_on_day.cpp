#include "record_on_day.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "kept_rows.hpp"

namespace blocs::findings {
namespace {

template <typename Row, typename Keep>
std::vector<Row> only(const std::vector<Row>& rows, const Keep& keep) {
  std::vector<Row> kept;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(kept), keep);
  return kept;
}

/// Frames that had begun, none reaching past the day.
template <typename Frame>
std::vector<Frame> frames_on(const std::vector<Frame>& frames, Date day) {
  std::vector<Frame> begun;
  for (auto frame : frames) {
    if (frame.since > day) continue;
    frame.until = std::min(frame.until, day);
    begun.push_back(std::move(frame));
  }
  return begun;
}

}  // namespace

void RecordOnDay::forget(std::optional<LooseDate>& date) const {
  if (!reached(date)) date.reset();
}

std::optional<views::RollCallMatrix> RecordOnDay::filtered(const views::RollCallMatrix& all) const {
  return kept_roll_calls(all, frames_on(all.frames(), day_),
                         [&](const views::RollCall& call) { return call.date <= day_; });
}

std::optional<views::Meetings> RecordOnDay::filtered(const views::Meetings& all) const {
  auto then = all;
  std::erase_if(then.rows, [&](const views::Meeting& row) { return row.start > day_; });
  std::erase_if(then.trips, [&](const views::LeaderTrips& row) { return row.year >= day_.year(); });
  then.frames = frames_on(all.frames, day_);
  return then;
}

std::optional<views::Commitments> RecordOnDay::filtered(const views::Commitments& all) const {
  views::Commitments then;
  std::set<std::string> later;
  for (auto row : all.treaties) {
    if (!reached(row.signed_on ? row.signed_on : row.in_force)) {
      later.insert(row.id);
      continue;
    }
    forget(row.in_force);
    forget(row.ended);
    for (auto& span : row.spans) forget(span.to);
    then.treaties.push_back(std::move(row));
  }
  for (auto row : all.provisions) {
    if (later.contains(row.treaty)) continue;
    for (auto& span : row.owed_by) forget(span.to);
    then.provisions.push_back(std::move(row));
  }
  return then;
}

std::optional<views::Memberships> RecordOnDay::filtered(const views::Memberships& all) const {
  views::Memberships then;
  then.groups = all.groups;
  for (auto row : all.rows) {
    if (!reached(row.from)) continue;
    forget(row.to);
    then.rows.push_back(std::move(row));
  }
  return then;
}

std::optional<std::vector<views::TradeTotal>> RecordOnDay::filtered(
    const Rows<views::TradeTotal>& all) const {
  return only(all, [&](const auto& row) { return row.year < day_.year(); });
}

std::optional<std::vector<views::Sanction>> RecordOnDay::filtered(const Rows<views::Sanction>& all) const {
  Rows<views::Sanction> then;
  for (auto row : all) {
    if (!reached(row.from)) continue;
    forget(row.eased);
    forget(row.ended);
    forget(row.restored);
    then.push_back(std::move(row));
  }
  return then;
}

std::optional<std::vector<views::Milestone>> RecordOnDay::filtered(const Rows<views::Milestone>& all) const {
  return only(all, [&](const auto& row) { return row.date.first <= day_; });
}

std::optional<std::vector<views::Indicator>> RecordOnDay::filtered(const Rows<views::Indicator>& all) const {
  Rows<views::Indicator> then;
  for (auto row : all) {
    if (!reached(row.from)) continue;
    forget(row.to);
    then.push_back(std::move(row));
  }
  return then;
}

std::optional<std::vector<views::Estimate>> RecordOnDay::filtered(const Rows<views::Estimate>& all) const {
  return only(all, [&](const auto& row) { return row.as_of.first <= day_; });
}

std::optional<std::vector<views::ArmsTransfer>> RecordOnDay::filtered(
    const Rows<views::ArmsTransfer>& all) const {
  return only(all, [&](const auto& row) { return row.year < day_.year(); });
}

std::optional<std::vector<views::EventCount>> RecordOnDay::filtered(
    const Rows<views::EventCount>& all) const {
  return only(all, [&](const auto& row) {
    return row.year < day_.year() || (row.year == day_.year() && row.month < static_cast<int>(day_.month()));
  });
}

}  // namespace blocs::findings
