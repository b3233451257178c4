#include "staging.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "blocs/core/error.hpp"
#include "schema.hpp"

namespace blocs::ledger {
namespace {

using duck::Appender;
using duck::OrNull;
using views::word;

/// An appender to one staging table.
struct Stage : Appender {
  Stage(duck::Connection& connection, std::string_view table) : Appender(connection, "temp", staged(table)) {}

  /// A row that ends with source, confidence and note.
  template <typename... Cells>
  void sourced(const views::Provenance& from, const Cells&... cells) {
    row(cells..., from.source, word(from.confidence), OrNull{from.note});
  }
};

void stage_states(duck::Connection& c, const sources::Harvest& harvest) {
  Stage source(c, "source");
  for (const auto& s : harvest.sources) {
    source.row(s.id, s.kind, s.title, OrNull{s.publisher}, OrNull{s.url}, OrNull{s.published},
               OrNull{s.accessed}, OrNull{s.note});
  }
  source.finish();
  Stage state(c, "state");
  for (const auto& s : harvest.states) {
    state.sourced(s.provenance, s.code, s.name, s.cow_code, s.valid_from, s.valid_to, OrNull{s.region},
                  s.un_from, s.un_to);
  }
  state.finish();
  Stage name(c, "state_name");
  for (const auto& n : harvest.state_names) {
    name.row(n.state, n.name, n.kind, n.valid_from, n.valid_to, OrNull{n.source}, word(n.confidence));
  }
  name.finish();
}

void stage_groups(duck::Connection& c, const sources::Harvest& harvest) {
  Stage group(c, "state_group");
  for (const auto& g : harvest.groups) group.sourced(g.provenance, g.name, g.title, g.kind);
  group.finish();
  Stage membership(c, "membership");
  for (const auto& m : harvest.memberships) {
    membership.sourced(m.provenance, m.id, m.group, m.state, m.from, m.to, m.status);
  }
  membership.finish();
  Stage member(c, "council_member");
  for (const auto& m : harvest.council_members) {
    member.row(m.year, m.state, m.seat, OrNull{m.source}, word(m.confidence));
  }
  member.finish();
}

void append(Stage& roll_call, const views::RollCall& r) {
  roll_call.row(r.id, word(r.body), r.date, OrNull{r.session}, OrNull{r.symbol}, OrNull{r.draft},
                OrNull{r.title}, OrNull{r.topic}, word(r.kind), word(r.nature), word(r.outcome),
                word(r.modality), r.source, word(r.confidence), OrNull{r.note});
}

void stage_vote_frames(duck::Connection& c, const sources::Harvest& harvest) {
  Stage frame(c, "vote_frame");
  for (const auto& f : harvest.vote_frames)
    frame.sourced(f.provenance, f.id, f.title, f.body, f.since, f.until, word(f.coverage));
  frame.finish();
}

void stage_votes(duck::Connection& c, const sources::Harvest& harvest) {
  Stage roll_call(c, "roll_call");
  for (const auto& r : harvest.roll_calls) append(roll_call, r);
  roll_call.finish();
  Stage sponsor(c, "roll_call_sponsor");
  for (const auto& r : harvest.roll_calls) {
    for (const auto& state : r.sponsors) sponsor.row(r.id, state);
  }
  sponsor.finish();
  Stage ballot(c, "ballot");
  for (const auto& b : harvest.ballots) {
    if (b.ballot != views::Ballot::no_seat) ballot.row(b.roll_call, b.state, word(b.ballot));
  }
  ballot.finish();
}

/// Calls `take(id, ballot)` for the ballots of a set, which stand by roll call, in order of the roll calls'
/// ids: rows of neighbouring ids then stand together in the store.
template <typename Take>
void each_by_id(const sources::VoteSet& set, const Take& take) {
  std::vector<std::size_t> first(set.roll_calls.size() + 1);
  for (const auto& b : set.ballots) ++first[b.roll_call + 1];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  std::vector<std::size_t> order(set.roll_calls.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto id = [&](std::size_t i) -> const std::string& { return set.roll_calls[i].row.id; };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return id(a) < id(b); });
  for (const auto i : order) {
    for (std::size_t b = first[i]; b < first[i + 1]; ++b) take(id(i), set.ballots[b]);
  }
}

void stage_published_votes(duck::Connection& c, const sources::Harvest& harvest) {
  Stage roll_call(c, "roll_call");
  for (const auto& set : harvest.votes) {
    for (const auto& [r, number, totals] : set.roll_calls) append(roll_call, r);
  }
  roll_call.finish();
  Stage ballot(c, "ballot");
  for (const auto& set : harvest.votes) {
    each_by_id(set, [&](const std::string& id, const sources::PackedBallot& b) {
      if (b.what() != views::Ballot::no_seat) ballot.row(id, set.states[b.state], word(b.what()));
    });
  }
  ballot.finish();
  Stage holder(c, "roll_call_source");
  for (const auto* sets : {&harvest.votes, &harvest.other_votes}) {
    for (const auto& set : *sets) {
      for (const auto& r : set.roll_calls) holder.row(r.row.id, set.source, r.number, sets == &harvest.votes);
    }
  }
  holder.finish();
}

/// Compares the ballots of other sources with those that the record keeps: staged ones, else those of `old`.
void stage_conflicts(duck::Connection& c, const sources::Harvest& harvest, const std::string& old) {
  if (harvest.other_votes.empty()) return;
  c.run(
      "CREATE TEMP TABLE other_ballot (roll_call_id VARCHAR, state VARCHAR, ballot VARCHAR, source VARCHAR)");
  Appender other(c, "temp", "other_ballot");
  for (const auto& set : harvest.other_votes) {
    each_by_id(set, [&](const std::string& id, const sources::PackedBallot& b) {
      other.row(id, set.states[b.state], word(b.what()), set.source);
    });
  }
  other.finish();
  std::string kept =
      "SELECT roll_call_id, state, ballot, source FROM stage_ballot JOIN stage_roll_call USING "
      "(roll_call_id)";
  if (!old.empty()) {
    kept += " UNION ALL SELECT roll_call_id, state, ballot, source FROM " + old + ".ballot JOIN " + old +
            ".roll_call USING (roll_call_id) ANTI JOIN stage_roll_call USING (roll_call_id)";
  }
  for (const auto& part : parts_of(c, "SELECT DISTINCT roll_call_id FROM other_ballot", "roll_call_id")) {
    c.run(
        "INSERT INTO stage_ballot_conflict SELECT o.roll_call_id, o.state, k.ballot, k.source, o.ballot, "
        "o.source FROM (FROM other_ballot WHERE " +
        part + ") o JOIN (FROM (" + kept + ") WHERE " + part +
        ") k USING (roll_call_id, state) WHERE k.ballot <> o.ballot");
  }
  c.run("DROP TABLE temp.other_ballot");
}

void stage_meeting_frames(duck::Connection& c, const sources::Harvest& harvest) {
  Stage frame(c, "meeting_frame");
  for (const auto& f : harvest.meeting_frames) {
    frame.sourced(f.provenance, f.id, f.title, f.since, f.until, word(f.least_rank), f.sources);
  }
  frame.finish();
  Stage state(c, "meeting_frame_state");
  for (const auto& f : harvest.meeting_frames) {
    for (const auto& code : f.states) state.row(f.id, code);
  }
  state.finish();
  Stage merge(c, "meeting_merge");
  for (const auto& m : harvest.meeting_merges) merge.row(m.dropped, m.kept, m.why);
  merge.finish();
  Stage trips(c, "leader_trips");
  for (const auto& t : harvest.leader_trips) {
    trips.sourced(t.provenance, t.id, t.state, t.year, t.sent, t.received);
  }
  trips.finish();
}

void stage_meetings(duck::Connection& c, const sources::Harvest& harvest) {
  Stage meeting(c, "meeting");
  for (const auto& m : harvest.meetings) {
    meeting.sourced(m.provenance, m.id, m.start, m.end, OrNull{m.host}, OrNull{m.city}, word(m.format),
                    word(m.frame), m.participants_complete, OrNull{m.occasion}, OrNull{m.sector},
                    OrNull{m.agreements}, OrNull{m.sampling_frame});
  }
  meeting.finish();
  Stage attendance(c, "attendance");
  for (const auto& m : harvest.meetings) {
    for (const auto& a : m.attendance) attendance.row(m.id, a.state, word(a.rank));
  }
  attendance.finish();
}

/// One row a span; a party without spans has one row, open at both ends.
void stage_parties(Stage& party, const views::Treaty& treaty) {
  const std::optional<LooseDate> open;
  for (const auto& state : treaty.parties) {
    int position = 0;
    for (const auto& span : treaty.spans) {
      if (span.state == state) party.row(treaty.id, state, ++position, span.from, span.to);
    }
    if (position == 0) party.row(treaty.id, state, 1, open, open);
  }
}

void stage_treaties(duck::Connection& c, const sources::Harvest& harvest) {
  Stage treaty(c, "treaty");
  for (const auto& t : harvest.treaties) {
    treaty.sourced(t.provenance, t.id, t.name, t.kind, OrNull{t.party_group}, t.signed_on, t.in_force,
                   t.ended, t.observed_until, t.binding, OrNull{t.same_as}, OrNull{t.term}, OrNull{t.renewal},
                   OrNull{t.denunciation});
  }
  treaty.finish();
  Stage party(c, "treaty_party");
  for (const auto& t : harvest.treaties) stage_parties(party, t);
  party.finish();
  Stage provision(c, "provision");
  for (const auto& p : harvest.provisions) {
    provision.sourced(p.provenance, p.id, p.treaty, OrNull{p.article}, p.obligation, OrNull{p.trigger},
                      OrNull{p.strength}, OrNull{p.summary});
  }
  provision.finish();
  Stage qualifier(c, "provision_qualifier");
  for (const auto& p : harvest.provisions) {
    int position = 0;
    for (const auto& text : p.qualifiers) qualifier.row(p.id, ++position, text);
  }
  qualifier.finish();
  Stage debtor(c, "provision_debtor");
  for (const auto& p : harvest.provisions) {
    int position = 0;
    for (const auto& span : p.owed_by) debtor.row(p.id, ++position, span.state, span.from, span.to);
  }
  debtor.finish();
}

void stage_ties(duck::Connection& c, const sources::Harvest& harvest) {
  Stage trade(c, "trade_total");
  for (const auto& t : harvest.trade) {
    trade.sourced(t.provenance, t.id, t.a, t.b, t.year, t.value_usd_million, t.reporter);
  }
  trade.finish();
  Stage sanction(c, "sanction");
  for (const auto& s : harvest.sanctions) {
    sanction.sourced(s.provenance, s.id, s.target, s.imposed_by, s.measure, OrNull{s.reference}, s.from,
                     s.eased, s.ended, s.restored);
  }
  sanction.finish();
  Stage milestone(c, "milestone");
  for (const auto& m : harvest.milestones) {
    milestone.sourced(m.provenance, m.id, m.date.iso(), m.kind, m.what, OrNull{m.reference});
  }
  milestone.finish();
  Stage state(c, "milestone_state");
  for (const auto& m : harvest.milestones) {
    for (const auto& code : m.states) state.row(m.id, code);
  }
  state.finish();
}

void stage_system(duck::Connection& c, const sources::Harvest& harvest) {
  Stage indicator(c, "indicator");
  for (const auto& i : harvest.indicators) {
    indicator.sourced(i.provenance, i.id, i.denominator, i.indicator, i.state, i.from, i.to, i.value,
                      i.coded_on);
  }
  indicator.finish();
  Stage estimate(c, "estimate");
  for (const auto& e : harvest.estimates) {
    estimate.sourced(e.provenance, e.id, e.quantity, e.from, e.to, e.item, e.unit, e.as_of.iso(), e.low,
                     e.high, e.said_by, std::string(1, e.reliability), e.credibility);
  }
  estimate.finish();
  Stage arms(c, "arms_transfer");
  for (const auto& a : harvest.arms) {
    arms.sourced(a.provenance, a.id, a.supplier, a.recipient, a.year, a.tiv_million);
  }
  arms.finish();
  Stage events(c, "event_count");
  for (const auto& e : harvest.event_counts) {
    events.sourced(e.provenance, e.id, e.actor, e.target, e.year, e.month, e.root, e.count);
  }
  events.finish();
}

std::string sha256(duck::Connection& c, const sources::Harvest::File& file) {
  if (!file.sha256.empty() || file.bytes == nullptr) return file.sha256;
  const auto rows = duck::Statement(c, "SELECT sha256($1::BLOB)").bind_blob(1, *file.bytes).rows();
  return rows->next() ? std::string(rows->text(0)) : std::string();
}

void stage_imports(duck::Connection& c, const sources::Harvest& harvest) {
  Stage import(c, "import");
  for (const auto& f : harvest.files) {
    import.row(f.name, harvest.origin, OrNull{sha256(c, f)}, f.taken, f.refused);
  }
  import.finish();
  Stage quarantine(c, "quarantine");
  std::map<std::string, std::size_t> numbers;
  for (const auto& f : harvest.quarantine) {
    quarantine.row(f.file, ++numbers[f.file], f.line, OrNull{f.column}, f.reason, OrNull{f.raw});
  }
  quarantine.finish();
}

}  // namespace

void stage(duck::Connection& connection, const sources::Harvest& harvest, const std::string& old) {
  for (const auto& spec : tables()) {
    connection.run("CREATE TEMP TABLE " + staged(spec.name) + " AS FROM " + std::string(spec.name) +
                   " LIMIT 0");
  }
  stage_states(connection, harvest);
  stage_groups(connection, harvest);
  stage_vote_frames(connection, harvest);
  stage_votes(connection, harvest);
  stage_published_votes(connection, harvest);
  stage_conflicts(connection, harvest, old);
  stage_meeting_frames(connection, harvest);
  stage_meetings(connection, harvest);
  stage_treaties(connection, harvest);
  stage_ties(connection, harvest);
  stage_system(connection, harvest);
  stage_imports(connection, harvest);
}

}  // namespace blocs::ledger
