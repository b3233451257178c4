#include "update_report.hpp"

#include <algorithm>
#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/findings/question.hpp"
#include "blocs/findings/verdicts.hpp"
#include "blocs/ledger/ledger.hpp"
#include "context.hpp"

namespace blocs::cli {
namespace {

namespace fs = std::filesystem;
using findings::Json;

constexpr double kTwoSided95 = 1.959963984540054;
constexpr const char* kNotAsked = "not asked (--votes-only)";

std::map<std::string, Standing::Vote> votes_in(const views::Record& record) {
  std::map<std::string, Standing::Vote> votes;
  for (const auto body : {views::Body::council, views::Body::assembly}) {
    for (const auto& call : record.roll_calls(body).roll_calls())
      votes[call.id] = {std::string(word(body)), call.source, call.date.iso()};
  }
  return votes;
}

/// Asks for a part; a question that the record cannot answer gives the reason.
template <typename T, typename Ask>
Standing::Part<T> part_of_record(const Ask& ask) {
  Standing::Part<T> part;
  try {
    part.has = ask();
  } catch (const Error& error) {
    part.why_not = error.message();
  }
  return part;
}

std::map<std::string, std::map<int, Standing::Point>> points_in(const views::Record& record) {
  std::map<std::string, std::map<int, Standing::Point>> points;
  for (const auto& finding : findings::answer(record, {"ideal.points", {}, Json::object()})) {
    if (!finding.details.is_object()) continue;
    for (const auto& [state, sessions] : finding.details.items()) {
      for (const auto& at : sessions) {
        points[state][at.at("session").get<int>()] = {at.at("mean").get<double>(), at.at("sd").get<double>()};
      }
    }
  }
  return points;
}

std::map<std::string, Standing::Rungs> rungs_in(const views::Record& record) {
  std::map<std::string, Standing::Rungs> groups;
  const auto found = findings::answer(record, {"ladder.compare", {}, Json::object()});
  for (const auto& row : found.front().details.at("groups")) {
    // "BRICS (10)": a group that grew is the same group.
    const auto label = row.at("group").get<std::string>();
    auto& rungs = groups[label.substr(0, label.rfind(" ("))];
    for (const auto& [rung, judgement] : row.items()) {
      if (rung != "group") rungs[rung] = judgement.get<std::string>();
    }
  }
  return groups;
}

std::map<std::string, Standing::Said> claims_in(const views::Record& record) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(share_folder() / "casebook" / "claims")) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::map<std::string, Standing::Said> claims;
  for (const auto& file : files) {
    for (const auto& checked : findings::check(record, findings::read_claim_file(file))) {
      claims[file.stem().string() + ":" + checked.claim.id] = {std::string(word(checked.verdict)),
                                                               checked.claim.text};
    }
  }
  return claims;
}

std::string either(const std::string& one, const std::string& other) {
  return one.empty() ? other : one;
}

void compare_votes(const Standing& before, const Standing& after, Changes& changes) {
  std::map<std::pair<std::string, std::string>, Changes::Votes> added;
  for (const auto& [id, vote] : after.votes) {
    if (before.votes.contains(id)) continue;
    auto& row = added[{vote.body, vote.source}];
    row.body = vote.body;
    row.source = vote.source;
    ++row.added;
    row.first = row.first.empty() ? vote.day : std::min(row.first, vote.day);
    row.last = std::max(row.last, vote.day);
  }
  for (const auto& [key, row] : added) changes.votes.push_back(row);
  for (const auto& [id, vote] : before.votes) changes.votes_gone += after.votes.contains(id) ? 0 : 1;
}

Changes::Part<Changes::Move> moves(const Standing& before, const Standing& after) {
  Changes::Part<Changes::Move> part;
  part.why_not = either(before.points.why_not, after.points.why_not);
  if (!part.why_not.empty()) return part;
  for (const auto& [state, sessions] : after.points.has) {
    const auto old = before.points.has.find(state);
    if (old == before.points.has.end()) continue;
    const auto last = std::find_if(sessions.rbegin(), sessions.rend(),
                                   [&](const auto& at) { return old->second.contains(at.first); });
    if (last == sessions.rend()) continue;
    ++part.compared;
    const auto& was = old->second.at(last->first);
    const auto& is = last->second;
    const double noise = kTwoSided95 * std::hypot(was.sd, is.sd);
    if (std::abs(is.mean - was.mean) > noise)
      part.rows.push_back({state, last->first, was.mean, is.mean, noise});
  }
  return part;
}

Changes::Part<Changes::Flip> flips(const Standing& before, const Standing& after) {
  Changes::Part<Changes::Flip> part;
  part.why_not = either(before.rungs.why_not, after.rungs.why_not);
  if (!part.why_not.empty()) return part;
  for (const auto& [group, rungs] : after.rungs.has) {
    const auto old = before.rungs.has.find(group);
    if (old == before.rungs.has.end()) continue;
    for (const auto& [rung, is] : rungs) {
      const auto was = old->second.find(rung);
      if (was == old->second.end()) continue;
      ++part.compared;
      if (was->second != is) part.rows.push_back({group, rung, was->second, is});
    }
  }
  return part;
}

Changes::Part<Changes::Verdict> verdicts(const Standing& before, const Standing& after) {
  Changes::Part<Changes::Verdict> part;
  part.why_not = either(before.claims.why_not, after.claims.why_not);
  if (!part.why_not.empty()) return part;
  for (const auto& [claim, is] : after.claims.has) {
    const auto was = before.claims.has.find(claim);
    if (was == before.claims.has.end()) continue;
    ++part.compared;
    if (was->second.verdict != is.verdict)
      part.rows.push_back({claim, is.text, was->second.verdict, is.verdict});
  }
  return part;
}

}  // namespace

Standing standing_of(const fs::path& ledger, bool votes_only) {
  Standing standing;
  const auto record = ledger::open_record(ledger);
  standing.votes = votes_in(*record);
  if (votes_only) {
    standing.points.why_not = standing.rungs.why_not = standing.claims.why_not = kNotAsked;
    return standing;
  }
  standing.points = part_of_record<decltype(standing.points.has)>([&] { return points_in(*record); });
  standing.rungs = part_of_record<decltype(standing.rungs.has)>([&] { return rungs_in(*record); });
  standing.claims = part_of_record<decltype(standing.claims.has)>([&] { return claims_in(*record); });
  return standing;
}

Changes changes(const Standing& before, const Standing& after) {
  Changes found;
  compare_votes(before, after, found);
  found.points = moves(before, after);
  found.rungs = flips(before, after);
  found.claims = verdicts(before, after);
  return found;
}

}  // namespace blocs::cli
