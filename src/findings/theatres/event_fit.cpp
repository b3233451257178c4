#include "blocs/findings/event_fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "../words.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/numbers.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/inference/hawkes_fit.hpp"

namespace blocs::findings {
namespace {

using inference::CourseTerm;
using inference::DailyCounts;
using inference::HawkesCourse;
using inference::HawkesFit;
using inference::HawkesFitOptions;
using inference::TimedEvents;

constexpr double kNormal = 1.959963984540054;
constexpr double kTold = 5;  // standard error of a log beyond which nothing is known
constexpr std::size_t kMostKinds = 8;
constexpr int kMostDays = 40'000;

std::vector<std::string> kinds_of(const views::EventTable& events) {
  std::set<std::string> kinds;
  for (const auto& row : events.rows) kinds.insert(row.kind);
  if (kinds.empty()) {
    throw Error(ErrorKind::undefined, "no event is left to fit to", events.file,
                events.fault.empty() ? "a wider selection" : "the first row refused: " + events.fault);
  }
  if (kinds.size() > kMostKinds) throw Error::usage("more than eight kinds of events", "join some of them");
  return {kinds.begin(), kinds.end()};
}

std::uint32_t index_of(const std::vector<std::string>& kinds, const std::string& kind) {
  return static_cast<std::uint32_t>(std::lower_bound(kinds.begin(), kinds.end(), kind) - kinds.begin());
}

TimedEvents timed(const views::EventTable& events, const std::vector<std::string>& kinds) {
  TimedEvents found;
  found.kinds = kinds.size();
  for (std::size_t k = 0; k < events.rows.size(); ++k) {
    const auto& row = events.rows[k];
    const std::string where = events.file + ":" + std::to_string(row.line);
    if (k > 0 && *row.moment < *events.rows[k - 1].moment) {
      throw Error::bad_input("an event before the one above it", where, "sort the events by time");
    }
    if (k > 0 && *row.moment == *events.rows[k - 1].moment) {
      throw Error::bad_input(fmt::format("an event of {} at the same instant as one of {} (line {}); the "
                                         "likelihood of time-stamped events has no place for ties",
                                         row.kind, events.rows[k - 1].kind, events.rows[k - 1].line),
                             where, "--daily fits daily counts, where ties are legal");
    }
    found.time.push_back(*row.moment);
    found.kind.push_back(index_of(kinds, row.kind));
  }
  found.from = std::floor(found.time.front());
  found.to = std::floor(found.time.back()) + 1;
  return found;
}

int day_of(const views::EventRow& row) {
  return row.moment ? static_cast<int>(std::floor(*row.moment)) : row.day.days();
}

DailyCounts daily(const views::EventTable& events, const std::vector<std::string>& kinds, int& first) {
  first = day_of(events.rows.front());
  int last = first;
  for (const auto& row : events.rows) {
    first = std::min(first, day_of(row));
    last = std::max(last, day_of(row));
  }
  if (last - first >= kMostDays) throw Error::bad_input("spans more than 40,000 days", events.file);
  DailyCounts counts{kinds.size(), static_cast<std::size_t>(last - first + 1), {}};
  counts.count.resize(counts.days * counts.kinds);
  std::vector<char> named(counts.count.size());
  for (const auto& row : events.rows) {
    const auto at = static_cast<std::size_t>(day_of(row) - first) * counts.kinds + index_of(kinds, row.kind);
    if (events.zeros_named && named[at] != 0) {
      throw Error::bad_input("a second count of " + row.kind + " on " + row.day.iso(),
                             events.file + ":" + std::to_string(row.line));
    }
    named[at] = 1;
    counts.count[at] += row.count;
  }
  if (!events.zeros_named) return counts;
  const auto gap = std::find(named.begin(), named.end(), 0);
  if (gap != named.end()) {
    const auto at = static_cast<std::size_t>(gap - named.begin());
    throw Error::bad_input(fmt::format("no count of {} on {}: missing is not zero", kinds[at % kinds.size()],
                                       Date::from_days(first + static_cast<int>(at / kinds.size())).iso()),
                           events.file, "state every day of the span, days without events as 0");
  }
  return counts;
}

/// How the baselines may move: "auto" (by cycles and shifts that are looked for), "none", or a number of
/// equal steps in which all of them share their level.
struct CourseChoice {
  bool look = false;
  std::size_t steps = 0;
};

CourseChoice course_choice(const std::string& asked) {
  if (asked == "auto") return {true, 0};
  if (asked == "none") return {};
  const auto steps = number_in<long>(asked);
  if (!steps || *steps < 2 || *steps > 200) {
    throw Error::usage("\"" + asked + "\" is no course of the baselines",
                       "auto, none, or a number of shared steps from 2 to 200");
  }
  return {false, static_cast<std::size_t>(*steps)};
}

std::string days_words(double days) {
  return fmt::format("{:.{}f} days", days, days < 10 ? 1 : 0);
}

/// The terms of a course, in words.
std::string terms_words(const HawkesCourse& course) {
  std::vector<std::string> words;
  for (const auto& term : course.terms) {
    words.push_back(term.form == CourseTerm::Form::cycle ? "a cycle of " + days_words(term.days)
                                                         : "a shift of level after " + days_words(term.days));
  }
  return and_list(words);
}

/// What the rule says of the baselines.
std::string course_words(const CourseChoice& choice, const HawkesCourse& course) {
  if (choice.steps > 0) return fmt::format("baselines with a common course of {} steps", choice.steps);
  if (!choice.look) return "constant baselines";
  if (!course.why_none.empty()) return "constant baselines, since " + course.why_none;
  if (course.terms.empty()) return "constant baselines: no cycle or shift beyond chance was found in them";
  return "baselines that move by " + terms_words(course) + ", each kind in its own measure";
}

Json course_json(const HawkesCourse& course) {
  Json terms = Json::array();
  for (const auto& term : course.terms) {
    terms.push_back(
        {{"form", term.form == CourseTerm::Form::cycle ? "cycle" : "shift"}, {"days", term.days}});
  }
  return terms;
}

/// What a test of cross-excitation leaves open.
std::string not_ruled_out(const CourseChoice& choice, const HawkesCourse& course) {
  if (choice.look && course.why_none.empty()) {
    return fmt::format(
        "not ruled out: a common cause that is no cycle of {} or longer and no lasting shift of "
        "level{}",
        days_words(course.shortest_cycle),
        course.cut_off ? ", and cycles or shifts beyond those that so many events can bear" : "");
  }
  if (choice.steps > 0) return "not ruled out: a common cause that moves within one step of the course";
  return "not ruled out: any common cause that moves both, a shared cycle or season above all";
}

/// What all findings of one fit share.
struct Fit {
  std::vector<std::string> kinds;
  HawkesFit fit;
  inference::GoodnessOfFit goodness;
  std::optional<inference::CrossTest> cross;
  std::size_t events = 0;
  std::string span;
  std::string open;  ///< what a test of cross-excitation does not rule out
  RuleNote rule;
  double widen = 1;  ///< of standard errors, for counts more spread than Poisson
};

Finding start(const Fit& f, const std::string& part, const std::string& unit) {
  Finding finding;
  finding.measure = "events.fit";
  finding.rule = f.rule;
  finding.rule.data["part"] = part;
  finding.unit = unit;
  finding.n = f.events;
  return finding;
}

Finding parameter(const Fit& f, const std::string& part, const std::string& unit, double value,
                  const std::optional<double>& error, bool may_be_zero) {
  Finding finding = start(f, part, unit);
  finding.value = value;
  if (error) {
    const double half = kNormal * *error * f.widen;
    finding.interval = inference::Interval{std::max(0.0, value - half), value + half, 0.95,
                                           "normal, from the observed information",
                                           "inference to similar periods, if the model holds"};
    finding.details = {{"standard_error", *error * f.widen}};
  } else if (may_be_zero && value < 1e-6) {
    finding.caveats.push_back("estimated at its bound of 0: it has no standard error");
  } else if (!f.fit.why_no_errors.empty()) {
    finding.caveats.push_back("no standard error: " + f.fit.why_no_errors);
  }
  return finding;
}

std::vector<Finding> cross_findings(const Fit& f) {
  std::vector<Finding> findings;
  const auto& cross = *f.cross;
  Finding all = start(f, "no cross-excitation at all", "p-value");
  all.value = cross.p_bootstrap ? *cross.p_bootstrap : cross.p_bound;
  all.details = {{"likelihood_ratio", cross.statistic},
                 {"entries", cross.entries},
                 {"p_bound", cross.p_bound},
                 {"p_bootstrap", cross.p_bootstrap ? Json(*cross.p_bootstrap) : Json(nullptr)},
                 {"replicates", cross.replicates}};
  all.caveats.push_back(
      cross.p_bootstrap ? fmt::format("p by bootstrap from the fit without it, {} series", cross.replicates)
                        : "p from above: the entries lie on the edge of what is legal, so that the statistic "
                          "is a mixture of "
                          "chi-squared laws; --replicates gives p by bootstrap");
  all.caveats.push_back(f.open);
  if (!cross.why_no_bootstrap.empty()) all.caveats.push_back("no bootstrap: " + cross.why_no_bootstrap);
  findings.push_back(std::move(all));
  for (const auto& pair : cross.pairs) {
    Finding one = start(f, "no excitation of " + f.kinds[pair.to] + " by " + f.kinds[pair.from], "p-value");
    one.value = pair.p;
    one.details = {{"likelihood_ratio", pair.statistic}};
    findings.push_back(std::move(one));
  }
  return findings;
}

std::vector<Finding> findings_of(const Fit& f) {
  std::vector<Finding> findings;
  if (f.cross) findings = cross_findings(f);
  const auto& m = f.fit.model;
  Finding radius = start(f, "spectral radius", "further events by each event");
  radius.value = f.fit.radius;
  if (f.fit.radius >= 1)
    radius.caveats.push_back(
        "1 or more: the fitted process explodes; it cannot be simulated, and standard errors "
        "do not hold");
  if (!f.fit.converged) radius.caveats.push_back("the search for the maximum was cut off");
  findings.push_back(std::move(radius));
  for (std::size_t i = 0; i < f.kinds.size(); ++i) {
    findings.push_back(parameter(f, "baseline of " + f.kinds[i], "events a day", m.baseline[i],
                                 f.fit.why_no_errors.empty() ? f.fit.baseline_error[i] : std::nullopt,
                                 false));
  }
  for (std::size_t i = 0; i < f.kinds.size(); ++i) {
    for (std::size_t j = 0; j < f.kinds.size(); ++j) {
      const std::size_t e = i * f.kinds.size() + j;
      findings.push_back(
          parameter(f, f.kinds[i] + " by one of " + f.kinds[j], "further events", m.branching[e],
                    f.fit.why_no_errors.empty() ? f.fit.branching_error[e] : std::nullopt, true));
    }
  }
  auto memory = parameter(f, "memory", "days", 1 / m.decay, std::nullopt, false);
  if (f.fit.decay_error) {
    const double error = *f.fit.decay_error / m.decay * f.widen;  // of log decay
    if (error < kTold) {
      memory.interval =
          inference::Interval{std::exp(-kNormal * error) / m.decay, std::exp(kNormal * error) / m.decay, 0.95,
                              "normal on the log scale, from the observed information",
                              "inference to similar periods, if the model holds"};
    } else {
      memory.caveats.push_back("no interval: the events do not tell how long the memory is");
    }
  }
  findings.push_back(std::move(memory));
  Finding good = start(f, "goodness of fit", "p-value");
  good.value = f.goodness.p;
  good.details = {{"distance", f.goodness.distance}};
  good.caveats.push_back(
      "goodness of fit: Kolmogorov-Smirnov; parameters are fitted to the same events, so that "
      "its p is too large");
  findings.push_back(std::move(good));
  if (f.fit.dispersion) {
    Finding spread = start(f, "dispersion", "of Poisson variance");
    spread.value = *f.fit.dispersion;
    if (f.widen > 1)
      spread.caveats.push_back(
          "counts are more spread than the model says: standard errors are widened by the root "
          "of the dispersion, and p-values of tests are too small");
    findings.push_back(std::move(spread));
  }
  return findings;
}

void say_limits(Finding& finding, const views::EventTable& events) {
  finding.caveats.push_back(
      "excitation is order in time, not cause: a common cause, or news that follows news, "
      "looks the same (docs/theatres.md)");
  if (events.form.rfind("gdelt", 0) == 0) {
    finding.caveats.push_back(
        "GDELT counts reports, machine-coded; the file is taken to hold all rows of its span, "
        "and days without a row count as 0");
  }
  if (events.refused > 0) {
    finding.caveats.push_back(fmt::format("{} of {} rows could not be used; the first: {}", events.refused,
                                          events.read, events.fault));
  }
}

}  // namespace

std::vector<Finding> fit_events(const views::EventTable& events, const Json& asked) {
  Options options(asked);
  const bool by_day = options.flag("daily", false) || !events.timed;
  const auto choice = course_choice(options.text("course", "auto"));
  const long replicates = options.whole("replicates", 0);
  const long seed = options.whole("seed", 1);
  const long threads = options.whole("threads", 0);
  const auto version = options.text("version", "");
  options.finish();
  if (replicates < 0 || replicates > 100'000) throw Error::usage("\"replicates\" is from 0 to 100000");
  if (seed < 0) throw Error::usage("\"seed\" is at least 0");
  if (threads < 0 || threads > 1024) throw Error::usage("\"threads\" is from 0 to 1024");
  Fit f;
  f.kinds = kinds_of(events);
  HawkesFitOptions how;
  how.steps = choice.steps;
  const auto judge = [&](const auto& data) {
    if (choice.look) how.course = inference::find_course(data);
    f.fit = inference::fit_hawkes(data, how);
    if (f.kinds.size() < 2) return;
    f.cross =
        inference::test_cross_excitation(data, f.fit, how, static_cast<std::size_t>(replicates),
                                         static_cast<std::uint64_t>(seed), static_cast<std::size_t>(threads));
  };
  if (by_day) {
    int first = 0;
    const auto counts = daily(events, f.kinds, first);
    for (const auto n : counts.count) f.events += n;
    f.span = Date::from_days(first).iso() + " to " +
             Date::from_days(first + static_cast<int>(counts.days) - 1).iso();
    judge(counts);
    f.goodness = inference::quantile_residual_test(f.fit.model, counts, static_cast<std::uint64_t>(seed));
    if (f.fit.dispersion && *f.fit.dispersion > 1) f.widen = std::sqrt(*f.fit.dispersion);
  } else {
    const auto data = timed(events, f.kinds);
    f.events = data.time.size();
    f.span = fmt::format("days {:.0f} to {:.0f}", data.from, data.to);
    judge(data);
    f.goodness = inference::time_rescaling_test(f.fit.model, data);
  }
  f.rule.data = asked;
  f.rule.data.erase("threads");
  f.rule.data["file"] = events.file;
  f.rule.data["inputs"] = events.sha256;
  f.rule.words = fmt::format(
      "Hawkes process with exponential kernels fitted to {} events ({}{}), {}, {} likelihood, {}; file {}, "
      "inputs {} "
      "(SHA-256), seed {}{}",
      f.events, events.form, events.selection.empty() ? "" : ": " + events.selection, f.span,
      by_day ? "daily" : "continuous-time", course_words(choice, how.course), events.file,
      events.sha256.substr(0, 16), seed, version.empty() ? "" : ", blocs " + version);
  f.open = not_ruled_out(choice, how.course);
  auto findings = findings_of(f);
  findings.front().details["course"] = course_json(how.course);
  say_limits(findings.front(), events);
  for (auto& finding : findings) set_id(finding);
  return findings;
}

}  // namespace blocs::findings
