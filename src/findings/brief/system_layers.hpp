#pragma once

#include "builder.hpp"

namespace blocs::findings {

/// Who is at the centre of the group and which states are nearest to it.
void brief_centre(BriefBuilder& builder);
/// Seven common denominators of the members, and which set the group apart from others.
void brief_profile(BriefBuilder& builder);
/// How members lean on each other in trade and arms, and what is estimated to pass between them.
void brief_dependence(BriefBuilder& builder);
/// Every finding of the brief so far about the whole group, asked again without each member.
void brief_without(BriefBuilder& builder);
/// What a worked scenario of theatres implies, for groups of which three members or more press in one.
void brief_theatres(BriefBuilder& builder);

}  // namespace blocs::findings
