// Whether a group's meetings are more than those of its pairs: which of its pairs and triples and whether the
// whole met, open simplices, simpliciality, and where the number of k-lateral meetings falls under null
// models.
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>

#include "../question_list.hpp"
#include "../votes/vote_ask.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/inference/meeting_nulls.hpp"
#include "group_meetings.hpp"

namespace blocs::findings {
namespace {

using inference::Null;
using measures::SetMeetings;

/// The least chance of seeing a doubling below which a null model is not asked for an answer.
constexpr double kLeastPower = 0.5;

struct Asked {
  MeetingAsk ask;
  GroupMeetings group;
};

Finding start(const Asked& asked, const std::string& part, const std::string& words) {
  Finding finding = meeting_finding("meetings.higher", asked.ask);
  finding.rule.data["part"] = part;
  finding.rule.words +=
      "; meetings of exactly the states of a set, complete lists of participants only; " + words;
  return finding;
}

std::string highest_rank(const views::Meetings& meetings, const std::vector<std::size_t>& rows) {
  // Of each meeting the lower side's rank says how high it was; of all meetings the highest.
  views::Rank best = views::Rank::unknown;
  int most = -1;
  for (const auto i : rows) {
    views::Rank lower = views::Rank::supreme_leader;
    int least = 99;
    for (const auto& one : meetings.rows[i].attendance) {
      const int h = views::height(one.rank).value_or(0);
      if (h >= least) continue;
      least = h;
      lower = one.rank;
    }
    if (least > most) {
      most = least;
      best = lower;
    }
  }
  return std::string(word(best));
}

Json set_row(const Asked& asked, const SetMeetings& set) {
  const auto& meetings = asked.ask.meetings;
  Json row{{"states", set_words(asked.group.graph, set.members)}, {"meetings", set.rows.size()}};
  row["first"] = set.rows.empty() ? Json() : Json(meetings.rows[set.rows.front()].start.iso());
  row["last"] = set.rows.empty() ? Json() : Json(meetings.rows[set.rows.back()].start.iso());
  row["highest_rank"] = set.rows.empty() ? Json() : Json(highest_rank(meetings, set.rows));
  return row;
}

std::string size_name(std::size_t size, std::size_t all) {
  if (size == all) return "whole";
  return size == 2 ? "pairs" : size == 3 ? "triples" : fmt::format("sets of {}", size);
}

/// How many of the sets of one size have met.
Finding met_finding(const Asked& asked, std::size_t size) {
  const auto sets = asked.group.of_size(size);
  const std::size_t all = asked.ask.subjects.states.size();
  Finding finding = start(asked, size_name(size, all), fmt::format("sets of {} that met", size));
  finding.unit = "share of sets that met";
  Json list = Json::array();
  std::size_t met = 0;
  for (const auto* set : sets) {
    met += set->rows.empty() ? 0 : 1;
    list.push_back(set_row(asked, *set));
    for (const auto& id : meeting_ids(asked.ask.meetings, set->rows)) finding.evidence.push_back(id);
  }
  finding.value = static_cast<double>(met) / static_cast<double>(sets.size());
  finding.numerator = static_cast<double>(met);
  finding.n = sets.size();
  finding.details = {{size_name(size, all), list}};
  return finding;
}

Finding open_finding(const Asked& asked) {
  const auto closure = measures::closure(asked.group.sets, 3);
  Finding finding = start(asked, "open triples", "triples of which every pair met and the three never did");
  finding.unit = "open triples";
  finding.value = static_cast<double>(closure.open.size());
  finding.n = closure.open.size() + closure.closed.size();
  std::vector<std::string> open, closed;
  for (const auto set : closure.open) open.push_back(set_words(asked.group.graph, set));
  for (const auto set : closure.closed) closed.push_back(set_words(asked.group.graph, set));
  finding.caveats.insert(finding.caveats.begin(),
                         fmt::format("open: {}; closed: {}", open.empty() ? "none" : join(open, ", "),
                                     closed.empty() ? "none" : join(closed, ", ")));
  return finding;
}

Finding simplicial_finding(const Asked& asked) {
  std::vector<std::uint64_t> sets;
  for (const auto& set : asked.group.sets) {
    if (!set.rows.empty()) sets.push_back(set.members);
  }
  const auto found = measures::simpliciality(sets);
  Finding finding =
      start(asked, "simpliciality",
            "simplicial fraction, edit and face-edit simpliciality over the group's distinct sets (Landry, "
            "Young and Eikmeier 2024), sets of two or more, pairs by themselves left out");
  finding.unit = "simplicial fraction";
  finding.n = found.larger;
  if (found.fraction)
    finding.value = *found.fraction;
  else
    finding.caveats.insert(finding.caveats.begin(), "undefined: no set of three or more met");
  const auto cell = [](const std::optional<double>& x) { return x ? Json(*x) : Json(); };
  finding.details = {{"simplicial_fraction", cell(found.fraction)},
                     {"edit_simpliciality", cell(found.edit)},
                     {"face_edit_simpliciality", cell(found.face_edit)},
                     {"sets", found.sets},
                     {"sets_of_three_or_more", found.larger}};
  return finding;
}

inference::AttendanceTable attendance_of(const Asked& asked) {
  inference::AttendanceTable table;
  const auto& graph = asked.group.graph;
  table.states = graph.nodes.size();
  for (const auto& edge : graph.edges) {
    const auto& meeting = asked.ask.meetings.rows[edge.row];
    const auto m = static_cast<std::uint32_t>(table.days.size());
    table.days.push_back(meeting.start.days());
    for (const auto& one : meeting.attendance) {
      table.seats.push_back(
          {m, static_cast<std::uint32_t>(*graph.node(one.state)), views::height(one.rank).value_or(0)});
    }
  }
  return table;
}

std::string verdict_of(const inference::NullResult& r) {
  if (r.of_size == 0 || 2 * r.least_p >= 0.05 || r.power < kLeastPower) return "cannot tell";
  const double p = 2 * std::min(r.p_lower, r.p_upper);
  if (p >= 0.05) return "as the null model gives";
  return r.p_upper < r.p_lower ? "more than the null model gives" : "fewer than the null model gives";
}

std::string held_words(Null model, int window) {
  std::string base = "each state keeps its number of meetings and each meeting its number of states";
  if (model == Null::in_time) return base + fmt::format(", seats move within {} days", window);
  if (model == Null::by_rank) return base + ", seats move at one height of rank only";
  return base;
}

Finding null_finding(const Asked& asked, const inference::NullSettings& settings) {
  Finding finding = start(
      asked, fmt::format("null {} of {}", word(settings.model), settings.size),
      fmt::format("number of meetings of {} members against {} tables drawn at random, seed {}: {}",
                  settings.size, settings.draws, settings.seed, held_words(settings.model, settings.window)));
  finding.rule.data["null"] = word(settings.model);
  finding.rule.data["size"] = settings.size;
  finding.rule.data["draws"] = settings.draws;
  finding.rule.data["window"] = settings.window;
  finding.rule.data["seed"] = settings.seed;
  finding.unit = "judgement";
  std::vector<bool> group(asked.group.graph.nodes.size());
  for (std::size_t i = 0; i < group.size(); ++i) group[i] = ((asked.group.members >> i) & 1U) != 0;
  try {
    const auto r = inference::null_of_meetings(attendance_of(asked), group, settings);
    finding.value = verdict_of(r);
    finding.n = r.of_size;
    finding.numerator = static_cast<double>(r.observed);
    Json counts = Json::array();
    for (std::size_t v = 0; v < r.counts.size(); ++v)
      counts.push_back({{"meetings", v}, {"draws", r.counts[v]}, {"observed", v == r.observed}});
    finding.details = {{"distribution", counts},   {"mean", r.mean},
                       {"p_lower", r.p_lower},     {"p_upper", r.p_upper},
                       {"least_p", r.least_p},     {"power", r.power},
                       {"accepted", r.accepted},   {"r_hat", r.r_hat ? Json(*r.r_hat) : Json()},
                       {"effective", r.effective}, {"draws", r.draws}};
    finding.caveats.insert(
        finding.caveats.begin(),
        fmt::format("{}: {} of {} meetings of {} are of members only; null mean {:.2f}, p {:.3f} (as few), "
                    "{:.3f} (as "
                    "many); the smallest p any number could have is {:.4f}; power against doubled odds "
                    "{:.2f}; {} draws, "
                    "{:.0f} effective{}, {:.0f} % of proposals accepted",
                    word(settings.model), r.observed, r.of_size, settings.size, r.mean, r.p_lower, r.p_upper,
                    r.least_p, r.power, r.draws, r.effective,
                    r.r_hat ? fmt::format(", R-hat {:.4f}", *r.r_hat) : "", 100 * r.accepted));
    if (r.r_hat && *r.r_hat > 1.05)
      finding.caveats.push_back("the chains have not mixed: the figures are not to be used; draw more");
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    finding.caveats.insert(finding.caveats.begin(), "undefined: " + error.message());
  }
  return finding;
}

std::vector<Null> models_from(Json& options) {
  const auto names = list_option(options, "null");
  const std::map<std::string, Null> known{
      {"configuration", Null::configuration}, {"time", Null::in_time}, {"rank", Null::by_rank}};
  if (!names) return {Null::configuration, Null::in_time, Null::by_rank};
  std::vector<Null> models;
  for (const auto& name : *names) {
    if (name == "none") return {};
    const auto at = known.find(name);
    if (at == known.end())
      throw Error::usage("there is no null model \"" + name + "\"", "configuration, time, rank or none");
    models.push_back(at->second);
  }
  return models;
}

std::vector<Finding> ask_higher(const views::Record& record, const Question& question) {
  Json options = question.options;
  take(options, "part");
  inference::NullSettings settings;
  const auto models = models_from(options);
  settings.size = count_option(options, "size", 3);
  settings.draws = count_option(options, "draws", 20'000);
  settings.window = static_cast<int>(std::min<std::size_t>(count_option(options, "window", 180), 100'000));
  settings.seed = count_option(options, "seed", 1);
  settings.threads = count_option(options, "threads", 0);
  if (!options.contains("min_rank") && !options.contains("ranks")) options["min_rank"] = "unknown";
  auto ask = meeting_ask(record, question, options);
  auto group = group_meetings(record, ask.subjects.states, ask.rule);
  const Asked asked{std::move(ask), std::move(group)};
  const std::size_t all = asked.ask.subjects.states.size();
  if (!asked.group.coverage.observed) return {meeting_finding("meetings.higher", asked.ask)};
  std::vector<Finding> findings;
  for (std::size_t size = 2; size <= all; ++size) findings.push_back(met_finding(asked, size));
  if (all >= 3) {
    findings.push_back(open_finding(asked));
    findings.push_back(simplicial_finding(asked));
  }
  findings.front().caveats.push_back(
      fmt::format("{} rows with an open list of participants and {} with states that the table does not "
                  "follow are left out",
                  asked.group.graph.incomplete, asked.group.graph.with_others));
  for (const auto model : models) {
    settings.model = model;
    if (all >= settings.size) findings.push_back(null_finding(asked, settings));
  }
  return findings;
}

}  // namespace

std::vector<Measure> meeting_higher_measures() {
  return {{{"meetings.higher", "whether a group's meetings are more than those of its pairs",
            "a group, or two or more states",
            std::string(kMeetingRuleOptions) + ", null, size, draws, window, seed, threads"},
           ask_higher}};
}

}  // namespace blocs::findings
