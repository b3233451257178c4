#include <fmt/format.h>

#include <algorithm>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "meetings/meeting_ask.hpp"
#include "question_list.hpp"
#include "row_dates.hpp"

namespace blocs::findings {
namespace {

Finding start(const Question& question, std::vector<std::string> subjects, std::string words) {
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = std::move(subjects);
  finding.rule = {std::move(words), question.options};
  return finding;
}

/// Days or years from one dated fact to another, or to a day.
std::vector<Finding> ask_span(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto& from = find_row(record.milestones(), options.text("from", ""), "milestone");
  const auto day = options.date("day");
  const std::string to_id = options.text("to", "");
  const std::string unit = options.text("unit", "days");
  const std::string ends = options.text("ends", "difference");
  options.finish();
  if (day.has_value() != to_id.empty())
    throw Error::usage("a span goes to a milestone (to) or to a day (day)");
  if (unit != "days" && unit != "years") throw Error::usage("a span is in days or years");
  if (ends != "difference" && ends != "both") throw Error::usage("\"ends\" is difference or both");

  const LooseDate to = day ? LooseDate{*day, *day} : find_row(record.milestones(), to_id, "milestone").date;
  Finding finding =
      start(question, from.states,
            fmt::format("from {} ({}) to {}, {}", from.date.iso(), from.what, to.iso(),
                        ends == "both" ? "first and last day counted" : "as a difference of days"));
  finding.unit = unit;
  finding.evidence = {from.id};
  if (!to_id.empty()) finding.evidence.push_back(to_id);
  if (from.date.first != from.date.last || to.first != to.last) {
    finding.caveats.push_back("undefined: one of the dates is not known to the day");
    return just(std::move(finding));
  }
  const int days = to.first.days() - from.date.first.days() + (ends == "both" ? 1 : 0);
  finding.value = unit == "days" ? static_cast<double>(days) : days / 365.2425;
  finding.n = 1;
  return just(std::move(finding));
}

/// How many members a group had on a day.
std::vector<Finding> ask_member_count(const views::Record& record, const Question& question) {
  Options options(question.options);
  const std::string group = options.text("group", "");
  const Date day = options.date("on").value_or(end_of_record());
  const auto statuses = options.list("statuses", {"member"});
  options.finish();
  if (record.memberships().find(group) == nullptr) {
    std::vector<std::string> names;
    for (const auto& g : record.memberships().groups) names.push_back(g.name);
    throw Error::not_found("the record has no group \"" + group + "\"", did_you_mean(group, names));
  }
  Finding finding = start(question, {},
                          fmt::format("states with status {} in {} on {}", join(statuses, " or "), group,
                                      day == end_of_record() ? "the last day on record" : day.iso()));
  Json states = Json::array();
  for (const auto& row : record.memberships().rows) {
    if (row.group != group || !row.holds_on(day)) continue;
    if (std::find(statuses.begin(), statuses.end(), row.status) == statuses.end()) continue;
    finding.evidence.push_back(row.id);
    states.push_back(row.state);
  }
  finding.value = static_cast<double>(finding.evidence.size());
  finding.numerator = static_cast<double>(finding.evidence.size());
  finding.n = finding.evidence.size();
  finding.unit = "states";
  finding.details = {{"states", states}};
  return just(std::move(finding));
}

/// The rows that a count counts, in order of time: none where it is not observed.
std::vector<const views::Meeting*> meetings_of(const MeetingAsk& ask) {
  std::vector<const views::Meeting*> found;
  if (!ask.coverage.observed) return found;
  for (const auto i : ask.count.rows) found.push_back(&ask.meetings.rows[i]);
  return found;
}

/// When the first or last meeting under a rule began.
std::vector<Finding> ask_meeting_date(const views::Record& record, const Question& question) {
  Json options = question.options;
  const auto which = word_option(options, "which", {"first", "last"}, "first");
  auto [ask, finding] = count_of_meetings(record, question, std::move(options));
  const auto meetings = meetings_of(ask);
  finding.measure = question.measure;
  finding.unit = "date";
  finding.value = {};
  finding.numerator.reset();
  finding.rule.data["which"] = which;
  finding.rule.words = "the " + which + " of: " + finding.rule.words;
  finding.evidence.clear();
  if (meetings.empty()) {
    finding.caveats.insert(finding.caveats.begin(), "undefined: the rule lets in no meeting");
    return just(std::move(finding));
  }
  const auto* chosen = which == "last" ? meetings.back() : meetings.front();
  finding.value = chosen->start.iso();
  finding.evidence = {chosen->id};
  return just(std::move(finding));
}

/// Which share of meetings one state hosted.
std::vector<Finding> ask_hosted(const views::Record& record, const Question& question) {
  Json options = question.options;
  const Json host = take(options, "host");
  if (!host.is_string()) throw Error::usage("\"host\" names the state that hosted");
  const std::string code = resolve(record, {host.get<std::string>()}, end_of_record()).states.front();
  auto [ask, finding] = count_of_meetings(record, question, std::move(options));
  const auto meetings = meetings_of(ask);
  const auto hosted = static_cast<double>(
      std::count_if(meetings.begin(), meetings.end(), [&](const auto* m) { return m->host == code; }));
  finding.measure = question.measure;
  finding.unit = "share of meetings";
  finding.rule.data["host"] = code;
  finding.rule.words += "; hosted by " + record.states().name(code);
  finding.numerator = hosted;
  finding.value = {};
  if (!meetings.empty())
    finding.value = hosted / static_cast<double>(meetings.size());
  else
    finding.caveats.insert(finding.caveats.begin(), "undefined: the rule lets in no meeting");
  return just(std::move(finding));
}

}  // namespace

std::vector<Measure> date_measures() {
  const std::string rule = std::string(kMeetingRuleOptions) + ", with_ranks";
  return {
      {{"meetings.date", "when the first or last meeting under a rule began", "two or more states",
        rule + ", which"},
       ask_meeting_date},
      {{"meetings.hosted", "which share of meetings one state hosted", "two or more states", rule + ", host"},
       ask_hosted},
      {{"memberships.count", "how many members a group had on a day", "none", "group, on, statuses"},
       ask_member_count},
      {{"milestones.span", "days or years from one dated fact to another, or to a day", "none",
        "from, to, day, unit, ends"},
       ask_span},
  };
}

}  // namespace blocs::findings
