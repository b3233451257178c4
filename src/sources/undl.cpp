// The UN Digital Library's voting data: one row a member and resolution, Y, N, A or X (did not vote), with
// totals.

#include <map>

#include "blocs/core/numbers.hpp"
#include "blocs/core/text.hpp"
#include "blocs/sources/csv.hpp"
#include "vote_form.hpp"
#include "yes_no_letters.hpp"

namespace blocs::sources {
namespace {

/// "11emsp" is the eleventh emergency special session, "32sp" the thirty-second special one.
std::string session_of(std::string_view text) {
  if (text.ends_with("emsp")) return "ES-" + std::string(text.substr(0, text.size() - 4));
  if (text.ends_with("sp")) return "S-" + std::string(text.substr(0, text.size() - 2));
  return std::string(text);
}

/// "S/RES/2618(2022)" without the year.
std::string without_year(std::string_view symbol) {
  return std::string(symbol.substr(0, symbol.find('(')));
}

struct Columns {
  explicit Columns(const VoteReading& at)
      : id(at.column("undl_id")),
        state(at.column("ms_code")),
        vote(at.column("ms_vote")),
        date(at.column("date")),
        session(at.column("session")),
        resolution(at.column("resolution")),
        draft(at.column("draft")),
        title(at.column("title")),
        agenda(at.column("agenda")),
        modality(at.column("modality")),
        yes(at.column("total_yes")),
        no(at.column("total_no")),
        abstain(at.column("total_abstentions")) {}

  std::size_t id, state, vote, date, session, resolution, draft, title, agenda, modality, yes, no, abstain;
};

/// "WITHOUT VOTE", "Without a vote", in any case.
bool without_vote(std::string_view modality) {
  return folded(modality).find("without") != std::string::npos;
}

/// The published totals go along in `totals`; the harvest compares them with the ballots.
std::optional<std::uint32_t> roll_call(VoteReading& at, const Columns& c, views::Body body) {
  const std::string id = "undl:" + std::string(at.cell(c.id));
  if (const auto found = at.find(id)) return found;
  const auto day = at.date("date", c.date);
  if (!day) return std::nullopt;
  PublishedRollCall call;
  call.number = id;
  call.row.body = body;
  call.row.date = *day;
  call.row.draft = at.cell(c.draft);
  if (body == views::Body::council) {
    call.row.symbol = without_year(at.cell(c.resolution));
    call.row.title = at.cell(c.agenda);
  } else {
    call.row.symbol = at.cell(c.resolution);
    call.row.session = session_of(at.cell(c.session));
    call.row.title = at.cell(c.title);
  }
  if (without_vote(at.cell(c.modality))) {
    call.row.modality = views::Modality::without_vote;
    return at.roll_call(std::move(call));
  }
  call.totals = {number_in<std::uint32_t>(at.cell(c.yes)).value_or(0),
                 number_in<std::uint32_t>(at.cell(c.no)).value_or(0),
                 number_in<std::uint32_t>(at.cell(c.abstain)).value_or(0)};
  return at.roll_call(std::move(call));
}

void read(VoteReading& at, views::Body body) {
  const Columns columns(at);
  while (at.next()) {
    const auto ballot = ballot_of_letter(at.cell(columns.vote));
    if (at.cell(columns.id).empty()) {
      at.refuse("undl_id", "must not be empty");
    } else if (without_vote(at.cell(columns.modality)) && body == views::Body::assembly) {
      at.refuse("modality", "adopted without a vote: there is no ballot");
    } else if (without_vote(at.cell(columns.modality))) {
      // The letters that some files give such a row are no ballots.
      roll_call(at, columns, body) ? at.take() : at.lose();
    } else if (!ballot) {
      at.refuse("ms_vote", "\"" + printable(at.cell(columns.vote), 40) + "\" is not one of Y, N, A, X");
    } else if (const auto call = roll_call(at, columns, body)) {
      at.take_ballot(*call, "ms_code", at.cell(columns.state), *ballot);
    }
  }
}

void read_assembly(VoteReading& at) {
  read(at, views::Body::assembly);
}
void read_council(VoteReading& at) {
  read(at, views::Body::council);
}

}  // namespace

const VoteForm kUndlAssembly{"General Assembly file of the UN Digital Library",
                             {"undl_id", "ms_code", "ms_vote", "date", "session", "resolution", "title"},
                             "undl-ga-file",
                             2,
                             nullptr,
                             read_assembly,
                             views::Coverage::adopted};
const VoteForm kUndlCouncil{"Security Council file of the UN Digital Library",
                            {"undl_id", "ms_code", "ms_vote", "date", "resolution", "agenda", "modality"},
                            "undl-sc-file",
                            2,
                            nullptr,
                            read_council,
                            views::Coverage::adopted};

}  // namespace blocs::sources
