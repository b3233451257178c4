#include "reach.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"

namespace blocs::findings {
namespace {

constexpr std::array<std::string_view, 4> kCounts{"meetings.count", "votes.count", "votes.ballots",
                                                  "votes.vetoes"};
constexpr std::array<std::string_view, 2> kShares{"meetings.hosted", "votes.agreement"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::optional<Date> day_of(const Question& question, const char* key) {
  const auto at = question.options.find(key);
  return at != question.options.end() && at->is_string() ? Date::parse(at->get<std::string>()) : std::nullopt;
}

/// From the first to the last day of all frames; open where none is stated.
template <typename Frames, typename Of>
Period span_of(const Frames& frames, const Of& of) {
  Period span;
  for (const auto& entry : frames) {
    const auto& frame = of(entry);
    span.since = std::min(span.since.value_or(frame.since), frame.since);
    span.until = std::max(span.until.value_or(frame.until), frame.until);
  }
  return span;
}

Period meetings_on_record(const views::Record& record, const Question& question) {
  const auto day = day_of(question, "until").value_or(end_of_record());
  const auto frames = record.meetings().frames_of(resolve(record, question.subjects, day).states);
  return span_of(frames, [](const auto* frame) -> const auto& { return *frame; });
}

Period votes_on_record(const views::Record& record, const Question& question) {
  const auto at = question.options.find("body");
  const bool assembly = at != question.options.end() && *at == "assembly";
  const auto& matrix = record.roll_calls(assembly ? views::Body::assembly : views::Body::council);
  return span_of(matrix.frames(), [](const auto& frame) -> const auto& { return frame; });
}

/// What is not known on the two sides of the record, for a measure.
Bound bound_of(const Question& question, bool before, bool after) {
  if (among(kShares, question.measure)) return Bound::unknown;
  if (among(kCounts, question.measure)) return Bound::at_least;
  const bool last = question.options.contains("which") && question.options.at("which") == "last";
  if (last) return after ? Bound::at_least : Bound::exact;
  return before ? Bound::at_most : Bound::exact;
}

}  // namespace

Reach reach(const views::Record& record, const Question& question) {
  const bool meetings = question.measure == "meetings.date" || question.measure.starts_with("meetings.");
  const bool known = question.measure == "meetings.date" || among(kCounts, question.measure) ||
                     among(kShares, question.measure);
  if (!known || question.options.contains("ids") || question.options.contains("sessions")) return {};
  const Period held = meetings ? meetings_on_record(record, question) : votes_on_record(record, question);
  const auto since = day_of(question, "since");
  const auto until = day_of(question, "until");
  const bool before = !held.since || !since || *since < *held.since;
  const bool after = held.until && until && *until > *held.until;
  const Bound bound = before || after ? bound_of(question, before, after) : Bound::exact;
  if (bound == Bound::exact) return {};
  const char* what = meetings ? "these meetings" : "these votes";
  if (!held.since) return {bound, fmt::format("it is not known when the record of {} begins", what)};
  if (before)
    return {bound, fmt::format("the record of {} begins on {}, and {}", what, held.since->iso(),
                               since ? "the claim asks from " + since->iso()
                                     : "nothing bounds the claim by that day")};
  return {bound, fmt::format("the record of {} ends on {}, and the claim asks until {}", what,
                             held.until->iso(), until->iso())};
}

}  // namespace blocs::findings
