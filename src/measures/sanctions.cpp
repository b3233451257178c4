#include "blocs/measures/sanctions.hpp"

#include <algorithm>

namespace blocs::measures {

bool in_force(const views::Sanction& row, Date day) {
  const auto past = [&](const std::optional<LooseDate>& date) { return date && date->first <= day; };
  if (!past(row.from)) return false;
  return past(row.restored) || (!past(row.ended) && !past(row.eased));
}

bool imposes(const views::Sanction& row, const std::string& state, const views::Memberships& memberships,
             Date day) {
  if (row.imposed_by == state) return true;
  if (row.imposed_by == "UN") return false;
  return std::any_of(memberships.rows.begin(), memberships.rows.end(), [&](const views::Membership& place) {
    return place.group == row.imposed_by && place.state == state && place.status == "member" &&
           place.holds_on(day);
  });
}

}  // namespace blocs::measures
