// A long form of Council votes: one row a member and vote, Y, N, A or X, with the outcome as published.

#include "blocs/core/text.hpp"
#include "blocs/sources/csv.hpp"
#include "vote_form.hpp"
#include "yes_no_letters.hpp"

namespace blocs::sources {
namespace {

/// Checked against the official record from here on; before it adopted and vetoed drafts are mixed up in
/// places.
const Date kReliableFrom(2004, 1, 1);

struct Columns {
  explicit Columns(const VoteReading& at)
      : symbol(at.column("symbol")),
        date(at.column("date")),
        outcome(at.column("outcome")),
        agenda(at.column("agenda")),
        member(at.column("member")),
        vote(at.column("vote")),
        draft(at.column("draft")),
        kind(at.column("kind")),
        outcome_text(at.column("outcome_text")) {}

  std::size_t symbol, date, outcome, agenda, member, vote, draft, kind, outcome_text;
};

template <typename Code>
std::optional<Code> code(VoteReading& at, std::string_view column, std::size_t cell) {
  const auto found = views::code<Code>(at.cell(cell));
  if (!found) {
    at.refuse(column, "\"" + printable(at.cell(cell), 40) + "\" is none of " +
                          std::string(views::legal_words<Code>()));
  }
  return found;
}

/// "S/RES/924 (1994)" without the year; nothing for what is no resolution.
std::string resolution(std::string_view symbol, views::Kind kind) {
  if (kind != views::Kind::draft || !symbol.starts_with("S/RES/")) return {};
  return std::string(symbol.substr(0, symbol.find(' ')));
}

/// "Adopted by consensus", "Adopted without a vote": the yes that such a file then gives every member is
/// none.
bool without_vote(std::string_view outcome_text) {
  const auto text = folded(outcome_text);
  return text.find("consensus") != std::string::npos || text.find("without") != std::string::npos ||
         text.find("acclamation") != std::string::npos;
}

std::optional<std::uint32_t> roll_call(VoteReading& at, const Columns& c) {
  const auto symbol = at.cell(c.symbol);
  std::string draft(at.cell(c.draft) == "nan" ? std::string_view() : at.cell(c.draft));
  // One draft can be voted on twice in a day: an amendment to it and the whole, or two resolutions of its
  // parts.
  std::string number = std::string(at.cell(c.date));
  if (!draft.empty()) number += " " + draft;
  if (symbol != draft) number.append(" ").append(symbol);
  if (const auto found = at.find(number)) return found;
  const auto day = at.date("date", c.date);
  if (!day) return std::nullopt;
  const auto kind = code<views::Kind>(at, "kind", c.kind);
  if (!kind) return std::nullopt;
  const auto outcome = code<views::Outcome>(at, "outcome", c.outcome);
  if (!outcome) return std::nullopt;
  PublishedRollCall call;
  call.number = std::move(number);
  call.row.body = views::Body::council;
  call.row.date = *day;
  call.row.kind = *kind;
  call.row.outcome = *outcome;
  if (without_vote(at.cell(c.outcome_text))) call.row.modality = views::Modality::without_vote;
  call.row.symbol = resolution(symbol, *kind);
  call.row.draft = std::move(draft);
  call.row.title = at.cell(c.agenda);
  if (*day < kReliableFrom) {
    call.row.confidence = views::Confidence::low;
    call.row.note = "this table is unreliable before 2004";
  }
  return at.roll_call(std::move(call));
}

void read(VoteReading& at) {
  const Columns columns(at);
  while (at.next()) {
    const auto ballot = ballot_of_letter(at.cell(columns.vote));
    if (at.cell(columns.draft).empty() && at.cell(columns.symbol).empty()) {
      at.refuse("draft", "neither a draft nor a resolution is named");
    } else if (!ballot) {
      at.refuse("vote", "\"" + printable(at.cell(columns.vote), 40) + "\" is not one of Y, N, A, X");
    } else if (const auto call = roll_call(at, columns); !call) {
      continue;
    } else if (at.set().roll_calls[*call].row.modality == views::Modality::without_vote) {
      at.take();
    } else {
      at.take_ballot(*call, "member", at.cell(columns.member), *ballot);
    }
  }
}

}  // namespace

const VoteForm kCouncilLongForm{"long form of Council votes",
                                {"symbol", "date", "outcome", "agenda", "member", "vote", "draft", "kind"},
                                "unsc-long-form",
                                2,
                                nullptr,
                                read};

}  // namespace blocs::sources
