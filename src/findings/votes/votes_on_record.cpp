#include "votes_on_record.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "../group_days.hpp"
#include "../question_list.hpp"
#include "blocs/core/text.hpp"

namespace blocs::findings {
namespace {

constexpr std::size_t kMostNamed = 4;

std::string days(const Period& span) {
  return span.since->iso() + " to " + span.until->iso();
}

/// The first few of a list, and how many more there are.
std::string listed(std::vector<std::string> items) {
  if (items.size() > kMostNamed) {
    const auto more = items.size() - kMostNamed;
    items.resize(kMostNamed);
    items.push_back(fmt::format("{} more", more));
  }
  return join(items, ", ");
}

std::string listed(const std::vector<Period>& spans) {
  std::vector<std::string> items;
  items.reserve(spans.size());
  for (const auto& span : spans) items.push_back(days(span));
  return listed(std::move(items));
}

/// "all recorded votes 2022-01-01 to 2026-01-27"
std::string frames_words(const std::vector<views::VoteFrame>& frames) {
  std::vector<std::string> items;
  for (const auto& frame : frames) {
    auto item = fmt::format("{} {}", coverage_words(frame.coverage), days({frame.since, frame.until}));
    if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(std::move(item));
  }
  return listed(std::move(items));
}

std::string not_observed(const VotesOnRecord& votes) {
  const char* body = body_words(votes.rule.body);
  const auto& coverage = votes.coverage;
  if (votes.matrix.roll_calls().empty() && votes.matrix.frames().empty()) {
    return fmt::format(
        "not observed: the record holds no roll calls of {}; `blocs import` takes in published files", body);
  }
  if (!coverage.frames.empty()) {
    return fmt::format("not observed: of {} the record holds {}, and none of these is let in by the rule",
                       body, frames_words(coverage.frames));
  }
  const auto& frames = votes.matrix.frames();
  const auto& calls = votes.matrix.roll_calls();
  return fmt::format(
      "not observed: of {} the record holds {}", body,
      frames.empty() ? "roll calls " + days({calls.front().date, calls.back().date}) : frames_words(frames));
}

/// Words for what is known of the days on which only some of the votes are on record.
std::string partly_words(const VotesOnRecord& votes) {
  std::vector<std::string> kinds;
  for (const auto& frame : votes.coverage.frames) {
    if (frame.coverage == views::Coverage::all) continue;
    std::string words = coverage_words(frame.coverage);
    if (std::find(kinds.begin(), kinds.end(), words) == kinds.end()) kinds.push_back(std::move(words));
  }
  return join(kinds, " or ");
}

}  // namespace

const char* body_words(views::Body body) {
  return body == views::Body::council ? "the Security Council" : "the General Assembly";
}

const char* coverage_words(views::Coverage coverage) {
  switch (coverage) {
    case views::Coverage::all:
      return "all recorded votes";
    case views::Coverage::adopted:
      return "adopted texts";
    case views::Coverage::selected:
      return "selected votes";
    case views::Coverage::vetoes:
      return "vetoes";
  }
  return "";
}

VotesOnRecord votes_on_record(const views::Record& record, const measures::VoteRule& rule,
                              measures::Needs needs) {
  const auto& matrix = record.roll_calls(rule.body);
  return {rule, matrix, measures::coverage(matrix, rule, needs)};
}

std::vector<std::string> record_notes(const VotesOnRecord& votes, bool counts) {
  const auto& coverage = votes.coverage;
  std::vector<std::string> notes;
  if (!coverage.observed) notes.push_back(not_observed(votes));
  if (coverage.observed && !coverage.missing.empty()) {
    notes.push_back(fmt::format("not on record: {}{}", listed(coverage.missing),
                                coverage.frames.empty()
                                    ? std::string()
                                    : fmt::format("; of {} the record holds {}", body_words(votes.rule.body),
                                                  frames_words(coverage.frames))));
  }
  if (coverage.observed && !coverage.partly.empty()) {
    notes.push_back(fmt::format("{}: {} only, so that the {} of votes on record and not of all",
                                listed(coverage.partly), partly_words(votes),
                                counts ? "number is" : "figure is"));
  }
  if (coverage.without_ballots > 0) {
    notes.push_back(
        fmt::format("{} vetoed drafts are left out: of their ballots only the vetoes are on record",
                    coverage.without_ballots));
  }
  if (coverage.outside > 0 && !votes.matrix.frames().empty()) {
    notes.push_back(fmt::format(
        "{} of {} roll calls lie outside the frames of the record: what else was voted on then is not known",
        coverage.outside, coverage.selected.count()));
  }
  return notes;
}

void set_on_record(Finding& finding, const VotesOnRecord& votes, bool counts) {
  auto notes = record_notes(votes, counts);
  auto& caveats = finding.caveats;
  caveats.insert(votes.observed() ? caveats.end() : caveats.begin(), notes.begin(), notes.end());
  if (votes.observed()) return;
  finding.value = std::monostate{};
  finding.interval.reset();
  if (!counts) return;  // of a share, 0 of 0 says the same
  finding.numerator.reset();
  finding.n.reset();
}

Date members_day(const VotesOnRecord& votes) {
  if (votes.rule.period.until) return *votes.rule.period.until;
  const auto columns = votes.selected().indices();
  const auto& calls = votes.matrix.roll_calls();
  if (!columns.empty()) return calls[columns.back()].date;
  if (!votes.coverage.asked.empty()) return *votes.coverage.asked.back().until;
  return calls.empty() ? end_of_record() : calls.back().date;
}

AskedStates asked_states(const views::Record& record, const std::vector<std::string>& names,
                         const VotesOnRecord& votes) {
  const Date day = members_day(votes);
  AskedStates asked{resolve(record, names, day), {}};
  const auto columns = votes.selected().indices();
  std::optional<Date> from = votes.rule.period.since;
  if (!from && !columns.empty()) from = votes.matrix.roll_calls()[columns.front()].date;
  if (from) asked.note = members_note(record, names, *from, day);
  return asked;
}

}  // namespace blocs::findings
