// The pictures and tables of the section on ideal points: paths before all other states', the group's spread
// beside all groups of as many states, and steps beyond noise.
#include "ideal_exhibits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "../words.hpp"
#include "blocs/findings/text.hpp"

namespace blocs::findings {
namespace {

/// Two places tell points apart that their intervals cannot, and keep the page small.
double short_number(double x) {
  return std::round(x * 100) / 100;
}

/// A member's rows from its first session shown to its last; a session without a ballot of it stays empty.
void add_path(const IdealAsk& ask, const std::string& state, std::size_t last, Table& table) {
  std::vector<Json> rows;
  std::size_t seen = 0;  // rows up to the last with a point
  for (std::size_t s = 0; s <= last; ++s) {
    const auto k = ask.place(state, s);
    if (!k && rows.empty()) continue;
    Json row{{"state", state},
             {"session", std::to_string(ask.data.sessions[s].number)},
             {"year", std::to_string(year_of(ask, s))},
             {"point", nullptr}};
    if (k) {
      constexpr double kTwoSided95 = 1.959963984540054;
      const double mean = ask.fit.mean.theta[*k];
      const double sd = ask.fit.sd[*k];
      const auto q = ask.quantiles(*k);
      row["point"] = short_number(mean);
      row["low"] = short_number(mean - kTwoSided95 * sd);
      row["q5"] = short_number(q.q5);
      row["q95"] = short_number(q.q95);
      row["high"] = short_number(mean + kTwoSided95 * sd);
      row["n"] = ask.data.places[*k].votes;
    }
    rows.push_back(std::move(row));
    if (k) seen = rows.size();
  }
  rows.resize(seen);
  std::move(rows.begin(), rows.end(), std::back_inserter(table.rows));
}

/// The paths of all other states: sessions across, a list of points a state.
Json others(const BriefBuilder& builder, const IdealAsk& ask, std::size_t last) {
  Json years = Json::array();
  Json lines = Json::object();
  for (std::size_t s = 0; s <= last; ++s) {
    years.push_back(std::to_string(year_of(ask, s)));
    const auto& session = ask.data.sessions[s];
    for (std::size_t k = session.first_place; k < session.first_place + session.places; ++k) {
      const auto& state = ask.data.states[ask.data.places[k].state];
      if (builder.is_member(state)) continue;
      auto& line = lines[state];
      while (line.size() < s) line.push_back(nullptr);
      line.push_back(short_number(ask.fit.mean.theta[k]));
    }
  }
  return {{"x", std::move(years)}, {"lines", std::move(lines)}};
}

/// Takes a finding into the brief without the details that the exhibit's table shows.
void keep_bare(BriefBuilder& builder, Finding finding, Exhibit& exhibit) {
  set_id(finding);
  finding.details = nullptr;
  builder.keep(finding, exhibit);
}

/// Members with a point in a session, from one end of the line to the other.
std::vector<std::pair<double, std::string>> in_order(const IdealAsk& ask, std::size_t session,
                                                     const std::vector<std::string>& members) {
  std::vector<std::pair<double, std::string>> list;
  for (const auto& state : members) {
    if (const auto k = ask.place(state, session)) list.emplace_back(ask.fit.mean.theta[*k], state);
  }
  std::sort(list.begin(), list.end());
  return list;
}

/// Members that stand in a session on fewer ballots than make one worth showing: "Türkiye (4 ballots)".
std::vector<std::string> few_ballots(const BriefBuilder& builder, const IdealAsk& ask, std::size_t session) {
  std::vector<std::string> few;
  for (const auto& state : builder.members()) {
    const auto k = ask.place(state, session);
    if (k && ask.data.places[*k].votes < kLeastBallots)
      few.push_back(fmt::format("{} ({})", builder.spoken(std::vector<std::string>{state}),
                                counted(ask.data.places[*k].votes, "ballot")));
  }
  return few;
}

bool has_united_states(const IdealAsk& ask) {
  return std::find(ask.data.states.begin(), ask.data.states.end(), "USA") != ask.data.states.end();
}

}  // namespace

std::string place_words(double x) {
  return x < -0.005 ? fmt::format("−{:.2f}", -x) : fmt::format("{:.2f}", std::abs(x));
}

std::string signed_words(double x) {
  return (x < -0.005 ? "" : "+") + place_words(x);
}

Exhibit ideal_paths(BriefBuilder& builder, const IdealAsk& ask, std::size_t last) {
  Exhibit exhibit;
  exhibit.id = "ideal-paths";
  exhibit.sources = {"table:roll_calls"};
  exhibit.table.columns = {
      {"state", "State", "state"},  {"session", "Session", "text"}, {"year", "Opened in", "text"},
      {"point", "Point", "number"}, {"low", "2.5 %", "number"},     {"q5", "5 %", "number"},
      {"q95", "95 %", "number"},    {"high", "97.5 %", "number"},   {"n", "Ballots", "number"}};
  for (const auto& state : builder.members()) add_path(ask, state, last, exhibit.table);
  exhibit.chart = {{"type", "paths"},
                   {"x", "year"},
                   {"y", "point"},
                   {"series", "state"},
                   {"unit", "place on the line"},
                   {"low", "low"},
                   {"high", "high"},
                   {"band", "95 % interval"},
                   {"context", others(builder, ask, last)}};
  for (const auto& state : builder.members()) {
    auto point = points_of(ask, state);
    if (point.number()) keep_bare(builder, std::move(point), exhibit);
  }
  const auto order = in_order(ask, last, builder.members());
  exhibit.title =
      fmt::format("In {} {} stood at one end of the group ({}) and {} at the other ({})", year_of(ask, last),
                  builder.spoken({order.front().second}), place_words(order.front().first),
                  builder.spoken({order.back().second}), place_words(order.back().first));
  exhibit.subtitle = fmt::format(
      "Place on the one line that best explains the ballots of all states, by the year in which a session "
      "opened{}",
      has_united_states(ask) ? "; the side of the United States is up" : "");
  exhibit.rule = ask.finding("ideal.points", builder.members()).rule.words;
  exhibit.notes.push_back(
      "Bands are what the ballots leave open about a point, roll calls’ uncertainty included. A path is "
      "broken where a state cast no ballot that counts; a state under a new code begins anew.");
  exhibit.notes.push_back(
      "The table holds the members; the points of the other states are in the CSV and the JSON form.");
  if (const auto few = few_ballots(builder, ask, last); !few.empty())
    exhibit.notes.push_back(
        fmt::format("In {} the place rests on few ballots, and so mostly on the years before, of {}.",
                    year_of(ask, last), and_list(few)));
  return exhibit;
}

Exhibit ideal_spread(BriefBuilder& builder, const Finding& spread) {
  Exhibit exhibit;
  exhibit.id = "ideal-spread";
  exhibit.sources = {"table:roll_calls"};
  exhibit.table.columns = {{"session", "Session", "text"},
                           {"year", "Opened in", "text"},
                           {"who", "Group", "text"},
                           {"members", "Members counted", "number"},
                           {"range", "Spread", "number"},
                           {"low", "2.5 %", "number"},
                           {"high", "97.5 %", "number"},
                           {"half", "Half of all groups within", "number"},
                           {"share", "Groups as tight", "share"},
                           {"share_low", "From", "share"},
                           {"share_high", "To", "share"}};
  exhibit.chart = {{"type", "paths"},        {"x", "year"},         {"y", "range"},
                   {"series", "who"},        {"low", "low"},        {"high", "high"},
                   {"break", "members"},     {"reference", "half"}, {"unit", "spread"},
                   {"band", "95 % interval"}};
  const auto& rows = spread.details.at("spread");
  for (const auto& row : rows) {
    exhibit.table.rows.push_back({{"session", std::to_string(row.at("session").get<int>())},
                                  {"year", std::to_string(row.at("year").get<int>())},
                                  {"who", builder.brief_name()},
                                  {"members", row.at("members").size()},
                                  {"range", short_number(row.at("range").get<double>())},
                                  {"low", short_number(row.at("low").get<double>())},
                                  {"high", short_number(row.at("high").get<double>())},
                                  {"half", short_number(row.at("half_of_groups_within").get<double>())},
                                  {"share", rounded(row.at("share_as_tight").get<double>())},
                                  {"share_low", rounded(row.at("share_low").get<double>())},
                                  {"share_high", rounded(row.at("share_high").get<double>())}});
  }
  keep_bare(builder, spread, exhibit);
  const auto& last = rows.back();
  exhibit.title = fmt::format("In {}, {} of all groups of {} stood as close together (95 %: {} to {})",
                              last.at("year").get<int>(), percent(last.at("share_as_tight").get<double>()),
                              last.at("members").size(), percent(last.at("share_low").get<double>()),
                              percent(last.at("share_high").get<double>()));
  exhibit.subtitle =
      "Distance of the two members that stand farthest apart; dashed: the distance within which half of all "
      "groups of as many states keep";
  exhibit.rule = spread.rule.words;
  exhibit.notes.push_back(
      "The line is broken where the number of members with a ballot changes: a larger group spreads more. "
      "Noise makes the drawn spreads that the band is of wider than the spread of the points.");
  return exhibit;
}

namespace {

struct Turn {
  std::string state;
  int from = 0, to = 0;
  double by = 0, sd = 0, p = 0;
};

std::vector<Turn> turns_in(const std::vector<Finding>& moves) {
  std::vector<Turn> turns;
  for (const auto& finding : moves) {
    if (finding.details.is_null()) continue;
    for (const auto& row : finding.details.at("moves")) {
      if (!row.at("beyond_noise").get<bool>()) continue;
      turns.push_back({finding.subjects.front(), row.at("from").get<int>(), row.at("to").get<int>(),
                       row.at("by").get<double>(), row.at("sd").get<double>(),
                       row.at("p_adjusted").get<double>()});
    }
  }
  std::stable_sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
    return std::pair(a.to, a.state) < std::pair(b.to, b.state);
  });
  return turns;
}

}  // namespace

Exhibit ideal_turns(BriefBuilder& builder, const std::vector<Finding>& moves) {
  Exhibit exhibit;
  exhibit.id = "ideal-turns";
  exhibit.sources = {"table:roll_calls"};
  exhibit.table.columns = {{"state", "State", "state"},        {"from", "From session of", "text"},
                           {"to", "To session of", "text"},    {"by", "By", "number"},
                           {"sd", "Standard error", "number"}, {"p", "Adjusted p", "text"}};
  const auto turns = turns_in(moves);
  if (turns.empty()) return exhibit;
  for (const auto& turn : turns) {
    exhibit.table.rows.push_back({{"state", turn.state},
                                  {"from", std::to_string(turn.from)},
                                  {"to", std::to_string(turn.to)},
                                  {"by", short_number(turn.by)},
                                  {"sd", short_number(turn.sd)},
                                  {"p", turn.p < 1e-4 ? "below .0001" : fmt::format("{:.4f}", turn.p)}});
  }
  for (const auto& finding : moves) {
    if (finding.number() > 0.0) keep_bare(builder, finding, exhibit);
  }
  const auto& largest = *std::max_element(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
    return std::abs(a.by) < std::abs(b.by);
  });
  const std::string step = fmt::format("{} from {} to {}, by {}", possessive(builder.name(largest.state)),
                                       largest.from, largest.to, place_words(largest.by));
  exhibit.title = turns.size() == 1 ? "One step of a member is beyond noise: " + step
                                    : fmt::format("{} of members are beyond noise; the largest is {}",
                                                  capital(spelled_out(turns.size(), "step")), step);
  exhibit.subtitle =
      "Steps of a member between two of its sessions that are larger than their noise, at 5 % over all steps "
      "of the member; above 0: towards the upper end of the line";
  exhibit.rule = moves.front().rule.words;
  exhibit.notes.push_back(
      "A step says that a state came to vote otherwise, or that other matters were voted on: the line does "
      "not tell these apart.");
  return exhibit;
}

}  // namespace blocs::findings
