#include "blocs/scenarios/commitment_graph.hpp"

#include <algorithm>
#include <array>

#include "blocs/measures/commitments.hpp"

namespace blocs::scenarios {
namespace {

const std::vector<std::size_t> kNone;

std::map<std::string, std::vector<std::size_t>> provisions_by_treaty(const views::Commitments& commitments) {
  std::map<std::string, std::vector<std::size_t>> found;
  for (std::size_t p = 0; p < commitments.provisions.size(); ++p)
    found[commitments.provisions[p].treaty].push_back(p);
  return found;
}

bool has(const std::vector<std::string>& list, const std::string& state) {
  return std::find(list.begin(), list.end(), state) != list.end();
}

std::vector<std::string> both(const std::vector<std::string>& parties,
                              const std::vector<std::string>& members) {
  std::vector<std::string> found;
  std::copy_if(parties.begin(), parties.end(), std::back_inserter(found),
               [&](const auto& s) { return has(members, s); });
  return found;
}

}  // namespace

DutyKind kind_of(const std::string& obligation) {
  if (obligation == "mutual_defence" || obligation == "other_assistance") return DutyKind::assist;
  if (obligation == "consultation" || obligation == "consultation_on_threat") return DutyKind::consult;
  if (obligation == "non_aggression" || obligation == "no_hostile_alliance" || obligation == "neutrality") {
    return DutyKind::forbear;
  }
  if (obligation == "no_aid_to_aggressor" || obligation == "no_use_of_territory") return DutyKind::withhold;
  return DutyKind::other;
}

std::string_view word(DutyKind kind) {
  constexpr std::array<std::string_view, 5> words{"assist", "consult", "forbear", "withhold", "other"};
  return words.at(static_cast<std::size_t>(kind));
}

CommitmentGraph::CommitmentGraph(const views::Commitments& commitments, const views::Memberships& memberships,
                                 Date day, const std::set<std::string>& without)
    : commitments_(&commitments), memberships_(&memberships), day_(day) {
  const auto provisions = provisions_by_treaty(commitments);
  std::set<std::string> states;
  for (std::size_t t = 0; t < commitments.treaties.size(); ++t) {
    const auto& treaty = commitments.treaties[t];
    if (!treaty.binding || !treaty.same_as.empty()) continue;
    if (!treaty.holds_on(day) || without.contains(treaty.id)) continue;
    const auto parties = measures::parties_on(treaty, memberships, day);
    states.insert(parties.begin(), parties.end());
    const auto at = provisions.find(treaty.id);
    if (at == provisions.end()) continue;
    for (const auto p : at->second) {
      const auto& provision = commitments.provisions[p];
      const auto kind = kind_of(provision.obligation);
      for (const auto& debtor : parties) {
        if (!provision.binds_on(debtor, day)) continue;
        for (const auto& creditor : parties) {
          if (debtor == creditor) continue;
          owed_to_[creditor].push_back(duties_.size());
          owed_by_[debtor].push_back(duties_.size());
          duties_.push_back({debtor, creditor, t, p, kind});
        }
      }
    }
  }
  states_.assign(states.begin(), states.end());
}

const std::vector<std::size_t>& CommitmentGraph::owed_to(const std::string& state) const {
  const auto at = owed_to_.find(state);
  return at == owed_to_.end() ? kNone : at->second;
}

const std::vector<std::size_t>& CommitmentGraph::owed_by(const std::string& state) const {
  const auto at = owed_by_.find(state);
  return at == owed_by_.end() ? kNone : at->second;
}

std::vector<std::pair<std::size_t, std::string>> CommitmentGraph::out_of_force(const std::string& a,
                                                                               const std::string& b) const {
  std::vector<std::pair<std::size_t, std::string>> found;
  for (std::size_t t = 0; t < commitments_->treaties.size(); ++t) {
    const auto& treaty = commitments_->treaties[t];
    if (!treaty.same_as.empty()) continue;
    const auto parties = measures::parties_on(treaty, *memberships_, day_);
    if (!has(parties, a) || !has(parties, b)) continue;
    if (treaty.observed_until && day_ > treaty.observed_until->last) {
      found.emplace_back(t, "not known: its source ends with " + treaty.observed_until->iso());
    } else if (treaty.ended && day_ >= treaty.ended->first) {
      found.emplace_back(t, "ended on " + treaty.ended->iso());
    } else if (!treaty.binding) {
      found.emplace_back(t, "a text that does not bind in law");
    } else if (!treaty.in_force) {
      found.emplace_back(t, "never entered into force");
    } else if (day_ < treaty.in_force->first) {
      found.emplace_back(t, "not yet in force: enters into force on " + treaty.in_force->iso());
    }
  }
  return found;
}

bool leaves_no_choice(const views::Provision& provision) {
  const bool must = provision.strength == "automatic" || provision.strength == "mandatory";
  return must && !has(provision.qualifiers, "constitutional_process") &&
         !has(provision.qualifiers, "conditions");
}

CommitmentSummary summarise(const CommitmentGraph& graph, const views::Memberships& memberships,
                            const std::vector<std::string>& members) {
  CommitmentSummary summary;
  summary.members = members.size();
  summary.unnamed = measures::unnamed(graph.commitments(), memberships, members, graph.day());
  const std::size_t named = members.size() - summary.unnamed.size();
  summary.pairs = named == 0 ? 0 : named * (named - 1) / 2;
  std::map<std::string, std::set<std::pair<std::string, std::string>>> owed;  // obligation -> ordered pairs
  std::set<std::pair<std::string, std::string>> assists;
  std::set<std::pair<std::string, std::string>> firm;
  std::set<std::size_t> formal;
  for (const auto& duty : graph.duties()) {
    if (!has(members, duty.debtor) || !has(members, duty.creditor)) continue;
    const auto& obligation = graph.provision(duty).obligation;
    owed[obligation].insert(std::minmax(duty.debtor, duty.creditor));
    if (duty.kind == DutyKind::assist) {
      assists.insert({duty.debtor, duty.creditor});
      if (leaves_no_choice(graph.provision(duty))) firm.insert(std::minmax(duty.debtor, duty.creditor));
    }
    if (obligation == "institution" || obligation == "integration") formal.insert(duty.treaty);
  }
  for (const auto& [obligation, pairs] : owed) summary.pairs_by_obligation[obligation] = pairs.size();
  summary.pairs_firm = firm.size();
  for (const auto& [a, b] : assists) {
    const bool mutual = assists.contains({b, a});
    if (mutual && b < a) continue;
    ++summary.pairs_assisting;
    summary.pairs_symmetric += mutual;
  }
  for (std::size_t t = 0; t < graph.commitments().treaties.size(); ++t) {
    const auto& treaty = graph.commitments().treaties[t];
    if (!treaty.same_as.empty() || !treaty.holds_on(graph.day())) continue;
    const auto parties = both(measures::parties_on(treaty, memberships, graph.day()), members);
    if (parties.size() < 2) continue;
    if (!treaty.binding) {
      ++summary.informal;
      summary.texts.push_back(treaty.id);
      continue;
    }
    ++(parties.size() == 2 ? summary.bilateral : summary.multilateral);
    summary.institutionalised += formal.contains(t);
    summary.treaties.push_back(treaty.id);
  }
  return summary;
}

}  // namespace blocs::scenarios
