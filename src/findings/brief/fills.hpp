#pragma once

namespace blocs::findings::fills {

// What would fill a section that is not observed, one line each.

inline constexpr const char* kMeetings =
    "a table of their meetings; `blocs import meetings --template` prints one to write over.";
inline constexpr const char* kTreaties =
    "treaties between them, in a table of the casebook’s form or in ATOP’s files, by `blocs import`.";
inline constexpr const char* kMemberships =
    "their memberships, in a table of the casebook’s form, by `blocs import`.";
inline constexpr const char* kSanctions =
    "sanctions on or by them, in a table of the casebook’s form, by `blocs import`.";
inline constexpr const char* kTrade =
    "goods trade between them, in files of the IMF (IMTS) or UN Comtrade, by `blocs import`.";
inline constexpr const char* kDependence =
    "goods trade in files of the IMF (IMTS) or UN Comtrade, arms in files of SIPRI, estimates in a table of "
    "the "
    "casebook’s form, by `blocs import`.";
inline constexpr const char* kCouncilVotes =
    "the Council’s votes of these days: `blocs update undl` fetches the published file, `blocs import` takes "
    "in "
    "others.";
inline constexpr const char* kAssemblyVotes =
    "the Assembly’s votes of these days: `blocs update` fetches the published files, `blocs import` takes in "
    "others.";
inline constexpr const char* kNamedResolutions =
    "resolutions chosen by name, in a table like the casebook’s assembly_votes.csv, by `blocs import`.";
inline constexpr const char* kSeats =
    "a period in which members had seats (`--since`, `--until`); nothing is missing.";
inline constexpr const char* kIndicators =
    "the Assembly’s votes, or indicators of all states in a table like the casebook’s denominators.csv, by "
    "`blocs import`.";
inline constexpr const char* kOutsider =
    "a state outside the group that no treaty ties to it; nothing is missing.";
inline constexpr const char* kAnyTies =
    "votes, meetings, treaties or memberships of the members, by `blocs import`.";

}  // namespace blocs::findings::fills
