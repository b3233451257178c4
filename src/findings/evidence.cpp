#include "blocs/findings/evidence.hpp"

#include <fmt/format.h>

#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"

namespace blocs::findings {
namespace {

using views::Record;
using Rows = std::map<std::string, EvidenceRow>;

std::string loose(const std::optional<LooseDate>& date) {
  return date ? date->iso() : "";
}

void put(Rows& rows, const std::string& id, const std::string& table, const std::string& date,
         const std::string& what, const views::Provenance& provenance) {
  rows.emplace(id,
               EvidenceRow{id, table, date, what, provenance.source, provenance.confidence, provenance.note});
}

void index_roll_calls(const Record& record, views::Body body, Rows& rows) {
  for (const auto& call : record.roll_calls(body).roll_calls()) {
    put(rows, call.id, "roll_call", call.date.iso(), fmt::format("{} ({})", call.title, word(call.outcome)),
        {call.source, call.confidence, call.note});
  }
}

std::string meeting_words(const Record& record, const views::Meeting& meeting) {
  std::string who;
  for (const auto& attendance : meeting.attendance) {
    std::string rank(word(attendance.rank));
    for (auto& c : rank) {
      if (c == '_') c = ' ';
    }
    who += fmt::format("{}{} ({})", who.empty() ? "" : ", ", record.states().name(attendance.state), rank);
  }
  const std::string place = meeting.city.empty() ? "" : ", " + meeting.city;
  return who + place + (meeting.occasion.empty() ? "" : ": " + meeting.occasion);
}

void index_meetings(const Record& record, Rows& rows) {
  for (const auto& meeting : record.meetings().rows) {
    put(rows, meeting.id, "meeting", meeting.start.iso(), meeting_words(record, meeting), meeting.provenance);
  }
}

void index_commitments(const Record& record, Rows& rows) {
  for (const auto& treaty : record.commitments().treaties) {
    put(rows, treaty.id, "treaty", loose(treaty.signed_on), treaty.name, treaty.provenance);
  }
  for (const auto& provision : record.commitments().provisions) {
    put(rows, provision.id, "provision", "",
        fmt::format("Article {}: {}", provision.article, provision.summary), provision.provenance);
  }
}

void index_memberships(const Record& record, Rows& rows) {
  for (const auto& row : record.memberships().rows) {
    put(rows, row.id, "membership", loose(row.from),
        fmt::format("{}: {} of {}", record.states().name(row.state), row.status, row.group), row.provenance);
  }
}

void index_rest(const Record& record, Rows& rows) {
  for (const auto& row : record.trade()) {
    put(rows, row.id, "trade_total", std::to_string(row.year),
        fmt::format("Goods trade {}–{}, reported by {}", record.states().name(row.a),
                    record.states().name(row.b), row.reporter),
        row.provenance);
  }
  for (const auto& row : record.sanctions()) {
    put(rows, row.id, "sanction", loose(row.from),
        fmt::format("{} on {}: {} ({})", row.imposed_by, record.states().name(row.target), row.measure,
                    row.reference),
        row.provenance);
  }
  for (const auto& row : record.milestones()) {
    put(rows, row.id, "milestone", row.date.iso(), row.what, row.provenance);
  }
}

void index_system(const Record& record, Rows& rows) {
  const auto& states = record.states();
  for (const auto& row : record.indicators()) {
    const std::string who =
        row.state == views::kAllOthers ? "All other members of the UN" : states.name(row.state);
    put(rows, row.id, "indicator", loose(row.from), fmt::format("{}: {}, {}", who, row.indicator, row.value),
        row.provenance);
  }
  for (const auto& row : record.estimates()) {
    const auto bound = [](const std::optional<double>& x) { return x ? plain_number(*x) : std::string("?"); };
    put(rows, row.id, "estimate", row.as_of.iso(),
        fmt::format("{}, {}: {} to {} {} (graded {}{})", row.item, row.said_by, bound(row.low),
                    bound(row.high), row.unit, row.reliability, row.credibility),
        row.provenance);
  }
  for (const auto& row : record.arms()) {
    put(rows, row.id, "arms_transfer", std::to_string(row.year),
        fmt::format("Arms from {} to {}, {} million TIV", states.name(row.supplier),
                    states.name(row.recipient), plain_number(row.tiv_million)),
        row.provenance);
  }
  for (const auto& row : record.event_counts()) {
    put(rows, row.id, "event_count", fmt::format("{}-{:02}", row.year, row.month),
        fmt::format("{} towards {}: {} events of CAMEO root {:02}", states.name(row.actor),
                    states.name(row.target), row.count, row.root),
        row.provenance);
  }
}

}  // namespace

bool Evidence::index_next() {
  switch (indexed_++) {
    case 0:
      index_roll_calls(record_, views::Body::council, rows_);
      return true;
    case 1:
      index_meetings(record_, rows_);
      return true;
    case 2:
      index_commitments(record_, rows_);
      return true;
    case 3:
      index_memberships(record_, rows_);
      return true;
    case 4:
      index_rest(record_, rows_);
      return true;
    case 5:
      index_system(record_, rows_);
      return true;
    case 6:
      index_roll_calls(record_, views::Body::assembly, rows_);
      return true;
    default:
      return false;
  }
}

std::optional<EvidenceRow> Evidence::find(const std::string& id) {
  for (;;) {
    const auto at = rows_.find(id);
    if (at != rows_.end()) return at->second;
    if (!index_next()) return std::nullopt;
  }
}

const views::Source* Evidence::source(const std::string& id) {
  if (sources_.empty()) {
    for (const auto& source : record_.sources()) sources_.emplace(source.id, &source);
  }
  const auto at = sources_.find(id);
  return at == sources_.end() ? nullptr : at->second;
}

}  // namespace blocs::findings
