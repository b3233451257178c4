#include "tie_layers.hpp"

#include <algorithm>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "question_list.hpp"

namespace blocs::findings {

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

std::vector<std::string> tie_layer_names(Options& options, std::vector<std::string> otherwise) {
  static const std::vector<std::string> kAll{"votes", "meetings", "treaties", "memberships"};
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
                             const std::vector<std::string>& states, const TieSpan& span) {
  if (name == "votes") {
    auto rule = vote_rule_from({{"body", "assembly"}});
    rule.period = {span.since, span.day};
    return measures::vote_layer(record.roll_calls(views::Body::assembly), rule, states);
  }
  if (name == "meetings") {
    measures::MeetingRule rule;
    rule.period = {span.since, span.day};
    return measures::meeting_layer(record.meetings(), rule, states);
  }
  if (name == "treaties") {
    return measures::treaty_layer(record.commitments(), record.memberships(), states, span.day);
  }
  return measures::membership_layer(record.memberships(), states, span.day);
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
