// Published claims about these states, with what the record says to them.
#include <algorithm>

#include "blocs/core/text.hpp"
#include "blocs/findings/verdicts.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

bool within(const BriefBuilder& builder, const std::vector<std::string>& states) {
  return std::all_of(states.begin(), states.end(),
                     [&](const std::string& state) { return builder.is_member(state); });
}

/// The states that a claim asks about, groups by their members.
std::vector<std::string> asked(const BriefBuilder& builder, const Claim& claim) {
  std::vector<std::string> states;
  for (const auto& figure : claim.figures) {
    if (figure.question.subjects.empty()) continue;
    const auto found = resolve(builder.record(), figure.question.subjects, builder.until()).states;
    states.insert(states.end(), found.begin(), found.end());
  }
  return states;
}

/// Drops the claims that ask about other states before they are checked: checking runs a grid of rules.
void narrow(const BriefBuilder& builder, ClaimFile& file) {
  std::erase_if(file.claims, [&](const Claim& claim) { return !within(builder, asked(builder, claim)); });
}

/// What the findings of a claim are about: a treaty asked for by its id has parties.
std::vector<std::string> found_about(const CheckedClaim& claim) {
  std::vector<std::string> states;
  for (const auto& finding : claim.findings)
    states.insert(states.end(), finding.subjects.begin(), finding.subjects.end());
  return states;
}

/// A document is about the group if most of its claims that name states name none outside it; then its claims
/// that name no state (a count of votes) belong to the brief too. `dropped` claims have been found to name
/// others.
bool about_group(const BriefBuilder& builder, const std::vector<CheckedClaim>& claims, std::size_t dropped) {
  std::size_t inside = 0;
  std::size_t outside = dropped;
  for (const auto& claim : claims) {
    const auto states = found_about(claim);
    if (!states.empty()) ++(within(builder, states) ? inside : outside);
  }
  return inside > outside;
}

/// A value as one cell: lists are joined.
Json cell(const Json& value) {
  if (!value.is_array()) return value;
  return join(value.get<std::vector<std::string>>(), ", ");
}

/// The claim in the brief's own form: one cell a value, and a comparison ("at least") written out.
Json brief_form(const CheckedClaim& checked) {
  const Json full = to_json(checked, Variants::leave_out);
  Json claim = Json::object();
  for (const char* key : {"id", "text", "document", "where", "verdict", "verdict_words", "why"})
    claim[key] = full.at(key);
  claim["figures"] = Json::array();
  for (std::size_t i = 0; i < checked.figures.size(); ++i) {
    const auto& figure = full.at("figures").at(i);
    const bool equal = checked.figures[i].figure.compare == Compare::equal;
    claim["figures"].push_back({{"label", figure.at("label")},
                                {"stated", equal ? cell(figure.at("stated")) : figure.at("stated_words")},
                                {"unit", equal ? figure.at("unit") : Json("")},
                                {"record", cell(figure.at("record"))},
                                {"record_words", figure.at("record_words")},
                                {"rule", figure.at("rule")},
                                {"verdict", figure.at("verdict")}});
  }
  claim["evidence"] = full.at("evidence");
  return claim;
}

}  // namespace

void brief_claims(BriefBuilder& builder, const std::vector<std::string>& claim_files) {
  for (const auto& path : claim_files) {
    ClaimFile file = read_claim_file(path);
    const std::size_t all = file.claims.size();
    narrow(builder, file);
    const auto claims = check(builder.record(), file);
    const bool about = about_group(builder, claims, all - claims.size());
    for (const auto& claim : claims) {
      const auto states = found_about(claim);
      if (states.empty() ? about : within(builder, states))
        builder.brief().claims.push_back(brief_form(claim));
    }
  }
}

}  // namespace blocs::findings
