#pragma once

#include <optional>

#include "builder.hpp"

namespace blocs::findings {

/// Each adds one or more sections to the brief, or says that its layer is not observed for the group.
void brief_council(BriefBuilder& builder);
void brief_council_conduct(BriefBuilder& builder);
void brief_assembly(BriefBuilder& builder);
void brief_sessions(BriefBuilder& builder);
void brief_ideal(BriefBuilder& builder);
void brief_meetings(BriefBuilder& builder);
void brief_ladder(BriefBuilder& builder);
void brief_commitments(BriefBuilder& builder);
void brief_cascade(BriefBuilder& builder);
void brief_council_rule(BriefBuilder& builder);
void brief_memberships(BriefBuilder& builder);
void brief_trade(BriefBuilder& builder);
void brief_sanctions(BriefBuilder& builder);
void brief_milestones(BriefBuilder& builder);
void brief_claims(BriefBuilder& builder, const std::vector<std::string>& claim_files);
void brief_record(BriefBuilder& builder);
void brief_headline(BriefBuilder& builder);
void brief_method(BriefBuilder& builder);

/// Why the members' ballots in the Council of the period are not on record; empty where they are.
std::string why_no_ballots(const BriefBuilder& builder);
/// Members with a seat in the Council on at least one roll call of the period whose ballots are on record;
/// and members that sit for good.
std::vector<std::string> seated(const BriefBuilder& builder);
std::vector<std::string> permanent_among(const BriefBuilder& builder);

/// Whether a source of the record is one of whole sessions (a frame says that it has all votes of its days,
/// or it is a published file that was imported) and not the casebook's list of named resolutions.
bool is_of_whole_sessions(const BriefBuilder& builder, const std::string& source);
/// Whether the record holds whole sessions of the Assembly, and what fills a section if it does not.
bool has_whole_sessions(const BriefBuilder& builder);
inline constexpr const char* kNamedOnly = "The record holds named resolutions only.";
/// The Assembly's votes of the period as options of a question: the named resolutions of the casebook, also
/// where whole sessions are on record beside them. Nothing if there is none.
std::optional<Json> named_resolutions(const BriefBuilder& builder);

/// Members that the meetings table follows: those of which a meeting of two is on record.
std::vector<std::string> followed(const BriefBuilder& builder);
/// Whether the period and the table of meetings overlap.
bool meetings_cover(const BriefBuilder& builder);

/// Meetings of exactly these states on their own, bilateral or larger, at `min_rank` or above.
Finding exact_meetings(const BriefBuilder& builder, const std::vector<std::string>& states,
                       const std::string& min_rank);

/// The Council's main figure for the group: the pair's agreement if two members sat, else the group's
/// unanimity; contested votes, with an interval by agenda item for a pair. Nothing if fewer than two sat
/// together.
std::optional<Finding> council_figure(const BriefBuilder& builder, bool contested);

}  // namespace blocs::findings
