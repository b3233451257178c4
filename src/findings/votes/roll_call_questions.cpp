#include <fmt/format.h>

#include <algorithm>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/measures/ballot_sets.hpp"
#include "votes_on_record.hpp"

namespace blocs::findings {
namespace {

using views::Ballot;
using views::RollCallMatrix;

std::size_t find_roll_call(const RollCallMatrix& matrix, const std::string& id) {
  if (const auto at = matrix.roll_call_index(id)) return *at;
  std::vector<std::string> ids;
  for (const auto& call : matrix.roll_calls()) ids.push_back(call.id);
  throw Error::not_found("the record has no roll call \"" + id + "\"", did_you_mean(id, ids));
}

/// Who cast which ballot: lists by ballot, and each state's ballot by its code.
Json ballots_of(const RollCallMatrix& matrix, std::size_t roll_call) {
  Json details{
      {"yes", Json::array()}, {"no", Json::array()}, {"abstain", Json::array()}, {"absent", Json::array()}};
  Json by_state = Json::object();
  for (std::size_t s = 0; s < matrix.states().size(); ++s) {
    const Ballot ballot = matrix.ballot(s, roll_call);
    if (ballot == Ballot::no_seat) continue;
    by_state[matrix.states()[s]] = word(ballot);
    if (ballot != Ballot::unknown) details[std::string(word(ballot))].push_back(matrix.states()[s]);
  }
  details["ballots"] = by_state;
  return details;
}

/// One roll call: its outcome, its date, and who voted how.
std::vector<Finding> ask_roll_call(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto body = views::code<views::Body>(options.text("body", "council"));
  if (!body) throw Error::usage("no such body", "council or assembly");
  const std::string id = options.text("id", "");
  options.finish();
  const auto& matrix = record.roll_calls(*body);
  const auto at = find_roll_call(matrix, id);
  const auto& call = matrix.roll_calls()[at];

  Finding finding;
  finding.measure = question.measure;
  finding.rule = {fmt::format("the vote of {} on {} ({})", call.date.iso(), call.id, call.title),
                  {{"body", word(*body)}, {"id", id}}};
  finding.value = std::string(word(call.outcome));
  finding.n = 1;
  finding.evidence = {call.id};
  finding.details = {{"date", call.date.iso()},
                     {"outcome", word(call.outcome)},
                     {"modality", word(call.modality)},
                     {"draft", call.draft},
                     {"sponsors", call.sponsors}};
  finding.details.update(ballots_of(matrix, at));
  if (call.modality == views::Modality::without_vote)
    finding.caveats.emplace_back("adopted without a vote: no member has a ballot");
  return just(std::move(finding));
}

std::vector<measures::BallotCount> pattern_from(const views::Record& record, const Json& json) {
  if (!json.is_object() || json.empty()) {
    throw Error::usage("\"pattern\" says how often each state cast which ballot", "{ PRK = { no = 10 } }");
  }
  std::vector<measures::BallotCount> pattern;
  for (const auto& [state, counts] : json.items()) {
    if (!counts.is_object()) throw Error::usage("\"pattern\" holds a table of ballots for each state");
    for (const auto& [ballot, count] : counts.items()) {
      const auto code = views::code<Ballot>(ballot);
      if (!code || *code == Ballot::no_seat) {
        throw Error::usage("\"" + ballot + "\" is no ballot", std::string(views::legal_words<Ballot>()));
      }
      if (!count.is_number_integer() || count.get<long>() < 0 || count.get<long>() > 10000) {
        throw Error::usage("\"pattern\" counts ballots in whole numbers");
      }
      pattern.push_back(
          {resolve(record, {state}, end_of_record()).states.front(), *code, count.get<std::size_t>()});
    }
  }
  return pattern;
}

/// How many sets of roll calls give a pattern of ballots.
std::vector<Finding> ask_sets(const views::Record& record, const Question& question) {
  Json options = question.options;
  const Json size = take(options, "size");
  const auto pattern = pattern_from(record, take(options, "pattern"));
  if (!size.is_number_integer() || size.get<long>() < 1 || size.get<long>() > 10000) {
    throw Error::usage("\"size\" is how many roll calls a set has", "a whole number from 1");
  }
  const auto votes = votes_on_record(record, vote_rule_from(options), measures::Needs::ballots);
  const auto& rule = votes.rule;
  const auto& matrix = votes.matrix;
  const auto& selected = votes.selected();
  const auto sets = measures::count_sets(matrix, selected, rule.absence, size.get<std::size_t>(), pattern);

  Finding finding;
  finding.measure = question.measure;
  finding.rule = {in_words(rule), to_options(rule)};
  finding.rule.words += fmt::format("; sets of {} roll calls in which", size.get<long>());
  for (const auto& entry : pattern) {
    finding.subjects.push_back(entry.state);
    finding.rule.words += fmt::format("{} {} cast {} on {}", &entry == &pattern.front() ? "" : ",",
                                      record.states().name(entry.state), word(entry.ballot), entry.count);
  }
  finding.subjects.erase(std::unique(finding.subjects.begin(), finding.subjects.end()),
                         finding.subjects.end());
  finding.rule.data["size"] = size;
  finding.rule.data["pattern"] = question.options.at("pattern");
  finding.value = static_cast<double>(sets.fitting);
  finding.unit = "sets";
  finding.numerator = static_cast<double>(sets.fitting);
  finding.n = sets.all;
  for (const auto i : selected.indices()) finding.evidence.push_back(matrix.roll_calls()[i].id);
  finding.details = {{"candidates", sets.candidates}, {"sets", sets.all}, {"fitting", sets.fitting}};
  finding.caveats.push_back(fmt::format(
      "{} of the {} sets of {} among {} candidates fit; which of them is meant, if any, the count cannot say",
      plain_number(static_cast<double>(sets.fitting)), plain_number(static_cast<double>(sets.all)),
      size.get<long>(), sets.candidates));
  set_on_record(finding, votes, true);
  return just(std::move(finding));
}

}  // namespace

std::vector<Measure> roll_call_measures() {
  return {
      {{"votes.roll-call", "the outcome of one vote, and who voted how", "none", "body, id"}, ask_roll_call},
      {{"votes.subsets", "how many sets of roll calls give a pattern of ballots",
        "none (the pattern names them)",
        "body, since, until, sessions, kinds, outcomes, natures, topics, agendas, ids, contested, absence, "
        "size, pattern"},
       ask_sets},
  };
}

}  // namespace blocs::findings
