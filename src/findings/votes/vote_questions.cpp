#include <fmt/format.h>

#include <algorithm>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/measures/agreement.hpp"
#include "blocs/measures/council_conduct.hpp"
#include "votes_on_record.hpp"

namespace blocs::findings {
namespace {

using measures::Needs;
using measures::VoteRule;
using views::RollCallMatrix;

/// The roll calls of a mask by id; none where only numbers are wanted.
std::vector<std::string> ids_if_wanted(const Question& question, const RollCallMatrix& matrix,
                                       const views::Mask& mask) {
  std::vector<std::string> ids;
  if (question.wanted == Wanted::numbers) return ids;
  for (const auto i : mask.indices()) ids.push_back(matrix.roll_calls()[i].id);
  return ids;
}

Finding start(const Question& question, const std::vector<std::string>& subjects, const VoteRule& rule) {
  Finding finding;
  finding.measure = question.measure;
  finding.subjects = subjects;
  if (question.wanted == Wanted::findings) finding.rule = {in_words(rule), to_options(rule)};
  return finding;
}

void why_undefined(Finding& finding, const RollCallMatrix& matrix, const views::Mask& selected) {
  if (matrix.roll_calls().empty()) {
    finding.caveats.push_back("undefined: the record holds no roll calls of this body");
  } else if (selected.count() == 0) {
    finding.caveats.push_back("undefined: the rule lets in no roll call");
  } else {
    finding.caveats.push_back(
        fmt::format("undefined: on none of the {} roll calls that the rule lets in do both states have a "
                    "ballot that counts",
                    selected.count()));
  }
}

/// What the record leaves out of a pair's comparison, so that a reader knows what n is short of.
void note_missing(Finding& finding, const views::Mask& selected, std::size_t n) {
  const std::size_t all = selected.count();
  if (n > 0 && n < all) {
    finding.caveats.push_back(
        fmt::format("{} of {} roll calls are left out: a ballot is missing or not comparable", all - n, all));
  }
}

/// What the record holds of the time asked for, and whose members were taken.
void note_record(Finding& finding, const VotesOnRecord& votes, const std::string& members, bool counts) {
  set_on_record(finding, votes, counts);
  if (!members.empty()) finding.caveats.push_back(members);
}

/// Those that have a ballot in the body's record at all, and the others.
struct BySeat {
  std::vector<std::string> seated, unseated;
};
BySeat by_seat(const RollCallMatrix& matrix, const std::vector<std::string>& states) {
  BySeat found;
  for (const auto& state : states)
    (matrix.state_index(state) ? found.seated : found.unseated).push_back(state);
  return found;
}

void note_unseated(Finding& finding, const std::vector<std::string>& unseated) {
  if (!unseated.empty()) finding.caveats.push_back("no seat in this body: " + join(unseated, ", "));
}

std::optional<inference::Interval> interval_for(const std::string& kind, const RollCallMatrix& matrix,
                                                const VoteRule& rule, const measures::PairAgreement& pair,
                                                std::uint64_t seed) {
  if (kind == "none" || pair.n == 0) return std::nullopt;
  if (kind == "wilson") return inference::wilson(pair.credit, pair.n);
  if (kind == "bootstrap") return inference::agenda_bootstrap(matrix, rule, pair, seed);
  throw Error::usage("\"" + kind + "\" is no kind of interval", "none, wilson or bootstrap");
}

Json ballots_of(const measures::PairAgreement& pair) {
  Json table = Json::object();
  constexpr std::array<const char*, 3> words{"yes", "no", "abstain"};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) table[fmt::format("{}-{}", words[i], words[j])] = pair.table[i][j];
  }
  return table;
}

Finding pair_finding(const Question& question, const RollCallMatrix& matrix, const VoteRule& rule,
                     const views::Mask& selected, const measures::PairAgreement& pair) {
  Finding finding = start(question, {pair.a, pair.b}, rule);
  if (const auto share = pair.share()) finding.value = *share;
  finding.unit = "share of roll calls";
  finding.numerator = pair.credit;
  finding.n = pair.n;
  finding.evidence = ids_if_wanted(question, matrix, pair.counted);
  finding.details = {{"alike", pair.alike.count()}, {"apart", pair.n - pair.alike.count()}};
  if (question.wanted == Wanted::findings) {
    finding.details["alike_ids"] = ids_if_wanted(question, matrix, pair.alike);
    finding.details["ballots"] = ballots_of(pair);
  }
  if (pair.n == 0) why_undefined(finding, matrix, selected);
  note_missing(finding, selected, pair.n);
  return finding;
}

/// The group's own two figures besides its pairs.
std::vector<Finding> group_findings(const Question& question, const RollCallMatrix& matrix,
                                    const VoteRule& rule, const Subjects& subjects,
                                    const measures::GroupAgreement& group) {
  Finding unanimity = start(question, subjects.states, rule);
  unanimity.measure = "votes.unanimity";
  unanimity.unit = "share of roll calls";
  unanimity.n = group.present.count();
  unanimity.numerator = static_cast<double>(group.unanimous.count());
  if (*unanimity.n > 0) unanimity.value = *unanimity.numerator / static_cast<double>(*unanimity.n);
  unanimity.evidence = ids_if_wanted(question, matrix, group.present);
  unanimity.caveats.push_back(
      "counted where at least two members have a recorded ballot; all of those present alike");

  Finding mean = start(question, subjects.states, rule);
  mean.measure = "votes.mean-pairwise";
  mean.unit = "mean share over pairs";
  mean.n = group.pairs_defined;
  if (group.mean_pairwise) mean.value = *group.mean_pairwise;
  mean.caveats.push_back(
      fmt::format("n counts pairs: {} of {} have votes in common", group.pairs_defined, group.pairs.size()));
  mean.evidence = ids_if_wanted(question, matrix, group.present);
  return {unanimity, mean};
}

std::vector<Finding> ask_agreement(const views::Record& record, const Question& question) {
  Json options = question.options;
  const auto interval = word_option(options, "interval", {"none", "wilson", "bootstrap"}, "none");
  const auto seed = count_option(options, "seed", 1);
  const auto votes = votes_on_record(record, vote_rule_from(options), Needs::ballots);
  const auto asked = asked_states(record, question.subjects, votes);
  const auto& subjects = asked.subjects;
  if (subjects.states.size() < 2)
    throw Error::usage("agreement needs two states or a group", "for example CHN RUS");
  const auto& rule = votes.rule;
  const auto& matrix = votes.matrix;
  const auto& selected = votes.selected();

  const auto [seated, unseated] = by_seat(matrix, subjects.states);
  if (seated.size() < 2) {
    Finding finding = start(question, subjects.states, rule);
    finding.unit = "share of roll calls";
    finding.n = 0;
    finding.caveats.push_back("undefined: " + join(unseated, ", ") +
                              " had no seat in this body in the record");
    note_record(finding, votes, asked.note, false);
    return just(std::move(finding));
  }
  const auto group = measures::group_agreement(matrix, selected, rule, seated);
  std::vector<Finding> findings;
  for (const auto& pair : group.pairs) {
    if (!question.parts && group.pairs.size() > 1) break;
    findings.push_back(pair_finding(question, matrix, rule, selected, pair));
    findings.back().interval = interval_for(interval, matrix, rule, pair, seed);
  }
  if (group.pairs.size() > 1) {
    auto whole = group_findings(question, matrix, rule, subjects, group);
    findings.insert(findings.begin(), whole.begin(), whole.end());
  }
  for (auto& finding : findings) {
    note_unseated(finding, unseated);
    note_record(finding, votes, asked.note, false);
  }
  return findings;
}

std::vector<Finding> ask_count(const views::Record& record, const Question& question) {
  const auto votes = votes_on_record(record, vote_rule_from(question.options), Needs::roll_calls);
  Finding finding = start(question, {}, votes.rule);
  finding.value = static_cast<double>(votes.selected().count());
  finding.unit = "roll calls";
  finding.numerator = static_cast<double>(votes.selected().count());
  finding.n = votes.selected().count();
  finding.evidence = ids_if_wanted(question, votes.matrix, votes.selected());
  const auto& calls = votes.matrix.roll_calls();
  std::size_t without = 0;
  for (const auto i : votes.selected().indices())
    without += calls[i].modality == views::Modality::without_vote;
  if (without > 0) {
    finding.details["without_vote"] = without;
    finding.caveats.push_back(
        fmt::format("{} of them adopted without a vote: no member has a ballot, so no measure of agreement "
                    "counts {}",
                    without, without == 1 ? "it" : "them"));
  }
  set_on_record(finding, votes, true);
  return just(std::move(finding));
}

std::vector<Finding> ask_ballots(const views::Record& record, const Question& question) {
  Json options = question.options;
  const auto words = list_option(options, "ballots").value_or(std::vector<std::string>{"no"});
  const auto votes = votes_on_record(record, vote_rule_from(options), Needs::ballots);
  const auto asked = asked_states(record, question.subjects, votes);
  const auto& subjects = asked.subjects;
  const auto& matrix = votes.matrix;
  const auto& selected = votes.selected();

  views::Mask matching = selected;
  views::Mask recorded = selected;
  for (const auto& state : subjects.states) {
    const auto row = matrix.state_index(state);
    views::Mask cast(selected.size());
    for (const auto& text : words) {
      const auto ballot = views::code<views::Ballot>(text);
      if (!ballot || *ballot == views::Ballot::no_seat) {
        throw Error::usage("\"" + text + "\" is no ballot", std::string(views::legal_words<views::Ballot>()));
      }
      if (row) cast = cast | matrix.plane(*row, *ballot);
    }
    matching = matching & cast;
    recorded = row ? recorded & matrix.recorded(*row) : views::Mask(selected.size());
  }
  Finding finding = start(question, subjects.states, votes.rule);
  finding.rule.data["ballots"] = words;
  finding.rule.words += "; counted where " +
                        std::string(subjects.states.size() > 1 ? "each " : "the state ") + "cast " +
                        join(words, " or ");
  finding.value = static_cast<double>(matching.count());
  finding.unit = "roll calls";
  finding.numerator = static_cast<double>(matching.count());
  finding.n = selected.count();
  finding.evidence = ids_if_wanted(question, matrix, matching);
  note_missing(finding, selected, recorded.count());
  note_record(finding, votes, asked.note, true);
  return just(std::move(finding));
}

/// Whether the states of a table such as {"CHN": "abstain"} cast these ballots.
bool cast_these(const RollCallMatrix& matrix, std::size_t roll_call, const Json& ballots) {
  if (ballots.is_null()) return true;
  if (!ballots.is_object())
    throw Error::usage("\"ballots\" is a table of states and ballots", "{ CHN = \"abstain\" }");
  for (const auto& [state, wanted] : ballots.items()) {
    const auto row = matrix.state_index(state);
    if (!row) throw Error::not_found(state + " has no ballots on record in this body");
    const auto ballot =
        wanted.is_string() ? views::code<views::Ballot>(wanted.get<std::string>()) : std::nullopt;
    if (!ballot)
      throw Error::usage(wanted.dump() + " is no ballot", std::string(views::legal_words<views::Ballot>()));
    if (matrix.ballot(*row, roll_call) != *ballot) return false;
  }
  return true;
}

/// `cast_by`: exactly these permanent members; `alone`: nobody else vetoed.
std::vector<Finding> ask_vetoes(const views::Record& record, const Question& question) {
  Json options = question.options;
  const bool only = flag_option(options, "alone");
  const bool jointly = flag_option(options, "joint");
  const Json ballots = take(options, "ballots");
  if (!options.contains("outcomes")) options["outcomes"] = Json::array({"vetoed"});
  const auto votes = votes_on_record(record, vote_rule_from(options),
                                     ballots.is_null() ? Needs::roll_calls : Needs::ballots);
  const auto& matrix = votes.matrix;
  std::vector<std::string> by;
  std::string members;
  if (!question.subjects.empty()) {
    auto asked = asked_states(record, question.subjects, votes);
    by = std::move(asked.subjects.states);
    members = std::move(asked.note);
  }

  Finding finding = start(question, by, votes.rule);
  finding.rule.words +=
      "; a veto is a permanent member's no on a substantive draft that had nine or more yes";
  if (only) finding.rule.words += "; cast by nobody else";
  if (jointly) finding.rule.words += "; cast together with another permanent member";
  if (only) finding.rule.data["alone"] = true;
  if (jointly) finding.rule.data["joint"] = true;
  if (!ballots.is_null()) {
    finding.rule.data["ballots"] = ballots;
    finding.rule.words += "; with these ballots of others: " + ballots.dump();
  }
  std::size_t count = 0;
  Json list = Json::array();
  for (const auto& veto : measures::vetoes(matrix, votes.selected())) {
    const bool all_in = std::all_of(by.begin(), by.end(), [&](const std::string& state) {
      return std::find(veto.cast_by.begin(), veto.cast_by.end(), state) != veto.cast_by.end();
    });
    if (!all_in || (only && veto.cast_by.size() != by.size()) || (jointly && veto.cast_by.size() < 2))
      continue;
    if (!cast_these(matrix, veto.roll_call, ballots)) continue;
    ++count;
    if (question.wanted == Wanted::numbers) continue;
    const auto& call = matrix.roll_calls()[veto.roll_call];
    finding.evidence.push_back(call.id);
    Json others = Json::object();
    for (const auto& member : measures::permanent_members()) {
      const auto row = matrix.state_index(member);
      if (row) others[member] = word(matrix.ballot(*row, veto.roll_call));
    }
    list.push_back({{"id", call.id},
                    {"date", call.date.iso()},
                    {"title", call.title},
                    {"cast_by", veto.cast_by},
                    {"permanent_members", others}});
  }
  finding.value = static_cast<double>(count);
  finding.unit = "vetoes";
  finding.numerator = static_cast<double>(count);
  finding.n = votes.selected().count();
  finding.details = {{"vetoes", list}};
  note_record(finding, votes, members, true);
  return just(std::move(finding));
}

std::vector<Finding> ask_companions(const views::Record& record, const Question& question) {
  Json options = question.options;
  const auto basis_word = word_option(options, "basis", {"alike", "opposed"}, "alike");
  if (!options.contains("contested")) options["contested"] = true;
  const VoteRule rule = vote_rule_from(options);
  const auto basis = basis_word == "opposed" ? measures::Basis::opposed : measures::Basis::alike;
  const auto votes = votes_on_record(record, rule, Needs::ballots);
  const auto asked = asked_states(record, question.subjects, votes);
  const auto& matrix = votes.matrix;
  const auto [seated, unseated] = by_seat(matrix, asked.subjects.states);
  // Where none of them has one, the names that were asked for are in the error.
  const auto& states = seated.empty() ? asked.subjects.states : seated;
  const auto company = measures::companions(matrix, votes.selected(), basis, states);
  std::vector<Finding> findings;
  for (const auto& companion : company.states) {
    auto who = states;
    who.push_back(companion.state);
    Finding finding = start(question, who, rule);
    finding.rule.data["basis"] = word(basis);
    finding.rule.words +=
        basis == measures::Basis::alike
            ? "; of the votes on which they cast one ballot, those on which the companion cast it too"
            : "; of the votes on which none of them voted yes, those on which the companion did not";
    if (const auto share = companion.share()) finding.value = *share;
    finding.unit = "share of roll calls";
    finding.numerator = static_cast<double>(companion.joined.count());
    finding.n = companion.exposure.count();
    finding.evidence = ids_if_wanted(question, matrix, companion.joined);
    finding.details = {{"companion", companion.state}, {"together", company.together.count()}};
    note_unseated(finding, unseated);
    note_record(finding, votes, asked.note, false);
    findings.push_back(std::move(finding));
  }
  if (findings.empty()) {
    findings.push_back(start(question, states, rule));
    findings.back().unit = "share of roll calls";
    note_unseated(findings.back(), unseated);
    note_record(findings.back(), votes, asked.note, false);
  }
  return findings;
}

}  // namespace

std::vector<Measure> vote_measures() {
  const std::string rule =
      "body, since, until, sessions, kinds, outcomes, natures, topics, agendas, ids, contested, abstention, "
      "absence";
  return {
      {{"votes.agreement", "how alike two states, or the members of a group, voted",
        "two or more states, or a group", rule + ", interval, seed"},
       ask_agreement},
      {{"votes.count", "how many roll calls a rule lets in", "none", rule}, ask_count},
      {{"votes.ballots", "on how many roll calls each of the states cast one of the ballots named", "states",
        rule + ", ballots"},
       ask_ballots},
      {{"votes.vetoes", "how many drafts permanent members vetoed, and what the others did",
        "none or permanent members", rule + ", alone, joint, ballots"},
       ask_vetoes},
      {{"votes.companions", "who else stands with these states, with exposure", "states", rule + ", basis"},
       ask_companions},
  };
}

}  // namespace blocs::findings
