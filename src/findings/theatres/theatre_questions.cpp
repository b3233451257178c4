#include <fmt/format.h>

#include <cmath>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/sha256.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/findings/theatre_file.hpp"
#include "blocs/inference/intervals.hpp"
#include "theatre_words.hpp"

namespace blocs::findings {
namespace {

using scenarios::kOutcomes;
using scenarios::Outcome;
using scenarios::RunOptions;
using scenarios::Spread;
using scenarios::TheatreModel;

constexpr double kNormal = 1.959963984540054;

/// What a question about a scenario asks for.
struct Asked {
  TheatreScenario scenario;
  RunOptions options;
  RuleNote rule;
  std::vector<std::string> states;
};

std::vector<std::string> pillars(const views::Record& record, const TheatreModel& model) {
  std::vector<std::string> states;
  for (const auto& theatre : model.theatres) {
    for (const auto& pillar : theatre.pillars) {
      std::string code;
      try {
        code = record.states().resolve(pillar).code;
      } catch (const Error& error) {
        throw Error(error.kind(), error.message(), "theatre " + theatre.id, error.hint());
      }
      if (std::find(states.begin(), states.end(), code) == states.end()) states.push_back(code);
    }
  }
  return states;
}

std::string inputs_sum(const Json& scenario) {
  Sha256 sum;
  sum.add(scenario.dump());
  return sum.hex();
}

/// Options that all measures of a scenario share. `threads` says how, not what, and stays out of the rule.
Asked asked(const views::Record& record, const Question& question, Options& options) {
  if (!question.options.contains("scenario"))
    throw Error::usage("a scenario is missing", "blocs scenario run FILE");
  Asked a;
  options.allow("scenario");
  a.scenario = theatres_from(question.options.at("scenario"), "scenario");
  a.states = pillars(record, a.scenario.model);
  const long replications = options.whole("replications", static_cast<long>(a.scenario.replications));
  const long seed = options.whole("seed", static_cast<long>(a.scenario.seed));
  const long threads = options.whole("threads", 0);
  const long samples = options.whole("samples", 0);
  if (replications < 1) throw Error::usage("\"replications\" is at least 1");
  if (seed < 0) throw Error::usage("\"seed\" is at least 0");
  if (threads < 0 || threads > 1024) throw Error::usage("\"threads\" is from 0 to 1024");
  if (samples < 0 || samples > 1000) throw Error::usage("\"samples\" is from 0 to 1000");
  a.options.replications = static_cast<std::size_t>(replications);
  a.options.seed = static_cast<std::uint64_t>(seed);
  a.options.threads = static_cast<std::size_t>(threads);
  a.options.samples = static_cast<std::size_t>(samples);
  a.rule.data = question.options;
  a.rule.data.erase("threads");
  a.rule.data["replications"] = replications;
  a.rule.data["seed"] = seed;
  a.rule.data["inputs"] = inputs_sum(question.options.at("scenario"));
  options.allow("inputs");
  const auto version = options.text("version", "");
  options.allow("part");
  a.rule.words =
      fmt::format("{}: {} replications of {:.0f} days, seed {}{}; scenario {}; inputs {} (SHA-256)",
                  a.scenario.model.title, plain_number(static_cast<double>(replications)),
                  a.scenario.model.days, seed, version.empty() ? "" : ", blocs " + version, a.scenario.status,
                  a.rule.data["inputs"].get<std::string>().substr(0, 16));
  return a;
}

void say_limits(Finding& finding, const TheatreScenario& scenario) {
  finding.caveats.push_back(fmt::format("scenario {}: it rests on {}", scenario.status, scenario.basis));
  finding.caveats.push_back(
      "what the stated assumptions imply, not a forecast: no probability here is one of the world "
      "(docs/theatres.md)");
}

Finding outcome_finding(const Question& question, const Asked& a, Outcome outcome, const Spread& spread) {
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = a.states;
  finding.rule = a.rule;
  finding.rule.data["part"] = outcome_words(outcome);
  finding.unit = outcome_unit(outcome);
  if (std::isnan(spread.mean)) {
    finding.caveats.push_back("undefined: no crisis began in any replication");
    return finding;
  }
  finding.value = spread.mean;
  finding.n = a.options.replications;
  if (outcome == Outcome::saturated) {
    finding.numerator = std::round(spread.mean * static_cast<double>(a.options.replications));
    finding.interval = inference::wilson(*finding.numerator, a.options.replications);
    finding.interval->meaning = "error of the simulation alone, under these assumptions";
  } else {
    finding.interval = inference::Interval{spread.quantiles.front(), spread.quantiles.back(), 0.95,
                                           "2.5 and 97.5 % of replications",
                                           "how far simulated years differ, under these assumptions"};
    finding.details = {{"standard_error", spread.error}, {"median", spread.quantiles[2]}};
  }
  return finding;
}

Json course_json(const scenarios::TheatreRun& run) {
  Json courses{{"day", run.grid}};
  for (std::size_t c = 0; c < scenarios::kCourses; ++c) {
    Json one = Json::object();
    constexpr const char* kNames[] = {"q025", "q25", "q50", "q75", "q975"};
    for (std::size_t q = 0; q < 5; ++q) {
      Json list = Json::array();
      for (const auto& quantiles : run.courses[c]) list.push_back(quantiles[q]);
      one[kNames[q]] = list;
    }
    Json samples = Json::array();
    for (const auto& sample : run.samples) samples.push_back(sample[c]);
    if (!samples.empty()) one["samples"] = samples;
    courses[course_key(static_cast<scenarios::Course>(c))] = one;
  }
  return courses;
}

std::vector<Finding> ask_run(const views::Record& record, const Question& question) {
  Options options(question.options);
  const Asked a = asked(record, question, options);
  options.finish();
  const auto run = scenarios::run(a.scenario.model, a.options);
  std::vector<Finding> findings;
  const auto add = [&](Outcome outcome) {
    findings.push_back(
        outcome_finding(question, a, outcome, run.outcomes[static_cast<std::size_t>(outcome)]));
  };
  add(Outcome::saturated);
  for (std::size_t o = 0; o + 1 < kOutcomes; ++o) add(static_cast<Outcome>(o));
  for (std::size_t i = 0; i < a.scenario.model.theatres.size(); ++i) {
    const auto& theatre = a.scenario.model.theatres[i];
    Finding finding;
    finding.measure = question.measure;
    finding.subjects = a.states;
    finding.rule = a.rule;
    finding.rule.data["part"] = "crises without an answer in " + theatre.name;
    finding.unit = "share of crises";
    finding.n = a.options.replications;
    if (std::isnan(run.unanswered[i])) {
      finding.caveats.push_back("undefined: no crisis began there");
    } else {
      finding.value = run.unanswered[i];
    }
    finding.details = {{"crises", run.crises[i]}};
    findings.push_back(std::move(finding));
  }
  findings.front().details = {{"courses", course_json(run)}};
  say_limits(findings.front(), a.scenario);
  if (a.scenario.model.partners.size() < 2) {
    for (auto& finding : findings) {
      if (finding.rule.data["part"] != outcome_words(Outcome::cohesion)) continue;
      finding.value = std::monostate();
      finding.interval.reset();
      finding.caveats.push_back("undefined: fewer than two partners are named");
    }
  }
  return findings;
}

/// A difference of means with the interval of its simulation error.
Finding difference_finding(const Question& question, const Asked& a, Outcome outcome, const Spread& base,
                           const Spread& other, const Spread& difference, const std::string& part) {
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = a.states;
  finding.rule = a.rule;
  finding.rule.data["part"] = part;
  finding.unit = difference_unit(outcome);
  finding.n = a.options.replications;
  if (std::isnan(difference.mean)) {
    finding.caveats.push_back("undefined: no crisis began in any replication");
    return finding;
  }
  const double scale = is_percent(outcome) ? 100 : 1;
  finding.value = difference.mean * scale;
  finding.interval = inference::Interval{(difference.mean - kNormal * difference.error) * scale,
                                         (difference.mean + kNormal * difference.error) * scale, 0.95,
                                         "normal, replications paired by stream",
                                         "error of the simulation alone, under these assumptions"};
  finding.details = {{"first", base.mean * scale}, {"second", other.mean * scale}};
  return finding;
}

std::vector<Finding> differences(const Question& question, const Asked& a, const scenarios::SideBySide& side,
                                 std::size_t model, bool from_model) {
  std::vector<Finding> findings;
  const auto add = [&](std::size_t o) {
    const auto outcome = static_cast<Outcome>(o);
    auto difference = side.differences[model][o];
    if (from_model) difference.mean = -difference.mean;
    const auto& base = from_model ? side.models[model][o] : side.models[0][o];
    const auto& other = from_model ? side.models[0][o] : side.models[model][o];
    findings.push_back(
        difference_finding(question, a, outcome, base, other, difference, outcome_words(outcome)));
  };
  add(kOutcomes - 1);
  for (std::size_t o = 0; o + 1 < kOutcomes; ++o) add(o);
  return findings;
}

/// Coordinated less independent, at equal total rate.
std::vector<Finding> ask_coordination(const views::Record& record, const Question& question) {
  Options options(question.options);
  Asked a = asked(record, question, options);
  options.finish();
  const auto side =
      scenarios::compare({a.scenario.model, scenarios::independent(a.scenario.model)}, a.options);
  a.rule.words +=
      "; as stated, less the same with crises that neither answer each other across theatres nor "
      "begin jointly, at equal total rate in every theatre";
  auto findings = differences(question, a, side, 1, true);
  say_limits(findings.front(), a.scenario);
  return findings;
}

std::vector<Finding> ask_compare(const views::Record& record, const Question& question) {
  Options options(question.options);
  Asked a = asked(record, question, options);
  options.allow("other");
  options.finish();
  if (!question.options.contains("other")) throw Error::usage("a second scenario is missing");
  const auto other = theatres_from(question.options.at("other"), "other");
  pillars(record, other.model);
  const auto side = scenarios::compare({a.scenario.model, other.model}, a.options);
  a.rule.words +=
      fmt::format("; {} less {}, the same seed and streams; inputs of the former {}", other.model.title,
                  a.scenario.model.title, inputs_sum(question.options.at("other")).substr(0, 16));
  auto findings = differences(question, a, side, 1, false);
  say_limits(findings.front(), a.scenario);
  return findings;
}

std::vector<Finding> ask_levers(const views::Record& record, const Question& question) {
  Options options(question.options);
  Asked a = asked(record, question, options);
  const long points = options.whole("points", 0);
  options.finish();
  std::vector<TheatreModel> models{a.scenario.model};
  for (std::size_t l = 0; l < scenarios::kLevers; ++l) {
    std::array<double, scenarios::kLevers> pull{};
    pull[l] = 1;
    models.push_back(scenarios::pulled(a.scenario.model, pull));
  }
  const auto side = scenarios::compare(models, a.options);
  a.rule.words += "; each lever pulled in full by itself, less none pulled";
  std::optional<scenarios::Sensitivity> sobol;
  if (points > 0) {
    RunOptions small = a.options;
    small.replications = std::min<std::size_t>(64, a.options.replications);
    sobol =
        scenarios::sobol(a.scenario.model, Outcome::saturated_days, static_cast<std::size_t>(points), small);
    a.rule.words +=
        fmt::format("; Sobol indices of the mean saturated days over {} points of {} replications", points,
                    small.replications);
  }
  const auto o = static_cast<std::size_t>(Outcome::saturated);
  std::vector<Finding> findings;
  for (std::size_t l = 0; l < scenarios::kLevers; ++l) {
    auto finding =
        difference_finding(question, a, Outcome::saturated, side.models[0][o], side.models[l + 1][o],
                           side.differences[l + 1][o], lever_words(l, a.scenario.model.levers));
    finding.details["lever"] = std::string(scenarios::lever_name(l));
    if (sobol && sobol->variance > 0) {
      const auto& index = sobol->levers[l];
      finding.details["sobol_first"] = index.first;
      finding.details["sobol_first_interval"] = Json::array({index.first_low, index.first_high});
      finding.details["sobol_total"] = index.total;
      finding.details["sobol_total_interval"] = Json::array({index.total_low, index.total_high});
    }
    findings.push_back(std::move(finding));
  }
  if (sobol && !(sobol->variance > 0)) {
    findings.front().caveats.push_back("Sobol indices are undefined: no lever moves the saturated days");
  }
  say_limits(findings.front(), a.scenario);
  return findings;
}

}  // namespace

std::vector<Measure> theatre_measures() {
  const std::string shared = "scenario, replications, seed, threads, version";
  return {
      {{"theatres.run", "what a scenario of theatres implies: saturation, capacity, will, cohesion", "none",
        shared + ", samples"},
       ask_run},
      {{"theatres.coordination", "what changes because crises in one theatre call forth others elsewhere",
        "none", shared},
       ask_coordination},
      {{"theatres.compare", "one scenario less another", "none", shared + ", other"}, ask_compare},
      {{"theatres.levers", "how far each lever lowers the chance of saturation", "none", shared + ", points"},
       ask_levers}};
}

}  // namespace blocs::findings
