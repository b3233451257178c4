#include "blocs/views/ties.hpp"

#include <algorithm>

namespace blocs::views {

bool Membership::holds_on(Date day) const {
  return (!from || day >= from->first) && (!to || day <= to->last);
}

bool Treaty::holds_on(Date day) const {
  const auto& start = in_force ? in_force : (binding ? in_force : signed_on);
  return start && day >= start->first && (!ended || day < ended->first);
}

const Group* Memberships::find(std::string_view name) const {
  const auto at = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.name == name; });
  return at == groups.end() ? nullptr : &*at;
}

std::vector<std::string> Memberships::members(std::string_view group, Date day) const {
  std::vector<std::string> found;
  for (const auto& row : rows) {
    if (row.group == group && row.status == "member" && row.holds_on(day)) found.push_back(row.state);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace blocs::views
