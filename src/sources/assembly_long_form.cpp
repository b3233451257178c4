// A long form of Assembly votes from 2020 on: symbol (or `rcid:NNNN`), date, title, state and Y, N, A or X.

#include "blocs/core/text.hpp"
#include "blocs/sources/csv.hpp"
#include "vote_form.hpp"
#include "yes_no_letters.hpp"

namespace blocs::sources {
namespace {

/// "A/RES/75/102" is of session 75, "A/RES/ES-11/1" of ES-11; without a symbol the day must tell.
std::string session_of(const std::string& symbol, Date day) {
  const auto parts = split(symbol, '/');
  return parts.size() >= 4 && parts[0] == "A" ? parts[2] : session_on(day);
}

std::optional<std::uint32_t> roll_call(VoteReading& at, std::string_view symbol, std::string_view rcid,
                                       std::size_t date, std::size_t title) {
  const std::string number = !rcid.empty() ? "rcid:" + std::string(rcid) : std::string(symbol);
  if (const auto found = at.find(number)) return found;
  const auto day = at.date("date", date);
  if (!day) return std::nullopt;
  PublishedRollCall call;
  call.number = number;
  call.row.body = views::Body::assembly;
  call.row.date = *day;
  if (symbol.starts_with("A/RES/")) call.row.symbol = symbol;
  call.row.session = session_of(call.row.symbol, *day);
  call.row.title = at.cell(title);
  if (call.row.symbol.empty())
    call.row.note = "session worked out from the date; may be an amendment or paragraph";
  return at.roll_call(std::move(call));
}

void read(VoteReading& at) {
  const auto symbol = at.column("symbol"), date = at.column("date"), title = at.column("title"),
             state = at.column("iso3"), vote = at.column("vote"), rcid = at.column("rcid");
  while (at.next()) {
    const auto ballot = ballot_of_letter(at.cell(vote));
    if (at.cell(symbol).empty()) {
      at.refuse("symbol", "must not be empty");
    } else if (!ballot) {
      at.refuse("vote", "\"" + printable(at.cell(vote), 40) + "\" is not one of Y, N, A, X");
    } else if (const auto call = roll_call(at, at.cell(symbol), at.cell(rcid), date, title)) {
      at.take_ballot(*call, "iso3", at.cell(state), *ballot);
    }
  }
}

}  // namespace

const VoteForm kAssemblyLongForm{"long form of Assembly votes",
                                 {"symbol", "date", "title", "iso3", "vote"},
                                 "unga-long-form",
                                 2,
                                 nullptr,
                                 read};

}  // namespace blocs::sources
