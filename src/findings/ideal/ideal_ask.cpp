#include "ideal_ask.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/inference/ideal_storage.hpp"
#include "blocs/views/issues.hpp"
#include "ideal_sampling.hpp"

namespace blocs::findings {
namespace {

/// A year as people give it (1990 or 1990-05-01) as the session that opened in it; 0 if none is given.
int session_option(Json& options, const std::string& key) {
  const Json given = take(options, key);
  if (given.is_null()) return 0;
  if (!given.is_string() && !given.is_number_integer())
    throw Error::usage("\"" + key + "\" is a year or a date", "such as --since 1990");
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

inference::Walk walk_option(Json& options) {
  const auto walk = text_option(options, "walk", "forward");
  if (walk == "forward") return inference::Walk::forward;
  if (walk == "both") return inference::Walk::both;
  throw Error::usage("the walk is forward (as published) or both");
}

/// The six issue codes of the published votes stand for the topics that the record gives them.
void name_issues(Json& options) {
  if (!options.contains("topics") || !options["topics"].is_array()) return;
  for (auto& topic : options["topics"]) {
    for (const auto& issue : views::kIssues) {
      if (topic == issue.code) topic = issue.topic;
    }
  }
}

/// Masks and links that a vote rule does not know of.
struct Choices {
  bool no_nuclear = false, all_parts = false, link_titles = false, with_council = false;
  Json identical;

  explicit Choices(Json& options)
      : no_nuclear(flag_option(options, "no_nuclear")),
        all_parts(flag_option(options, "all_parts")),
        link_titles(flag_option(options, "link_titles")),
        with_council(flag_option(options, "with_council")),
        identical(take(options, "identical")) {}
};

/// How much ties the Council's items to the Assembly's: only states that voted in both bodies in a session
/// do.
std::string bridge_words(const IdealAsk& ask) {
  std::size_t items = 0, ballots = 0, both = 0, places = 0;
  const auto& calls = ask.matrix().roll_calls();
  std::vector<char> council(ask.data.places.size(), 0), assembly(ask.data.places.size(), 0);
  for (const auto& item : ask.data.items) {
    if (calls[item.roll_calls.front()].body != views::Body::council) continue;
    ++items;
    ballots += item.ballots;
  }
  for (const auto& session : ask.data.sessions) {
    for (std::size_t p = session.first_part; p < session.first_part + session.parts; ++p) {
      const auto& part = ask.data.parts[p];
      const bool here = calls[ask.data.items[part.item].roll_calls.front()].body == views::Body::council;
      for (std::uint32_t b = part.begin; b < part.end; ++b)
        (here ? council : assembly)[session.first_place + ask.data.ballots[b]] = 1;
    }
  }
  for (std::size_t k = 0; k < council.size(); ++k) {
    places += council[k] != 0 ? 1 : 0;
    both += council[k] != 0 && assembly[k] != 0 ? 1 : 0;
  }
  if (items == 0)
    return "no vote of the Council divides its members here: nothing stands beside the Assembly's votes";
  return fmt::format(
      "Council and Assembly are bridged by states alone: {} of {} places with Council ballots also have "
      "Assembly ballots, {} of {} places in all; {} of {} ballots ({} of {} items) are the Council's. The "
      "points of states without a seat rest on the Assembly, and a state is held to stand at one place in "
      "both",
      both, places, both, council.size(), ballots, ask.data.ballots.size(), items, ask.data.items.size());
}

/// Lays the Council's roll calls beside the Assembly's that are selected.
void add_council(IdealAsk& ask, const views::Record& record, const Question& question, Json options) {
  if (ask.votes.rule.body != views::Body::assembly)
    throw Error::usage("with_council adds the Council to the Assembly; leave the body out");
  for (const char* key : {"sessions", "kinds", "amendments", "paragraphs", "outcomes"}) options.erase(key);
  options["body"] = "council";
  // Of a session without the Assembly nothing but fifteen states would be known, tied to no others.
  const auto council = vote_ask(record, question, options);
  const auto beside = in_sessions_of(ask.matrix(), ask.selected, council.matrix, council.selected);
  const auto alone =
      (council.selected & council.matrix.contested()).count() - (beside & council.matrix.contested()).count();
  if (alone > 0)
    ask.caveats.push_back(fmt::format(
        "{} votes of the Council in sessions without votes of the Assembly that count are left out", alone));
  ask.bodies = std::make_unique<Bodies>(both_bodies(record, ask.selected, beside));
  ask.selected = ask.bodies->selected;
}

/// Pairs of roll calls that are one item, and what to say of them.
inference::IdealSelection links_of(IdealAsk& ask, const Choices& choices) {
  inference::IdealSelection selection;
  auto given = links_given(choices.identical, ask.matrix());
  if (!choices.identical.is_null()) {
    ask.words +=
        fmt::format("; {} pairs of roll calls named as identical are one item each", given.pairs.size());
    if (given.unknown > 0)
      ask.caveats.push_back(
          fmt::format("{} of {} pairs of identical roll calls are not in the record and link nothing",
                      given.unknown, choices.identical.size()));
  }
  selection.identical = std::move(given.pairs);
  if (choices.link_titles) {
    const auto pairs = links_by_title(ask.matrix(), ask.selected);
    ask.words += fmt::format("; {} pairs of whole drafts that bear one title in two sessions are one item",
                             pairs.size());
    ask.caveats.push_back("a title that comes back need not stand over the same text");
    selection.identical.insert(selection.identical.end(), pairs.begin(), pairs.end());
  }
  return selection;
}

inference::IdealFit fit_with_progress(const inference::IdealData& data, inference::IdealFitOptions fitting,
                                      const IdealRun& run) {
  if (run.progress) {
    run.progress(fmt::format("fitting {} places and {} items to {} ballots", data.places.size(),
                             data.items.size(), data.ballots.size()));
    fitting.progress = [&](const char* stage, std::size_t step) {
      if (step % 10 == 0) run.progress(fmt::format("fitting: step {} ({})", step, stage));
    };
  }
  return inference::fit_ideal(data, fitting);
}

}  // namespace

std::optional<std::size_t> IdealAsk::place(const std::string& state, std::size_t session) const {
  const auto& s = data.sessions[session];
  for (std::size_t k = s.first_place; k < s.first_place + s.places; ++k) {
    if (data.states[data.places[k].state] == state) return k;
  }
  return std::nullopt;
}

Quantiles IdealAsk::quantiles(std::size_t k) const {
  if (draws) return quantiles(*draws, k);
  const double mean = fit.mean.theta[k];
  const double sd = fit.sd[k];
  constexpr double k90 = 1.2815515655446004;
  constexpr double k95 = 1.6448536269514722;
  return {std::nullopt,    mean - k95 * sd, mean - k90 * sd, mean,
          mean + k90 * sd, mean + k95 * sd, std::nullopt};
}

Quantiles IdealAsk::quantiles(const inference::IdealDraws& draws, std::size_t k) {
  return {draws.least[k], draws.q5[k], draws.q10[k], draws.q50[k], draws.q90[k], draws.q95[k], draws.most[k]};
}

bool IdealAsk::shows(std::size_t session) const {
  const int number = data.sessions[session].number;
  return number >= from && (to == 0 || number <= to);
}

void IdealAsk::show(int first, int last) {
  from = first == 0 ? 0 : first - 1945;
  to = last == 0 ? 0 : last - 1945;
  for (const auto& [key, year] : {std::pair{"from", first}, {"to", last}}) {
    if (year == 0)
      asked.erase(key);
    else
      asked[key] = year;
  }
}

Finding IdealAsk::finding(const std::string& measure, const std::vector<std::string>& states) const {
  Finding found = vote_finding(measure, votes, states);
  found.rule.data.update(asked);
  found.rule.words =
      selection_in_words(votes.rule) + words +
      fmt::format(
          "; dynamic ordinal ideal points from {} ballots on {} items ({} states, {} sessions), yes, abstain "
          "and no in this order, {}; {}; {}",
          data.ballots.size(), data.items.size(), data.states.size(), data.sessions.size(),
          wider.strategic ? "an absence is no ballot, but who stays away is modelled beside them"
                          : "absence missing",
          fit.walk == inference::Walk::forward
              ? "a place is drawn to the state's session before, as published"
              : "a place is drawn to the state's sessions before and after",
          frame_words(*this));
  if (!fit.converged)
    found.caveats.push_back(fmt::format(
        "the fit had not settled when it was stopped: the last step still moved a point by {:.7f}",
        fit.change));
  found.caveats.insert(found.caveats.end(), caveats.begin(), caveats.end());
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
  views::Mask mask(selected.size());
  for (const auto i : (selected & matrix().contested()).indices()) {
    if (inference::session_of(matrix().roll_calls()[i]) == data.sessions[session].number) mask.set(i);
  }
  for (const auto& state : states) {
    if (const auto at = matrix().state_index(state)) mask = mask & matrix().recorded(*at);
  }
  return ids_of(matrix(), mask);
}

std::unique_ptr<IdealAsk> ideal_votes(const views::Record& record, const Question& question, Json options) {
  const Json given = options;
  const int from = session_option(options, "from");
  const int to = session_option(options, "to");
  const double smooth = smooth_option(options);
  const auto walk = walk_option(options);
  const Choices choices(options);
  const auto method = text_option(options, "method", "fast");
  if (method != "fast" && method != "exact") throw Error::usage("the method is fast or exact");
  const auto wider = wider_options(options, question.measure, method);
  inference::GibbsOptions sampling;
  sampling.chains = count_option(options, "chains", sampling.chains);
  sampling.draws = count_option(options, "draws", sampling.draws);
  sampling.burn_in = std::max<std::size_t>(100, sampling.draws / 3);
  sampling.seed = count_option(options, "seed", sampling.seed);
  if (!options.contains("body")) options["body"] = "assembly";
  name_issues(options);
  auto ask = std::make_unique<IdealAsk>(vote_ask(record, question, options));
  for (const auto& [key, value] : given.items()) {
    if (!options.contains(key) && key != "identical") ask->asked[key] = value;
  }
  ask->fitting.walk = walk;
  ask->sampler = sampling;
  ask->method = method;
  ask->wider = wider;
  ask->from = from;
  ask->to = to;
  ask->selected = ask->votes.selected;
  if (!choices.all_parts) ask->selected = without_late_parts(ask->matrix(), ask->selected);
  if (choices.no_nuclear) ask->selected = without_nuclear(ask->matrix(), ask->selected);
  if (choices.with_council) add_council(*ask, record, question, options);
  ask->with_council = choices.with_council;
  ask->selected = without_thin_sessions(ask->matrix(), ask->selected, ask->thin_sessions);
  if (!choices.all_parts) ask->words += "; votes on amendments and paragraphs count up to 1989, as published";
  if (choices.no_nuclear) ask->words += "; without roll calls on nuclear weapons";
  if (choices.with_council) ask->words += "; with the Council's votes";
  ask->selection = links_of(*ask, choices);
  ask->selection.smooth = smooth;
  return ask;
}

std::unique_ptr<IdealAsk> ideal_ask(const views::Record& record, const Question& question, Json options,
                                    const IdealRun& run) {
  auto ask = ideal_votes(record, question, std::move(options));
  ask->data = inference::ideal_data(ask->matrix(), ask->selected, ask->selection);
  const auto stored = record.stored_ideal_fit(inference::ideal_digest(ask->data, ask->fitting));
  ask->fit = stored ? inference::ideal_from_bytes(*stored, ask->data, "ideal points of the ledger")
                    : fit_with_progress(ask->data, ask->fitting, run);
  if (ask->with_council) ask->caveats.push_back(bridge_words(*ask));
  if (ask->method == "exact") sample(*ask, record.states(), run);
  return ask;
}

std::optional<IdealFitToStore> ideal_fit_to_store(const views::Record& record, const IdealRun& run) {
  const auto ask = ideal_votes(record, {"ideal.points", {}, Json::object()}, Json::object());
  const auto data = inference::ideal_data(ask->matrix(), ask->selected, ask->selection);
  auto digest = inference::ideal_digest(data, ask->fitting);
  if (record.stored_ideal_fit(digest)) return {};
  auto bytes = inference::ideal_to_bytes(fit_with_progress(data, ask->fitting, run));
  return IdealFitToStore{std::move(digest), std::move(bytes), data.places.size(), data.ballots.size()};
}

}  // namespace blocs::findings
