// council_members.csv, council_votes.csv

#include <algorithm>
#include <string>
#include <utility>

#include "casebook_tables.hpp"

namespace blocs::sources::casebook {
namespace {

using Members = std::map<std::string, bool, std::less<>>;
using Ballots = std::map<std::string, views::Ballot, std::less<>>;

constexpr std::size_t kEnoughYes = 9;  // Article 27 of the Charter

void read_members(Reading& at) {
  static constexpr std::string_view kSeats[] = {"permanent", "elected"};
  while (at.table.next()) {
    auto& t = at.table;
    CouncilMember row;
    const auto year = t.integer("year");
    if (t.text("year").empty()) t.refuse("year", "must not be empty");
    if (year && (*year < 1946 || *year > 9999)) t.refuse("year", "the Council first met in 1946");
    row.year = year.value_or(0);
    row.state = at.state("state");
    at.only_once("state", std::to_string(row.year) + "/" + row.state);
    row.seat = t.word("seat", kSeats);
    row.source = at.source();
    row.confidence = t.code<views::Confidence>("confidence");
    if (!t.take()) continue;
    // A year that is read again replaces what is known of it.
    if (at.ids.insert("year " + std::to_string(row.year)).second) at.known.council[row.year].clear();
    at.known.council[row.year].insert_or_assign(row.state, row.seat == "permanent");
    at.harvest.council_members.push_back(std::move(row));
  }
}

/// The ballots that a list names; a state that is not a member, or stands in another list too, is a fault.
void cast(Reading& at, std::string_view column, views::Ballot ballot, const Members& members,
          Ballots& ballots) {
  for (auto& state : at.states(column)) {
    if (!members.contains(state)) {
      if (at.known.states.contains(state))
        at.table.refuse(column, state + " had no seat in the Council then");
    } else if (!ballots.emplace(state, ballot).second) {
      at.table.refuse(column, state + " stands in two of the lists");
    }
  }
}

/// Article 27: nine yes carry; on a substantive matter a permanent member's no stops what nine carry.
views::Outcome outcome_by_charter(const views::RollCall& row, const Members& members,
                                  const Ballots& ballots) {
  const auto yes = static_cast<std::size_t>(std::count_if(
      ballots.begin(), ballots.end(), [](const auto& b) { return b.second == views::Ballot::yes; }));
  if (yes < kEnoughYes) return views::Outcome::failed;
  const bool veto = row.nature == views::Nature::substantive &&
                    std::any_of(ballots.begin(), ballots.end(), [&](const auto& b) {
                      return b.second == views::Ballot::no && members.find(b.first)->second;
                    });
  return veto ? views::Outcome::vetoed : views::Outcome::adopted;
}

/// Fifteen members since the Charter's amendment came into force on 1965-08-31, eleven before with seven to
/// carry.
bool has_fifteen(Date date) {
  return date >= Date(1966, 1, 1);
}

/// What was adopted without a vote names no ballots: by the rule of the lists all members would have voted
/// yes.
void refuse_ballots(Reading& at) {
  for (const auto* column : {"no", "abstain", "absent"}) {
    if (!at.table.text(column).empty())
      at.table.refuse(column, "names ballots, but the row says that there was no vote");
  }
}

Ballots read_ballots(Reading& at, const views::RollCall& row) {
  static const Members kNobody;
  const auto year = at.known.council.find(row.date.year());
  const Members& members = year == at.known.council.end() ? kNobody : year->second;
  if (members.empty() && at.table.whole()) {
    at.table.refuse("date",
                    "the members of the Council in " + std::to_string(row.date.year()) + " are not known");
  }
  Ballots ballots;
  if (row.modality == views::Modality::without_vote) {
    refuse_ballots(at);
    return ballots;
  }
  cast(at, "no", views::Ballot::no, members, ballots);
  cast(at, "abstain", views::Ballot::abstain, members, ballots);
  cast(at, "absent", views::Ballot::absent, members, ballots);
  for (const auto& [state, permanent] : members) ballots.emplace(state, views::Ballot::yes);
  if (!at.table.whole() || !has_fifteen(row.date)) return ballots;
  if (members.size() != 15) {
    at.table.refuse("date", "the Council has 15 members, but " + std::to_string(members.size()) +
                                " are known for " + std::to_string(row.date.year()));
  } else if (const auto outcome = outcome_by_charter(row, members, ballots); outcome != row.outcome) {
    at.table.refuse("outcome", "is " + std::string(word(row.outcome)) +
                                   ", but by Article 27 these ballots make it " + std::string(word(outcome)));
  }
  return ballots;
}

views::RollCall read_roll_call(Reading& at) {
  auto& t = at.table;
  views::RollCall row;
  row.body = views::Body::council;
  row.id = t.needed("vote_id");
  at.only_once("vote_id", row.id);
  row.symbol = t.text("symbol");
  row.draft = t.text("draft");
  row.date = t.date("date");
  row.title = t.needed("agenda");
  row.topic = t.word("topic", topics());
  row.kind = t.code<views::Kind>("kind");
  row.nature = t.code<views::Nature>("nature");
  row.sponsors = at.states("sponsor");
  row.outcome = t.code<views::Outcome>("outcome");
  if (!t.text("modality").empty()) row.modality = t.code<views::Modality>("modality");
  if (row.modality == views::Modality::without_vote && row.outcome != views::Outcome::adopted) {
    t.refuse("outcome", "only what is adopted is adopted without a vote");
  }
  if (row.outcome != views::Outcome::adopted && !row.symbol.empty()) {
    t.refuse("symbol", "only what is adopted has a resolution symbol");
  }
  auto [source, confidence, note] = at.provenance();
  row.source = std::move(source);
  row.confidence = confidence;
  row.note = std::move(note);
  return row;
}

void read_votes(Reading& at) {
  while (at.table.next()) {
    auto row = read_roll_call(at);
    const auto ballots = read_ballots(at, row);
    if (!at.table.take()) continue;
    for (const auto& [state, ballot] : ballots) at.harvest.ballots.push_back({row.id, state, ballot});
    at.harvest.roll_calls.push_back(std::move(row));
  }
}

constexpr Column kMemberColumns[] = {{"year"}, {"state"}, {"seat"}, {"source"}, {"confidence"}};
constexpr Column kVoteColumns[] = {
    {"vote_id"},    {"symbol"},      {"draft"},          {"date"}, {"agenda"},  {"topic"},  {"kind"},
    {"nature"},     {"sponsor"},     {"outcome"},        {"no"},   {"abstain"}, {"absent"}, {"source"},
    {"confidence"}, {"note", false}, {"modality", false}};

}  // namespace

const Form kCouncilMembers{"council_members", kMemberColumns, read_members};
const Form kCouncilVotes{"council_votes", kVoteColumns, read_votes, "votes"};

}  // namespace blocs::sources::casebook
