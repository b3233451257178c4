#pragma once

#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "blocs/sources/csv.hpp"
#include "blocs/views/ties.hpp"

namespace blocs::test {

/// Alliance treaty obligations (ATOP 5.1) as commitments: each alliance is a treaty between the members of a
/// group, each kind of obligation a provision. For measuring at full size; members' own dates are kept,
/// articles are not known.
struct Atop {
  views::Commitments commitments;
  views::Memberships memberships;
};

inline std::optional<LooseDate> atop_date(const std::string& year, const std::string& month,
                                          const std::string& day) {
  const auto whole = [](const std::string& text) { return text.empty() ? 0 : std::atoi(text.c_str()); };
  if (whole(year) < 1800) return std::nullopt;
  const auto pad = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  std::string text = std::to_string(whole(year));
  if (whole(month) > 0) text += "-" + pad(whole(month));
  if (whole(month) > 0 && whole(day) > 0) text += "-" + pad(whole(day));
  return LooseDate::parse(text);
}

/// Reads `atop51_members.csv`.
inline Atop read_atop(const std::string& bytes) {
  Atop atop;
  std::map<std::string, std::map<std::string, std::pair<const char*, const char*>>> seen;
  sources::CsvReader reader(bytes);
  sources::CsvRow row;
  reader.next(
      row);  // atopid,member,iso3,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,bilat,phase,defense,...
  while (reader.next(row)) {
    const auto& f = row.fields;
    if (!row.good() || f.size() < 17 || f[2].empty()) continue;
    const std::string group = "ATOP-" + f[0];
    views::Membership member;
    member.id = group + "/" + f[2] + "/" + f[3];
    member.group = group;
    member.state = f[2];
    member.from = atop_date(f[3], f[4], f[5]);
    member.to = atop_date(f[6], f[7], f[8]);
    member.status = "member";
    if (!member.from) continue;
    if (!seen.contains(group)) {
      atop.memberships.groups.push_back({group, group, "alliance", {}});
      views::Treaty treaty;
      treaty.id = group;
      treaty.name = group;
      treaty.party_group = group;
      treaty.signed_on = treaty.in_force = LooseDate::parse("1800");
      atop.commitments.treaties.push_back(std::move(treaty));
    }
    auto& obligations = seen[group];
    if (f[12] == "1") obligations["mutual_defence"] = {"armed_attack", "mandatory"};
    if (f[13] == "1") obligations["other_assistance"] = {"any_conflict", "discretionary"};
    if (f[14] == "1") obligations["neutrality"] = {"", "mandatory"};
    if (f[15] == "1") obligations["non_aggression"] = {"", "mandatory"};
    if (f[16] == "1") obligations["consultation"] = {"", "mandatory"};
    atop.memberships.rows.push_back(std::move(member));
  }
  for (const auto& [treaty, obligations] : seen) {
    for (const auto& [obligation, how] : obligations) {
      atop.commitments.provisions.push_back({treaty + "/" + obligation,
                                             treaty,
                                             "",
                                             obligation,
                                             how.first,
                                             how.second,
                                             {},
                                             "as ATOP codes it",
                                             {}});
    }
  }
  return atop;
}

}  // namespace blocs::test
