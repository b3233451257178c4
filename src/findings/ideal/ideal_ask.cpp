#include "ideal_ask.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"

namespace blocs::findings {
namespace {

/// A year as people give it (1990 or 1990-05-01) as the session that opened in it; 0 if none is given.
int session_option(Json& options, const std::string& key) {
  const Json given = take(options, key);
  if (given.is_null()) return 0;
  const std::string text = given.is_string() ? given.get<std::string>() : given.dump();
  const auto date = LooseDate::parse(text);
  if (!date || date->first.year() < 1946)
    throw Error::usage("\"" + text + "\" is not a year from 1946 on", "such as --since 1990");
  return date->first.year() - 1945;
}

double smooth_option(Json& options) {
  const auto text = text_option(options, "smooth", "0.5");
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (end == text.c_str() || *end != '\0' || !(value > 0) || !std::isfinite(value))
    throw Error::usage("the smoothing \"" + text + "\" is no number above 0",
                       "0.5 as published; less is smoother");
  return value;
}

bool nuclear(const std::string& topic) {
  return topic == "nu" || topic.find("nuclear") != std::string::npos;
}

/// Leaves out sessions with fewer than two roll calls that divide the states.
views::Mask without_thin_sessions(const views::RollCallMatrix& matrix, const views::Mask& selected,
                                  std::size_t& left_out) {
  const auto dividing = (selected & matrix.contested()).indices();
  std::map<int, std::size_t> count;
  for (const auto i : dividing) ++count[inference::session_of(matrix.roll_calls()[i])];
  views::Mask kept(selected.size());
  for (const auto i : dividing) {
    if (count[inference::session_of(matrix.roll_calls()[i])] >= 2) kept.set(i);
  }
  left_out = static_cast<std::size_t>(
      std::count_if(count.begin(), count.end(), [](const auto& entry) { return entry.second < 2; }));
  return kept;
}

/// Puts the means and standard deviations of draws in the place of the fast ones.
void sample(IdealAsk& ask, const inference::GibbsOptions& options) {
  const auto draws = inference::draw_ideal(ask.data, ask.fit, options);
  ask.fit.mean.theta = draws.mean;
  ask.fit.sd = draws.sd;
  ask.sampling = fmt::format(
      "{} chains of {} draws after {}, seed {}; R-hat at most {:.3f}, effective draws at least {:.0f}; "
      "{:.0f} % of "
      "items' proposals taken",
      options.chains, options.draws, options.burn_in, options.seed,
      *std::max_element(draws.r_hat.begin(), draws.r_hat.end()),
      *std::min_element(draws.effective.begin(), draws.effective.end()), 100 * draws.accepted);
}

}  // namespace

std::optional<std::size_t> IdealAsk::place(const std::string& state, std::size_t session) const {
  const auto& s = data.sessions[session];
  for (std::size_t k = s.first_place; k < s.first_place + s.places; ++k) {
    if (data.states[data.places[k].state] == state) return k;
  }
  return std::nullopt;
}

bool IdealAsk::shows(std::size_t session) const {
  const int number = data.sessions[session].number;
  return number >= from && (to == 0 || number <= to);
}

Finding IdealAsk::finding(const std::string& measure, const std::vector<std::string>& states) const {
  Finding found = vote_finding(measure, votes, states);
  found.rule.words =
      selection_in_words(votes.rule) + fmt::format(
                                           "; dynamic ordinal ideal points from {} ballots on {} items ({} "
                                           "states, {} sessions), yes, abstain and no "
                                           "in this order, absence missing; the line has mean 0 and standard "
                                           "deviation 1 over all {} places, the "
                                           "United States positive",
                                           data.ballots.size(), data.items.size(), data.states.size(),
                                           data.sessions.size(), data.places.size());
  if (!fit.converged)
    found.caveats.push_back(fmt::format(
        "the fit had not settled when it was stopped: the last step still moved a point by {:.2g}",
        fit.change));
  if (!sampling.empty()) found.caveats.push_back(sampling);
  if (data.components > 1)
    found.caveats.push_back(
        fmt::format("the votes fall into {} sets that share no state and no item: points of one cannot be "
                    "set beside another's",
                    data.components));
  if (thin_sessions > 0)
    found.caveats.push_back(
        fmt::format("{} with a single roll call that divides the states left out",
                    thin_sessions == 1 ? "1 session" : fmt::format("{} sessions", thin_sessions)));
  return found;
}

std::vector<std::string> IdealAsk::evidence(std::size_t session,
                                            const std::vector<std::string>& states) const {
  views::Mask mask(votes.selected.size());
  for (const auto i : (votes.selected & votes.matrix.contested()).indices()) {
    if (inference::session_of(votes.matrix.roll_calls()[i]) == data.sessions[session].number) mask.set(i);
  }
  for (const auto& state : states) {
    if (const auto at = votes.matrix.state_index(state)) mask = mask & votes.matrix.recorded(*at);
  }
  return ids_of(votes.matrix, mask);
}

std::unique_ptr<IdealAsk> ideal_ask(const views::Record& record, const Question& question, Json options) {
  const int from = session_option(options, "from");
  const int to = session_option(options, "to");
  const double smooth = smooth_option(options);
  const bool no_nuclear = flag_option(options, "no_nuclear");
  const auto method = text_option(options, "method", "fast");
  if (method != "fast" && method != "exact") throw Error::usage("the method is fast or exact");
  inference::GibbsOptions sampling;
  sampling.chains = count_option(options, "chains", sampling.chains);
  sampling.draws = count_option(options, "draws", sampling.draws);
  sampling.burn_in = std::max<std::size_t>(100, sampling.draws / 3);
  sampling.seed = count_option(options, "seed", sampling.seed);
  if (!options.contains("body")) options["body"] = "assembly";
  auto ask = std::make_unique<IdealAsk>(
      IdealAsk{vote_ask(record, question, options), {}, {}, method, {}, 0, from, to});
  auto& votes = ask->votes;
  if (no_nuclear) {
    views::Mask kept(votes.selected.size());
    for (const auto i : votes.selected.indices()) {
      if (!nuclear(votes.matrix.roll_calls()[i].topic)) kept.set(i);
    }
    votes.selected = kept;
  }
  votes.selected = without_thin_sessions(votes.matrix, votes.selected, ask->thin_sessions);
  inference::IdealSelection selection;
  selection.smooth = smooth;
  ask->data = inference::ideal_data(votes.matrix, votes.selected, selection);
  ask->fit = inference::fit_ideal(ask->data);
  if (method == "exact") sample(*ask, sampling);
  return ask;
}

}  // namespace blocs::findings
