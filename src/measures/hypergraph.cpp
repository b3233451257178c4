#include "blocs/measures/hypergraph.hpp"

#include <algorithm>
#include <bit>
#include <set>

#include "blocs/core/error.hpp"

namespace blocs::measures {
namespace {

std::size_t size_of(std::uint64_t set) {
  return static_cast<std::size_t>(std::popcount(set));
}

/// Calls `take` for every subset of two or more members, the set itself left out.
template <typename Take>
void each_subset(std::uint64_t set, Take take) {
  for (std::uint64_t sub = (set - 1) & set; sub != 0; sub = (sub - 1) & set) {
    if (size_of(sub) >= 2) take(sub);
  }
}

}  // namespace

std::optional<std::size_t> Hypergraph::node(const std::string& state) const {
  const auto at = std::lower_bound(nodes.begin(), nodes.end(), state);
  if (at == nodes.end() || *at != state) return std::nullopt;
  return static_cast<std::size_t>(at - nodes.begin());
}

std::uint64_t Hypergraph::bits(const std::vector<std::string>& states) const {
  std::uint64_t found = 0;
  for (const auto& state : states) {
    if (const auto at = node(state)) found |= std::uint64_t{1} << *at;
  }
  return found;
}

std::vector<std::string> Hypergraph::states(std::uint64_t members) const {
  std::vector<std::string> found;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (((members >> i) & 1U) != 0) found.push_back(nodes[i]);
  }
  return found;
}

Hypergraph hypergraph(const views::Meetings& meetings, const std::vector<std::size_t>& rows,
                      std::vector<std::string> nodes) {
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  if (nodes.size() > 64) throw Error::usage("a hypergraph of meetings has room for 64 states", "name fewer");
  Hypergraph graph;
  graph.nodes = std::move(nodes);
  for (const auto i : rows) {
    const auto& meeting = meetings.rows[i];
    if (!meeting.participants_complete) {
      ++graph.incomplete;
      continue;
    }
    std::uint64_t members = 0;
    for (const auto& one : meeting.attendance) {
      if (const auto at = graph.node(one.state)) members |= std::uint64_t{1} << *at;
    }
    if (size_of(members) < meeting.attendance.size()) {
      ++graph.with_others;
      continue;
    }
    graph.edges.push_back({members, i});
  }
  return graph;
}

std::vector<SetMeetings> sets_of(const Hypergraph& graph, std::uint64_t group) {
  if (size_of(group) > 12)
    throw Error::usage("the sets of a group are listed for up to 12 states", "name fewer");
  std::vector<SetMeetings> sets;
  if (size_of(group) >= 2) sets.push_back({group, {}});
  each_subset(group, [&](std::uint64_t sub) { sets.push_back({sub, {}}); });
  std::sort(sets.begin(), sets.end(), [](const auto& a, const auto& b) {
    const auto left = size_of(a.members);
    const auto right = size_of(b.members);
    return left != right ? left < right : a.members < b.members;
  });
  for (auto& set : sets) {
    for (const auto& edge : graph.edges) {
      if (edge.members == set.members) set.rows.push_back(edge.row);
    }
  }
  return sets;
}

Closure closure(const std::vector<SetMeetings>& sets, std::size_t size) {
  std::vector<std::uint64_t> pairs;
  for (const auto& set : sets) {
    if (size_of(set.members) == 2 && !set.rows.empty()) pairs.push_back(set.members);
  }
  Closure found;
  for (const auto& set : sets) {
    if (size_of(set.members) != size) continue;
    const auto met = static_cast<std::size_t>(std::count_if(
        pairs.begin(), pairs.end(), [&](std::uint64_t pair) { return (pair & set.members) == pair; }));
    if (met == size * (size - 1) / 2) (set.rows.empty() ? found.open : found.closed).push_back(set.members);
  }
  return found;
}

Simpliciality simpliciality(const std::vector<std::uint64_t>& given) {
  std::set<std::uint64_t> sets;
  for (const auto set : given) {
    if (size_of(set) > 20) throw Error::usage("simpliciality is worked out for sets of up to 20 states");
    if (size_of(set) >= 2) sets.insert(set);
  }
  Simpliciality result;
  result.sets = sets.size();
  std::size_t simplices = 0;
  std::size_t maximal = 0;
  double missing_shares = 0;
  std::set<std::uint64_t> missing;
  for (const auto set : sets) {
    if (size_of(set) < 3) continue;
    ++result.larger;
    std::vector<std::uint64_t> gaps;
    std::size_t possible = 0;
    each_subset(set, [&](std::uint64_t sub) {
      ++possible;
      if (!sets.contains(sub)) gaps.push_back(sub);
    });
    if (gaps.empty()) ++simplices;
    const bool within = std::any_of(
        sets.begin(), sets.end(), [&](std::uint64_t other) { return other != set && (other & set) == set; });
    if (within) continue;
    ++maximal;
    missing.insert(gaps.begin(), gaps.end());
    missing_shares += static_cast<double>(gaps.size()) / static_cast<double>(possible);
  }
  if (result.larger == 0) return result;
  const auto m = static_cast<double>(missing.size());
  const double room = static_cast<double>(sets.size()) - static_cast<double>(maximal) + m;
  result.fraction = static_cast<double>(simplices) / static_cast<double>(result.larger);
  if (room > 0) result.edit = 1 - m / room;
  result.face_edit = 1 - missing_shares / static_cast<double>(maximal);
  return result;
}

}  // namespace blocs::measures
