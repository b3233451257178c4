#include "meeting_ask.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "../question_list.hpp"
#include "../units.hpp"
#include "../words.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"

namespace blocs::findings {
namespace {

/// Named by a meeting of a table that states no frame.
bool named_without_frame(const views::Meetings& meetings, const std::string& state) {
  return std::any_of(meetings.rows.begin(), meetings.rows.end(), [&](const views::Meeting& m) {
    return m.sampling_frame.empty() && m.of(state) != nullptr;
  });
}

bool followed_by_any(const views::Meetings& meetings, const std::string& state) {
  return named_without_frame(meetings, state) ||
         std::any_of(meetings.frames.begin(), meetings.frames.end(),
                     [&](const views::SamplingFrame& f) { return f.follows({state}); });
}

std::string not_followed(const views::Record& record, const std::vector<std::string>& states) {
  const auto& meetings = record.meetings();
  if (meetings.rows.empty() && meetings.frames.empty()) return "not observed: the record holds no meetings";
  for (const auto& state : states) {
    if (!followed_by_any(meetings, state))
      return "not observed: the meetings table does not follow " + record.states().name(state);
  }
  return "not observed: no one table of meetings follows all of these states";
}

/// Least rank that a rule can let in.
int height_asked(const measures::MeetingRule& rule) {
  if (rule.ranks.empty()) return views::height(rule.min_rank).value_or(0);
  int least = 6;
  for (const auto rank : rule.ranks) least = std::min(least, views::height(rank).value_or(0));
  return least;
}

/// What is asked for, cut to `looked`; nothing if they do not meet.
std::optional<Period> within(const Period& asked, Date first, Date last) {
  const Date since = std::max(asked.since.value_or(first), first);
  const Date until = std::min(asked.until.value_or(last), last);
  if (since > until) return std::nullopt;
  return Period{since, until};
}

void add_frame_words(MeetingCoverage& coverage, const measures::MeetingRule& rule) {
  for (const auto* frame : coverage.frames) {
    coverage.caveats.push_back(
        fmt::format("sampling frame {}: {}, {} to {}, {} or above, from {}; counts compare only inside it",
                    frame->id, frame->title, frame->since.iso(), frame->until.iso(),
                    spaced(word(frame->least_rank)), frame->sources));
    if (height_asked(rule) < views::height(frame->least_rank).value_or(0)) {
      coverage.caveats.push_back(
          fmt::format("the frame looked for {} or above: lower ranks are in it only as far as they came up",
                      spaced(word(frame->least_rank))));
    }
  }
  if (coverage.frames.size() > 1)
    coverage.caveats.push_back(
        fmt::format("{} tables follow these states, each in its own way: counts over all of them do not "
                    "compare over time",
                    coverage.frames.size()));
}

void add_period_words(MeetingCoverage& coverage, const Period& asked, Date first, Date last) {
  if (asked.since && *asked.since < first)
    coverage.caveats.push_back("nothing before " + first.iso() + " was looked for");
  if (asked.until && *asked.until > last)
    coverage.caveats.push_back("nothing after " + last.iso() + " was looked for");
}

/// Without a frame, the first and the last meeting of such tables stand for what was looked for.
MeetingCoverage without_frame(const views::Record& record, const measures::MeetingRule& rule) {
  MeetingCoverage coverage;
  std::optional<Date> first, last;
  for (const auto& row : record.meetings().rows) {
    if (!row.sampling_frame.empty()) continue;
    if (!first) first = row.start;
    last = row.start;
  }
  coverage.caveats.push_back(fmt::format(
      "no sampling frame is stated for these meetings ({} to {}): what was looked for is not known",
      first->iso(), last->iso()));
  add_period_words(coverage, rule.period, *first, *last);
  coverage.observed = within(rule.period, *first, *last);
  if (!coverage.observed) coverage.why_not = "not observed: no meeting on record falls into the period";
  return coverage;
}

Date part_end(Date day, const std::string& by) {
  const unsigned months = by == "year" ? 12 : by == "half" ? 6 : 3;
  const unsigned next = ((day.month() - 1) / months + 1) * months + 1;
  return (next > 12 ? Date(day.year() + 1, 1, 1) : Date(day.year(), next, 1)).plus_days(-1);
}

}  // namespace

Date members_day(const views::Meetings& meetings, const Period& period) {
  if (period.until) return *period.until;
  std::optional<Date> last;
  for (const auto& frame : meetings.frames) last = std::max(last.value_or(frame.until), frame.until);
  if (!last && !meetings.rows.empty()) last = meetings.rows.back().start;
  return last.value_or(end_of_record());
}

MeetingCoverage meeting_coverage(const views::Record& record, const std::vector<std::string>& states,
                                 const measures::MeetingRule& rule, Wanted wanted) {
  const auto& meetings = record.meetings();
  MeetingCoverage coverage;
  coverage.frames = meetings.frames_of(states);
  if (coverage.frames.empty()) {
    const bool named = std::all_of(states.begin(), states.end(),
                                   [&](const std::string& s) { return named_without_frame(meetings, s); });
    if (named) return without_frame(record, rule);
    coverage.why_not = not_followed(record, states);
    return coverage;
  }
  Date first = coverage.frames.front()->since;
  Date last = coverage.frames.front()->until;
  for (const auto* frame : coverage.frames) {
    first = std::min(first, frame->since);
    last = std::max(last, frame->until);
  }
  if (wanted == Wanted::findings) {
    add_frame_words(coverage, rule);
    add_period_words(coverage, rule.period, first, last);
  }
  coverage.observed = within(rule.period, first, last);
  if (!coverage.observed)
    coverage.why_not = fmt::format("not observed: the period lies outside what was looked for, {} to {}",
                                   first.iso(), last.iso());
  return coverage;
}

MeetingAsk meeting_ask(const views::Record& record, const Question& question, const Json& options) {
  const auto rule = meeting_rule_from(options);
  auto subjects = resolve(record, question.subjects, members_day(record.meetings(), rule.period));
  if (subjects.states.size() < 2)
    throw Error::usage("meetings are counted between two states or more", "RUS PRK");
  auto coverage = meeting_coverage(record, subjects.states, rule, question.wanted);
  MeetingAsk ask{rule, record.meetings(), std::move(subjects), std::move(coverage), {}, question.wanted};
  ask.count = measures::count_meetings(ask.meetings, ask.rule, ask.subjects.states);
  std::size_t elsewhere = 0;
  std::size_t unframed = 0;
  std::erase_if(ask.count.rows, [&](std::size_t i) {
    const auto& id = ask.meetings.rows[i].sampling_frame;
    if (ask.coverage.covers(id)) return false;
    ++(id.empty() ? unframed : elsewhere);
    return true;
  });
  if (elsewhere > 0)
    ask.coverage.caveats.push_back(
        fmt::format("{} of tables that do not follow all of these states {} left out",
                    with_unit(static_cast<double>(elsewhere), "meetings"), elsewhere == 1 ? "is" : "are"));
  if (unframed > 0)
    ask.coverage.caveats.push_back(
        fmt::format("{} of a table that states no sampling frame {} left out: {}",
                    with_unit(static_cast<double>(unframed), "meetings"), unframed == 1 ? "is" : "are",
                    unframed == 1 ? "it may be one of the others" : "they may be the same ones"));
  return ask;
}

bool MeetingCoverage::covers(const std::string& frame) const {
  if (frames.empty()) return frame.empty();
  return std::any_of(frames.begin(), frames.end(), [&](const auto* one) { return one->id == frame; });
}

Finding meeting_finding(const std::string& measure, const MeetingAsk& ask) {
  Finding finding;
  finding.measure = measure;
  finding.subjects = ask.subjects.states;
  if (ask.wanted == Wanted::numbers) return finding;
  finding.rule = {in_words(ask.rule), to_options(ask.rule)};
  if (!ask.coverage.observed) finding.caveats.push_back(ask.coverage.why_not);
  if (ask.count.incomplete_rows > 0)
    finding.caveats.push_back(fmt::format("{} rows without a complete list of participants are left out",
                                          ask.count.incomplete_rows));
  finding.caveats.insert(finding.caveats.end(), ask.coverage.caveats.begin(), ask.coverage.caveats.end());
  return finding;
}

bool is_series_unit(const std::string& by) {
  return by == "year" || by == "half" || by == "quarter";
}

std::string period_label(Date day, const std::string& by) {
  if (by == "year") return std::to_string(day.year());
  if (by == "half") return fmt::format("{}-H{}", day.year(), (day.month() + 5) / 6);
  return fmt::format("{}-Q{}", day.year(), (day.month() + 2) / 3);
}

std::vector<SeriesPart> meeting_series(const MeetingAsk& ask, const std::string& by) {
  std::vector<SeriesPart> parts;
  if (!ask.coverage.observed) return parts;
  const Date last = *ask.coverage.observed->until;
  for (Date day = *ask.coverage.observed->since; day <= last;) {
    const Date end = std::min(part_end(day, by), last);
    parts.push_back({period_label(day, by), day, end, {}});
    day = end.plus_days(1);
  }
  for (const auto i : ask.count.rows) {
    const Date day = ask.meetings.rows[i].start;
    for (auto& part : parts) {
      if (day >= part.first && day <= part.last) part.rows.push_back(i);
    }
  }
  return parts;
}

std::vector<inference::CountPoint> count_points(const std::vector<SeriesPart>& parts) {
  std::vector<inference::CountPoint> points;
  for (const auto& part : parts) {
    const double middle = (part.first.days() + part.last.days() + 1) / 2.0 / 365.25;
    points.push_back({middle, part.rows.size(), part.years()});
  }
  return points;
}

}  // namespace blocs::findings
