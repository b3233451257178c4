#pragma once

#include <string>
#include <vector>

#include "builder.hpp"

namespace blocs::findings {

/// The session that a finding of `votes.history` is about.
inline int session_of(const Finding& finding) {
  return finding.details.at("session").get<int>();
}

/// Exhibits on the latest of `sessions` (findings of `votes.history`, oldest first): each member's distance
/// from the others, topics, the nearest states outside, and the spread over counting rules.
std::vector<Exhibit> latest_sessions(BriefBuilder& builder, const std::vector<Finding>& sessions);

/// The spread of `grid` (findings of `votes.grid`) over its choices; `when` names the sessions. Choices that
/// move nothing stand in a note. Without rows if nothing is defined or moves.
Exhibit sessions_by_rule(BriefBuilder& builder, const std::vector<Finding>& grid, const std::string& when);

/// A topic's code as words that may stand in a sentence.
std::string topic_words(const std::string& topic);

}  // namespace blocs::findings
