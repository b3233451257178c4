// What an alliance of ATOP becomes: a treaty with provisions. The coding map stands in docs/cascade.md.

#include <algorithm>
#include <utility>

#include "atop.hpp"
#include "blocs/core/text.hpp"

namespace blocs::sources {
namespace {

/// How a promise is read as a provision.
struct Reading {
  AtopPromise promise;
  std::string_view obligation, trigger, summary;
  bool always_conditional;
};
constexpr std::array<Reading, kAtopPromises> kReadings{{
    {AtopPromise::defence, "mutual_defence", "armed_attack", "active military support if attacked", false},
    // ATOP says against whom and when in variables that these files do not hold.
    {AtopPromise::offence, "other_assistance", "any_conflict",
     "active military support in conflicts that no attack on the ally begins", true},
    {AtopPromise::neutrality, "neutrality", "", "not to help the adversaries of the ally in a conflict",
     false},
    {AtopPromise::non_aggression, "non_aggression", "", "no use of force against each other", false},
    {AtopPromise::consultation, "consultation_on_threat", "threat", "to consult in a crisis", false},
}};

std::optional<LooseDate> earliest(const std::vector<AtopMember>& members) {
  std::optional<LooseDate> found;
  for (const auto& member : members) {
    if (!found || *member.span.from < *found) found = member.span.from;
  }
  return found;
}

/// The last exit, or nothing while somebody is in.
std::optional<LooseDate> latest(const std::vector<AtopMember>& members) {
  std::optional<LooseDate> found;
  for (const auto& member : members) {
    if (!member.span.to) return std::nullopt;
    if (!found || *member.span.to > *found) found = member.span.to;
  }
  return found;
}

/// One state's spans that touch or overlap, made one; ends that are the treaty's own left open.
std::vector<views::PartySpan> merged(std::vector<views::PartySpan> spans, const views::Treaty& treaty) {
  std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) {
    return std::tie(a.state, a.from) < std::tie(b.state, b.from);
  });
  std::vector<views::PartySpan> found;
  for (auto& span : spans) {
    auto* last = found.empty() || found.back().state != span.state ? nullptr : &found.back();
    if (last == nullptr || (last->to && span.from->first > last->to->last.plus_days(1))) {
      found.push_back(std::move(span));
    } else if (last->to && (!span.to || *span.to > *last->to)) {
      last->to = span.to;
    }
  }
  for (auto& span : found) {
    if (span.from == treaty.in_force) span.from.reset();
    if (span.to == treaty.ended) span.to.reset();
  }
  return found;
}

std::string name_of(int id, const views::Treaty& treaty, const std::vector<AtopMember>& members,
                    const std::map<std::string, views::State, std::less<>>& states) {
  auto order = members;
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.span.from < b.span.from; });
  std::vector<std::string> names;
  for (const auto& member : order) {
    const auto at = states.find(member.span.state);
    const std::string& name = at == states.end() ? member.span.state : at->second.name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  constexpr std::size_t kMost = 4;
  const std::size_t more = names.size() > kMost ? names.size() - kMost + 1 : 0;
  if (more > 0) names.resize(kMost - 1);
  return "Alliance of " + treaty.signed_on->iso() + ": " + join(names, ", ") +
         (more > 0 ? " and " + std::to_string(more) + " more" : "") + " (ATOP " + std::to_string(id) + ")";
}

std::string kind_of(const std::vector<AtopMember>& members) {
  AtopPromises all = 0;
  for (const auto& member : members) all = static_cast<AtopPromises>(all | member.promises);
  if (has(all, AtopPromise::defence) || has(all, AtopPromise::offence)) return "mutual_defence";
  if (has(all, AtopPromise::consultation)) return "friendship_consultation";
  return all == 0 ? "friendship" : "non_aggression";
}

std::string term_of(const std::optional<AtopTerms>& terms) {
  if (!terms || !terms->months) return {};
  if (*terms->months == 0) return "indefinite";
  const int months = *terms->months;
  return months % 12 == 0 ? "P" + std::to_string(months / 12) + "Y" : "P" + std::to_string(months) + "M";
}

views::Treaty treaty_of(int id, const AtopAlliance& alliance,
                        const std::map<std::string, views::State, std::less<>>& states) {
  views::Treaty treaty;
  treaty.id = "ATOP-" + std::to_string(id);
  treaty.kind = kind_of(alliance.members);
  // ATOP counts an alliance from its signature.
  treaty.signed_on = treaty.in_force = alliance.terms ? alliance.terms->begun : earliest(alliance.members);
  treaty.ended = alliance.terms ? alliance.terms->ended : latest(alliance.members);
  if (!treaty.ended) treaty.observed_until = LooseDate{atop_ends(), atop_ends()};
  treaty.term = term_of(alliance.terms);
  std::vector<views::PartySpan> spans;
  for (const auto& member : alliance.members) spans.push_back(member.span);
  for (auto& span : merged(std::move(spans), treaty)) {
    if (treaty.parties.empty() || treaty.parties.back() != span.state) treaty.parties.push_back(span.state);
    treaty.spans.push_back(std::move(span));
  }
  // A state whose one span is the treaty's own needs none.
  std::erase_if(treaty.spans, [](const auto& span) { return !span.from && !span.to; });
  treaty.name = name_of(id, treaty, alliance.members, states);
  treaty.provenance = {std::string(kAtopSource), views::Confidence::medium, ""};
  return treaty;
}

views::Provision provision_of(const views::Treaty& treaty, std::string_view obligation,
                              std::string_view trigger, std::string_view summary) {
  views::Provision provision;
  provision.treaty = treaty.id;
  provision.id = treaty.id + "/" + std::string(obligation);
  provision.obligation = obligation;
  provision.trigger = trigger;
  provision.strength = "mandatory";
  provision.summary = std::string(summary) + ", as ATOP codes it";
  provision.provenance = treaty.provenance;
  return provision;
}

}  // namespace

AtopTreaty atop_treaty(int id, const AtopAlliance& alliance,
                       const std::map<std::string, views::State, std::less<>>& states) {
  AtopTreaty made{treaty_of(id, alliance, states), {}};
  const auto& members = alliance.members;
  for (const auto& reading : kReadings) {
    for (const bool conditional : {false, true}) {
      std::vector<views::PartySpan> spans;
      for (const auto& member : members) {
        const bool fits = (member.conditional || reading.always_conditional) == conditional;
        if (fits && has(member.promises, reading.promise)) spans.push_back(member.span);
      }
      if (spans.empty()) continue;
      auto provision = provision_of(made.treaty, reading.obligation, reading.trigger, reading.summary);
      if (conditional) {
        provision.qualifiers = {"conditions"};
        provision.id += "/conditional";
      }
      if (spans.size() < members.size()) provision.owed_by = merged(std::move(spans), made.treaty);
      made.provisions.push_back(std::move(provision));
    }
  }
  if (!alliance.terms) return made;
  const auto add = [&](bool there, const char* obligation, const char* summary) {
    if (there) made.provisions.push_back(provision_of(made.treaty, obligation, "", summary));
  };
  add(alliance.terms->organisation, "institution", "regular meetings or an organisation");
  add(alliance.terms->military_aid, "military_technical_cooperation", "military aid, training or technology");
  add(alliance.terms->economic_aid, "economic_cooperation", "economic aid or trade");
  return made;
}

}  // namespace blocs::sources
