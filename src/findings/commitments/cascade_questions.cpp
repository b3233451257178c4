#include <fmt/format.h>

#include <algorithm>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/measures/commitments.hpp"
#include "blocs/scenarios/cascade.hpp"
#include "treaty_coverage.hpp"

namespace blocs::findings {
namespace {

using scenarios::Bound;
using scenarios::CascadeResult;
using scenarios::CommitmentGraph;
using scenarios::Considered;
using scenarios::DutyKind;
using scenarios::Facts;
using scenarios::Reading;
using scenarios::Scenario;

constexpr const char* kFacts =
    "armed-attack, state-of-war, threat, target-started, aggressor-disputed, attacks-helpers, region:NAME";

/// Facts named replace the premise of an attack that leads to a state of war.
Facts facts_from(const std::vector<std::string>& words) {
  Facts facts;
  const bool replaces = std::any_of(words.begin(), words.end(), [](const std::string& w) {
    return w == "armed-attack" || w == "state-of-war" || w == "threat";
  });
  if (replaces) facts.armed_attack = facts.state_of_war = facts.threat = false;
  for (const auto& word : words) {
    if (word == "armed-attack")
      facts.armed_attack = facts.threat = true;
    else if (word == "state-of-war")
      facts.state_of_war = true;
    else if (word == "threat")
      facts.threat = true;
    else if (word == "target-started")
      facts.aggressor = scenarios::Aggressor::target;
    else if (word == "aggressor-disputed")
      facts.aggressor = scenarios::Aggressor::disputed;
    else if (word == "attacks-helpers")
      facts.attacks_helpers = true;
    else if (word.starts_with("region:") && word.size() > 7)
      facts.region = word.substr(7);
    else
      throw Error::usage("\"" + word + "\" is no fact of a scenario", kFacts);
  }
  return facts;
}

std::string facts_in_words(const Facts& facts) {
  std::vector<std::string> words;
  if (facts.armed_attack) words.emplace_back("an armed attack");
  if (facts.state_of_war) words.emplace_back("a state of war");
  if (!facts.armed_attack && facts.threat) words.emplace_back("a threat");
  if (facts.aggressor == scenarios::Aggressor::target) words.emplace_back("the target started it");
  if (facts.aggressor == scenarios::Aggressor::disputed)
    words.emplace_back("who is the aggressor is disputed");
  if (facts.attacks_helpers) words.emplace_back("the aggressor attacks whoever helps");
  words.push_back(facts.region.empty() ? "on the victim's own territory" : "in " + facts.region);
  return join(words, ", ");
}

/// Overruled readings: {"T04/4": {"strength": "discretionary", "why": "..."}}.
std::map<std::string, scenarios::Overrule> overruled_from(const views::Record& record, const Json& json) {
  std::map<std::string, scenarios::Overrule> found;
  if (json.is_null()) return found;
  if (!json.is_object()) throw Error::usage("\"overrule\" is a table of provisions");
  std::vector<std::string> ids;
  for (const auto& provision : record.commitments().provisions) ids.push_back(provision.id);
  for (const auto& [id, reading] : json.items()) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
      throw Error::not_found("the record has no provision \"" + id + "\"", did_you_mean(id, ids));
    }
    Options options(reading);
    scenarios::Overrule one;
    if (options.has("trigger")) one.trigger = options.text("trigger", "");
    if (options.has("strength")) one.strength = options.text("strength", "");
    if (options.has("qualifiers")) one.qualifiers = options.list("qualifiers", {});
    if (options.has("fires")) one.fires = options.flag("fires", false);
    one.why = options.text("why", "");
    for (const char* key : {"trigger", "strength", "qualifiers", "fires"}) options.allow(key);
    options.finish();
    found.emplace(id, std::move(one));
  }
  return found;
}

/// What a question about a cascade asks for.
struct Asked {
  Scenario scenario;
  Date day = end_of_record();
  std::string reading = "both";
  std::optional<double> strict_chance;  ///< the weight that the reader gives to the strict reading
  std::set<std::string> without;
};

std::optional<double> chance_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  if (!json.is_number() || json.get<double>() < 0 || json.get<double>() > 1) {
    throw Error::usage("\"strict_chance\" is a number from 0 to 1");
  }
  return json.get<double>();
}

Asked asked(const views::Record& record, const Question& question) {
  Json json = question.options;
  const Json overrule = take(json, "overrule");
  const Json chance = take(json, "strict_chance");
  Options options(json);
  Asked a;
  a.day = asked_day(options);
  a.reading = options.text("reading", "both");
  a.scenario.facts = facts_from(options.list("facts", {}));
  for (const auto& id : options.list("without", {})) a.without.insert(id);
  const auto attacker = options.text("attacker", "");
  const auto target = options.text("target", "");
  options.text("title", "");
  options.allow("part");
  options.finish();
  if (attacker.empty() || target.empty()) throw Error::usage("a cascade needs an attacker and a target");
  if (a.reading != "strict" && a.reading != "loose" && a.reading != "both") {
    throw Error::usage("there is no reading \"" + a.reading + "\"", "strict, loose or both");
  }
  a.scenario.attacker = record.states().resolve(attacker).code;
  a.scenario.target = record.states().resolve(target).code;
  a.scenario.overruled = overruled_from(record, overrule);
  a.strict_chance = chance_from(chance);
  return a;
}

Json considered_json(const CommitmentGraph& graph, const Considered& one) {
  const auto& duty = graph.duties()[one.duty];
  const auto& provision = graph.provision(duty);
  return {{"wave", one.wave},
          {"who", duty.debtor},
          {"towards", duty.creditor},
          {"provision", provision.id},
          {"asks", provision.obligation},
          {"strict", one.fires(Reading::strict) ? "fires" : "no"},
          {"loose", one.fires(Reading::loose) ? "fires" : "no"},
          {"why", join(one.met, "; ")},
          {"why_not", join(one.unmet, "; ")}};
}

/// All readings of all provisions: those that fire first.
Json rows(const CommitmentGraph& graph, const CascadeResult& result, bool firing) {
  Json list = Json::array();
  for (const auto& one : result.considered) {
    if (one.fires(Reading::loose) == firing) list.push_back(considered_json(graph, one));
  }
  return list;
}

std::string rule_words(const Asked& a, const CommitmentGraph& graph) {
  return fmt::format(
      "{} attacks {} {}; facts taken as given: {}; legally binding treaties in force{}; strict: every "
      "trigger met, "
      "no qualifier assumed away; loose: one may be{}",
      a.scenario.attacker, a.scenario.target, on_day_words(graph.day()), facts_in_words(a.scenario.facts),
      a.without.empty()
          ? ""
          : " without " + join(std::vector<std::string>(a.without.begin(), a.without.end()), ", "),
      a.scenario.overruled.empty() ? ""
                                   : fmt::format("; {} readings overruled", a.scenario.overruled.size()));
}

/// The states that are attacked, or may be where that is disputed.
std::vector<std::string> victims(const Scenario& scenario) {
  switch (scenario.facts.aggressor) {
    case scenarios::Aggressor::attacker:
      return {scenario.target};
    case scenarios::Aggressor::target:
      return {scenario.attacker};
    case scenarios::Aggressor::disputed:
      break;
  }
  return {scenario.attacker, scenario.target};
}

/// Whom an attack on a state that no treaty on record names would bind is not known: a finding without a
/// value, and the reason first.
void leave_open(Finding& finding, const std::string& why) {
  finding.value = std::monostate();
  finding.n.reset();
  for (const char* key : {"strict", "loose", "chance", "distribution"}) {
    if (finding.details.contains(key)) finding.details[key] = nullptr;
  }
  finding.caveats.insert(finding.caveats.begin(), why);
}

Finding state_finding(const Question& question, const std::string& words, const CommitmentGraph& graph,
                      const Asked& a, const CascadeResult& result, const scenarios::StateResult& state) {
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = {state.state};
  finding.rule = {words, question.options};
  finding.rule.data["part"] = state.state;
  const bool holds = a.reading == "strict" ? state.strict : state.loose;
  std::string value(word(state.status));
  if (a.reading != "both") value = holds ? "bound" : "not bound";
  finding.value = value + (holds && !state.side.empty() ? " to assist " + state.side : "");
  finding.unit = "status";
  finding.n = state.considered.size();
  std::vector<std::string> other;
  for (const auto c : state.considered) {
    const auto& one = result.considered[c];
    const auto& provision = graph.provision(graph.duties()[one.duty]);
    if (std::find(finding.evidence.begin(), finding.evidence.end(), provision.id) == finding.evidence.end()) {
      finding.evidence.push_back(provision.id);
    }
    if (graph.duties()[one.duty].kind != DutyKind::assist && one.fires(Reading::strict))
      other.push_back(provision.id);
  }
  finding.details = {
      {"strict", state.strict}, {"loose", state.loose}, {"wave", state.wave}, {"other_duties", other}};
  if (a.strict_chance) {
    finding.details["chance"] = state.strict ? 1.0 : state.loose ? 1 - *a.strict_chance : 0.0;
  }
  return finding;
}

Json out_of_force_json(const CommitmentGraph& graph, const Asked& a) {
  std::map<std::string, std::string> found;
  for (const auto& state : graph.states()) {
    if (state == a.scenario.target) continue;
    for (const auto& [t, why] : graph.out_of_force(state, a.scenario.target)) {
      const auto& treaty = graph.commitments().treaties[t];
      found[treaty.id] = treaty.name + ": " + why;
    }
  }
  Json list = Json::array();
  for (const auto& [id, why] : found) list.push_back({{"treaty", id}, {"why", why}});
  return list;
}

/// The first few; all are in the details.
void note_contradictions(Finding& finding, const std::vector<scenarios::Contradiction>& list) {
  constexpr std::size_t kMost = 3;
  for (std::size_t c = 0; c < std::min(kMost, list.size()); ++c) {
    finding.caveats.push_back(list[c].words + " (" + join(list[c].provisions, ", ") + ")");
  }
  if (list.size() > kMost) {
    finding.caveats.push_back(
        fmt::format("{} more states of which the like is noted in the details", list.size() - kMost));
  }
}

/// The first few chains; all are in the details.
void note_cycles(Finding& finding, const std::vector<std::vector<std::string>>& cycles) {
  constexpr std::size_t kMost = 3;
  for (std::size_t c = 0; c < std::min(kMost, cycles.size()); ++c) {
    finding.caveats.push_back("duties that lead back: " + join(cycles[c], " helps "));
  }
  if (cycles.size() > kMost) {
    finding.caveats.push_back(fmt::format("{} more such chains in the details", cycles.size() - kMost));
  }
}

Finding main_finding(const Question& question, const std::string& words, const CommitmentGraph& graph,
                     const Asked& a, const CascadeResult& result) {
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = {a.scenario.attacker, a.scenario.target};
  finding.rule = {words, question.options};
  finding.rule.data["part"] = "states bound";
  const auto strict = result.bound(Reading::strict);
  const auto loose = result.bound(Reading::loose);
  finding.value = static_cast<double>(a.reading == "loose" ? loose : strict);
  finding.unit = a.reading == "loose" ? "states bound, loosely read" : "states bound, strictly read";
  finding.n = result.states.size();
  for (const auto& one : result.considered) {
    const auto& id = graph.provision(graph.duties()[one.duty]).id;
    if (std::find(finding.evidence.begin(), finding.evidence.end(), id) == finding.evidence.end()) {
      finding.evidence.push_back(id);
    }
  }
  Json torn = Json::array();
  for (const auto& c : result.contradictions) {
    torn.push_back({{"state", c.state}, {"what", c.words}, {"provisions", c.provisions}});
  }
  finding.details = {{"strict", strict},
                     {"loose", loose},
                     {"waves", result.waves},
                     {"fired", rows(graph, result, true)},
                     {"did_not_fire", rows(graph, result, false)},
                     {"contradictions", torn},
                     {"cycles", result.cycles},
                     {"not_in_force", out_of_force_json(graph, a)}};
  if (a.strict_chance) {
    finding.details["distribution"] = {{{"states_bound", strict}, {"chance", *a.strict_chance}},
                                       {{"states_bound", loose}, {"chance", 1 - *a.strict_chance}}};
  }
  note_contradictions(finding, result.contradictions);
  note_cycles(finding, result.cycles);
  finding.caveats.push_back(
      "what treaties say, not what states would do; the casebook holds selected treaties");
  return finding;
}

std::vector<Finding> ask_cascade(const views::Record& record, const Question& question) {
  const Asked a = asked(record, question);
  const CommitmentGraph graph(record.commitments(), record.memberships(), a.day, a.without);
  const auto result = scenarios::cascade(graph, a.scenario);
  const auto words = rule_words(a, graph);
  std::vector<Finding> findings{main_finding(question, words, graph, a, result)};
  for (const auto& state : result.states)
    findings.push_back(state_finding(question, words, graph, a, result, state));
  const auto unnamed =
      measures::unnamed(record.commitments(), record.memberships(), victims(a.scenario), a.day);
  if (unnamed.empty()) return findings;
  const auto why = not_observed_words(record, unnamed, a.day);
  for (auto& finding : findings) leave_open(finding, why);
  return findings;
}

/// What a ranking of named states leaves out: attacks on those that no treaty on record names. Where nothing
/// is left, a finding says why.
void note_unnamed(const views::Record& record, const Question& question,
                  const std::vector<std::string>& states, Date day, std::vector<Finding>& findings) {
  if (question.subjects.empty()) return;  // all parties to treaties on record
  const auto unnamed = measures::unnamed(record.commitments(), record.memberships(), states, day);
  if (findings.empty()) {
    Finding none;
    none.measure = question.measure;
    none.subjects = states;
    none.rule = {"attacks among these states " + on_day_words(day) + " that bind any state to act",
                 question.options};
    none.rule.data["part"] = "attacks that bind";
    none.unit = "attacks";
    const std::size_t attacks = (states.size() - unnamed.size()) * (states.size() - 1);
    if (attacks > 0) {
      none.value = 0.0;
      none.n = attacks;
    }
    findings.push_back(std::move(none));
  }
  if (!unnamed.empty()) {
    findings.front().caveats.push_back(not_observed_words(record, unnamed, day) +
                                       ": attacks on them are left out");
  }
}

std::vector<Finding> ask_ranking(const views::Record& record, const Question& question) {
  Options options(question.options);
  const Date day = asked_day(options);
  const auto facts = facts_from(options.list("facts", {}));
  const auto most = options.whole("most", 20);
  options.allow("part");
  options.finish();
  const CommitmentGraph graph(record.commitments(), record.memberships(), day);
  std::vector<std::string> states = graph.states();
  if (!question.subjects.empty()) states = resolve(record, question.subjects, day).states;
  std::vector<Finding> findings;
  for (const auto& dyad : scenarios::rank_dyads(graph, states, facts)) {
    if (most > 0 && findings.size() >= static_cast<std::size_t>(most)) break;
    Finding finding;
    finding.measure = question.measure;
    finding.subjects = {dyad.attacker, dyad.target};
    finding.rule = {fmt::format("states bound to act if the first attacks the second {}; facts: {}",
                                on_day_words(day), facts_in_words(facts)),
                    question.options};
    finding.rule.data["part"] = dyad.attacker + " attacks " + dyad.target;
    finding.value = static_cast<double>(dyad.strict);
    finding.unit = "states bound";
    finding.n = dyad.loose;
    finding.details = {{"loose", dyad.loose}, {"bound", dyad.bound}};
    findings.push_back(std::move(finding));
  }
  if (!findings.empty())
    findings.front().caveats.push_back(
        "n counts states bound under the loose reading; dyads that bind nobody are left out");
  note_unnamed(record, question, states, day, findings);
  return findings;
}

}  // namespace

std::vector<Measure> cascade_measures() {
  return {{{"commitments.cascade", "which provisions fire after an attack, and whom they bind", "none",
            "attacker, target, on, facts, reading, overrule, without, strict_chance"},
           ask_cascade},
          {{"commitments.ranking", "the attacks that would bind most states",
            "states to choose from, or none", "on, facts, most"},
           ask_ranking}};
}

}  // namespace blocs::findings
