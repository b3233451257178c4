// What a worked scenario of theatres implies, for groups of which three members or more press in one.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "../words.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/findings/theatre_file.hpp"
#include "system_layers.hpp"
#include "three_theatres.hpp"

namespace blocs::findings {
namespace {

constexpr int kReplications = 400;  // a few hundredths of a second: the brief shall stay quick
constexpr std::size_t kLeast = 3;   // members that press in a theatre

std::string points(const Finding& finding) {
  return fmt::format("{:+.1f} percentage points (simulation error {:.1f} to {:.1f})", *finding.number(),
                     finding.interval->low, finding.interval->high);
}

struct Followed {
  const char* course;
  const char* words;
};
constexpr Followed kFollowed[] = {
    {"committed", "capacity bound"}, {"focal_left", "left for the focal theatre"}, {"will", "will"}};

/// Quantiles of what is followed, month by month.
Exhibit fan(BriefBuilder& builder, const Finding& run) {
  Exhibit exhibit;
  exhibit.id = "theatres-fan";
  exhibit.title = "Capacity bound, what is left for the focal theatre, and will, over a simulated year";
  exhibit.subtitle =
      "Shares from 0 to 1: middle of the simulated years, and the band that holds 95 in a hundred of them";
  exhibit.sources = {"marshall-brink-2024"};
  exhibit.chart = {{"type", "paths"}, {"x", "day"},   {"y", "middle"}, {"series", "series"},
                   {"unit", "share"}, {"low", "low"}, {"high", "high"}};
  exhibit.rule = run.rule.words;
  exhibit.table = {{{"day", "Day", "number"},
                    {"middle", "Middle", "share"},
                    {"low", "2.5 %", "share"},
                    {"high", "97.5 %", "share"},
                    {"series", "What", "text"}},
                   {},
                   ""};
  const auto& courses = run.details.at("courses");
  for (const auto& [name, words] : kFollowed) {
    const auto& course = courses.at(name);
    for (std::size_t g = 0; g < courses.at("day").size(); g += 4) {
      exhibit.table.rows.push_back({{"day", courses.at("day")[g]},
                                    {"middle", course.at("q50")[g]},
                                    {"low", course.at("q025")[g]},
                                    {"high", course.at("q975")[g]},
                                    {"series", words}});
    }
  }
  builder.keep(run, exhibit);
  exhibit.notes = run.caveats;
  return exhibit;
}

Exhibit levers(BriefBuilder& builder, const std::vector<Finding>& found) {
  Exhibit exhibit;
  exhibit.id = "theatres-levers";
  exhibit.title = "What each lever does to the chance of saturation";
  exhibit.subtitle =
      "Percentage points, each lever pulled in full by itself, with the error of the simulation";
  exhibit.sources = {"marshall-brink-2024"};
  exhibit.chart = {{"type", "intervals"}, {"label", "lever"}, {"value", "change"},
                   {"low", "low"},        {"high", "high"},   {"unit", "percentage points"},
                   {"reference", 0}};
  exhibit.rule = found.front().rule.words;
  exhibit.table = {{{"lever", "Lever", "text"},
                    {"change", "Change", "number"},
                    {"low", "Low", "number"},
                    {"high", "High", "number"}},
                   {},
                   "finding"};
  for (const auto& finding : found) {
    exhibit.table.rows.push_back({{"lever", finding.rule.data.at("part")},
                                  {"change", std::round(*finding.number() * 10) / 10},
                                  {"low", std::round(finding.interval->low * 10) / 10},
                                  {"high", std::round(finding.interval->high * 10) / 10},
                                  {"finding", builder.keep(finding, exhibit)}});
  }
  exhibit.notes.push_back(
      "How far a lever moves is stated in the scenario: levers compare only as far as these pulls do.");
  return exhibit;
}

}  // namespace

void brief_theatres(BriefBuilder& builder) {
  const auto scenario = read_theatres(kThreeTheatres, "three-theatres.toml");
  std::vector<std::string> pressing;
  for (const auto& theatre : scenario.model.theatres) {
    for (const auto& state : theatre.pillars) {
      if (builder.is_member(state)) pressing.push_back(state);
    }
  }
  if (pressing.size() < kLeast) return;
  const Json options{
      {"scenario", scenario.data}, {"replications", kReplications}, {"version", builder.brief().version}};
  const auto run = builder.ask("theatres.run", {}, options);
  const auto apart = builder.ask_one("theatres.coordination", {}, options);
  const auto pulls = builder.ask("theatres.levers", {}, options);
  Section section;
  section.id = "theatres";
  section.layer = "Theatres (a scenario, not fitted)";
  section.title = "What follows if crises in three theatres call each other forth";
  section.text = {
      fmt::format("A thought experiment on stated assumptions, not a measurement and not a forecast: {} "
                  "press in three theatres, "
                  "about fifty crises a year begin in each, and a coalition with limited means answers. The "
                  "numbers of the "
                  "scenario are round and fitted to nothing.",
                  builder.spoken(pressing)),
      fmt::format(
          "In {} of {} simulated years no responder was available or willing anywhere for a week or more. "
          "Coordination, at equal total "
          "number of crises, changes that chance by {}. This brief simulates {} years only; `blocs "
          "scenario run` does more.",
          plain_number(*run.front().numerator), kReplications, points(apart), kReplications)};
  section.exhibits = {fan(builder, run.front()), levers(builder, pulls)};
  builder.keep(apart, section.exhibits.back());
  builder.add(std::move(section));
}

}  // namespace blocs::findings
