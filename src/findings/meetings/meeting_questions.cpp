#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "meeting_ask.hpp"

namespace blocs::findings {
namespace {

/// The label under which a meeting is counted: its year, host, sector ...
std::string label(const views::Meeting& meeting, const std::string& by,
                  const std::vector<std::string>& states) {
  if (is_series_unit(by)) return period_label(meeting.start, by);
  if (by == "month") return meeting.start.iso().substr(0, 7);
  if (by == "host") return meeting.host.empty() ? "unknown" : meeting.host;
  if (by == "sector") return meeting.sector.empty() ? "unknown" : meeting.sector;
  if (by == "frame") return std::string(word(meeting.frame));
  if (by == "agreements") return meeting.agreements.empty() ? "none recorded" : "something agreed";
  // By rank: the lower of the highest ranks on each side says how high the meeting was.
  views::Rank lowest = views::Rank::supreme_leader;
  int least = 99;
  for (const auto& state : states) {
    const auto* attendance = meeting.of(state);
    const int h = attendance != nullptr ? views::height(attendance->rank).value_or(0) : 0;
    if (h < least) {
      least = h;
      lowest = attendance != nullptr ? attendance->rank : views::Rank::unknown;
    }
  }
  return std::string(word(lowest));
}

std::vector<std::string> labels_in_order(const MeetingAsk& ask, const std::string& by) {
  std::vector<std::string> labels;
  for (const auto i : ask.count.rows) labels.push_back(label(ask.meetings.rows[i], by, ask.subjects.states));
  if (by == "year" || by == "half") {  // a year without a meeting is a count of 0, as long as it was observed
    for (const auto& part : meeting_series(ask, by)) labels.push_back(part.label);
  }
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  return labels;
}

/// `with_ranks`: for some of the states, the ranks that took part for them.
std::map<std::string, std::vector<views::Rank>> ranks_by_state(const views::Record& record,
                                                               const Json& json) {
  std::map<std::string, std::vector<views::Rank>> found;
  if (!json.is_object())
    throw Error::usage("\"with_ranks\" is a table of states and ranks", "{ CHN = \"head_of_state\" }");
  Options table(json);
  for (const auto& [state, ranks] : json.items()) {
    auto& list = found[resolve(record, {state}, end_of_record()).states.front()];
    for (const auto& text : table.list(state, {})) {
      const auto rank = views::rank_of(text);
      if (!rank) throw Error::usage("\"" + text + "\" is no rank", did_you_mean(text, views::all_ranks()));
      list.push_back(*rank);
    }
  }
  return found;
}

void keep_with_ranks(measures::MeetingCount& count, const views::Meetings& meetings,
                     const std::map<std::string, std::vector<views::Rank>>& wanted) {
  std::erase_if(count.rows, [&](std::size_t i) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const auto& entry) {
      const auto* attendance = meetings.rows[i].of(entry.first);
      return attendance == nullptr ||
             std::find(entry.second.begin(), entry.second.end(), attendance->rank) == entry.second.end();
    });
  });
}

std::vector<Finding> ask_count(const views::Record& record, const Question& question) {
  Json options = question.options;
  const auto by =
      word_option(options, "by",
                  {"year", "half", "quarter", "month", "host", "rank", "sector", "frame", "agreements"}, "");
  const bool interval = word_option(options, "interval", {"none", "poisson"}, "none") == "poisson";
  auto [ask, total] = count_of_meetings(record, question, std::move(options));
  if (!ask.coverage.observed) return just(std::move(total));
  if (interval) total.interval = inference::exact_poisson(ask.count.rows.size());
  std::vector<Finding> findings = just(std::move(total));
  if (by.empty()) return findings;
  for (const auto& part : labels_in_order(ask, by)) {
    std::vector<std::size_t> rows;
    for (const auto i : ask.count.rows) {
      if (label(ask.meetings.rows[i], by, ask.subjects.states) == part) rows.push_back(i);
    }
    Finding finding = count_finding(ask, rows);
    finding.rule.data["by"] = by;
    finding.rule.data["part"] = part;
    finding.rule.words += fmt::format("; {} {}", by, part);
    finding.details = {{by, part}};
    if (interval) finding.interval = inference::exact_poisson(rows.size());
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

Finding count_finding(const MeetingAsk& ask, const std::vector<std::size_t>& rows) {
  Finding finding = meeting_finding("meetings.count", ask);
  finding.unit = "meetings";
  if (!ask.coverage.observed) return finding;
  finding.value = static_cast<double>(rows.size());
  finding.numerator = static_cast<double>(rows.size());
  finding.n = rows.size();
  if (ask.wanted == Wanted::numbers) return finding;
  for (const auto i : rows) finding.evidence.push_back(ask.meetings.rows[i].id);
  return finding;
}

CountedMeetings count_of_meetings(const views::Record& record, const Question& question, Json options) {
  const Json with_ranks = take(options, "with_ranks");
  auto ask = meeting_ask(record, question, options);
  if (!with_ranks.is_null()) keep_with_ranks(ask.count, ask.meetings, ranks_by_state(record, with_ranks));
  Finding finding = count_finding(ask, ask.count.rows);
  if (!with_ranks.is_null()) {
    finding.rule.data["with_ranks"] = with_ranks;
    finding.rule.words += "; with ranks " + with_ranks.dump();
  }
  return {std::move(ask), std::move(finding)};
}

std::vector<Measure> meeting_measures() {
  return {{{"meetings.count", "how many meetings two or more states had, and split by what",
            "two or more states", std::string(kMeetingRuleOptions) + ", with_ranks, by, interval"},
           ask_count}};
}

}  // namespace blocs::findings
