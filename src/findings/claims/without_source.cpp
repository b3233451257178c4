#include "without_source.hpp"

#include <algorithm>

#include "kept_rows.hpp"

namespace blocs::findings {

std::optional<views::RollCallMatrix> WithoutSource::filtered(const views::RollCallMatrix& all) const {
  bool any = false;
  for (const auto& call : all.roll_calls()) {
    if (call.source != source_) continue;
    left_out_.insert(call.id);
    any = true;
  }
  if (!any) return std::nullopt;
  return kept_roll_calls(all, all.frames(),
                         [&](const views::RollCall& call) { return call.source != source_; });
}

bool WithoutSource::leaves_out(const std::string& id) const {
  const std::lock_guard lock(filtering_);
  return left_out_.contains(id);
}

std::optional<views::Meetings> WithoutSource::filtered(const views::Meetings& all) const {
  auto kept = all;
  kept.rows = others(all.rows);
  // Journeys too are rows with a source; what was looked for is no evidence of anything and stays.
  std::erase_if(kept.trips, [&](const views::LeaderTrips& row) { return row.provenance.source == source_; });
  return kept;
}

std::optional<views::Commitments> WithoutSource::filtered(const views::Commitments& all) const {
  return views::Commitments{others(all.treaties), others(all.provisions)};
}

std::optional<views::Memberships> WithoutSource::filtered(const views::Memberships& all) const {
  views::Memberships kept;
  kept.groups = all.groups;
  for (const auto& row : all.rows) {
    const auto* group = all.find(row.group);
    const bool a_name = group != nullptr && group->kind == "analytic";
    if (row.provenance.source == source_ && !a_name)
      left_out_.insert(row.id);
    else
      kept.rows.push_back(row);
  }
  return kept;
}

}  // namespace blocs::findings
