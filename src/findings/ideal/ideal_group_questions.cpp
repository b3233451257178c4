// Groups and movements on the line: how far a group spreads against all groups of its size, where states
// moved, and who voted against type.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "blocs/core/error.hpp"
#include "blocs/inference/distributions.hpp"
#include "blocs/inference/ideal_groups.hpp"
#include "ideal_measures.hpp"

namespace blocs::findings {
namespace {

void fast_only(const IdealAsk& ask) {
  if (ask.method != "fast") throw Error::usage("this is worked out by the fast method only");
}

/// The range that half of all groups of `size` states keep within, to a thousandth.
double middle_range(const std::vector<double>& points, std::size_t size) {
  const auto [least, most] = std::minmax_element(points.begin(), points.end());
  double low = 0;
  double high = *most - *least;
  while (high - low > 5e-4) {
    const double middle = (low + high) / 2;
    (inference::share_within(points, size, middle) < 0.5 ? low : high) = middle;
  }
  return high;
}

Json spread_in(const IdealAsk& ask, std::size_t s, const Standing& standing, std::uint64_t seed) {
  const auto& members = standing.places;
  const auto& session = ask.data.sessions[s];
  const auto first = ask.fit.mean.theta.begin() + session.first_place;
  const std::vector<double> points(first, first + session.places);
  const double range = range_of(points, members);
  const double share = inference::share_within(points, members.size(), range);
  std::vector<double> ranges, shares;
  for (const auto& draw : inference::draw_places(ask.data, ask.fit, s, kPointDraws, seed)) {
    ranges.push_back(range_of(draw, members));
    shares.push_back(inference::share_within(draw, members.size(), ranges.back()));
  }
  const auto [low, high] = middle_95(std::move(ranges));
  const auto [share_low, share_high] = middle_95(std::move(shares));
  return {{"session", session.number},
          {"year", 1945 + session.number},
          {"members", standing.states},
          {"states", session.places},
          {"range", rounded(range)},
          {"low", rounded(low)},
          {"high", rounded(high)},
          {"sd_less_noise", rounded(inference::spread_less_noise(ask.data, ask.fit, s, members))},
          {"half_of_groups_within", rounded(middle_range(points, members.size()))},
          {"share_as_tight", share},
          {"share_low", share_low},
          {"share_high", share_high}};
}

}  // namespace

Standing standing_in(const IdealAsk& ask, std::size_t session, const std::vector<std::string>& states) {
  Standing standing;
  for (const auto& state : states) {
    const auto k = ask.place(state, session);
    if (!k) continue;
    standing.states.push_back(state);
    standing.places.push_back(*k - ask.data.sessions[session].first_place);
  }
  return standing;
}

std::pair<double, double> middle_95(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double p) {
    return values[static_cast<std::size_t>(std::llround(p * static_cast<double>(values.size() - 1)))];
  };
  return {at(0.025), at(0.975)};
}

double range_of(const std::vector<double>& points, const std::vector<std::size_t>& members) {
  double low = points[members.front()];
  double high = low;
  for (const auto m : members) {
    low = std::min(low, points[m]);
    high = std::max(high, points[m]);
  }
  return high - low;
}

Finding spread_of(const IdealAsk& ask, const std::vector<std::string>& states) {
  Finding finding = ask.finding("ideal.spread", states);
  finding.unit = "on the line";
  finding.rule.words +=
      "; spread is the distance of the two members that stand farthest apart, over the members with ballots "
      "in "
      "the session; beside it the exact share of all groups of as many states that spread no more";
  Json rows = Json::array();
  for (std::size_t s = 0; s < ask.data.sessions.size(); ++s) {
    if (!ask.shows(s)) continue;
    const auto standing = standing_in(ask, s, states);
    if (standing.states.size() < 2) continue;
    rows.push_back(spread_in(ask, s, standing, 1));
    const auto& row = rows.back();
    finding.value = row.at("range").get<double>();
    finding.interval = {row.at("low").get<double>(), row.at("high").get<double>(), 0.95,
                        "middle of 200 draws of all points from their joint normal distribution",
                        "what these ballots leave open about the points; noise makes drawn ranges wider"};
    finding.evidence = ask.evidence(s, standing.states);
    finding.n = finding.evidence.size();
  }
  if (rows.empty())
    finding.caveats.push_back("undefined: no session shown in which two members cast a ballot that counts");
  else
    finding.details = {{"spread", rows}};
  return finding;
}

namespace {

std::vector<Finding> ask_spread(const views::Record& record, const Question& question, const IdealRun& run) {
  const auto ask = ideal_ask(record, question, question.options, run);
  fast_only(*ask);
  const auto& states = ask->votes.subjects.states;
  if (states.size() < 2) throw Error::usage("a spread needs at least two states with ballots");
  std::vector<Finding> found{spread_of(*ask, states), change_of(*ask, states)};
  if (!found.back().number()) found.pop_back();
  return found;
}

}  // namespace

/// Where a state moved by more than noise: steps between its sessions, tested together (Holm 1979).
constexpr std::uint32_t kFewVotes = 10;  ///< in a session: whose questions are no sample of the usual ones

Finding moves_of(const IdealAsk& ask, const std::string& state) {
  struct Step {
    std::size_t session, before;
    double by, sd, p;
    std::uint32_t fewest;
  };
  std::vector<Step> steps;
  for (std::size_t s = 0; s < ask.data.sessions.size(); ++s) {
    const auto k = ask.place(state, s);
    if (!k || !ask.shows(s) || ask.data.places[*k].before < 0) continue;
    const auto b = static_cast<std::size_t>(ask.data.places[*k].before);
    const double variance =
        ask.fit.sd[*k] * ask.fit.sd[*k] + ask.fit.sd[b] * ask.fit.sd[b] - 2 * ask.fit.step_covariance[*k];
    const double by = ask.fit.mean.theta[*k] - ask.fit.mean.theta[b];
    const double sd = std::sqrt(std::max(variance, 1e-12));
    steps.push_back({s, ask.data.places[b].session, by, sd, std::erfc(std::abs(by) / sd / std::sqrt(2.0)),
                     std::min(ask.data.places[*k].votes, ask.data.places[b].votes)});
  }
  std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.p < b.p; });
  Finding finding = ask.finding("ideal.moves", {state});
  finding.unit = "steps";
  finding.n = steps.size();
  finding.rule.words +=
      "; a step between two sessions of the state is beyond noise where it is larger than its joint standard "
      "deviation allows, at 5 % over all steps of the state shown (Holm 1979); the walk's prior draws "
      "neighbours "
      "together, so steps are small rather than large";
  Json rows = Json::array();
  bool still = true;
  double adjusted = 0;
  std::size_t beyond = 0;
  std::size_t thin = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& step = steps[i];
    adjusted = std::max(adjusted, std::min(1.0, step.p * static_cast<double>(steps.size() - i)));
    still = still && adjusted < 0.05;
    beyond += still ? 1 : 0;
    thin += still && step.fewest < kFewVotes ? 1 : 0;
    rows.push_back({{"from", 1945 + ask.data.sessions[step.before].number},
                    {"to", 1945 + ask.data.sessions[step.session].number},
                    {"by", rounded(step.by)},
                    {"sd", rounded(step.sd)},
                    {"fewest_votes", step.fewest},
                    {"p_adjusted", adjusted},
                    {"beyond_noise", still}});
    if (still) {
      for (auto& id : ask.evidence(step.session, {state})) finding.evidence.push_back(std::move(id));
    }
  }
  if (steps.empty()) {
    finding.caveats.push_back("undefined: the state cast ballots in fewer than two sessions");
    return finding;
  }
  if (thin > 0)
    finding.caveats.push_back(fmt::format(
        "{} of these {} rest on fewer than {} votes in one of the two sessions: other questions were "
        "put there, which need not be a move of the state",
        thin, beyond == 1 ? "step" : "steps", kFewVotes));
  finding.value = static_cast<double>(beyond);
  finding.details = {{"moves", rows}};
  return finding;
}

namespace {

std::vector<Finding> ask_moves(const views::Record& record, const Question& question, const IdealRun& run) {
  const auto ask = ideal_ask(record, question, question.options, run);
  fast_only(*ask);
  std::vector<Finding> found;
  for (const auto& state : ask->votes.subjects.states) found.push_back(moves_of(*ask, state));
  if (found.empty()) throw Error::not_found("none of these states has a ballot in this body");
  return found;
}

/// Two digits that count, however small: no ballot had the chance 0.
double small(double chance) {
  const double unit = std::pow(10, std::floor(std::log10(std::max(chance, 1e-300))) - 1);
  return std::min(1.0, std::round(chance / unit) * unit);
}

struct Surprise {
  double chance;
  std::size_t place, item, column;
  std::uint8_t cast;
};

/// Every ballot of the states shown with its chance, the least likely first.
std::vector<Surprise> ballots_by_chance(const IdealAsk& ask, const std::vector<std::string>& states) {
  std::vector<Surprise> list;
  constexpr std::array kOrder{views::Ballot::yes, views::Ballot::abstain, views::Ballot::no};
  for (std::size_t j = 0; j < ask.data.items.size(); ++j) {
    for (const auto column : ask.data.items[j].roll_calls) {
      const int number = inference::session_of(ask.matrix().roll_calls()[column]);
      std::size_t s = 0;
      while (ask.data.sessions[s].number != number) ++s;
      if (!ask.shows(s)) continue;
      for (const auto& state : states) {
        const auto k = ask.place(state, s);
        if (!k) continue;
        const auto ballot = ask.matrix().ballot(*ask.matrix().state_index(state), column);
        const auto at = std::find(kOrder.begin(), kOrder.end(), ballot);
        if (at == kOrder.end()) continue;
        const auto cast = static_cast<std::uint8_t>(at - kOrder.begin());
        const double chance = inference::ballot_chances(ask.data, ask.fit.mean, *k, j)[cast];
        list.push_back({chance, *k, j, column, cast});
      }
    }
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const Surprise& a, const Surprise& b) { return a.chance < b.chance; });
  return list;
}

std::vector<Finding> ask_surprises(const views::Record& record, const Question& question,
                                   const IdealRun& run) {
  Json options = question.options;
  const auto most = count_option(options, "most", 20);
  const auto ask = ideal_ask(record, question, options, run);
  const auto& states = question.subjects.empty() ? ask->data.states : ask->votes.subjects.states;
  const auto list = ballots_by_chance(*ask, states);
  Finding finding =
      ask->finding("ideal.surprises", question.subjects.empty() ? std::vector<std::string>{} : states);
  finding.unit = "ballots";
  finding.rule.words +=
      "; a ballot surprises where its chance, given the points, is below 5 %; the least likely first";
  finding.n = list.size();
  if (list.empty()) {
    finding.caveats.push_back("undefined: these states cast no ballot that counts in the sessions shown");
    return {finding};
  }
  const auto surprising =
      std::count_if(list.begin(), list.end(), [](const Surprise& s) { return s.chance < 0.05; });
  double expected = 0;
  for (const auto& s : list) {
    for (const double p : inference::ballot_chances(ask->data, ask->fit.mean, s.place, s.item))
      expected += p < 0.05 ? p : 0;
  }
  constexpr std::array kWords{"yes", "abstain", "no"};
  Json rows = Json::array();
  for (std::size_t i = 0; i < std::min(most, list.size()); ++i) {
    const auto& s = list[i];
    const auto& call = ask->matrix().roll_calls()[s.column];
    const auto p = inference::ballot_chances(ask->data, ask->fit.mean, s.place, s.item);
    rows.push_back(
        {{"state", ask->data.states[ask->data.places[s.place].state]},
         {"roll_call", call.id},
         {"date", call.date.iso()},
         {"title", call.title},
         {"ballot", kWords[s.cast]},
         {"chance", small(s.chance)},
         {"likeliest", kWords[static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin())]},
         {"point", rounded(ask->fit.mean.theta[s.place])}});
    finding.evidence.push_back(call.id);
  }
  finding.value = static_cast<double>(surprising);
  finding.details = {{"expected", rounded(expected)}, {"ballots", rows}};
  finding.caveats.push_back(
      fmt::format("if the points told all there is, {:.1f} ballots of {} would surprise; {} do. Ballots "
                  "helped to place the "
                  "states, which makes them look less surprising than they were",
                  expected, list.size(), surprising));
  return {finding};
}

}  // namespace

std::vector<IdealMeasure> ideal_group_measures() {
  const std::string options = kIdealOptions;
  return {{{"ideal.spread", "how far a group spreads on the line, against all groups of its size",
            "states or a group", options},
           ask_spread},
          {{"ideal.moves", "where states moved by more than noise", "states or a group", options}, ask_moves},
          {{"ideal.surprises", "ballots against type: the least likely ones, given where states stand",
            "states or a group; none for all", "most, " + options},
           ask_surprises}};
}

}  // namespace blocs::findings
