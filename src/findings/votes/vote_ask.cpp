#include "vote_ask.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "../question_list.hpp"
#include "../units.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"

namespace blocs::findings {

VoteAsk vote_ask(const views::Record& record, const Question& question, const Json& options) {
  const auto votes = votes_on_record(record, vote_rule_from(options), measures::Needs::ballots);
  VoteAsk ask{votes.rule,       votes.matrix, votes.selected(), {}, {}, record_notes(votes, false),
              !votes.observed()};
  if (question.subjects.empty()) return ask;
  auto asked = asked_states(record, question.subjects, votes);
  ask.subjects = std::move(asked.subjects);
  if (!asked.note.empty()) ask.notes.push_back(std::move(asked.note));
  std::vector<std::string> seated;
  for (const auto& state : ask.subjects.states)
    (ask.matrix.state_index(state) ? seated : ask.absent).push_back(state);
  ask.subjects.states = std::move(seated);
  return ask;
}

Finding vote_finding(const std::string& measure, const VoteAsk& ask, const std::vector<std::string>& states) {
  Finding finding;
  finding.measure = measure;
  finding.subjects = states;
  finding.rule = {selection_in_words(ask.rule), to_options(ask.rule)};
  finding.caveats = ask.notes;
  if (ask.selected.count() == 0 && !ask.unobserved)
    finding.caveats.push_back("the rule lets in no roll call");
  if (!ask.absent.empty()) finding.caveats.push_back("no ballot in this body: " + join(ask.absent, ", "));
  return finding;
}

std::optional<int> regular_session(const views::RollCall& call) {
  int session = 0;
  const auto* end = call.session.data() + call.session.size();
  const auto [stop, error] = std::from_chars(call.session.data(), end, session);
  if (error != std::errc{} || stop != end || session < 1) return std::nullopt;
  return session;
}

std::vector<std::string> ids_of(const views::RollCallMatrix& matrix, const views::Mask& mask) {
  std::vector<std::string> ids;
  for (const auto i : mask.indices()) ids.push_back(matrix.roll_calls()[i].id);
  return ids;
}

IntervalAsk interval_option(Json& options) {
  IntervalAsk ask;
  ask.kind = word_option(options, "interval", {"none", "bootstrap", "bootstrap-items"}, "none");
  ask.seed = count_option(options, "seed", 1);
  return ask;
}

measures::Weights weights_from(const Json& weights, const views::RollCallMatrix& matrix) {
  if (weights.is_null()) return {};
  if (!weights.is_object()) throw Error::usage("\"weights\" is a table of roll calls and numbers");
  measures::Weights found(matrix.roll_calls().size(), 1);
  for (const auto& [id, weight] : weights.items()) {
    const auto at = matrix.roll_call_index(id);
    if (!at) throw Error::not_found("the record has no roll call \"" + id + "\" to weigh");
    if (!weight.is_number() || !std::isfinite(weight.get<double>()) || weight.get<double>() < 0)
      throw Error::usage("the weight of " + id + " is not a number from 0");
    found[*at] = weight.get<double>();
  }
  return found;
}

void note_weights(Finding& finding, const Json& weights) {
  if (weights.is_null()) return;
  finding.rule.words += fmt::format("; {} weighted, the others weigh 1",
                                    with_unit(static_cast<double>(weights.size()), "roll calls"));
  finding.rule.data["weights"] = weights;
}

std::string coverage_words(const VoteAsk& ask) {
  const auto columns = ask.selected.indices();
  if (columns.empty()) return "no roll call";
  const auto& calls = ask.matrix.roll_calls();
  std::string text = fmt::format("coverage: {} on record, {} to {}",
                                 with_unit(static_cast<double>(columns.size()), "roll calls"),
                                 calls[columns.front()].date.iso(), calls[columns.back()].date.iso());
  for (const auto& state : ask.subjects.states) {
    const auto voted = (ask.matrix.recorded(*ask.matrix.state_index(state)) & ask.selected).count();
    text += fmt::format("; {} voted on {}", state, voted);
    if (ask.subjects.states.size() > 8) break;
  }
  return text;
}

}  // namespace blocs::findings
