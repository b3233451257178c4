// Where states stand: ideal points, distances between them, and what they say of one roll call.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "ideal_measures.hpp"

namespace blocs::findings {
namespace {

constexpr double kTwoSided95 = 1.959963984540054;

inference::Interval around(const IdealAsk& ask, double mean, double sd) {
  return {mean - kTwoSided95 * sd, mean + kTwoSided95 * sd, 0.95,
          ask.method == "exact" ? "normal, with mean and standard deviation of draws from the posterior"
                                : "normal, from the curvature of the joint posterior of points and items",
          "what these ballots leave open about the point"};
}

/// The coordinate of a place along an axis, under names that end in `suffix`.
void add_coordinate(Json& point, const std::string& suffix, double mean, double sd) {
  point["mean" + suffix] = rounded(mean);
  point["sd" + suffix] = rounded(sd);
  point["low" + suffix] = rounded(mean - kTwoSided95 * sd);
  point["high" + suffix] = rounded(mean + kTwoSided95 * sd);
}

Json quantiles_of(const Quantiles& q) {
  const auto end = [](const std::optional<double>& x) { return x ? Json(rounded(*x)) : Json(); };
  return {{"0", end(q.least)},    {"5", rounded(q.q5)},   {"10", rounded(q.q10)}, {"50", rounded(q.q50)},
          {"90", rounded(q.q90)}, {"95", rounded(q.q95)}, {"100", end(q.most)}};
}

}  // namespace

Finding points_of(const IdealAsk& ask, const std::string& state) {
  Finding finding = ask.finding("ideal.points", {state});
  finding.unit = ask.second ? "on the first axis" : "on the line";
  Json points = Json::array();
  std::size_t votes = 0;
  for (std::size_t s = 0; s < ask.data.sessions.size(); ++s) {
    const auto k = ask.place(state, s);
    if (!k || !ask.shows(s)) continue;
    const double mean = ask.fit.mean.theta[*k];
    const double sd = ask.fit.sd[*k];
    const int session = ask.data.sessions[s].number;
    Json point = {{"session", session}, {"year", 1945 + session}};
    add_coordinate(point, "", mean, sd);
    point["votes"] = ask.data.places[*k].votes;
    point["quantiles"] = quantiles_of(ask.quantiles(*k));
    if (ask.second) {
      add_coordinate(point, "_2", ask.second->mean[*k], ask.second->sd[*k]);
      point["quantiles_2"] = quantiles_of(IdealAsk::quantiles(*ask.second, *k));
      point["correlation"] = rounded(ask.correlation[*k]);
    }
    points.push_back(std::move(point));
    votes += ask.data.places[*k].votes;
    finding.value = mean;
    finding.interval = around(ask, mean, sd);
    finding.evidence = ask.evidence(s, {state});
  }
  if (points.empty()) {
    finding.caveats.push_back("undefined: the state cast no ballot that counts in the sessions shown");
    return finding;
  }
  finding.n = votes;
  finding.rule.words +=
      fmt::format("; the value is that of {}, the last session shown; evidence is listed for it",
                  points.back().at("year").dump());
  finding.details = {{state, points}};
  return finding;
}

namespace {

void say_absent(const IdealAsk& ask, std::vector<Finding>& found) {
  if (ask.votes.absent.empty() || found.empty()) return;
  found.front().caveats.push_back("no ballot on record in this body: " + join(ask.votes.absent, ", "));
}

std::vector<Finding> ask_points(const views::Record& record, const Question& question, const IdealRun& run) {
  const auto ask = ideal_ask(record, question, question.options, run);
  const auto& states = question.subjects.empty() ? ask->data.states : ask->votes.subjects.states;
  std::vector<Finding> found;
  for (const auto& state : states) found.push_back(points_of(*ask, state));
  if (found.empty()) throw Error::not_found("none of these states has a ballot in this body");
  say_absent(*ask, found);
  return found;
}

std::vector<Finding> ask_distance(const views::Record& record, const Question& question,
                                  const IdealRun& run) {
  const auto ask = ideal_ask(record, question, question.options, run);
  const auto& states = ask->votes.subjects.states;
  if (ask->method != "fast") throw Error::usage("distances are worked out by the fast method only");
  if (states.size() != 2)
    throw Error::usage("a distance needs two states with ballots", "ideal distance CHN RUS");
  Finding finding = ask->finding("ideal.distance", states);
  finding.unit = "on the line";
  finding.rule.words +=
      "; the distance of means is corrected for the noise of the points: the root of its square less its "
      "variance; not told apart from 0 where the 95 % interval begins there, and without a corrected "
      "distance where the means lie no farther apart than their noise";
  Json points = Json::array();
  for (std::size_t s = 0; s < ask->data.sessions.size(); ++s) {
    const auto a = ask->place(states[0], s);
    const auto b = ask->place(states[1], s);
    if (!a || !b || !ask->shows(s)) continue;
    const auto& session = ask->data.sessions[s];
    const auto& block = ask->fit.covariance[s];
    const std::size_t n = session.places;
    const std::size_t i = *a - session.first_place;
    const std::size_t j = *b - session.first_place;
    const double variance = std::max(0.0, block[i * n + i] + block[j * n + j] - 2 * block[i * n + j]);
    const double apart = std::abs(ask->fit.mean.theta[*a] - ask->fit.mean.theta[*b]);
    const bool beyond_noise = apart * apart > variance;
    const double corrected = beyond_noise ? std::sqrt(apart * apart - variance) : 0;
    const double sd = std::sqrt(variance);
    const double low = std::max(0.0, apart - kTwoSided95 * sd);
    points.push_back({{"session", session.number},
                      {"year", 1945 + session.number},
                      {"distance", beyond_noise ? Json(rounded(corrected)) : Json(nullptr)},
                      {"of_means", rounded(apart)},
                      {"sd", rounded(sd)},
                      {"low", rounded(low)},
                      {"high", rounded(apart + kTwoSided95 * sd)},
                      {"told_apart", low > 0}});
    if (low > 0)
      finding.value = corrected;
    else
      finding.value = std::string("not told apart from 0");
    finding.interval = around(*ask, apart, sd);
    finding.interval->low = std::max(0.0, finding.interval->low);
    finding.evidence = ask->evidence(s, states);
    finding.n = finding.evidence.size();
  }
  if (points.empty())
    finding.caveats.push_back("undefined: no session shown in which both cast a ballot that counts");
  else
    finding.details = {{"distances", points}};
  std::vector<Finding> found{std::move(finding)};
  say_absent(*ask, found);
  return found;
}

Json cut_lines(const IdealAsk& ask, std::size_t item) {
  const auto& asked = ask.data.items[item];
  const double beta = ask.fit.mean.beta[item];
  const char* low = asked.chosen[0] ? "yes" : "abstain";
  const char* high = asked.chosen[2] ? "no" : "abstain";
  Json lines = Json::array();
  const auto add = [&](const char* from, const char* to, double cut) {
    lines.push_back({{"between", fmt::format("{} and {}", from, to)},
                     {"at", std::abs(beta) > 1e-6 ? Json(rounded(cut / beta)) : Json()},
                     {"beta", rounded(beta)}});
  };
  add(low, asked.cuts == 2 ? "abstain" : high, ask.fit.mean.cut1[item]);
  if (asked.cuts == 2) add("abstain", high, ask.fit.mean.cut2[item]);
  return lines;
}

std::vector<Finding> ask_roll_call(const views::Record& record, const Question& question,
                                   const IdealRun& run) {
  Json options = question.options;
  const auto id = text_option(options, "roll_call", "");
  const auto ask = ideal_ask(record, {question.measure, {}, {}}, options, run);
  const auto& matrix = ask->matrix();
  const auto column = matrix.roll_call_index(id);
  if (!column) throw Error::not_found("there is no roll call \"" + id + "\" in this body");
  std::optional<std::size_t> item;
  for (std::size_t j = 0; j < ask->data.items.size() && !item; ++j) {
    const auto& calls = ask->data.items[j].roll_calls;
    if (std::find(calls.begin(), calls.end(), *column) != calls.end()) item = j;
  }
  Finding finding = ask->finding("ideal.roll-call", {});
  finding.evidence = {id};
  finding.unit = "log score";
  finding.rule.words += "; the value is the mean of -ln of the chance of the ballot cast, given these points";
  if (!item) {
    finding.caveats.push_back(
        "undefined: the roll call does not divide the states, or is not in the selection");
    return {finding};
  }
  const int number = inference::session_of(matrix.roll_calls()[*column]);
  std::size_t session = 0;
  while (ask->data.sessions[session].number != number) ++session;
  struct Row {
    double chance;
    Json json;
  };
  std::vector<Row> rows;
  double sum = 0;
  const auto& s = ask->data.sessions[session];
  for (std::size_t k = s.first_place; k < s.first_place + s.places; ++k) {
    const auto& state = ask->data.states[ask->data.places[k].state];
    const auto ballot = matrix.ballot(*matrix.state_index(state), *column);
    const int choice = ballot == views::Ballot::yes       ? 0
                       : ballot == views::Ballot::abstain ? 1
                       : ballot == views::Ballot::no      ? 2
                                                          : -1;
    if (choice < 0) continue;
    const auto p = inference::ballot_chances(ask->data, ask->fit.mean, k, *item);
    const double chance = p[static_cast<std::size_t>(choice)];
    sum -= std::log(std::max(chance, 1e-300));
    rows.push_back({chance,
                    {{"state", state},
                     {"ballot", word(ballot)},
                     {"yes", rounded(p[0])},
                     {"abstain", rounded(p[1])},
                     {"no", rounded(p[2])},
                     {"point", rounded(ask->fit.mean.theta[k])}}});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.chance < b.chance; });
  Json ballots = Json::array();
  for (auto& row : rows) ballots.push_back(std::move(row.json));
  finding.n = rows.size();
  if (!rows.empty()) finding.value = sum / static_cast<double>(rows.size());
  finding.details = {{"cut_lines", cut_lines(*ask, *item)}, {"ballots", ballots}};
  finding.caveats.push_back("ballots stand in order of surprise: the least likely first");
  return {finding};
}

Finding summary(const IdealAsk& ask) {
  Finding finding = ask.finding("ideal.fit", {});
  finding.unit = "places";
  finding.value = static_cast<double>(ask.data.places.size());
  finding.n = ask.data.ballots.size();
  Json poles = Json::array();
  for (std::size_t s = 0; s < ask.data.sessions.size(); ++s) {
    const auto& session = ask.data.sessions[s];
    const auto first = ask.fit.mean.theta.begin() + session.first_place;
    const auto [low, high] = std::minmax_element(first, first + session.places);
    const auto name = [&](auto at) {
      return ask.data
          .states[ask.data.places[static_cast<std::size_t>(at - ask.fit.mean.theta.begin())].state];
    };
    poles.push_back({{"session", session.number},
                     {"roll_calls_and_links", session.parts},
                     {"states", session.places},
                     {"least", name(low)},
                     {"at", rounded(*low)},
                     {"most", name(high)},
                     {"at_", rounded(*high)}});
  }
  finding.details = {{"steps", ask.fit.objective.size() - 1},
                     {"log_posterior", ask.fit.objective.back()},
                     {"least_gain", ask.fit.least_gain},
                     {"last_move", ask.fit.change},
                     {"hold", ask.fit.hold},
                     {"sessions", poles}};
  return finding;
}

std::vector<Finding> ask_fit(const views::Record& record, const Question& question, const IdealRun& run) {
  return {summary(*ideal_ask(record, {question.measure, {}, {}}, question.options, run))};
}

}  // namespace

std::vector<IdealMeasure> ideal_point_measures() {
  const std::string options = kIdealOptions;
  return {
      {{"ideal.fit", "how the ideal points of a selection of votes come out as a whole", "none", options},
       ask_fit},
      {{"ideal.points", "where states stand on the line that best explains the ballots, session by session",
        "states or a group; none for all", options},
       ask_points},
      {{"ideal.distance", "how far two states stand from each other, corrected for noise", "two states",
        options},
       ask_distance},
      {{"ideal.roll-call", "the chances of each state's ballot on one roll call, and its cut lines", "none",
        "roll_call, " + options},
       ask_roll_call}};
}

namespace {

std::vector<IdealMeasure> all_measures() {
  auto list = ideal_point_measures();
  for (const auto& more : {ideal_group_measures(), ideal_change_measures(), ideal_prediction_measures()})
    list.insert(list.end(), more.begin(), more.end());
  return list;
}

}  // namespace

std::vector<Finding> answer_ideal(const views::Record& record, const Question& question,
                                  const IdealRun& run) {
  for (const auto& measure : all_measures()) {
    if (measure.info.name == question.measure) return measure.ask(record, question, run);
  }
  throw Error::usage("\"" + question.measure + "\" is no measure of ideal points");
}

std::vector<Measure> ideal_measures() {
  std::vector<Measure> list;
  for (const auto& measure : all_measures()) {
    list.push_back({measure.info, [ask = measure.ask](const views::Record& record, const Question& question) {
                      return ask(record, question, {});
                    }});
  }
  return list;
}

}  // namespace blocs::findings
