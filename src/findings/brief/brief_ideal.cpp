// Where the members stand on the line that best explains the Assembly's votes: their paths before all other
// states', how far they spread, and where they turned. One fit of the whole record serves all of it.
#include <fmt/format.h>

#include <algorithm>

#include "../words.hpp"
#include "blocs/core/error.hpp"
#include "blocs/findings/text.hpp"
#include "fills.hpp"
#include "ideal_exhibits.hpp"
#include "layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kId = "ideal-points";
constexpr const char* kLayer = "General Assembly ideal points";
constexpr const char* kNotObserved = "Where the members stand in the Assembly is not observed";

/// The last session in which two members or more cast enough ballots.
std::optional<std::size_t> last_session(const IdealAsk& ask, const std::vector<std::string>& members) {
  for (std::size_t s = ask.data.sessions.size(); s-- > 0;) {
    const auto enough = std::count_if(members.begin(), members.end(), [&](const std::string& state) {
      const auto k = ask.place(state, s);
      return k && ask.data.places[*k].votes >= kLeastBallots;
    });
    if (enough >= 2) return s;
  }
  return std::nullopt;
}

const Json* row_of(const Finding& change) {
  return change.details.is_null() ? nullptr : &change.details.at("change").at(0);
}

/// "nearer together than in 1991 (2.08)".
std::string change_words(const Finding& change) {
  const auto& row = *row_of(change);
  const std::string then =
      fmt::format("in {} ({})", row.at("from").get<int>(), place_words(row.at("before").get<double>()));
  if (change.interval->high < 0) return "nearer together than " + then;
  if (change.interval->low > 0) return "farther apart than " + then;
  return "no nearer and no farther, beyond noise, than " + then;
}

/// "Since 1991 the same 4 members have come nearer by 1.48 (95 %: 0.8 to 2.1)."
std::string change_sentence(const Finding& change) {
  const auto& row = *row_of(change);
  return fmt::format(
      "From {} to {} the distance of the farthest two of the {} members that stood in both sessions went "
      "from "
      "{:.2f} to {:.2f}: by {} (95 %: {} to {}).",
      row.at("from").get<int>(), row.at("to").get<int>(), row.at("members").size(),
      row.at("before").get<double>(), row.at("now").get<double>(), signed_words(*change.number()),
      signed_words(change.interval->low), signed_words(change.interval->high));
}

/// The last session that opened before the brief's period, as a year; 0 if there is none before the last one
/// shown.
int year_before(const BriefBuilder& builder, const IdealAsk& ask, std::size_t last) {
  int found = 0;
  for (std::size_t s = 0; s < last; ++s) {
    if (Date(year_of(ask, s), 9, 1) < builder.since()) found = year_of(ask, s);
  }
  return found;
}

/// The change since all stood together, and since the session before the brief's period.
std::vector<Finding> changes(const BriefBuilder& builder, IdealAsk& ask, std::size_t last) {
  std::vector<Finding> found;
  const int until = year_of(ask, last);
  for (const int from : {0, year_before(builder, ask, last)}) {
    ask.show(from, until);
    auto change = change_of(ask, builder.members());
    set_id(change);
    const auto* row = row_of(change);
    if (row == nullptr) continue;
    // A period of which the first session is the first in common anyway says nothing new.
    if (!found.empty() && row_of(found.front())->at("from") == row->at("from")) continue;
    found.push_back(std::move(change));
  }
  ask.show(0, until);
  return found;
}

std::vector<std::string> section_text(const IdealAsk& ask, std::size_t last,
                                      const std::vector<Finding>& changed, bool turned) {
  std::vector<std::string> text;
  text.push_back(fmt::format(
      "The line is fitted once to all {} ballots of {} states on {} roll calls that divide them; it has mean "
      "0 and standard deviation 1 over all states and sessions. It sums up how states vote, not why, and one "
      "line leaves out what does not lie along it.",
      plain_number(static_cast<double>(ask.data.ballots.size())), ask.data.states.size(),
      plain_number(static_cast<double>(ask.data.items.size()))));
  std::string moved;
  for (const auto& change : changed) moved += (moved.empty() ? "" : " ") + change_sentence(change);
  if (!moved.empty())
    text.push_back(moved +
                   " Points move with what is voted on too: where new matters divide the states along the "
                   "line, those on one side of them draw together.");
  if (!turned) text.push_back("No step of a member between two of its sessions is larger than its noise.");
  std::vector<std::string> thin;
  for (std::size_t s = last + 1; s < ask.data.sessions.size(); ++s) {
    thin.push_back(fmt::format("session {} ({})", ask.data.sessions[s].number,
                               counted(ask.data.sessions[s].parts, "roll call")));
  }
  if (!thin.empty())
    text.push_back(
        fmt::format("Fitted but not shown, for too few ballots of the members: {}.", and_list(thin)));
  return text;
}

void write_section(BriefBuilder& builder, IdealAsk& ask, std::size_t last) {
  const auto changed = changes(builder, ask, last);
  const auto spread = spread_of(ask, builder.members());
  std::vector<Finding> moves;
  for (const auto& state : builder.members()) {
    if (auto move = moves_of(ask, state); move.number()) moves.push_back(std::move(move));
  }
  const auto& now = spread.details.at("spread").back();
  std::string title = fmt::format(
      "In {} the members stood at most {:.2f} (95 %: {:.2f} to {:.2f}) apart on the line of Assembly votes",
      now.at("year").get<int>(), *spread.number(), spread.interval->low, spread.interval->high);
  if (!changed.empty()) title += ", " + change_words(changed.front());
  auto turns = ideal_turns(builder, moves);
  const bool turned = !turns.table.rows.empty();
  Section section{kId, kLayer, title, section_text(ask, last, changed, turned), true, {}};
  section.exhibits.push_back(ideal_paths(builder, ask, last));
  section.exhibits.push_back(ideal_spread(builder, spread));
  for (const auto& change : changed) builder.keep(change, section.exhibits.back());
  if (turned) section.exhibits.push_back(std::move(turns));
  builder.add(std::move(section));
}

}  // namespace

void brief_ideal(BriefBuilder& builder) {
  if (!has_whole_sessions(builder)) {
    builder.not_observed(kId, kLayer, kNotObserved, kNamedOnly, fills::kAssemblyVotes);
    return;
  }
  IdealRun run;
  run.progress = [&](std::string_view step) { builder.tell("ideal points: " + std::string(step)); };
  const Question question{
      "ideal.points", builder.members(), {{"body", "assembly"}, {"until", builder.until().iso()}}};
  std::unique_ptr<IdealAsk> ask;
  try {
    ask = ideal_ask(builder.record(), question, question.options, run);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    builder.not_observed(kId, kLayer, kNotObserved,
                         "The votes on record place nobody: " + error.message() + ".", fills::kAssemblyVotes);
    return;
  }
  const auto last = last_session(*ask, builder.members());
  if (!last) {
    builder.not_observed(
        kId, kLayer, kNotObserved,
        fmt::format("In no session on record did two members cast {} ballots on divided roll calls.",
                    kLeastBallots),
        fills::kAssemblyVotes);
    return;
  }
  write_section(builder, *ask, *last);
}

}  // namespace blocs::findings
