// How often two states meet: rates, trends, changes of level, and what a further year would bring.
#include <fmt/format.h>

#include <cmath>

#include "../question_list.hpp"
#include "../units.hpp"
#include "../votes/vote_ask.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/inference/rate_changes.hpp"
#include "meeting_ask.hpp"

namespace blocs::findings {
namespace {

using inference::CountPoint;

std::string series_unit(Json& options, const std::string& otherwise) {
  const auto by = text_option(options, "by", otherwise);
  if (!is_series_unit(by))
    throw Error::usage("a series of meetings runs by \"" + by + "\" in no rule", "year, half or quarter");
  return by;
}

std::vector<std::string> meeting_ids(const MeetingAsk& ask, const std::vector<std::size_t>& rows) {
  std::vector<std::string> ids;
  for (const auto i : rows) ids.push_back(ask.meetings.rows[i].id);
  return ids;
}

double years_of(const Period& period) {
  return (period.until->days() - period.since->days() + 1) / 365.25;
}

std::string p_words(double p) {
  return p < 0.001 ? "p < 0.001" : fmt::format("p = {:.3f}", p);
}

/// Meetings a year, with the exact interval of the count over the exposure.
Finding rate_finding(const MeetingAsk& ask, const std::vector<std::size_t>& rows, double years) {
  Finding finding = meeting_finding("meetings.rate", ask);
  finding.unit = "meetings a year";
  const auto count = static_cast<double>(rows.size());
  finding.value = count / years;
  finding.numerator = count;
  finding.n = rows.size();
  finding.evidence = meeting_ids(ask, rows);
  auto interval = inference::exact_poisson(rows.size());
  interval.low /= years;
  interval.high /= years;
  finding.interval = interval;
  finding.details = {{"meetings", rows.size()}, {"years", years}};
  return finding;
}

/// Whether the counts of the parts are more spread out than one Poisson rate allows.
void add_dispersion(Finding& finding, const std::vector<SeriesPart>& parts, const std::string& by) {
  const auto points = count_points(parts);
  try {
    const auto spread = inference::dispersion_of(inference::fit_poisson(points));
    if (!spread) return;
    finding.details["dispersion"] = spread->ratio;
    finding.details["dispersion_p"] = spread->p;
    finding.caveats.push_back(fmt::format(
        "dispersion by {}: {:.2f} on {} degrees of freedom, {}{}", by, spread->ratio, spread->df,
        p_words(spread->p),
        spread->p < 0.05
            ? ": the level was not one and the same throughout, so that the interval of the whole is too "
              "narrow"
            : ": no more spread than one Poisson rate allows"));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    finding.caveats.push_back(fmt::format("dispersion by {} undefined: {}", by, error.message()));
  }
}

std::vector<Finding> ask_rate(const views::Record& record, const Question& question) {
  Json options = question.options;
  const bool split = options.contains("by") && !options.at("by").is_null();
  const auto by = series_unit(options, "year");
  const auto ask = meeting_ask(record, question, options);
  if (!ask.coverage.observed) {
    Finding none = meeting_finding("meetings.rate", ask);
    none.unit = "meetings a year";
    return just(std::move(none));
  }
  const auto parts = meeting_series(ask, by);
  Finding total = rate_finding(ask, ask.count.rows, years_of(*ask.coverage.observed));
  total.rule.words += fmt::format("; per year over {:.2f} years, {} to {}", years_of(*ask.coverage.observed),
                                  ask.coverage.observed->since->iso(), ask.coverage.observed->until->iso());
  add_dispersion(total, parts, by);
  std::vector<Finding> findings{total};
  if (!split) return findings;
  for (const auto& part : parts) {
    Finding finding = rate_finding(ask, part.rows, part.years());
    finding.rule.data["by"] = by;
    finding.rule.data["part"] = part.label;
    findings.push_back(std::move(finding));
  }
  findings.front().rule.data["by"] = by;
  return findings;
}

Json series_json(const std::vector<SeriesPart>& parts) {
  Json list = Json::array();
  for (const auto& part : parts)
    list.push_back({{"period", part.label},
                    {"meetings", part.rows.size()},
                    {"years", std::round(part.years() * 1000) / 1000}});
  return list;
}

std::string model_words(const inference::RateTrend& trend) {
  std::string words = trend.fit.negative_binomial
                          ? fmt::format("negative binomial regression (NB2, theta {:.2f})", trend.fit.theta)
                          : "Poisson regression";
  words += " with log link and exposure as offset";
  if (trend.dispersion)
    words += fmt::format("; dispersion of the Poisson fit {:.2f}, {}", trend.dispersion->ratio,
                         p_words(trend.dispersion->p));
  return words;
}

/// The series on both sides of a day, with the exact ratio of the two rates beside the model's.
void add_break(Finding& finding, const MeetingAsk& ask, Date at) {
  const Period seen = *ask.coverage.observed;
  std::size_t before = 0;
  for (const auto i : ask.count.rows) before += ask.meetings.rows[i].start < at ? 1 : 0;
  const std::size_t after = ask.count.rows.size() - before;
  const double years_before = (at.days() - seen.since->days()) / 365.25;
  const double years_after = (seen.until->days() - at.days() + 1) / 365.25;
  const auto exact = inference::exact_rate_ratio(before, years_before, after, years_after);
  finding.details["before"] = {{"meetings", before}, {"years", years_before}};
  finding.details["after"] = {{"meetings", after}, {"years", years_after}};
  finding.details["exact_p"] = exact.p;
  finding.details["exact_low"] = exact.low;
  finding.details["exact_high"] = exact.high ? Json(*exact.high) : Json();
  finding.value = exact.ratio ? Value(*exact.ratio) : Value{};
  if (!exact.ratio)
    finding.caveats.push_back("undefined: no meeting before the break, so that the ratio has no bound");
  if (exact.high)
    finding.interval =
        inference::Interval{exact.low, *exact.high, 0.95, "exact conditional test of two Poisson rates",
                            "inference to similar periods"};
  finding.caveats.push_back(
      fmt::format("{} in {:.2f} years before {}, {} in {:.2f} years from it on; exact test {}, "
                  "ratio at least {:.2f}{}",
                  with_unit(static_cast<double>(before), "meetings"), years_before, at.iso(), after,
                  years_after, p_words(exact.p), exact.low,
                  exact.high ? fmt::format(", at most {:.2f}", *exact.high) : ", no upper bound"));
}

/// x: 1 from the break on; parts must not straddle it.
std::vector<SeriesPart> cut_at(std::vector<SeriesPart> parts, const MeetingAsk& ask, Date at) {
  std::vector<SeriesPart> cut;
  for (auto& part : parts) {
    if (part.first >= at || part.last < at) {
      cut.push_back(std::move(part));
      continue;
    }
    SeriesPart left{part.label + " before", part.first, at.plus_days(-1), {}};
    SeriesPart right{part.label + " after", at, part.last, {}};
    for (const auto i : part.rows) (ask.meetings.rows[i].start < at ? left : right).rows.push_back(i);
    cut.push_back(std::move(left));
    cut.push_back(std::move(right));
  }
  return cut;
}

Finding model_finding(const MeetingAsk& ask, const std::vector<SeriesPart>& parts,
                      const std::vector<double>& x, const std::string& by) {
  Finding finding = meeting_finding("meetings.trend", ask);
  finding.unit = "rate ratio";
  finding.n = parts.size();
  finding.evidence = meeting_ids(ask, ask.count.rows);
  finding.details = {{"series", series_json(parts)}};
  try {
    const auto trend = inference::rate_trend(count_points(parts), x);
    finding.rule.words += fmt::format("; by {}: {}", by, model_words(trend));
    finding.value = trend.ratio;
    finding.interval = trend.interval;
    finding.details["model"] = trend.fit.negative_binomial ? "negative binomial" : "Poisson";
    finding.details["likelihood_ratio"] = trend.likelihood_ratio;
    finding.details["p"] = trend.p;
    finding.details["slope"] = trend.fit.slope;
    finding.details["slope_error"] = trend.fit.slope_error;
    if (trend.dispersion) finding.details["dispersion"] = trend.dispersion->ratio;
    finding.caveats.insert(
        finding.caveats.begin(),
        fmt::format("likelihood-ratio test against a constant rate: {:.2f} on 1 degree of freedom, {}",
                    trend.likelihood_ratio, p_words(trend.p)));
    if (parts.size() < 8)
      finding.caveats.push_back(fmt::format("{} periods: the test's distribution is rough", parts.size()));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::undefined) throw;
    finding.rule.words += fmt::format("; by {}: log-linear model of counts", by);
    finding.caveats.insert(finding.caveats.begin(), "undefined: " + error.message());
  }
  return finding;
}

std::vector<Finding> ask_trend(const views::Record& record, const Question& question) {
  Json options = question.options;
  const auto by = series_unit(options, "half");
  Options reader(options);
  const auto at = reader.date("break");
  options.erase("break");
  const auto ask = meeting_ask(record, question, options);
  if (!ask.coverage.observed) {
    Finding none = meeting_finding("meetings.trend", ask);
    none.unit = "rate ratio";
    return just(std::move(none));
  }
  auto parts = meeting_series(ask, by);
  std::vector<double> x;
  if (at) {
    if (*at <= *ask.coverage.observed->since || *at > *ask.coverage.observed->until)
      throw Error::usage("the break " + at->iso() + " is not inside what was observed",
                         ask.coverage.observed->since->iso() + " to " + ask.coverage.observed->until->iso());
    parts = cut_at(std::move(parts), ask, *at);
    for (const auto& part : parts) x.push_back(part.first < *at ? 0 : 1);
  } else {
    for (const auto& point : count_points(parts)) x.push_back(point.time);
    const double start = x.front();
    for (auto& one : x) one -= start;
  }
  Finding finding = model_finding(ask, parts, x, by);
  finding.rule.data["by"] = by;
  if (at) finding.rule.data["break"] = at->iso();
  finding.rule.words += at ? "; ratio of the rate from " + at->iso() + " on to that before"
                           : "; ratio of the rate from one year to the next";
  if (!at) return just(std::move(finding));
  Finding exact = meeting_finding("meetings.trend", ask);
  exact.unit = "rate ratio";
  exact.n = ask.count.rows.size();
  exact.evidence = finding.evidence;
  exact.rule.data["by"] = by;
  exact.rule.data["break"] = at->iso();
  exact.rule.data["part"] = "exact";
  exact.rule.words += "; ratio of the rate from " + at->iso() + " on to that before, exact conditional test";
  if (ask.count.rows.empty())
    exact.caveats.push_back("undefined: no meeting on either side");
  else
    add_break(exact, ask, *at);
  return {finding, exact};
}

std::vector<Finding> ask_changes(const views::Record& record, const Question& question) {
  Json options = question.options;
  const auto by = series_unit(options, "quarter");
  const auto seed = count_option(options, "seed", 1);
  const auto ask = meeting_ask(record, question, options);
  Finding finding = meeting_finding("meetings.changes", ask);
  finding.unit = "changes";
  if (!ask.coverage.observed) return just(std::move(finding));
  const auto parts = meeting_series(ask, by);
  const auto points = count_points(parts);
  finding.rule.data["by"] = by;
  if (points.size() < 4) {
    finding.caveats.insert(finding.caveats.begin(), "undefined: fewer than four periods were observed");
    return just(std::move(finding));
  }
  const auto found = inference::rate_changes(points);
  const auto certainty = inference::rate_change_certainty(points, seed);
  finding.rule.words +=
      fmt::format("; level changes by {}: PELT, quasi-Poisson, penalty {:.1f}, dispersion {:.2f}", by,
                  found.penalty, found.dispersion);
  finding.value = static_cast<double>(found.segments.size() - 1);
  finding.n = points.size();
  finding.evidence = meeting_ids(ask, ask.count.rows);
  Json levels = Json::array();
  for (const auto& segment : found.segments) {
    const auto& first = parts[segment.first];
    levels.push_back(
        {{"from", first.label},
         {"to", parts[segment.last].label},
         {"meetings_a_year", std::round(segment.share * 100) / 100},
         {"certainty",
          segment.first == 0 ? Json() : Json(std::round(certainty[segment.first] * 1000) / 1000)}});
    if (segment.first > 0)
      finding.caveats.push_back(fmt::format(
          "the level of {:.1f} a year begins in {}: in just this {} in {:.0f} % of series drawn again",
          segment.share, first.label, by, 100 * certainty[segment.first]));
  }
  finding.details = {{"levels", levels}, {"series", series_json(parts)}};
  return just(std::move(finding));
}

/// Every half-year from the third on, foretold from all before it.
struct Backtest {
  std::size_t within = 0;
  std::size_t forecasts = 0;
};

void foretell(const MeetingAsk& ask, Backtest& score, Json* list) {
  const auto parts = meeting_series(ask, "half");
  std::size_t count = 0;
  double exposure = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i >= 2) {
      const auto range = inference::predictive_range(count, exposure, parts[i].years());
      const bool hit = parts[i].rows.size() >= range.low && parts[i].rows.size() <= range.high;
      score.within += hit ? 1 : 0;
      ++score.forecasts;
      if (list != nullptr)
        list->push_back({{"period", parts[i].label},
                         {"low", range.low},
                         {"high", range.high},
                         {"came", parts[i].rows.size()},
                         {"inside", hit}});
    }
    count += parts[i].rows.size();
    exposure += parts[i].years();
  }
}

/// The same backtest for every pair that the same tables follow: one pair has too few half-years to judge by.
Backtest of_all_pairs(const views::Record& record, const MeetingAsk& ask, const Json& options) {
  Backtest score;
  if (ask.coverage.frames.empty()) return score;
  const auto& states = ask.coverage.frames.front()->states;
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (std::size_t j = i + 1; j < states.size(); ++j)
      foretell(meeting_ask(record, {"meetings.forecast", {states[i], states[j]}, {}}, options), score,
               nullptr);
  }
  return score;
}

std::vector<Finding> ask_forecast(const views::Record& record, const Question& question) {
  const auto ask = meeting_ask(record, question, question.options);
  Finding finding = meeting_finding("meetings.forecast", ask);
  finding.unit = "meetings";
  if (!ask.coverage.observed) return just(std::move(finding));
  const double years = years_of(*ask.coverage.observed);
  const auto range = inference::predictive_range(ask.count.rows.size(), years, 1);
  finding.value = range.mean;
  finding.numerator = static_cast<double>(ask.count.rows.size());
  finding.n = ask.count.rows.size();
  finding.evidence = meeting_ids(ask, ask.count.rows);
  finding.interval =
      inference::Interval{static_cast<double>(range.low), static_cast<double>(range.high), 0.95,
                          "predictive, Poisson with a Gamma rate (Jeffreys' prior)",
                          "95 % range of the next year's count if the rate of the period stays"};
  finding.rule.words += fmt::format("; expected in a further year, from {} in {:.2f} years",
                                    with_unit(static_cast<double>(finding.n.value()), "meetings"), years);
  Backtest own;
  Json list = Json::array();
  foretell(ask, own, &list);
  const Backtest all = of_all_pairs(record, ask, question.options);
  finding.details = {{"backtest", list},
                     {"inside", own.within},
                     {"forecasts", own.forecasts},
                     {"all_pairs_inside", all.within},
                     {"all_pairs_forecasts", all.forecasts}};
  finding.caveats.insert(finding.caveats.begin(),
                         fmt::format("backtest: each half-year from the third on, foretold from all before "
                                     "it, lay inside its 95 % range {} "
                                     "of {} times; for all pairs that the table follows {} of {}",
                                     own.within, own.forecasts, all.within, all.forecasts));
  finding.caveats.push_back("a rate that stays is the assumption, not the finding: see `meetings changes`");
  return just(std::move(finding));
}

}  // namespace

std::vector<Measure> meeting_rate_measures() {
  const std::string rule = kMeetingRuleOptions;
  return {
      {{"meetings.rate", "how often states meet a year, with the interval of the rate", "two or more states",
        rule + ", by"},
       ask_rate},
      {{"meetings.trend", "whether meetings became more or less frequent, over time or at a break",
        "two or more states", rule + ", by, break"},
       ask_trend},
      {{"meetings.changes", "when the level of a rate of meetings changed", "two or more states",
        rule + ", by, seed"},
       ask_changes},
      {{"meetings.forecast", "how many meetings a further year would bring, and how such ranges did before",
        "two or more states", rule},
       ask_forecast}};
}

}  // namespace blocs::findings
