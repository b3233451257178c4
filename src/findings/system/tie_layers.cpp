#include "tie_layers.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"

namespace blocs::findings {

Period TieSpan::period() const {
  return {since, day == end_of_record() ? std::nullopt : std::optional(day)};
}

TieSpan tie_span(Options& options) {
  TieSpan span;
  span.since = options.date("since").value_or(Date(2022, 1, 1));
  span.day = options.date("on").value_or(end_of_record());
  if (span.day < span.since) throw Error::usage("the period ends before it begins", "since <= on");
  const bool open = span.day == end_of_record();
  span.day_words = open ? "at the end of the record" : "on " + span.day.iso();
  span.words = "votes and meetings from " + span.since.iso() + (open ? "" : " to " + span.day.iso()) +
               ", treaties and memberships " + span.day_words;
  return span;
}

std::vector<std::string> tie_layer_names(Options& options, std::vector<std::string> otherwise, bool events) {
  std::vector<std::string> kAll{"votes", "meetings", "treaties", "memberships"};
  if (events) kAll.emplace_back("events");
  const auto names = options.list("layers", std::move(otherwise));
  for (const auto& name : names) {
    if (std::find(kAll.begin(), kAll.end(), name) == kAll.end()) {
      throw Error::usage("there is no layer \"" + name + "\"", join(kAll, ", "));
    }
  }
  if (names.empty()) throw Error::usage("no layer is named", join(kAll, ", "));
  return names;
}

measures::TieLayer tie_layer(const views::Record& record, const std::string& name,
                             const std::vector<std::string>& states, const TieSpan& span,
                             std::size_t of_first) {
  if (name == "votes") {
    auto rule = vote_rule_from({{"body", "assembly"}});
    rule.period = span.period();
    return measures::vote_layer(record.roll_calls(views::Body::assembly), rule, states, of_first);
  }
  if (name == "meetings") {
    measures::MeetingRule rule;
    rule.period = span.period();
    return measures::meeting_layer(record.meetings(), rule, states, of_first);
  }
  if (name == "treaties") {
    return measures::treaty_layer(record.commitments(), record.memberships(), states, span.day, of_first);
  }
  return measures::membership_layer(record.memberships(), states, span.day, of_first);
}

namespace {

constexpr double kLeastEvents = 20;

bool among(const std::vector<std::string>& list, const std::string& state) {
  return std::find(list.begin(), list.end(), state) != list.end();
}

/// Followed by a table of meetings together with one of the members.
bool followed_with(const views::Record& record, const std::string& state,
                   const std::vector<std::string>& members) {
  const auto& frames = record.meetings().frames;
  return std::any_of(frames.begin(), frames.end(), [&](const auto& frame) {
    return among(frame.states, state) && std::any_of(members.begin(), members.end(), [&](const auto& member) {
             return among(frame.states, member);
           });
  });
}

Closeness event_shares(const views::Record& record, const std::vector<std::string>& members,
                       const std::vector<std::string>& outsiders, const TieSpan& span) {
  Closeness found;
  std::map<std::string, std::pair<double, double>> counts;  // with members, with all
  for (const auto& row : record.event_counts()) {
    const Date month(row.year, static_cast<unsigned>(row.month), 1);
    if (month < Date(span.since.year(), span.since.month(), 1) || month > span.day) continue;
    const auto n = static_cast<double>(row.count);
    for (const auto& [state, other] : {std::pair(row.actor, row.target), std::pair(row.target, row.actor)}) {
      auto& [with, all] = counts[state];
      all += n;
      if (among(members, other)) with += n;
    }
    if (among(members, row.actor) != among(members, row.target)) found.rows.push_back(row.id);
  }
  for (const auto& state : outsiders) {
    const auto [with, all] = counts[state];
    found.near.push_back(all >= kLeastEvents ? std::optional(with / all) : std::nullopt);
  }
  return found;
}

/// Whether an event ties a member, which come first, to an outsider.
bool crosses(const measures::TieEvent& event, std::size_t members) {
  return std::any_of(event.parts.begin(), event.parts.end(),
                     [&](const auto& part) { return (part.a < members) != (part.b < members); });
}

/// On how many events an outsider could be alike or not with a member: roll calls on which both voted. By
/// member, then by state in the layer's order.
std::vector<std::size_t> events_in_common(const measures::TieLayer& layer, std::size_t members) {
  const std::size_t n = layer.states.size();
  std::vector<std::size_t> common(members * n, 0);
  for (const auto& event : layer.events) {
    for (const auto& part : event.parts) {
      if (part.a < members) ++common[part.a * n + part.b];
      if (part.b < members) ++common[part.b * n + part.a];
    }
  }
  return common;
}

}  // namespace

Closeness closeness(const views::Record& record, const std::string& layer,
                    const std::vector<std::string>& members, const std::vector<std::string>& outsiders,
                    const TieSpan& span, std::size_t least_common) {
  if (layer == "events") return event_shares(record, members, outsiders, span);
  std::vector<std::string> all = members;
  all.insert(all.end(), outsiders.begin(), outsiders.end());
  const auto tied = tie_layer(record, layer, all, span, members.size());
  const auto ties = measures::tie_matrix(tied);
  const bool votes = layer == "votes";
  const auto common = votes ? events_in_common(tied, members.size()) : std::vector<std::size_t>();
  Closeness found;
  for (std::size_t s = members.size(); s < all.size(); ++s) {
    double sum = 0;
    std::size_t defined = 0;
    bool any = false;
    for (std::size_t m = 0; m < members.size(); ++m) {
      const auto& tie = ties[s * all.size() + m];
      any = any || tie;
      if (votes && common[m * all.size() + s] < least_common) continue;
      sum += tie.value_or(0);
      defined += tie ? 1 : 0;
    }
    if (votes && any && defined == 0) ++found.too_few_votes;
    const bool observed = layer != "meetings" || followed_with(record, all[s], members);
    found.near.push_back(observed && defined > 0 ? std::optional(sum / static_cast<double>(defined))
                                                 : std::nullopt);
  }
  for (const auto& event : tied.events) {
    if (!crosses(event, members.size())) continue;
    const auto rows = tie_rows(record, tied, event, members, span.day);
    found.rows.insert(found.rows.end(), rows.begin(), rows.end());
  }
  return found;
}

std::vector<std::string> tie_rows(const views::Record& record, const measures::TieLayer& layer,
                                  const measures::TieEvent& event, const std::vector<std::string>& states,
                                  Date day) {
  if (layer.name != "memberships") return {event.id};
  std::vector<std::string> rows;
  for (const auto& row : record.memberships().rows) {
    const bool asked = std::find(states.begin(), states.end(), row.state) != states.end();
    if (asked && row.group == event.id && row.status == "member" && row.holds_on(day)) rows.push_back(row.id);
  }
  return rows;
}

}  // namespace blocs::findings
