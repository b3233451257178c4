#include <algorithm>
#include <string>
#include <unordered_set>

#include "blocs/core/text.hpp"
#include "blocs/ledger/ledger.hpp"
#include "files.hpp"
#include "ledger_record.hpp"
#include "staging.hpp"

namespace blocs::ledger {

LedgerRecord::LedgerRecord(const sources::Harvest& harvest)
    : database_({}, duck::Access::read_write), connections_(database_) {
  connections_.with([&](duck::Connection& connection) {
    make_schema(connection);
    stage(connection, harvest, {});
    merge(connection, {});
  });
}

views::States LedgerRecord::read_states() const {
  views::States states;
  each("SELECT state, name, cow_code, valid_from, valid_to, region, un_from, un_to FROM state ORDER BY state",
       [&](Cells at) {
         views::State row;
         row.code = at.text();
         row.name = at.text();
         row.cow_code = at.maybe_integer();
         row.valid_from = at.loose_date();
         row.valid_to = at.loose_date();
         row.region = at.text();
         row.un_from = at.loose_date();
         row.un_to = at.loose_date();
         states.add(std::move(row));
       });
  each("SELECT state, name FROM state_name ORDER BY state, name", [&](Cells at) {
    const auto state = at.view();
    states.add_name(state, at.view());
  });
  return states;
}

/// The ids of the Council's votes are few. Its own ballots are picked out of all by the store; those of the
/// Assembly, nearly all there are, are read with the others left aside, which is sooner done than a join.
void LedgerRecord::read_ballots(views::Body body, views::RollCallMatrixBuilder& builder) const {
  if (body == views::Body::council) {
    each(
        "SELECT b.roll_call_id, b.state, b.ballot FROM ballot b "
        "SEMI JOIN (FROM roll_call WHERE body = 'council') r USING (roll_call_id)",
        [&](Cells at) {
          const auto id = at.view();
          const auto state = at.view();
          builder.add_ballot(id, state, at.code<views::Ballot>());
        });
    return;
  }
  std::unordered_set<std::string> council;
  each("SELECT roll_call_id FROM roll_call WHERE body = 'council'",
       [&](Cells at) { council.insert(at.text()); });
  std::string last;  // ballots stand roll call by roll call
  bool aside = false;
  stream("SELECT roll_call_id, state, ballot FROM ballot", [&](Cells at) {
    const auto id = at.view();
    if (id != last) {
      last = id;
      aside = council.contains(last);
    }
    if (aside) return;
    const auto state = at.view();
    builder.add_ballot(id, state, at.code<views::Ballot>());
  });
}

views::RollCallMatrix LedgerRecord::read_roll_calls(views::Body body) const {
  const std::string of_body = " WHERE body = '" + std::string(word(body)) + "'";
  // Of both bodies: they are few, and a join takes longer than leaving the others aside.
  auto sponsors = sorted_lists("SELECT roll_call_id, state FROM roll_call_sponsor");
  views::RollCallMatrixBuilder builder;
  each(
      "SELECT roll_call_id, date, session, symbol, draft, title, topic, kind, nature, outcome, modality, "
      "source, "
      "confidence, "
      "note FROM roll_call" +
          of_body,
      [&](Cells at) {
        views::RollCall row;
        row.body = body;
        row.id = at.text();
        row.date = at.date();
        row.session = at.text();
        row.symbol = at.text();
        row.draft = at.text();
        row.title = at.text();
        row.topic = at.text();
        row.kind = at.code<views::Kind>();
        row.nature = at.code<views::Nature>();
        row.outcome = at.code<views::Outcome>();
        row.modality = at.code<views::Modality>();
        auto [source, confidence, note] = at.provenance();
        row.source = std::move(source);
        row.confidence = confidence;
        row.note = std::move(note);
        if (const auto list = sponsors.find(row.id); list != sponsors.end())
          row.sponsors = std::move(list->second);
        builder.add(std::move(row));
      });
  read_ballots(body, builder);
  each("SELECT frame_id, title, body, since, until, coverage, source, confidence, note FROM vote_frame" +
           of_body,
       [&](Cells at) {
         views::VoteFrame row;
         row.id = at.text();
         row.title = at.text();
         row.body = at.text();
         row.since = at.date();
         row.until = at.date();
         row.coverage = at.code<views::Coverage>();
         row.provenance = at.provenance();
         builder.add_frame(std::move(row));
       });
  return builder.build();
}

std::vector<views::Source> LedgerRecord::read_sources() const {
  std::vector<views::Source> found;
  each("SELECT source_id, kind, title, publisher, url, published, accessed, note FROM source", [&](Cells at) {
    views::Source row;
    row.id = at.text();
    row.kind = at.text();
    row.title = at.text();
    row.publisher = at.text();
    row.url = at.text();
    row.published = at.text();
    row.accessed = at.text();
    row.note = at.text();
    found.push_back(std::move(row));
  });
  sort_by_id(found);
  return found;
}

std::unique_ptr<views::Record> open_record(const std::filesystem::path& path) {
  check_is_database(path);
  return std::make_unique<LedgerRecord>(path);
}

std::unique_ptr<views::Record> record_of(const sources::Harvest& harvest) {
  return std::make_unique<LedgerRecord>(harvest);
}

}  // namespace blocs::ledger
