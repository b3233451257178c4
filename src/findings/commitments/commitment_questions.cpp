// Who owes what to whom on a day, and how groups compare.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/measures/commitments.hpp"
#include "blocs/scenarios/commitment_graph.hpp"
#include "treaty_coverage.hpp"

namespace blocs::findings {
namespace {

using scenarios::CommitmentGraph;
using scenarios::CommitmentSummary;
using scenarios::Duty;

constexpr const char* kSelected = "the record holds selected treaties, not all that exist";
constexpr const char* kAssistWords =
    "pairs of members with a legally binding duty to assist in force, in at least one direction, ";
/// Up to this many members every ordered pair with a duty has a finding of its own.
constexpr std::size_t kPairsShown = 12;

bool among(const std::vector<std::string>& list, const std::string& state) {
  return std::find(list.begin(), list.end(), state) != list.end();
}

/// Part of a whole; where there is nothing to divide by, why.
void share(Finding& finding, std::size_t part, std::size_t whole, const std::string& of_nothing) {
  finding.numerator = static_cast<double>(part);
  finding.n = whole;
  if (whole > 0)
    finding.value = static_cast<double>(part) / static_cast<double>(whole);
  else
    finding.caveats.push_back(of_nothing);
}

/// Why there is no pair to divide by.
std::string no_pair(const views::Record& record, const CommitmentSummary& s, Date day) {
  return s.members >= 2 ? not_observed_words(record, s.unnamed, day)
                        : "undefined: there are fewer than two members";
}

/// Says whose pairs a share leaves out.
void note_left_out(Finding& finding, const views::Record& record, const CommitmentSummary& s, Date day) {
  if (s.unnamed.empty() || s.pairs == 0) return;
  finding.caveats.push_back(not_observed_words(record, s.unnamed, day) + ": pairs with them are left out");
}

using DutiesByPair = std::map<std::pair<std::string, std::string>, std::vector<const Duty*>>;

DutiesByPair duties_between(const CommitmentGraph& graph, const std::vector<std::string>& members) {
  DutiesByPair found;
  for (const auto& duty : graph.duties()) {
    if (among(members, duty.debtor) && among(members, duty.creditor))
      found[{duty.debtor, duty.creditor}].push_back(&duty);
  }
  return found;
}

Json duty_json(const CommitmentGraph& graph, const Duty& duty) {
  const auto& provision = graph.provision(duty);
  return {{"who", duty.debtor},
          {"towards", duty.creditor},
          {"provision", provision.id},
          {"asks", provision.obligation},
          {"strength", provision.strength}};
}

/// What one state owes another: the strongest obligation, and all of them.
Finding pair_finding(const Question& question, const CommitmentGraph& graph, const std::string& debtor,
                     const std::string& creditor, const std::vector<const Duty*>& duties) {
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = {debtor, creditor};
  finding.rule = {"what the first owes the second by legally binding treaties in force " +
                      on_day_words(graph.day()) + "; the strongest obligation",
                  question.options};
  finding.rule.data["part"] = debtor + " to " + creditor;
  finding.unit = "obligation";
  finding.n = duties.size();
  const views::Provision* strongest = nullptr;
  Json list = Json::array();
  for (const auto* duty : duties) {
    const auto& provision = graph.provision(*duty);
    finding.evidence.push_back(provision.id);
    list.push_back(duty_json(graph, *duty));
    const auto level = measures::obligation_level(provision.obligation);
    if (strongest == nullptr || level > measures::obligation_level(strongest->obligation))
      strongest = &provision;
  }
  finding.value = strongest->obligation + (strongest->strength.empty() ? "" : ", " + strongest->strength);
  finding.details = {{"duties", list}};
  return finding;
}

Json summary_json(const CommitmentSummary& s) {
  return {{"not_observed", s.unnamed},
          {"symmetric", s.pairs_symmetric},
          {"firm", s.pairs_firm},
          {"bilateral_treaties", s.bilateral},
          {"multilateral_treaties", s.multilateral},
          {"institutionalised", s.institutionalised},
          {"informal_texts", s.informal},
          {"texts", s.texts},
          {"pairs_by_obligation", s.pairs_by_obligation}};
}

std::vector<Finding> ask_graph(const views::Record& record, const Question& question) {
  Options options(question.options);
  const Date day = asked_day(options);
  const auto subjects = resolve(record, question.subjects, day);
  const bool pairs = options.flag("pairs", subjects.states.size() <= kPairsShown);
  options.allow("part");
  options.finish();
  const CommitmentGraph graph(record.commitments(), record.memberships(), day);
  const auto s = scenarios::summarise(graph, record.memberships(), subjects.states);
  const auto duties = duties_between(graph, subjects.states);
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = subjects.states;
  finding.rule = {kAssistWords + on_day_words(day), question.options};
  finding.rule.data["part"] = "all pairs";
  finding.unit = "share of pairs";
  share(finding, s.pairs_assisting, s.pairs, no_pair(record, s, day));
  note_left_out(finding, record, s, day);
  finding.evidence = s.treaties;
  finding.details = summary_json(s);
  finding.details["duties"] = Json::array();
  for (const auto& [pair, list] : duties) {
    for (const auto* duty : list) finding.details["duties"].push_back(duty_json(graph, *duty));
  }
  if (s.pairs > 0)
    finding.caveats.push_back(
        fmt::format("{} of them in both directions; {} bilateral and {} multilateral treaties, {} with "
                    "institutions; {} informal texts",
                    s.pairs_symmetric, s.bilateral, s.multilateral, s.institutionalised, s.informal));
  finding.caveats.emplace_back(kSelected);
  std::vector<Finding> findings{finding};
  if (!pairs) return findings;
  for (const auto& [pair, list] : duties)
    findings.push_back(pair_finding(question, graph, pair.first, pair.second, list));
  return findings;
}

/// One side of a comparison: a group by its name.
struct Side {
  std::string name;
  std::vector<std::string> states;
};

Finding side_finding(const Question& question, const Side& side, Date day, std::string words,
                     std::string unit, const std::string& part) {
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = {side.name};
  finding.rule = {std::move(words), question.options};
  finding.rule.data["part"] = side.name + ": " + part;
  if (day != end_of_record()) finding.rule.data["on"] = day.iso();
  finding.rule.data.erase("since");
  finding.rule.data.erase("until");
  finding.unit = std::move(unit);
  return finding;
}

/// The figures by which groups are compared on a day.
std::vector<Finding> side_figures(const views::Record& record, const Question& question,
                                  const CommitmentGraph& graph, const Side& side) {
  const auto s = scenarios::summarise(graph, record.memberships(), side.states);
  const auto on = on_day_words(graph.day());
  const std::size_t treaties = s.bilateral + s.multilateral;
  std::vector<Finding> list;
  const auto add = [&](const char* part, std::string words, std::string unit, std::size_t a, std::size_t b,
                       const std::string& of_nothing) {
    auto finding = side_finding(question, side, graph.day(), std::move(words) + on, std::move(unit), part);
    share(finding, a, b, of_nothing);
    finding.evidence = s.treaties;
    list.push_back(std::move(finding));
  };
  const auto no_pairs = no_pair(record, s, graph.day());
  const auto nothing = [&](const char* why) { return s.pairs > 0 ? std::string(why) : no_pairs; };
  add("bound to assist", kAssistWords, "share of pairs", s.pairs_assisting, s.pairs, no_pairs);
  note_left_out(list.back(), record, s, graph.day());
  list.back().details = summary_json(s);
  list.back().details["members"] = side.states;
  list.back().caveats.emplace_back(kSelected);
  add("bound without choice",
      "pairs with a duty to assist that is automatic or mandatory and leaves the debtor no choice, ",
      "share of pairs", s.pairs_firm, s.pairs, no_pairs);
  add("in both directions", "of the pairs bound to assist, those bound in both directions, ",
      "share of bound pairs", s.pairs_symmetric, s.pairs_assisting,
      nothing("undefined: no pair is bound to assist"));
  add("multilateral", "of the binding treaties between members, those that join more than two of them, ",
      "share of treaties", s.multilateral, treaties,
      nothing("undefined: no binding treaty joins two members"));
  add("with institutions",
      "of the binding treaties between members, those with an institution or integration, ",
      "share of treaties", s.institutionalised, treaties,
      nothing("undefined: no binding treaty joins two members"));
  add("informal", "of all texts between members, those that do not bind in law, ", "share of texts",
      s.informal, treaties + s.informal, nothing("undefined: no text joins two members"));
  list.back().evidence.insert(list.back().evidence.end(), s.texts.begin(), s.texts.end());
  return list;
}

/// The days of a comparison: one, or the last day of each year.
std::vector<Date> days_asked(Options& options) {
  const auto since = options.date("since");
  const auto until = options.date("until");
  const auto on = options.date("on");
  if (!since && !until) return {on.value_or(end_of_record())};
  if (on)
    throw Error::usage("a comparison is on one day or over a span", "--on DATE, or --since and --until");
  if (!since || !until) throw Error::usage("a span needs both ends", "--since 1990-12-31 --until 2025-06-01");
  if (*since > *until) throw Error::usage("the span ends before it begins", "since <= until");
  std::vector<Date> days;
  for (int year = since->year(); year < until->year(); ++year) {
    if (const Date day(year, 12, 31); day >= *since) days.push_back(day);
  }
  days.push_back(*until);
  return days;
}

/// A group that has no members on the day stands with none.
Side side_on(const views::Record& record, const std::string& name, Date day) {
  const auto& memberships = record.memberships();
  if (memberships.find(name) != nullptr && memberships.members(name, day).empty()) return {name, {}};
  const auto members = resolve(record, {name}, day);
  return {members.name, members.states};
}

std::vector<Finding> ask_compare(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto days = days_asked(options);
  options.allow("part");
  options.finish();
  if (question.subjects.empty()) {
    throw Error::usage("a comparison needs groups", "blocs commitments compare CRINK NATO");
  }
  std::vector<Finding> findings;
  for (const auto day : days) {
    const CommitmentGraph graph(record.commitments(), record.memberships(), day);
    for (const auto& name : question.subjects) {
      auto figures = side_figures(record, question, graph, side_on(record, name, day));
      if (days.size() > 1) {
        figures.erase(figures.begin() + 1, figures.end());
        figures.front().rule.data["part"] = figures.front().subjects.front() + " " + on_day_words(day);
      }
      for (auto& finding : figures) findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace

std::vector<Measure> commitment_measures() {
  return {{{"commitments.graph", "who owes what to whom among states on a day",
            "two or more states, or a group", "on, pairs"},
           ask_graph},
          {{"commitments.compare", "how groups compare by what their members owe each other",
            "two groups or more", "on, since, until"},
           ask_compare}};
}

}  // namespace blocs::findings
