// Rows of the ledger into views: what ties states to each other.
#include <algorithm>

#include "blocs/core/text.hpp"
#include "ledger_record.hpp"

namespace blocs::ledger {

views::Meetings LedgerRecord::read_meetings() const {
  std::map<std::string, std::vector<views::Attendance>> attendance;
  each("SELECT meeting_id, state, rank FROM attendance", [&](Cells at) {
    auto& list = attendance[at.text()];
    std::string state = at.text();
    list.push_back({std::move(state), at.code<views::Rank>(views::rank_of)});
  });
  for (auto& [meeting, list] : attendance) std::ranges::sort(list, {}, &views::Attendance::state);
  views::Meetings meetings;
  read_around_meetings(meetings);
  each(
      "SELECT meeting_id, start_date, end_date, host, city, format, frame, participants_complete, occasion, "
      "sector, "
      "agreements, sampling_frame" +
          std::string(kProvenance) + "meeting ORDER BY start_date, meeting_id",
      [&](Cells at) {
        views::Meeting row;
        row.id = at.text();
        if (std::ranges::binary_search(meetings.merges, row.id, {}, &views::MeetingMerge::dropped)) return;
        row.start = at.date();
        row.end = at.date();
        row.host = at.text();
        row.city = at.text();
        row.format = at.code<views::Format>(views::format_of);
        row.frame = at.code<views::Frame>(views::frame_of);
        row.participants_complete = at.flag();
        row.occasion = at.text();
        row.sector = at.text();
        row.agreements = at.text();
        row.sampling_frame = at.text();
        row.provenance = at.provenance();
        row.attendance = std::move(attendance[row.id]);
        meetings.rows.push_back(std::move(row));
      });
  return meetings;
}

void LedgerRecord::read_around_meetings(views::Meetings& meetings) const {
  auto followed = sorted_lists("SELECT frame_id, state FROM meeting_frame_state");
  each("SELECT frame_id, title, since, until, least_rank, sources" + std::string(kProvenance) +
           "meeting_frame ORDER BY frame_id",
       [&](Cells at) {
         views::SamplingFrame row;
         row.id = at.text();
         row.title = at.text();
         row.since = at.date();
         row.until = at.date();
         row.least_rank = at.code<views::Rank>(views::rank_of);
         row.sources = at.text();
         row.provenance = at.provenance();
         row.states = std::move(followed[row.id]);
         meetings.frames.push_back(std::move(row));
       });
  each("SELECT dropped, kept, why FROM meeting_merge ORDER BY dropped", [&](Cells at) {
    std::string dropped = at.text();
    std::string kept = at.text();
    meetings.merges.push_back({std::move(dropped), std::move(kept), at.text()});
  });
  each("SELECT trips_id, state, year, sent, received" + std::string(kProvenance) +
           "leader_trips ORDER BY state, year",
       [&](Cells at) {
         views::LeaderTrips row;
         row.id = at.text();
         row.state = at.text();
         row.year = at.integer();
         row.sent = at.integer();
         row.received = at.integer();
         row.provenance = at.provenance();
         meetings.trips.push_back(std::move(row));
       });
}

views::Commitments LedgerRecord::read_commitments() const {
  views::Commitments found;
  auto parties = sorted_lists("SELECT treaty_id, state FROM treaty_party");
  for (auto& [treaty, states] : parties)  // once for each span
    states.erase(std::unique(states.begin(), states.end()), states.end());
  auto spans = party_spans(
      "SELECT treaty_id, state, valid_from, valid_to FROM treaty_party WHERE valid_from IS NOT NULL OR "
      "valid_to IS NOT NULL ORDER BY treaty_id, state, position");
  each(
      "SELECT treaty_id, name, kind, party_group, signed_on, in_force, ended, observed_until, binding, "
      "same_as, term, renewal, denunciation" +
          std::string(kProvenance) + "treaty",
      [&](Cells at) {
        views::Treaty row;
        row.id = at.text();
        row.name = at.text();
        row.kind = at.text();
        row.party_group = at.text();
        row.signed_on = at.loose_date();
        row.in_force = at.loose_date();
        row.ended = at.loose_date();
        row.observed_until = at.loose_date();
        row.binding = at.flag();
        row.same_as = at.text();
        row.term = at.text();
        row.renewal = at.text();
        row.denunciation = at.text();
        row.provenance = at.provenance();
        row.parties = std::move(parties[row.id]);
        row.spans = std::move(spans[row.id]);
        found.treaties.push_back(std::move(row));
      });
  auto qualifiers =
      lists("SELECT provision_id, qualifier FROM provision_qualifier ORDER BY provision_id, position");
  auto debtors = party_spans(
      "SELECT provision_id, state, valid_from, valid_to FROM provision_debtor ORDER BY provision_id, "
      "position");
  each("SELECT provision_id, treaty_id, article, obligation, trigger, strength, summary" +
           std::string(kProvenance) + "provision",
       [&](Cells at) {
         views::Provision row;
         row.id = at.text();
         row.treaty = at.text();
         row.article = at.text();
         row.obligation = at.text();
         row.trigger = at.text();
         row.strength = at.text();
         row.summary = at.text();
         row.provenance = at.provenance();
         row.qualifiers = std::move(qualifiers[row.id]);
         row.owed_by = std::move(debtors[row.id]);
         found.provisions.push_back(std::move(row));
       });
  sort_by_id(found.treaties);
  sort_by_id(found.provisions);
  return found;
}

views::Memberships LedgerRecord::read_memberships() const {
  views::Memberships found;
  each("SELECT group_id, name, kind" + std::string(kProvenance) + "state_group ORDER BY group_id",
       [&](Cells at) {
         views::Group row;
         row.name = at.text();
         row.title = at.text();
         row.kind = at.text();
         row.provenance = at.provenance();
         found.groups.push_back(std::move(row));
       });
  each("SELECT membership_id, group_id, state, valid_from, valid_to, status" + std::string(kProvenance) +
           "membership",
       [&](Cells at) {
         views::Membership row;
         row.id = at.text();
         row.group = at.text();
         row.state = at.text();
         row.from = at.loose_date();
         row.to = at.loose_date();
         row.status = at.text();
         row.provenance = at.provenance();
         found.rows.push_back(std::move(row));
       });
  sort_by_id(found.rows);
  return found;
}

}  // namespace blocs::ledger
