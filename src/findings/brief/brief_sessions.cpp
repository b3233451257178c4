// General Assembly, whole sessions: cohesion since 1946 beside its base rate, members, topics, neighbours and
// the spread over counting rules. Needs a ledger with imported files; says which where they are not there.
#include <fmt/format.h>

#include <algorithm>

#include "../words.hpp"
#include "blocs/findings/text.hpp"
#include "exhibits.hpp"
#include "fills.hpp"
#include "layers.hpp"
#include "session_layers.hpp"

namespace blocs::findings {
namespace {

constexpr const char* kId = "assembly-sessions";
constexpr const char* kSessionsLayer = "General Assembly sessions";

/// Sessions with a figure for the group, oldest first.
/// The main part of a session, in which most of its votes are: September to December.
Period main_part(int session) {
  const int year = 1945 + session;
  return {session == 1 ? Date(1946, 1, 1) : Date(year, 9, 1), Date(year, 12, 31)};
}

/// On how many days of a span, up to the end of the brief's period, the record holds the Assembly's votes and
/// not named ones alone.
int days_on_record(const BriefBuilder& builder, Period span) {
  span.until = std::min(*span.until, builder.until());
  int days = 0;
  Date next = *span.since;
  auto frames = builder.record().roll_calls(views::Body::assembly).frames();
  std::sort(frames.begin(), frames.end(), [](const auto& a, const auto& b) { return a.since < b.since; });
  for (const auto& frame : frames) {
    if (!is_of_whole_sessions(builder, frame.provenance.source)) continue;
    const Date from = std::max(next, frame.since);
    const Date to = std::min(*span.until, frame.until);
    if (to < from) continue;
    days += to.days() - from.days() + 1;
    next = to.plus_days(1);
  }
  return days;
}

/// Of a session that is on record for less than half of its main part, a few votes would stand for all.
bool is_on_record(const BriefBuilder& builder, int session) {
  if (builder.record().roll_calls(views::Body::assembly).frames().empty()) return true;  // nothing is stated
  const auto main = main_part(session);
  const int all = main.until->days() - main.since->days() + 1;
  return 2 * days_on_record(builder, main) >= all;
}

struct Sessions {
  std::vector<Finding> defined;
  std::vector<std::string> left_out;  ///< that are on record in a small part
};

Sessions sessions_of(const BriefBuilder& builder) {
  Sessions found;
  for (auto& finding : builder.ask("votes.history", builder.members(),
                                   {{"body", "assembly"}, {"until", builder.until().iso()}})) {
    if (!finding.number()) continue;
    if (is_on_record(builder, session_of(finding)))
      found.defined.push_back(std::move(finding));
    else
      found.left_out.push_back(std::to_string(session_of(finding)));
  }
  return found;
}

/// " Less than half of the main part of session 79 is on record: it is left out. Session 80 is on record to
/// 18 December 2025."
std::string gaps(const BriefBuilder& builder, const Sessions& sessions) {
  std::string text;
  if (!sessions.left_out.empty())
    text += fmt::format(
        " Less than half of the main part (September to December) of session {} is on "
        "record: {} left out.",
        and_list(sessions.left_out), sessions.left_out.size() == 1 ? "it is" : "they are");
  const int last = session_of(sessions.defined.back());
  const auto& matrix = builder.record().roll_calls(views::Body::assembly);
  Date end(1945 + last, 9, 1);
  for (const auto& frame : matrix.frames()) {
    if (is_of_whole_sessions(builder, frame.provenance.source) && frame.since.year() <= 1945 + last)
      end = std::max(end, frame.until);
  }
  if (!matrix.frames().empty() && end < Date(1946 + last, 8, 31))
    text += fmt::format(" Session {} is on record to {}.", last, long_date(std::min(end, builder.until())));
  return text;
}

/// Whether other groups of as many states could be set beside.
bool has_band(const Finding& finding) {
  return !finding.details.at("low").is_null();
}

std::size_t members_of(const Finding& finding) {
  return finding.details.at("members").size();
}

/// How many groups the percentile is among; without one, those that the band is of.
Json groups_cell(const Finding& finding) {
  if (finding.details.contains("groups")) return finding.details.at("groups");
  return finding.details.contains("band_groups") ? finding.details.at("band_groups") : Json();
}

Json percentile_cell(const Finding& finding) {
  return finding.details.contains("percentile") ? finding.details.at("percentile") : Json();
}

/// The rule of one session's figure in words that hold for each session.
std::string rule_of_each(const Finding& last) {
  std::string words = last.rule.words;
  const std::string session = fmt::format("; session {};", session_of(last));
  if (const auto at = words.find(session); at != std::string::npos)
    words.replace(at, session.size(), "; each session by itself;");
  return words;
}

Exhibit history(BriefBuilder& builder, const std::vector<Finding>& sessions) {
  Exhibit exhibit;
  exhibit.sources = {"table:roll_calls"};
  exhibit.id = "sessions-history";
  exhibit.chart = {{"type", "paths"},
                   {"x", "year"},
                   {"y", "value"},
                   {"series", "who"},
                   {"unit", "mean agreement over pairs"},
                   {"low", "low"},
                   {"high", "high"},
                   {"band", "nine tenths of all groups of as many states"},
                   {"break", "members"}};
  exhibit.table.columns = {{"session", "Session", "text"},
                           {"year", "Opened in", "text"},
                           {"who", "Group", "text"},
                           {"members", "Members counted", "number"},
                           {"value", "Mean over pairs", "number"},
                           {"low", "5 % of groups below", "number"},
                           {"high", "95 % of groups below", "number"},
                           {"percentile", "Percentile", "number"},
                           {"groups", "Groups compared", "number"},
                           {"n", "Roll calls", "number"}};
  for (const auto& finding : sessions) {
    exhibit.table.rows.push_back({{"session", std::to_string(session_of(finding))},
                                  {"year", finding.details.at("opened")},
                                  {"who", builder.brief_name()},
                                  {"members", members_of(finding)},
                                  {"value", number_cell(finding)},
                                  {"low", finding.details.at("low")},
                                  {"high", finding.details.at("high")},
                                  {"percentile", percentile_cell(finding)},
                                  {"groups", groups_cell(finding)},
                                  {"n", n_cell(finding)}});
  }
  const auto& last = sessions.back();
  builder.keep(last, exhibit);
  exhibit.title = fmt::format("In session {} the members’ pairs agreed to {:.2f} on average",
                              session_of(last), *last.number());
  if (has_band(last))
    exhibit.title += fmt::format("; nine groups of {} in ten lie between {:.2f} and {:.2f}", members_of(last),
                                 last.details.at("low").get<double>(), last.details.at("high").get<double>());
  exhibit.subtitle =
      "Mean agreement over the group’s pairs, by the year in which a session opened; the band holds the "
      "middle nine tenths of all groups of as many states";
  exhibit.rule = rule_of_each(last);
  exhibit.notes.push_back(
      "The members are those of the end of the period throughout; who did not sit yet, or voted fewer than "
      "twenty times, is left out of a session, and the band is then of smaller groups. The line is broken "
      "where their number changes.");
  if (members_of(last) > 2)
    exhibit.notes.push_back(
        "The band is of 20,000 groups drawn by chance in each session; the percentile, where given, "
        "is of all groups there are.");
  return exhibit;
}

/// What the record holds, and which sessions look incomplete: fewer than half of the median of the last
/// twenty.
std::string coverage(const std::vector<Finding>& sessions) {
  std::vector<std::size_t> sizes;
  const std::size_t recent = std::min<std::size_t>(sessions.size(), 20);
  for (std::size_t i = sessions.size() - recent; i < sessions.size(); ++i)
    sizes.push_back(sessions[i].details.at("roll_calls").get<std::size_t>());
  std::sort(sizes.begin(), sizes.end());
  const std::size_t median = sizes[sizes.size() / 2];
  std::vector<std::string> thin;
  for (std::size_t i = sessions.size() - recent; i < sessions.size(); ++i) {
    const auto n = sessions[i].details.at("roll_calls").get<std::size_t>();
    if (n * 2 < median) thin.push_back(fmt::format("{} ({})", session_of(sessions[i]), n));
  }
  std::size_t all = 0;
  for (const auto& session : sessions) all += session.details.at("roll_calls").get<std::size_t>();
  std::string text =
      fmt::format("The record holds {} of sessions {} to {} with votes of two members or more.",
                  counted(all, "roll call"), session_of(sessions.front()), session_of(sessions.back()));
  if (!thin.empty())
    text += fmt::format(
        " Few are on record, against a median of {} in the last {}, of session {}: they may be "
        "incomplete.",
        median, recent, and_list(thin));
  return text;
}

/// ", above 75.9 % of 48,758,034 groups of 4"; for larger groups what the band says.
std::string beside_all_groups(const Finding& last) {
  if (last.details.contains("percentile")) {
    return fmt::format(", above {:.1f} % of {} groups of {}", last.details.at("percentile").get<double>(),
                       plain_number(last.details.at("groups").get<double>()), members_of(last));
  }
  if (!has_band(last)) return "";
  const double low = last.details.at("low").get<double>();
  const double high = last.details.at("high").get<double>();
  if (*last.number() > high) return fmt::format(", more than 95 % of all groups of {}", members_of(last));
  if (*last.number() < low) return fmt::format(", less than 95 % of all groups of {}", members_of(last));
  return fmt::format(", as nine tenths of all groups of {} do ({:.2f} to {:.2f})", members_of(last), low,
                     high);
}

/// Who is not counted in the last session, if anybody.
std::string left_out(const BriefBuilder& builder, const Finding& last) {
  const auto counted = last.details.at("members").get<std::vector<std::string>>();
  std::vector<std::string> missing;
  for (const auto& member : builder.members()) {
    if (std::find(counted.begin(), counted.end(), member) == counted.end()) missing.push_back(member);
  }
  if (missing.empty()) return "";
  return fmt::format(" In session {} {} cast fewer than twenty ballots on record and {} not counted.",
                     session_of(last), builder.spoken(missing), missing.size() == 1 ? "is" : "are");
}

/// Which pairs of the last session's members are left out of its mean, if any.
std::string pairs_left_out(const Finding& last) {
  const auto left = last.details.at("pairs_left_out").get<std::vector<std::string>>();
  if (left.empty()) return "";
  const auto pairs = last.details.at("pairs").get<std::size_t>();
  return fmt::format(
      " In session {} {} of {} ({}) {} fewer than twenty votes in common and {} left out of the mean.",
      session_of(last), left.size(), counted(left.size() + pairs, "pair"),
      left.size() <= 3 ? and_list(left) : fmt::format("{} and {} others", left.front(), left.size() - 1),
      left.size() == 1 ? "has" : "have", left.size() == 1 ? "is" : "are");
}

}  // namespace

void brief_sessions(BriefBuilder& builder) {
  if (!has_whole_sessions(builder)) {
    builder.not_observed(kId, kSessionsLayer, "Whole sessions of the Assembly are not observed", kNamedOnly,
                         fills::kAssemblyVotes);
    return;
  }
  const auto found = sessions_of(builder);
  const auto& sessions = found.defined;
  if (sessions.empty()) {
    builder.not_observed(kId, kSessionsLayer, "Whole sessions of the Assembly are not observed",
                         "In no session on record did two members vote twenty times in common.",
                         fills::kAssemblyVotes);
    return;
  }
  const auto& last = sessions.back();
  std::string title = fmt::format("In session {} the members’ pairs agreed to {:.2f} on average",
                                  session_of(last), *last.number());
  title += beside_all_groups(last);
  Section section{kId, kSessionsLayer, title, {}, true, {}};
  section.text.push_back(coverage(sessions) + gaps(builder, found) + left_out(builder, last) +
                         pairs_left_out(last));
  section.text.push_back(
      "A percentile describes the record and is no test: most states agree on most of what the Assembly "
      "votes on, so that a high share is common.");
  section.exhibits.push_back(history(builder, sessions));
  for (auto& exhibit : latest_sessions(builder, sessions)) section.exhibits.push_back(std::move(exhibit));
  builder.add(std::move(section));
}

}  // namespace blocs::findings
