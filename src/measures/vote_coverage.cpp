#include "blocs/measures/vote_coverage.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace blocs::measures {
namespace {

using views::Coverage;
using views::RollCallMatrix;
using views::VoteFrame;

template <typename T>
bool holds(const std::vector<T>& list, const T& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// What is stated of the matrix; else its own first and last day, of which nobody says that they hold all.
std::vector<VoteFrame> stated_frames(const RollCallMatrix& matrix) {
  const auto& calls = matrix.roll_calls();
  if (!matrix.frames().empty() || calls.empty()) return matrix.frames();
  VoteFrame frame;
  frame.title = "votes on record, of which no frame is stated";
  frame.body = word(calls.front().body);
  frame.since = calls.front().date;
  frame.until = calls.back().date;
  return {frame};
}

/// Whether a frame can hold votes of the kind that the rule lets in.
bool tells_of(const VoteFrame& frame, const VoteRule& rule, Needs needs) {
  const bool whole_texts = holds(rule.kinds, views::Kind::draft);
  switch (frame.coverage) {
    case Coverage::all:
    case Coverage::selected:
      return true;
    case Coverage::adopted:
      return whole_texts && holds(rule.outcomes, views::Outcome::adopted);
    case Coverage::vetoes:
      return needs == Needs::roll_calls && whole_texts && holds(rule.outcomes, views::Outcome::vetoed);
  }
  return false;
}

/// Whether a frame holds all votes of the kind that the rule lets in.
bool tells_all_of(const VoteFrame& frame, const VoteRule& rule, Needs needs) {
  const bool whole_texts_only = rule.kinds == std::vector{views::Kind::draft};
  switch (frame.coverage) {
    case Coverage::all:
      return true;
    case Coverage::adopted:
      return whole_texts_only && rule.outcomes == std::vector{views::Outcome::adopted};
    case Coverage::vetoes:
      return needs == Needs::roll_calls && whole_texts_only &&
             rule.outcomes == std::vector{views::Outcome::vetoed};
    case Coverage::selected:
      return false;
  }
  return false;
}

bool any_contains(const std::vector<VoteFrame>& frames, Date day) {
  return std::any_of(frames.begin(), frames.end(),
                     [&](const VoteFrame& frame) { return frame.contains(day); });
}

/// Takes the votes out of which only who vetoed is on record: two that vetoed together would always agree.
void keep_with_ballots(VoteCoverage& found, const RollCallMatrix& matrix) {
  views::Mask kept(found.selected.size());
  for (const auto i : found.selected.indices()) {
    if (matrix.only_vetoes().test(i))
      ++found.without_ballots;
    else
      kept.set(i);
  }
  found.selected = std::move(kept);
}

/// The days of both; nothing if there are none.
std::optional<Period> both(const Period& a, const Period& b) {
  Period common{std::max(*a.since, *b.since), std::min(*a.until, *b.until)};
  if (*common.until < *common.since) return std::nullopt;
  return common;
}

Period days_of(const VoteFrame& frame) {
  return {frame.since, frame.until};
}

void by_start(std::vector<Period>& spans) {
  std::sort(spans.begin(), spans.end(), [](const Period& a, const Period& b) { return *a.since < *b.since; });
}

/// The days that the rule asks for, its open ends being those of the frames.
std::vector<Period> asked_days(const RollCallMatrix& matrix, const VoteRule& rule,
                               const std::vector<VoteFrame>& frames) {
  if (!rule.ids.empty()) return {};
  Period whole = rule.period;
  std::vector<Period> asked;
  if (!rule.sessions.empty()) {
    if (!whole.since) whole.since = Date(1945, 1, 1);
    if (!whole.until) whole.until = Date(9999, 12, 31);
    for (const auto& session : rule.sessions) {
      const auto days = days_of_session(matrix, session);
      const auto common = days ? both(*days, whole) : std::nullopt;
      if (common) asked.push_back(*common);
    }
  } else {
    for (const auto& frame : frames) {
      if (!rule.period.since) whole.since = std::min(whole.since.value_or(frame.since), frame.since);
      if (!rule.period.until) whole.until = std::max(whole.until.value_or(frame.until), frame.until);
    }
    if (whole.since && whole.until && *whole.since <= *whole.until) asked.push_back(whole);
  }
  by_start(asked);
  return asked;
}

/// The days of the first spans that are in none of the second; goes along both in order.
std::vector<Period> without(const std::vector<Period>& spans, std::vector<Period> covered) {
  by_start(covered);
  std::vector<Period> left;
  for (const auto& span : spans) {
    Date next = *span.since;
    for (const auto& days : covered) {
      const auto common = both(days, span);
      if (!common || *common->until < next) continue;
      if (next < *common->since) left.push_back({next, common->since->plus_days(-1)});
      next = common->until->plus_days(1);
    }
    if (next <= *span.until) left.push_back({next, span.until});
  }
  return left;
}

}  // namespace

std::optional<Period> days_of_session(const RollCallMatrix& matrix, const std::string& session) {
  int n = 0;
  const auto* end = session.data() + session.size();
  const auto [stop, error] = std::from_chars(session.data(), end, n);
  if (error == std::errc{} && stop == end && n >= 1 && n <= 5000) {
    const Date opened = n == 1 ? Date(1946, 1, 10) : Date(1945 + n, 9, 1);
    return Period{opened, Date(1946 + n, 8, 31)};
  }
  std::optional<Period> days;
  for (const auto& call : matrix.roll_calls()) {
    if (call.session != session) continue;
    if (!days) days = Period{call.date, call.date};
    days->until = call.date;
  }
  return days;
}

VoteCoverage coverage(const RollCallMatrix& matrix, const VoteRule& rule, Needs needs) {
  const auto all = stated_frames(matrix);
  VoteCoverage found;
  found.selected = select(matrix, rule);
  if (needs == Needs::ballots) keep_with_ballots(found, matrix);
  std::vector<VoteFrame> telling;
  std::copy_if(all.begin(), all.end(), std::back_inserter(telling),
               [&](const VoteFrame& frame) { return tells_of(frame, rule, needs); });
  found.asked = asked_days(matrix, rule, telling);
  std::vector<Period> covered;
  std::vector<Period> whole;
  bool complete = false;
  for (const auto& frame : telling) {
    covered.push_back(days_of(frame));
    const bool all_of_them = tells_all_of(frame, rule, needs);
    if (all_of_them) whole.push_back(days_of(frame));
    const bool reaches = std::any_of(found.asked.begin(), found.asked.end(), [&](const Period& span) {
      return both(days_of(frame), span).has_value();
    });
    complete = complete || (reaches && all_of_them);
    if (reaches) found.frames.push_back(frame);
  }
  found.missing = without(found.asked, covered);
  found.partly = without(without(found.asked, whole), found.missing);
  const auto selected = found.selected.indices();
  found.outside =
      static_cast<std::size_t>(std::count_if(selected.begin(), selected.end(), [&](std::size_t i) {
        return !any_contains(all, matrix.roll_calls()[i].date);
      }));
  found.observed = !selected.empty() || complete || (!rule.ids.empty() && !all.empty());
  return found;
}

}  // namespace blocs::measures
