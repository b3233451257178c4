#include "record_on_day.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "kept_rows.hpp"

namespace blocs::findings {
namespace {

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

const views::RollCallMatrix& RecordOnDay::roll_calls(views::Body body) const {
  const auto& all = record_.roll_calls(body);
  const std::lock_guard lock(filtering_);
  auto& votes = body == views::Body::council ? council_ : assembly_;
  if (!votes) {
    votes.emplace(kept_roll_calls(all, frames_on(all.frames(), day_),
                                  [&](const views::RollCall& call) { return call.date <= day_; }));
  }
  return *votes;
}

const views::Meetings& RecordOnDay::meetings() const {
  const auto& all = record_.meetings();
  const std::lock_guard lock(filtering_);
  if (meetings_) return *meetings_;
  meetings_.emplace(all);
  std::erase_if(meetings_->rows, [&](const views::Meeting& row) { return row.start > day_; });
  std::erase_if(meetings_->trips, [&](const views::LeaderTrips& row) { return row.year >= day_.year(); });
  meetings_->frames = frames_on(all.frames, day_);
  return *meetings_;
}

const views::Commitments& RecordOnDay::commitments() const {
  const auto& all = record_.commitments();
  const std::lock_guard lock(filtering_);
  if (commitments_) return *commitments_;
  commitments_.emplace();
  std::set<std::string> later;
  for (auto row : all.treaties) {
    if (!reached(row.signed_on ? row.signed_on : row.in_force)) {
      later.insert(row.id);
      continue;
    }
    forget(row.in_force);
    forget(row.ended);
    for (auto& span : row.spans) forget(span.to);
    commitments_->treaties.push_back(std::move(row));
  }
  for (auto row : all.provisions) {
    if (later.contains(row.treaty)) continue;
    for (auto& span : row.owed_by) forget(span.to);
    commitments_->provisions.push_back(std::move(row));
  }
  return *commitments_;
}

const views::Memberships& RecordOnDay::memberships() const {
  const auto& all = record_.memberships();
  const std::lock_guard lock(filtering_);
  if (memberships_) return *memberships_;
  memberships_.emplace();
  memberships_->groups = all.groups;
  for (auto row : all.rows) {
    if (!reached(row.from)) continue;
    forget(row.to);
    memberships_->rows.push_back(std::move(row));
  }
  return *memberships_;
}

template <typename Row, typename Keep>
const std::vector<Row>& RecordOnDay::kept(const std::vector<Row>& rows, std::optional<std::vector<Row>>& kept,
                                          const Keep& keep) const {
  const std::lock_guard lock(filtering_);
  if (kept) return *kept;
  kept.emplace();
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(*kept), keep);
  return *kept;
}

const std::vector<views::TradeTotal>& RecordOnDay::trade() const {
  return kept(record_.trade(), trade_, [&](const auto& row) { return row.year < day_.year(); });
}

const std::vector<views::Sanction>& RecordOnDay::sanctions() const {
  const auto& all = record_.sanctions();
  const std::lock_guard lock(filtering_);
  if (sanctions_) return *sanctions_;
  sanctions_.emplace();
  for (auto row : all) {
    if (!reached(row.from)) continue;
    forget(row.eased);
    forget(row.ended);
    forget(row.restored);
    sanctions_->push_back(std::move(row));
  }
  return *sanctions_;
}

const std::vector<views::Milestone>& RecordOnDay::milestones() const {
  return kept(record_.milestones(), milestones_, [&](const auto& row) { return row.date.first <= day_; });
}

const std::vector<views::Indicator>& RecordOnDay::indicators() const {
  const auto& all = record_.indicators();
  const std::lock_guard lock(filtering_);
  if (indicators_) return *indicators_;
  indicators_.emplace();
  for (auto row : all) {
    if (!reached(row.from)) continue;
    forget(row.to);
    indicators_->push_back(std::move(row));
  }
  return *indicators_;
}

const std::vector<views::Estimate>& RecordOnDay::estimates() const {
  return kept(record_.estimates(), estimates_, [&](const auto& row) { return row.as_of.first <= day_; });
}

const std::vector<views::ArmsTransfer>& RecordOnDay::arms() const {
  return kept(record_.arms(), arms_, [&](const auto& row) { return row.year < day_.year(); });
}

const std::vector<views::EventCount>& RecordOnDay::event_counts() const {
  return kept(record_.event_counts(), event_counts_, [&](const auto& row) {
    return row.year < day_.year() || (row.year == day_.year() && row.month < static_cast<int>(day_.month()));
  });
}

}  // namespace blocs::findings
