#pragma once

#include <map>
#include <string>
#include <vector>

#include "builder.hpp"

namespace blocs::findings {

/// What the record gives of one pair under the brief's default rule.
struct PairMeetings {
  Pair pair;
  Finding total;
  std::vector<Finding> years;
};

/// The states that the meetings table follows, in words.
std::string frame_states(const BriefBuilder& builder);
/// What the table of meetings holds and what it does not.
std::string frame_sentence(const BriefBuilder& builder);
std::vector<std::string> frame_notes(const BriefBuilder& builder);

/// "China and Russia met most often, 43 times; no meeting of all four is on record".
std::string meetings_title(const BriefBuilder& builder, const std::vector<PairMeetings>& pairs,
                           const std::vector<std::string>& follow);
/// Names the pair whose yearly count grew most.
std::string growth_title(const BriefBuilder& builder, const std::vector<PairMeetings>& pairs);

/// Meetings of exactly three, four ... members on their own, and apart from them the occasions on which all
/// of them were in the same room among others.
void add_larger_meetings(BriefBuilder& builder, const std::vector<std::string>& follow, Section& section);

}  // namespace blocs::findings
