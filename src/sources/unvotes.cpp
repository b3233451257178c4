// Voeten's long form as R's package unvotes ships it: one table of roll calls, one of ballots without
// absences.

#include <charconv>

#include "blocs/core/text.hpp"
#include "blocs/sources/csv.hpp"
#include "blocs/views/issues.hpp"
#include "vote_form.hpp"

namespace blocs::sources {
namespace {

using views::Ballot;
using views::Kind;

/// `R/45/16` is `A/RES/45/16` from session 31 on; before it the numbers are not those of resolutions.
std::string symbol_of(std::string_view text) {
  const auto parts = split(text, '/');
  if (text.starts_with("A/RES/")) return std::string(text);
  if (parts.size() < 3 || parts[0] != "R") return {};
  int session = 0;
  std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), session);
  return session < 31 ? std::string() : "A/RES/" + std::string(text.substr(2));
}

/// Voeten's issue codes as topics; several are separated by `;`.
std::string topics_of(std::string_view issues) {
  std::vector<std::string> topics;
  for (const auto& code : split(issues, ';')) {
    for (const auto& issue : views::kIssues) {
      if (issue.code == code) topics.emplace_back(issue.topic);
    }
  }
  return join(topics, ";");
}

/// `1`, `0` or nothing, also as other writers spell them; refuses the row for anything else.
std::optional<bool> flag(VoteReading& at, std::string_view column, std::size_t index) {
  const auto cell = at.cell(index);
  if (cell == "1" || cell == "TRUE" || cell == "true") return true;
  if (cell.empty() || cell == "0" || cell == "FALSE" || cell == "false" || cell == "NA") return false;
  at.refuse(column, "\"" + printable(cell, 40) + "\" is not one of 1, 0 or nothing");
  return std::nullopt;
}

void read_roll_calls(VoteReading& at) {
  const auto rcid = at.column("rcid"), session = at.column("session"), date = at.column("date"),
             symbol = at.column("unres"), amend = at.column("amend"), para = at.column("para"),
             name = at.column("short"), description = at.column("descr"), issues = at.column("issues");
  while (at.next()) {
    PublishedRollCall call;
    call.number = "rcid:" + std::string(at.cell(rcid));
    if (at.cell(rcid).empty()) {
      at.refuse("rcid", "must not be empty");
      continue;
    }
    if (at.find(call.number)) {
      at.refuse("rcid", "an earlier row has this number");
      continue;
    }
    const auto day = at.date("date", date);
    if (!day) continue;
    const auto is_amendment = flag(at, "amend", amend);
    if (!is_amendment) continue;
    const auto is_paragraph = flag(at, "para", para);
    if (!is_paragraph) continue;
    call.row.body = views::Body::assembly;
    call.row.date = *day;
    call.row.session = at.cell(session);
    call.row.kind = *is_paragraph ? Kind::paragraph : *is_amendment ? Kind::amendment : Kind::draft;
    if (at.cell(amend).empty() && at.cell(para).empty()) call.row.note = "may be an amendment or paragraph";
    if (call.row.kind == Kind::draft) call.row.symbol = symbol_of(at.cell(symbol));
    call.row.draft = at.cell(symbol);
    call.row.title = at.cell(name).empty() ? at.cell(description) : at.cell(name);
    call.row.topic = topics_of(at.cell(issues));
    at.roll_call(std::move(call));
    at.take();
  }
}

std::optional<Ballot> ballot_of(std::string_view word) {
  if (word == "yes") return Ballot::yes;
  if (word == "no") return Ballot::no;
  if (word == "abstain") return Ballot::abstain;
  return std::nullopt;
}

void read_ballots(VoteReading& at) {
  const auto rcid = at.column("rcid"), code = at.column("country_code"), country = at.column("country"),
             vote = at.column("vote");
  std::string number = "rcid:";
  std::optional<std::uint32_t> call;
  while (at.next()) {
    const auto cell = at.cell(rcid);
    if (std::string_view(number).substr(5) != cell) {
      number.replace(5, std::string::npos, cell);
      call = at.find(number);
    }
    const auto ballot = ballot_of(at.cell(vote));
    if (!call) {
      at.refuse("rcid", "no roll call has this number; give the file of roll calls together with this one");
    } else if (!ballot) {
      at.refuse("vote", "\"" + printable(at.cell(vote), 40) + "\" is not one of yes, no, abstain");
    } else {
      at.take_ballot(*call, "country_code", at.cell(code).empty() ? at.cell(country) : at.cell(code),
                     *ballot);
    }
  }
}

}  // namespace

const VoteForm kUnvotesRollCalls{"roll calls of unvotes",
                                 {"rcid", "session", "date", "unres", "amend", "para", "short", "descr"},
                                 "unvotes",
                                 0,
                                 nullptr,
                                 read_roll_calls,
                                 views::Coverage::all};
const VoteForm kUnvotesBallots{
    "ballots of unvotes", {"rcid", "country_code", "country", "vote"}, "unvotes", 1, nullptr, read_ballots,
    views::Coverage::all};

}  // namespace blocs::sources
