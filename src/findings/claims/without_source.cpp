#include "without_source.hpp"

#include <algorithm>

#include "kept_rows.hpp"

namespace blocs::findings {
const views::RollCallMatrix& WithoutSource::roll_calls(views::Body body) const {
  const auto& matrix = record_.roll_calls(body);
  const std::lock_guard lock(filtering_);
  auto& votes = body == views::Body::council ? council_ : assembly_;
  if (votes.shown != nullptr) return *votes.shown;
  bool any = false;
  for (const auto& call : matrix.roll_calls()) {
    if (call.source != source_) continue;
    left_out_.insert(call.id);
    any = true;
  }
  const auto keep = [&](const views::RollCall& call) { return call.source != source_; };
  votes.shown = any ? &votes.kept.emplace(kept_roll_calls(matrix, matrix.frames(), keep)) : &matrix;
  return *votes.shown;
}

bool WithoutSource::leaves_out(const std::string& id) const {
  const std::lock_guard lock(filtering_);
  return left_out_.contains(id);
}

template <typename Row>
std::vector<Row> WithoutSource::others(const std::vector<Row>& rows) const {
  std::vector<Row> kept;
  for (const auto& row : rows) {
    if (row.provenance.source == source_)
      left_out_.insert(row.id);
    else
      kept.push_back(row);
  }
  return kept;
}

template <typename Row>
const std::vector<Row>& WithoutSource::filtered(const std::vector<Row>& rows,
                                                std::optional<std::vector<Row>>& kept) const {
  const std::lock_guard lock(filtering_);
  if (!kept) kept = others(rows);
  return *kept;
}

const views::Meetings& WithoutSource::meetings() const {
  const auto& all = record_.meetings();
  const std::lock_guard lock(filtering_);
  if (meetings_) return *meetings_;
  meetings_.emplace(all);
  meetings_->rows = others(all.rows);
  // Journeys too are rows with a source; what was looked for is no evidence of anything and stays.
  std::erase_if(meetings_->trips,
                [&](const views::LeaderTrips& row) { return row.provenance.source == source_; });
  return *meetings_;
}

const views::Commitments& WithoutSource::commitments() const {
  const auto& all = record_.commitments();
  const std::lock_guard lock(filtering_);
  if (commitments_) return *commitments_;
  return commitments_.emplace(views::Commitments{others(all.treaties), others(all.provisions)});
}

const views::Memberships& WithoutSource::memberships() const {
  const auto& all = record_.memberships();
  const std::lock_guard lock(filtering_);
  if (memberships_) return *memberships_;
  memberships_.emplace();
  memberships_->groups = all.groups;
  for (const auto& row : all.rows) {
    const auto* group = all.find(row.group);
    const bool a_name = group != nullptr && group->kind == "analytic";
    if (row.provenance.source == source_ && !a_name)
      left_out_.insert(row.id);
    else
      memberships_->rows.push_back(row);
  }
  return *memberships_;
}

const std::vector<views::TradeTotal>& WithoutSource::trade() const {
  return filtered(record_.trade(), trade_);
}

const std::vector<views::Sanction>& WithoutSource::sanctions() const {
  return filtered(record_.sanctions(), sanctions_);
}

const std::vector<views::Milestone>& WithoutSource::milestones() const {
  return filtered(record_.milestones(), milestones_);
}

const std::vector<views::Indicator>& WithoutSource::indicators() const {
  return filtered(record_.indicators(), indicators_);
}

const std::vector<views::Estimate>& WithoutSource::estimates() const {
  return filtered(record_.estimates(), estimates_);
}

const std::vector<views::ArmsTransfer>& WithoutSource::arms() const {
  return filtered(record_.arms(), arms_);
}

const std::vector<views::EventCount>& WithoutSource::event_counts() const {
  return filtered(record_.event_counts(), event_counts_);
}

}  // namespace blocs::findings
