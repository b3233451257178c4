#include <fmt/format.h>

#include <algorithm>

#include "../question_list.hpp"
#include "../row_dates.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/scenarios/council_replay.hpp"
#include "blocs/scenarios/inverted_default.hpp"

namespace blocs::findings {
namespace {

using scenarios::DefaultState;
using scenarios::InvertedDefault;
using scenarios::TurningVote;

/// Votes that could turn the default: those named, else the substantive drafts on a topic within the span.
std::vector<TurningVote> turning_votes(const views::Record& record, const InvertedDefault& machine,
                                       const std::vector<std::string>& ids, const std::string& topic) {
  std::vector<TurningVote> votes;
  const auto& matrix = record.roll_calls(views::Body::council);
  for (const auto& id : ids) {
    const auto at = matrix.roll_call_index(id);
    if (!at) throw Error::not_found("the record has no Council vote \"" + id + "\"");
    votes.push_back({matrix.roll_calls()[*at].date, id, matrix.roll_calls()[*at].outcome});
  }
  if (!ids.empty()) return votes;
  for (const auto& call : matrix.roll_calls()) {
    const bool fits = call.topic == topic && call.kind == views::Kind::draft &&
                      call.nature == views::Nature::substantive && call.date >= machine.start &&
                      call.date < machine.deadline;
    if (fits) votes.push_back({call.date, call.id, call.outcome});
  }
  return votes;
}

Finding part(const Question& question, const std::string& words, const std::string& name, std::string value) {
  Finding finding;
  finding.measure = question.measure;
  finding.rule = {words, question.options};
  finding.rule.data["part"] = name;
  finding.value = std::move(value);
  return finding;
}

/// The end first, then each step: what happened on a day, and for a vote Article 27's word on it.
std::vector<Finding> step_findings(const views::Record& record, const Question& question,
                                   const std::string& words,
                                   const std::vector<scenarios::DefaultStep>& steps) {
  const auto& matrix = record.roll_calls(views::Body::council);
  const auto& last = steps.back();
  Finding end = part(question, words, "outcome",
                     fmt::format("{}: {} ({})", word(last.state), last.why, last.date.iso()));
  end.unit = "state";
  Json list = Json::array();
  std::vector<Finding> findings;
  for (const auto& step : steps) {
    std::string why = step.why;
    if (const auto at = matrix.roll_call_index(step.roll_call)) {
      const auto replay = scenarios::replay(matrix, *at);
      if (replay.decision) {
        why =
            fmt::format("{} ({} yes, {} no, {} abstained): {}", step.roll_call, replay.decision->yes,
                        replay.decision->no, replay.decision->abstain, scenarios::in_words(*replay.decision));
      }
      end.evidence.push_back(step.roll_call);
    }
    list.push_back({{"date", step.date.iso()}, {"state", word(step.state)}, {"why", why}});
  }
  end.n = end.evidence.size();
  end.details = {{"steps", list}};
  findings.push_back(std::move(end));
  return findings;
}

std::vector<Finding> ask_snapback(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto notified = options.date("notified");
  const auto until = options.date("until");
  const auto ids = options.list("votes", {});
  options.allow("part");
  options.finish();
  if (!notified) throw Error::usage("the day of the notification is missing", "notified = 2025-08-28");
  const auto snapback = scenarios::snapback(*notified);
  const std::string words =
      "resolution 2231 (2015), operative paragraphs 11 and 12: thirty days after the notification the "
      "earlier sanctions "
      "apply again unless a resolution to continue the relief is adopted, so that a veto protects their "
      "return";
  const auto votes = turning_votes(record, snapback.machine, ids, "iran");
  auto findings = step_findings(record, question, words, scenarios::run(snapback.machine, votes, until));
  if (ids.empty())
    findings.front().caveats.push_back("votes taken: substantive drafts on Iran within the thirty days");
  findings.push_back(part(question, words, "thirtieth day", snapback.thirtieth_day.iso()));
  findings.push_back(part(question, words, "effect, GMT", snapback.effect.iso() + " 00:00"));
  findings.push_back(part(question, words, "effect, New York", snapback.effect_new_york));
  for (auto& finding : findings) finding.subjects = {"IRN"};
  return findings;
}

/// The machine of a mandate: by its row in the record, or by its dates.
std::vector<Finding> ask_mandate(const views::Record& record, const Question& question) {
  Options options(question.options);
  const std::string id = options.text("id", "");
  std::string name = options.text("name", "the mandate");
  std::string topic = options.text("topic", "");
  auto from = options.date("from");
  auto expires = options.date("expires");
  const auto until = options.date("until");
  const auto ids = options.list("votes", {});
  options.allow("part");
  options.finish();
  std::vector<std::string> subjects;
  std::vector<std::string> rows;
  if (!id.empty()) {
    const auto& row = find_row(record.sanctions(), id, "sanction");
    name = row.measure;
    if (!expires && row.ended) expires = row.ended->last;
    if (topic.empty()) topic = row.target == "PRK" ? "dprk" : row.target == "IRN" ? "iran" : "";
    subjects = {row.target};
    rows = {row.id};
  }
  if (!expires)
    throw Error::usage("the last day of the mandate is missing",
                       "expires = 2024-04-30, or the id of a row that has ended");
  if (!from) from = expires->plus_days(-365);
  const auto machine = scenarios::mandate(name, *from, *expires);
  const std::string words = fmt::format(
      "{}: ends with {} unless a resolution to renew it is adopted before, so that a veto protects the end",
      name, expires->iso());
  auto findings = step_findings(record, question, words,
                                scenarios::run(machine, turning_votes(record, machine, ids, topic), until));
  if (ids.empty())
    findings.front().caveats.push_back(
        "votes taken: substantive drafts on the topic within the span; name others with votes");
  findings.front().subjects = subjects;
  for (const auto& row : rows) findings.front().evidence.push_back(row);
  return findings;
}

}  // namespace

std::vector<Measure> default_measures() {
  return {{{"council.snapback", "what becomes of a notification under resolution 2231", "none",
            "notified, until, votes"},
           ask_snapback},
          {{"council.mandate", "whether a mandate that lapses unless renewed has lapsed", "none",
            "id, name, topic, from, expires, until, votes"},
           ask_mandate}};
}

}  // namespace blocs::findings
