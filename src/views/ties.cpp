#include "blocs/views/ties.hpp"

#include <algorithm>

namespace blocs::views {

bool Membership::holds_on(Date day) const {
  return (!from || day >= from->first) && (!to || day <= to->last);
}

bool PartySpan::holds_on(Date day) const {
  return (!from || day >= from->first) && (!to || day <= to->last);
}

namespace {

/// Spans of one state bind it on the days they cover; without any, `otherwise`.
bool bound_by(const std::vector<PartySpan>& spans, const std::string& state, Date day, bool otherwise) {
  bool named = false;
  for (const auto& span : spans) {
    if (span.state != state) continue;
    if (span.holds_on(day)) return true;
    named = true;
  }
  return !named && otherwise;
}

}  // namespace

bool Treaty::holds_on(Date day) const {
  const auto& start = in_force ? in_force : (binding ? in_force : signed_on);
  const bool seen = !observed_until || day <= observed_until->last;
  return seen && start && day >= start->first && (!ended || day < ended->first);
}

bool Treaty::binds_on(const std::string& state, Date day) const {
  return bound_by(spans, state, day, true);
}

bool Provision::binds_on(const std::string& state, Date day) const {
  return bound_by(owed_by, state, day, owed_by.empty());
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
