// The lowest rung: do the members vote alike beyond what groups of their size do?
#include <fmt/format.h>

#include <algorithm>

#include "../votes/votes_on_record.hpp"
#include "blocs/core/error.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/findings/question.hpp"
#include "blocs/findings/text.hpp"
#include "ladder.hpp"

namespace blocs::findings {
namespace {

/// A regular session has some 60 to 100 divided votes; where no frame says that all votes are on record,
/// fewer a year than this are taken for votes chosen by topic: a rank in them says nothing about votes at
/// large.
constexpr double kLeastAYear = 40;

/// Whether the record states that it holds all votes of some days asked for.
bool states_all(const VotesOnRecord& votes) {
  const auto& frames = votes.coverage.frames;
  return std::any_of(frames.begin(), frames.end(),
                     [](const auto& frame) { return frame.coverage == views::Coverage::all; });
}

void take_ranks(VoteStanding& standing, const std::vector<Finding>& ranks) {
  for (const auto& finding : ranks) {
    if (!finding.number()) continue;
    const auto& part = finding.rule.data.at("part");
    if (part == "mean-pairwise") standing.raw = finding.number();
    if (part == "kappa-squared") standing.corrected = finding.number();
    if (part != "mean-pairwise" && part != "kappa-squared") continue;
    standing.ranks.push_back(finding);
    standing.groups = finding.n;
    standing.in_words += fmt::format("{}{}: above {} of {} groups", standing.in_words.empty() ? "" : "; ",
                                     part.get<std::string>(), percent(*finding.number()),
                                     plain_number(static_cast<double>(finding.n.value_or(0))));
  }
  if (!standing.in_words.empty())
    standing.in_words +=
        fmt::format("; {} contested Assembly votes", plain_number(static_cast<double>(standing.roll_calls)));
}

}  // namespace

VoteStanding vote_standing(const views::Record& record, const std::vector<std::string>& states,
                           const Period& period, std::size_t threads) {
  VoteStanding standing;
  auto rule = vote_rule_from({{"body", "assembly"}, {"contested", true}});
  rule.period = period;
  const auto on_record = votes_on_record(record, rule, measures::Needs::ballots);
  standing.roll_calls = on_record.selected().count();
  if (standing.roll_calls == 0) {
    const auto notes = record_notes(on_record, false);
    standing.why =
        notes.empty() ? "the record holds no contested Assembly vote in the period" : notes.front();
    return standing;
  }
  standing.observed = true;
  const double years = (period.until->days() - period.since->days() + 1) / 365.25;
  if (!states_all(on_record) && static_cast<double>(standing.roll_calls) < kLeastAYear * years) {
    standing.why = fmt::format(
        "the record holds {} chosen Assembly votes of these {:.1f} years, and not all (import a published "
        "file of all votes)",
        standing.roll_calls, years);
    return standing;
  }
  try {
    take_ranks(standing, answer(record, {"votes.rank",
                                         states,
                                         {{"body", "assembly"},
                                          {"since", period.since->iso()},
                                          {"until", period.until->iso()},
                                          {"contested", true},
                                          {"abstention", "half"},
                                          {"means_only", true},
                                          {"threads", threads}}}));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    standing.why = error.message();
  }
  return standing;
}

}  // namespace blocs::findings
