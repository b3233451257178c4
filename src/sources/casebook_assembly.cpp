// assembly_votes.csv

#include <algorithm>
#include <string>
#include <utility>

#include "casebook_tables.hpp"

namespace blocs::sources::casebook {
namespace {

using Ballots = std::map<std::string, views::Ballot, std::less<>>;

bool is_member(const views::State& state, Date day) {
  return state.un_from && day >= state.un_from->first && (!state.un_to || day <= state.un_to->last);
}

void cast(Reading& at, std::string_view column, views::Ballot ballot, Date day, Ballots& ballots) {
  for (auto& code : at.states(column)) {
    const auto state = at.known.states.find(code);
    if (state == at.known.states.end()) continue;
    if (!is_member(state->second, day)) {
      at.table.refuse(column, code + " was no member of the United Nations on that day");
    } else if (!ballots.emplace(code, ballot).second) {
      at.table.refuse(column, code + " stands in two of the lists");
    }
  }
}

std::size_t count(const Ballots& ballots, views::Ballot ballot) {
  return static_cast<std::size_t>(
      std::count_if(ballots.begin(), ballots.end(), [&](const auto& b) { return b.second == ballot; }));
}

/// The lists must give the published totals. Ballots that the sources do not give may be in the totals, but
/// no more of them than there are members listed as unknown.
void check_totals(Reading& at, const Ballots& ballots) {
  struct Total {
    std::string_view column;
    views::Ballot ballot;
  };
  static constexpr Total kTotals[] = {{"total_yes", views::Ballot::yes},
                                      {"total_no", views::Ballot::no},
                                      {"total_abstain", views::Ballot::abstain}};
  const auto unknown = static_cast<std::ptrdiff_t>(count(ballots, views::Ballot::unknown));
  std::ptrdiff_t missing = 0;
  for (const auto& [column, ballot] : kTotals) {
    const auto total = at.table.integer(column);
    if (!total) continue;
    const auto listed = static_cast<std::ptrdiff_t>(count(ballots, ballot));
    missing += *total - listed;
    if (listed > *total || *total - listed > unknown) {
      at.table.refuse(column, "the published total is " + std::to_string(*total) + ", the lists give " +
                                  std::to_string(listed));
    }
  }
  if (at.table.whole() && missing > unknown) {
    at.table.refuse("unknown", "the totals count " + std::to_string(missing) +
                                   " ballots more than the lists, but " + std::to_string(unknown) +
                                   " members are listed as unknown");
  }
}

Ballots read_ballots(Reading& at, Date day) {
  Ballots ballots;
  cast(at, "no", views::Ballot::no, day, ballots);
  cast(at, "abstain", views::Ballot::abstain, day, ballots);
  cast(at, "absent", views::Ballot::absent, day, ballots);
  cast(at, "unknown", views::Ballot::unknown, day, ballots);
  for (const auto& [code, state] : at.known.states) {
    if (is_member(state, day)) ballots.emplace(code, views::Ballot::yes);
  }
  if (at.table.whole()) check_totals(at, ballots);
  return ballots;
}

views::Kind kind_of(std::string_view word) {
  if (word == "amendment") return views::Kind::amendment;
  return word == "paragraph" ? views::Kind::paragraph : views::Kind::draft;
}

views::RollCall read_roll_call(Reading& at) {
  static constexpr std::string_view kKinds[] = {"resolution", "amendment", "paragraph"};
  static constexpr std::string_view kOutcomes[] = {"adopted", "failed"};
  auto& t = at.table;
  views::RollCall row;
  row.body = views::Body::assembly;
  row.id = t.needed("vote_id");
  at.only_once("vote_id", row.id);
  row.session = t.needed("session");
  row.date = t.date("date");
  row.title = t.needed("title");
  row.topic = t.word("topic", topics());
  row.kind = kind_of(t.word("kind", kKinds));
  row.outcome = t.word("outcome", kOutcomes) == "failed" ? views::Outcome::failed : views::Outcome::adopted;
  if (row.outcome == views::Outcome::adopted && row.kind == views::Kind::draft) row.symbol = row.id;
  auto [source, confidence, note] = at.provenance();
  row.source = std::move(source);
  row.confidence = confidence;
  row.note = std::move(note);
  return row;
}

void read_votes(Reading& at) {
  while (at.table.next()) {
    auto row = read_roll_call(at);
    const auto ballots = read_ballots(at, row.date);
    if (!at.table.take()) continue;
    for (const auto& [state, ballot] : ballots) at.harvest.ballots.push_back({row.id, state, ballot});
    at.harvest.roll_calls.push_back(std::move(row));
  }
}

constexpr Column kColumns[] = {{"vote_id"},    {"session"},    {"date"},      {"title"},    {"topic"},
                               {"kind"},       {"outcome"},    {"total_yes"}, {"total_no"}, {"total_abstain"},
                               {"no"},         {"abstain"},    {"absent"},    {"unknown"},  {"source"},
                               {"confidence"}, {"note", false}};

}  // namespace

const Form kAssemblyVotes{"assembly_votes", kColumns, read_votes, "votes"};

}  // namespace blocs::sources::casebook
