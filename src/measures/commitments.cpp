#include "blocs/measures/commitments.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace blocs::measures {

int obligation_level(const std::string& obligation) {
  static const std::map<std::string, int> levels{
      {"mutual_defence", 5},
      {"other_assistance", 5},
      {"neutrality", 4},
      {"no_aid_to_aggressor", 4},
      {"no_use_of_territory", 4},
      {"non_aggression", 3},
      {"no_hostile_alliance", 3},
      {"consultation_on_threat", 2},
      {"consultation", 2},
      {"military_technical_cooperation", 1},
      {"intelligence_cooperation", 1},
      {"sanctions_non_participation", 1},
      {"nuclear", 1},
      {"integration", 1},
      {"institution", 1},
      {"economic_cooperation", 1},
  };
  const auto at = levels.find(obligation);
  return at == levels.end() ? 0 : at->second;
}

std::vector<std::string> parties_on(const views::Treaty& treaty, const views::Memberships& memberships,
                                    Date day) {
  if (!treaty.party_group.empty()) return memberships.members(treaty.party_group, day);
  if (treaty.spans.empty()) return treaty.parties;
  std::vector<std::string> bound;
  std::copy_if(treaty.parties.begin(), treaty.parties.end(), std::back_inserter(bound),
               [&](const auto& state) { return treaty.binds_on(state, day); });
  return bound;
}

namespace {

std::optional<std::size_t> strongest_of(const views::Commitments& commitments, const std::string& treaty) {
  std::optional<std::size_t> strongest;
  int best = -1;
  for (std::size_t p = 0; p < commitments.provisions.size(); ++p) {
    const auto& provision = commitments.provisions[p];
    if (provision.treaty != treaty || obligation_level(provision.obligation) <= best) continue;
    best = obligation_level(provision.obligation);
    strongest = p;
  }
  return strongest;
}

}  // namespace

TreatiesOn::TreatiesOn(const views::Commitments& commitments, const views::Memberships& memberships,
                       Date day) {
  for (std::size_t t = 0; t < commitments.treaties.size(); ++t) {
    const auto& treaty = commitments.treaties[t];
    if (!treaty.same_as.empty() || !treaty.holds_on(day)) continue;
    InForce one{{t, strongest_of(commitments, treaty.id)}, parties_on(treaty, memberships, day)};
    std::sort(one.parties.begin(), one.parties.end());
    treaties_.push_back(std::move(one));
  }
}

std::vector<SharedTreaty> TreatiesOn::shared(const std::vector<std::string>& states) const {
  std::vector<SharedTreaty> found;
  for (const auto& one : treaties_) {
    const bool all = std::all_of(states.begin(), states.end(), [&](const std::string& state) {
      return std::binary_search(one.parties.begin(), one.parties.end(), state);
    });
    if (all) found.push_back(one.treaty);
  }
  return found;
}

std::vector<SharedTreaty> shared_treaties(const views::Commitments& commitments,
                                          const views::Memberships& memberships,
                                          const std::vector<std::string>& states, Date day) {
  return TreatiesOn(commitments, memberships, day).shared(states);
}

std::vector<std::string> unnamed(const views::Commitments& commitments, const views::Memberships& memberships,
                                 const std::vector<std::string>& states, Date day) {
  std::set<std::string> named;
  for (const auto& treaty : commitments.treaties) {
    if (!treaty.same_as.empty() || !treaty.holds_on(day)) continue;
    for (auto& state : parties_on(treaty, memberships, day)) named.insert(std::move(state));
  }
  std::vector<std::string> found;
  std::copy_if(states.begin(), states.end(), std::back_inserter(found),
               [&](const auto& state) { return !named.contains(state); });
  return found;
}

std::vector<std::size_t> shared_memberships(const views::Memberships& memberships,
                                            const std::vector<std::string>& states, Date day) {
  std::vector<std::size_t> found;
  if (states.empty()) return found;
  for (std::size_t i = 0; i < memberships.rows.size(); ++i) {
    const auto& row = memberships.rows[i];
    if (row.state != states.front() || row.status != "member" || !row.holds_on(day)) continue;
    const auto* group = memberships.find(row.group);
    if (group == nullptr || group->kind == "analytic") continue;
    const auto members = memberships.members(row.group, day);
    const bool all = std::all_of(states.begin(), states.end(), [&](const std::string& state) {
      return std::binary_search(members.begin(), members.end(), state);
    });
    if (all) found.push_back(i);
  }
  return found;
}

}  // namespace blocs::measures
