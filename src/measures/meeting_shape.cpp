#include "blocs/measures/meeting_shape.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace blocs::measures {
namespace {

bool is_leader(views::Rank rank) {
  return views::height(rank).value_or(0) >= 5;
}

/// True if every state of `small` is among those of `large`; both in state order.
bool contained(const views::Meeting& small, const views::Meeting& large) {
  return std::includes(large.attendance.begin(), large.attendance.end(), small.attendance.begin(),
                       small.attendance.end(),
                       [](const auto& x, const auto& y) { return x.state < y.state; });
}

bool same_states(const views::Meeting& a, const views::Meeting& b) {
  if (contained(a, b) && contained(b, a)) return true;
  return (!a.participants_complete && contained(a, b)) || (!b.participants_complete && contained(b, a));
}

}  // namespace

Asymmetry asymmetry(const views::Meetings& meetings, const std::vector<std::size_t>& rows,
                    const std::string& first, const std::string& second) {
  Asymmetry result;
  for (const auto i : rows) {
    const auto& m = meetings.rows[i];
    const auto* a = m.of(first);
    const auto* b = m.of(second);
    if (a == nullptr || b == nullptr) continue;
    ++(m.host == first ? result.hosts.first : m.host == second ? result.hosts.second : result.hosts.neither);
    const auto high_a = views::height(a->rank);
    const auto high_b = views::height(b->rank);
    const bool known = high_a && high_b;
    ++(known && *high_a > *high_b   ? result.higher.first
       : known && *high_b > *high_a ? result.higher.second
                                    : result.higher.neither);
    const bool a_travels = m.host == second && is_leader(a->rank) && m.format == views::Format::in_person;
    const bool b_travels = m.host == first && is_leader(b->rank) && m.format == views::Format::in_person;
    ++(a_travels ? result.travels.first : b_travels ? result.travels.second : result.travels.neither);
  }
  return result;
}

std::optional<Breadth> breadth(const std::vector<std::string>& kinds) {
  if (kinds.empty()) return std::nullopt;
  std::map<std::string, std::size_t> counts;
  for (const auto& kind : kinds) ++counts[kind];
  Breadth result;
  result.n = kinds.size();
  result.kinds.assign(counts.begin(), counts.end());
  std::stable_sort(result.kinds.begin(), result.kinds.end(),
                   [](const auto& x, const auto& y) { return x.second > y.second; });
  const auto n = static_cast<double>(kinds.size());
  for (const auto& [kind, count] : result.kinds) {
    const double share = static_cast<double>(count) / n;
    result.entropy -= share * std::log2(share);
  }
  result.corrected = result.entropy + (static_cast<double>(counts.size()) - 1) / (2 * n * std::log(2.0));
  result.effective = std::exp2(result.corrected);
  return result;
}

std::vector<LikelyDuplicate> likely_duplicates(const views::Meetings& meetings, int days) {
  std::vector<LikelyDuplicate> found;
  for (std::size_t i = 0; i < meetings.rows.size(); ++i) {
    const auto& a = meetings.rows[i];
    const Date last = std::max(a.end, a.start.plus_days(days));
    for (std::size_t j = i + 1; j < meetings.rows.size() && meetings.rows[j].start <= last; ++j) {
      const auto& b = meetings.rows[j];
      if (!same_states(a, b)) continue;
      const bool place = !a.host.empty() && a.host == b.host && !a.city.empty() && a.city == b.city;
      found.push_back({i, j, b.start.days() - a.start.days(), place});
    }
  }
  return found;
}

}  // namespace blocs::measures
