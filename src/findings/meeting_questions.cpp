#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/measures/meeting_rule.hpp"
#include "question_list.hpp"

namespace blocs::findings {
namespace {

using measures::MeetingRule;

/// The label under which a meeting is counted: its year, host, sector ...
std::string label(const views::Meeting& meeting, const std::string& by, const std::vector<std::string>& states) {
  if (by == "year") return std::to_string(meeting.start.year());
  if (by == "quarter") return fmt::format("{}-Q{}", meeting.start.year(), (meeting.start.month() + 2) / 3);
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

std::vector<std::string> labels_in_order(const views::Meetings& meetings, const std::vector<std::size_t>& rows,
                                         const std::string& by, const MeetingRule& rule,
                                         const std::vector<std::string>& states) {
  std::vector<std::string> labels;
  for (const auto i : rows) labels.push_back(label(meetings.rows[i], by, states));
  if (by == "year") {  // a year without a meeting is a count of 0, as long as the table covers it
    int first = 9999;
    int last = 0;
    for (const auto& meeting : meetings.rows) {
      first = std::min(first, meeting.start.year());
      last = std::max(last, meeting.start.year());
    }
    if (rule.period.since) first = std::max(first, rule.period.since->year());
    if (rule.period.until) last = std::min(last, rule.period.until->year());
    for (int year = first; year <= last; ++year) labels.push_back(std::to_string(year));
  }
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  return labels;
}

Finding finding_of(const views::Meetings& meetings, const Subjects& subjects, const MeetingRule& rule,
                   const std::vector<std::size_t>& rows, const measures::MeetingCount& count) {
  Finding finding;
  finding.measure = "meetings.count";
  finding.subjects = subjects.states;
  finding.value = static_cast<double>(rows.size());
  finding.unit = "meetings";
  finding.numerator = static_cast<double>(rows.size());
  finding.n = rows.size();
  finding.rule = {in_words(rule), to_options(rule)};
  for (const auto i : rows) finding.evidence.push_back(meetings.rows[i].id);
  if (count.incomplete_rows > 0) {
    finding.caveats.push_back(fmt::format("{} rows without a complete list of participants are left out",
                                          count.incomplete_rows));
  }
  if (!meetings.rows.empty()) {
    finding.caveats.push_back(
        fmt::format("public meetings found in open sources, {} to {}; comparable only inside the table's sampling frame",
                    meetings.rows.front().start.iso(), meetings.rows.back().start.iso()));
  }
  return finding;
}

/// States that the meetings table follows at all: a count of 0 says something only about them.
bool followed(const views::Meetings& meetings, const std::string& state) {
  return std::any_of(meetings.rows.begin(), meetings.rows.end(),
                     [&](const views::Meeting& m) { return m.of(state) != nullptr; });
}

/// `with_ranks`: for some of the states, the ranks that took part for them.
std::map<std::string, std::vector<views::Rank>> ranks_by_state(const views::Record& record, const Json& json) {
  std::map<std::string, std::vector<views::Rank>> found;
  if (json.is_null()) return found;
  if (!json.is_object()) throw Error::usage("\"with_ranks\" is a table of states and ranks", "{ CHN = \"head_of_state\" }");
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
  const Json with_ranks = take(options, "with_ranks");
  const Json by_option = take(options, "by");
  const Json interval = take(options, "interval");
  const MeetingRule rule = meeting_rule_from(options);
  const auto subjects = resolve(record, question.subjects, rule.period.until.value_or(end_of_record()));
  if (subjects.states.size() < 2) throw Error::usage("meetings are counted between two states or more", "RUS PRK");
  const auto& meetings = record.meetings();
  auto count = measures::count_meetings(meetings, rule, subjects.states);
  keep_with_ranks(count, meetings, ranks_by_state(record, with_ranks));

  Finding total = finding_of(meetings, subjects, rule, count.rows, count);
  if (!with_ranks.is_null()) {
    total.rule.data["with_ranks"] = with_ranks;
    total.rule.words += "; with ranks " + with_ranks.dump();
  }
  for (const auto& state : subjects.states) {
    if (followed(meetings, state)) continue;
    total.value = {};
    total.numerator.reset();
    total.caveats.insert(total.caveats.begin(), "not observed: the meetings table does not follow " +
                                                    record.states().name(state));
    return {total};
  }
  if (interval == "poisson") total.interval = inference::exact_poisson(count.rows.size());
  std::vector<Finding> findings{total};
  if (by_option.is_null()) return findings;
  const std::string by = by_option.is_string() ? by_option.get<std::string>() : "";
  const std::vector<std::string> splits{"year", "quarter", "month", "host", "sector", "frame", "rank", "agreements"};
  if (std::find(splits.begin(), splits.end(), by) == splits.end()) {
    throw Error::usage("meetings cannot be split by \"" + by + "\"", join(splits, ", "));
  }
  for (const auto& part : labels_in_order(meetings, count.rows, by, rule, subjects.states)) {
    std::vector<std::size_t> rows;
    for (const auto i : count.rows) {
      if (label(meetings.rows[i], by, subjects.states) == part) rows.push_back(i);
    }
    Finding finding = finding_of(meetings, subjects, rule, rows, count);
    finding.rule.data["by"] = by;
    finding.rule.data["part"] = part;
    finding.rule.words += fmt::format("; {} {}", by, part);
    finding.details = {{by, part}};
    if (interval == "poisson") finding.interval = inference::exact_poisson(rows.size());
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

std::vector<Measure> meeting_measures() {
  return {{{"meetings.count", "how many meetings two or more states had, and split by what", "two or more states",
            "since, until, min_rank, ranks, sides, frames, formats, confidences, sectors, hosts, with_agreements, "
            "exactly, supreme_leader_is_head_of_state, with_ranks, by, interval"},
           ask_count}};
}

}  // namespace blocs::findings
