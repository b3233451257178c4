// Voeten's wide matrix: a row a roll call, a column a state; 1 yes, 2 abstain, 3 no, 8 absent, 9 not a
// member. It gives no symbols, and does not tell amendments and paragraphs from whole texts.

#include <algorithm>

#include "blocs/core/text.hpp"
#include "blocs/sources/csv.hpp"
#include "blocs/sources/table.hpp"
#include "blocs/views/issues.hpp"
#include "vote_form.hpp"

namespace blocs::sources {
namespace {

using views::Ballot;

constexpr std::size_t kFewestStates = 20;

bool has_states(const std::vector<std::string>& header) {
  return std::count_if(header.begin(), header.end(), [](const auto& c) { return looks_like_state(c); }) >=
         static_cast<std::ptrdiff_t>(kFewestStates);
}

std::optional<Ballot> ballot_of(std::string_view code) {
  if (code.ends_with(".0")) code.remove_suffix(2);  // some columns were written as decimals
  if (code == "1") return Ballot::yes;
  if (code == "2") return Ballot::abstain;
  if (code == "3") return Ballot::no;
  if (code == "8") return Ballot::absent;
  if (code == "9" || code.empty()) return Ballot::no_seat;
  return std::nullopt;
}

std::string topics_of(const VoteReading& at) {
  std::vector<std::string> topics;
  for (const auto& issue : views::kIssues) {
    const auto cell = at.cell(at.column(issue.code));
    if (cell == "TRUE" || cell == "1") topics.emplace_back(issue.topic);
  }
  return join(topics, ";");
}

/// A cell at fault is quarantined; the rest of its row stands.
void read_ballots(VoteReading& at, std::uint32_t call, const std::vector<std::size_t>& states) {
  for (const auto column : states) {
    const auto& state = at.header()[column];
    const auto ballot = ballot_of(at.cell(column));
    if (!ballot) {
      at.fault(state, "\"" + printable(at.cell(column), 40) + "\" is not one of 1, 2, 3, 8, 9");
    } else if (*ballot != Ballot::no_seat) {
      at.cast(call, state, state, *ballot);
    }
  }
  at.take();
}

void read(VoteReading& at) {
  std::vector<std::size_t> states;
  for (std::size_t i = 0; i < at.header().size(); ++i) {
    if (looks_like_state(at.header()[i])) states.push_back(i);
  }
  const auto rcid = at.column("rcid"), date = at.column("date");
  while (at.next()) {
    PublishedRollCall call;
    call.number = "rcid:" + std::string(at.cell(rcid));
    if (at.cell(rcid).empty() || at.find(call.number)) {
      at.refuse("rcid", at.cell(rcid).empty() ? "must not be empty" : "an earlier row has this number");
      continue;
    }
    const auto day = at.date("date", date);
    if (!day) continue;
    call.row.body = views::Body::assembly;
    call.row.date = *day;
    call.row.session = session_on(*day);
    call.row.topic = topics_of(at);
    call.row.note = "session worked out from the date; may be an amendment or paragraph";
    read_ballots(at, at.roll_call(std::move(call)), states);
  }
}

}  // namespace

const VoteForm kVoetenMatrix{"matrix of Voeten",  {"rcid", "date"}, "voeten-matrix", 3, has_states, read,
                             views::Coverage::all};

}  // namespace blocs::sources
