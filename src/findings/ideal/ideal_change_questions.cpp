// Whether a group stands nearer together on the line than it did.
#include <fmt/format.h>

#include <algorithm>

#include "blocs/core/error.hpp"
#include "blocs/inference/ideal_groups.hpp"
#include "ideal_measures.hpp"

namespace blocs::findings {
namespace {

struct SessionPick {
  std::size_t session = 0;
  Standing standing;
};

/// The last session shown in which two of the states stand or more, and the first in which all of these do.
std::optional<std::pair<SessionPick, SessionPick>> first_and_last(const IdealAsk& ask,
                                                                  const std::vector<std::string>& states) {
  std::optional<SessionPick> last;
  for (std::size_t s = ask.data.sessions.size(); s-- > 0 && !last;) {
    if (!ask.shows(s)) continue;
    auto standing = standing_in(ask, s, states);
    if (standing.states.size() >= 2) last = SessionPick{s, std::move(standing)};
  }
  if (!last) return std::nullopt;
  for (std::size_t s = 0; s < last->session; ++s) {
    if (!ask.shows(s)) continue;
    auto standing = standing_in(ask, s, last->standing.states);
    if (standing.states.size() == last->standing.states.size())
      return std::pair{SessionPick{s, std::move(standing)}, std::move(*last)};
  }
  return std::nullopt;
}

double range_in(const IdealAsk& ask, const SessionPick& pick) {
  const auto& session = ask.data.sessions[pick.session];
  const auto first = ask.fit.mean.theta.begin() + session.first_place;
  return range_of({first, first + session.places}, pick.standing.places);
}

std::vector<double> drawn_ranges(const IdealAsk& ask, const SessionPick& pick) {
  std::vector<double> ranges;
  for (const auto& draw : inference::draw_places(ask.data, ask.fit, pick.session, kPointDraws, 1))
    ranges.push_back(range_of(draw, pick.standing.places));
  return ranges;
}

std::vector<Finding> ask_change(const views::Record& record, const Question& question, const IdealRun& run) {
  const auto ask = ideal_ask(record, question, question.options, run);
  if (ask->method != "fast") throw Error::usage("this is worked out by the fast method only");
  if (ask->votes.subjects.states.size() < 2)
    throw Error::usage("a change of spread needs at least two states with ballots");
  return {change_of(*ask, ask->votes.subjects.states)};
}

}  // namespace

Finding change_of(const IdealAsk& ask, const std::vector<std::string>& states) {
  Finding finding = ask.finding("ideal.change", states);
  finding.unit = "on the line";
  finding.rule.words +=
      "; the spread (distance of the two members farthest apart) in the last session shown less that in the "
      "first one in which the same members stood: below 0 they stand nearer together";
  const auto picks = first_and_last(ask, states);
  if (!picks) {
    finding.caveats.push_back("undefined: the members of the last session shown stand together in no other");
    return finding;
  }
  const auto& [before, now] = *picks;
  auto changes = drawn_ranges(ask, now);
  const auto earlier = drawn_ranges(ask, before);
  std::size_t nearer = 0;
  for (std::size_t d = 0; d < changes.size(); ++d) {
    changes[d] -= earlier[d];
    nearer += changes[d] < 0 ? 1 : 0;
  }
  const auto draws = static_cast<double>(changes.size());
  const auto [low, high] = middle_95(std::move(changes));
  const double was = range_in(ask, before);
  const double is = range_in(ask, now);
  finding.subjects = now.standing.states;
  finding.value = is - was;
  finding.interval = {low, high, 0.95,
                      "middle of 200 draws of all points of either session from their joint normal "
                      "distribution, the sessions apart",
                      "what these ballots leave open about the points; points of neighbouring sessions hang "
                      "together, which makes it wide for these"};
  const int from = ask.data.sessions[before.session].number;
  const int to = ask.data.sessions[now.session].number;
  finding.details = {{"change", Json::array({{{"from", 1945 + from},
                                              {"to", 1945 + to},
                                              {"members", now.standing.states},
                                              {"before", rounded(was)},
                                              {"now", rounded(is)},
                                              {"by", rounded(is - was)},
                                              {"low", rounded(low)},
                                              {"high", rounded(high)},
                                              {"draws_nearer", static_cast<double>(nearer) / draws}}})}};
  finding.evidence = ask.evidence(before.session, now.standing.states);
  for (auto& id : ask.evidence(now.session, now.standing.states)) finding.evidence.push_back(std::move(id));
  finding.n = finding.evidence.size();
  return finding;
}

std::vector<IdealMeasure> ideal_change_measures() {
  return {{{"ideal.change", "whether a group stands nearer together on the line than it did",
            "states or a group", kIdealOptions},
           ask_change}};
}

}  // namespace blocs::findings
