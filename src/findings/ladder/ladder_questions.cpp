// The ladder of a group: every rung, how it moves over the counting rules and over time, who holds the group
// up and who is its weak member, and other groups beside it. There is no score: the rungs stand side by side.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "../meetings/meeting_ask.hpp"
#include "../question_list.hpp"
#include "../units.hpp"
#include "../votes/vote_ask.hpp"
#include "../words.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "ladder.hpp"

namespace blocs::findings {
namespace {

constexpr std::size_t kMostInFull = 12;

struct Asked {
  const views::Record& record;
  Subjects subjects;
  LadderRule rule;
  VoteStanding votes;
};

std::string ladder_words(const LadderRule& rule) {
  return fmt::format("{}; treaties in force on {}{}; votes above {:.0f} % of groups{}",
                     findings::in_words(rule.meetings), rule.meetings.period.until->iso(),
                     rule.binding ? ", binding ones" : ", texts without force of law too",
                     100 * rule.percentile, rule.corrected ? ", chance taken out" : "");
}

Json ladder_data(const LadderRule& rule) {
  Json data = to_options(rule.meetings);
  data["binding"] = rule.binding;
  data["percentile"] = std::lround(100 * rule.percentile);
  data["corrected"] = rule.corrected;
  return data;
}

LadderRule rule_from(const views::Record& record, Json& options) {
  LadderRule rule;
  if (const auto on = text_option(options, "on", ""); !on.empty()) options["until"] = on;
  const auto percentile = count_option(options, "percentile", 90);
  if (percentile < 50 || percentile > 99) throw Error::usage("a percentile from 50 to 99", "--percentile 90");
  rule.percentile = static_cast<double>(percentile) / 100;
  rule.binding = flag_option(options, "binding", rule.binding);
  rule.corrected = flag_option(options, "corrected", rule.corrected);
  rule.threads = count_option(options, "threads", 0);
  rule.meetings = meeting_rule_from(options);
  auto& period = rule.meetings.period;
  if (!period.since) period.since = Date(2022, 1, 1);
  if (!period.until) {
    const auto& frames = record.meetings().frames;
    const auto& rows = record.meetings().rows;
    Date last(2025, 9, 26);
    if (!rows.empty()) last = rows.back().start;
    for (const auto& frame : frames)
      last = &frame == &frames.front() ? frame.until : std::max(last, frame.until);
    period.until = std::max(last, *period.since);
  }
  return rule;
}

Finding rung_finding(const Asked& asked, const Rung& rung) {
  Finding finding;
  finding.measure = "ladder.rung";
  finding.subjects = asked.subjects.states;
  finding.value = std::string(word(rung.judgement));
  finding.unit = "judgement";
  finding.rule = {ladder_words(asked.rule), ladder_data(asked.rule)};
  finding.rule.data["part"] = rung.id;
  finding.evidence = rung.evidence;
  finding.n = rung.groups ? *rung.groups : rung.evidence.size();
  finding.details = {{"title", rung.title},
                     {"criterion", rung.criterion},
                     {"in_favour", rung.in_favour},
                     {"against", rung.against},
                     {"findings", rung.findings}};
  return finding;
}

/// The choices of the grid; a rung moves only with those that concern it.
std::vector<LadderRule> grid(const LadderRule& rule) {
  std::vector<LadderRule> rules;
  using views::Frame;
  using views::Rank;
  for (const auto rank :
       {Rank::minister, Rank::deputy_minister, Rank::deputy_prime_minister, Rank::head_of_government}) {
    for (const auto sides : {measures::Sides::both, measures::Sides::any}) {
      for (const bool sidelines : {true, false}) {
        for (const bool binding : {true, false}) {
          LadderRule one = rule;
          one.meetings.min_rank = rank;
          one.meetings.ranks.clear();
          one.meetings.sides = sides;
          one.meetings.frames = {Frame::bilateral, Frame::trilateral};
          if (sidelines) one.meetings.frames.push_back(Frame::sidelines);
          one.binding = binding;
          rules.push_back(one);
        }
      }
    }
  }
  return rules;
}

std::vector<Rung> judge_all(const Asked& asked, const LadderRule& rule, const VoteStanding& votes) {
  const auto& states = asked.subjects.states;
  return judge(asked.record, states, rule, votes, pair_ties(asked.record, states, rule));
}

/// Under how many rules of the grid each rung holds, holds in part, fails ...
Json under_rules(const Asked& asked) {
  std::map<std::string, std::map<std::string, std::size_t>> counts;
  std::vector<std::string> order;
  const auto rules = grid(asked.rule);
  for (const auto& rule : rules) {
    for (const auto& rung : judge_all(asked, rule, asked.votes)) {
      if (rung.id == "votes") continue;
      if (std::find(order.begin(), order.end(), rung.id) == order.end()) order.push_back(rung.id);
      ++counts[rung.id][std::string(word(rung.judgement))];
    }
  }
  for (const bool corrected : {true, false}) {
    for (const double percentile : {0.75, 0.9, 0.95}) {
      LadderRule rule = asked.rule;
      rule.corrected = corrected;
      rule.percentile = percentile;
      const auto rung = judge_all(asked, rule, asked.votes).front();
      ++counts["votes"][std::string(word(rung.judgement))];
    }
  }
  order.insert(order.begin(), "votes");
  Json list = Json::array();
  for (const auto& id : order) {
    Json row{{"rung", id}};
    std::size_t all = 0;
    for (const auto& [what, n] : counts[id]) all += n;
    for (const char* what : {"holds", "partly", "fails", "cannot_tell", "not_observed"})
      row[what] = counts[id].contains(what) ? counts[id].at(what) : 0;
    row["rules"] = all;
    list.push_back(std::move(row));
  }
  return list;
}

/// Half-years of the period, each judged by itself.
Json band(const Asked& asked) {
  Json list = Json::array();
  const Period whole = asked.rule.meetings.period;
  for (Date day = *whole.since; day <= *whole.until;) {
    const Date end = day.month() <= 6 ? Date(day.year(), 6, 30) : Date(day.year(), 12, 31);
    LadderRule rule = asked.rule;
    rule.meetings.period = {day, std::min(end, *whole.until)};
    const auto votes = vote_standing(asked.record, asked.subjects.states, rule.meetings.period, rule.threads);
    Json row{{"half_year", period_label(day, "half")}};
    for (const auto& rung : judge_all(asked, rule, votes)) row[rung.id] = word(rung.judgement);
    list.push_back(std::move(row));
    day = end.plus_days(1);
  }
  return list;
}

Json pair_rows(const std::vector<PairTie>& pairs) {
  Json list = Json::array();
  for (const auto& pair : pairs) {
    list.push_back({{"pair", pair.words()},
                    {"meetings", pair.meetings_observed ? Json(pair.meetings) : Json()},
                    {"with_agreement", pair.meetings_observed ? Json(pair.agreed) : Json()},
                    {"treaties", join(pair.treaty_ids, " ")},
                    {"mutual_defence", pair.defence}});
  }
  return list;
}

std::vector<PairTie> without(const std::vector<PairTie>& pairs, const std::string& state) {
  std::vector<PairTie> left;
  std::copy_if(pairs.begin(), pairs.end(), std::back_inserter(left),
               [&](const PairTie& pair) { return pair.a != state && pair.b != state; });
  return left;
}

/// Each member's share in its pairs, and how the rungs stand without it.
Json member_rows(const Asked& asked, const std::vector<PairTie>& pairs, const std::vector<Rung>& rungs) {
  Json list = Json::array();
  for (const auto& state : asked.subjects.states) {
    std::size_t full = 0, own = 0, meetings = 0;
    for (const auto& pair : pairs) {
      if (pair.a != state && pair.b != state) continue;
      ++own;
      full += pair.met() && pair.signed_something() ? 1 : 0;
      meetings += pair.meetings;
    }
    Json row{{"state", state},
             {"pairs_met_and_signed", fmt::format("{} of {}", full, own)},
             {"meetings", meetings}};
    std::string moved;
    if (asked.subjects.states.size() > 2) {
      auto others = asked.subjects.states;
      std::erase(others, state);
      const auto votes =
          asked.votes.why.empty()
              ? vote_standing(asked.record, others, asked.rule.meetings.period, asked.rule.threads)
              : asked.votes;
      for (const auto& rung : judge(asked.record, others, asked.rule, votes, without(pairs, state))) {
        const auto at =
            std::find_if(rungs.begin(), rungs.end(), [&](const Rung& r) { return r.id == rung.id; });
        if (at == rungs.end() || at->judgement == rung.judgement) continue;
        moved += fmt::format("{}{} {} to {}", moved.empty() ? "" : "; ", rung.id, word(at->judgement),
                             word(rung.judgement));
      }
    }
    row["without_it"] = moved.empty() ? "no rung moves" : moved;
    list.push_back(std::move(row));
  }
  return list;
}

/// Who is weak: the member with the fewest pairs that met and signed, then the fewest meetings; all that are
/// level are named.
std::string weak_words(const Asked& asked, const std::vector<PairTie>& pairs) {
  const bool observed =
      std::all_of(pairs.begin(), pairs.end(), [](const PairTie& p) { return p.meetings_observed; });
  if (!observed || asked.subjects.states.size() < 3) return "";
  using Held = std::pair<std::size_t, std::size_t>;
  std::vector<Held> held;
  for (const auto& state : asked.subjects.states) {
    Held has{0, 0};
    for (const auto& pair : pairs) {
      if (pair.a != state && pair.b != state) continue;
      has.first += pair.met() && pair.signed_something() ? 1 : 0;
      has.second += pair.meetings;
    }
    held.push_back(has);
  }
  const auto [least, most] = std::minmax_element(held.begin(), held.end());
  const auto with = [](const Held& has) {
    return fmt::format("{} of its pairs met and signed, {}", has.first,
                       with_unit(static_cast<double>(has.second), "meetings"));
  };
  if (*least == *most) return "no member is weaker than another: of each " + with(*least);
  std::vector<std::string> weak, strong;
  for (std::size_t i = 0; i < held.size(); ++i) {
    const auto name = asked.record.states().name(asked.subjects.states[i]);
    if (held[i] == *least) weak.push_back(name);
    if (held[i] == *most) strong.push_back(name);
  }
  return fmt::format("the weak member{} {} ({}{}), the one{} {} ({}{})", weak.size() == 1 ? " is" : "s are",
                     and_list(weak), weak.size() == 1 ? "" : "each ", with(*least),
                     strong.size() == 1 ? " that holds most pairs" : "s that hold most pairs",
                     and_list(strong), strong.size() == 1 ? "" : "each ", with(*most));
}

Finding summary(const Asked& asked, const std::vector<Rung>& rungs, const std::vector<PairTie>& pairs,
                bool parts) {
  Finding finding;
  finding.measure = "ladder.rungs";
  finding.subjects = asked.subjects.states;
  finding.rule = {ladder_words(asked.rule), ladder_data(asked.rule)};
  finding.rule.data["part"] = "rungs that hold";
  finding.unit = "rungs, side by side: no score";
  std::size_t holds = 0;
  Json list = Json::array();
  for (const auto& rung : rungs) {
    holds += rung.judgement == Judgement::holds ? 1 : 0;
    list.push_back({{"rung", rung.title},
                    {"judged", spaced(word(rung.judgement))},
                    {"for", join(rung.in_favour, "; ")},
                    {"against", join(rung.against, "; ")}});
  }
  finding.value = fmt::format("{} of {}", holds, rungs.size());
  finding.n = rungs.size();
  finding.details = {{"rungs", list}};
  if (asked.subjects.states.size() > kMostInFull) {
    finding.caveats.push_back(fmt::format(
        "for more than {} members the rule grid, half-years and members are left out", kMostInFull));
  } else if (parts) {
    finding.details["under other counting rules"] = under_rules(asked);
    finding.details["by half-year"] = band(asked);
    finding.details["pairs"] = pair_rows(pairs);
    finding.details["members"] = member_rows(asked, pairs, rungs);
  }
  if (const auto weak = weak_words(asked, pairs); !weak.empty()) finding.caveats.push_back(weak);
  finding.caveats.push_back(
      "a count of rungs is no score: which rung holds says more than how many (docs/ladder.md)");
  const auto coverage = meeting_coverage(asked.record, asked.subjects.states, asked.rule.meetings);
  if (!coverage.why_not.empty()) finding.caveats.push_back(coverage.why_not);
  finding.caveats.insert(finding.caveats.end(), coverage.caveats.begin(), coverage.caveats.end());
  return finding;
}

Asked asked_of(const views::Record& record, const std::vector<std::string>& names, const LadderRule& rule) {
  auto subjects = resolve(record, names, *rule.meetings.period.until);
  std::sort(subjects.states.begin(), subjects.states.end());
  if (subjects.states.size() < 2)
    throw Error::usage("a ladder needs two members or more", "CRINK, or CHN RUS IRN");
  const auto votes = vote_standing(record, subjects.states, rule.meetings.period, rule.threads);
  return {record, std::move(subjects), rule, votes};
}

std::vector<Finding> ask_ladder(const views::Record& record, const Question& question) {
  Json options = question.options;
  take(options, "part");
  const bool with_basis = flag_option(options, "basis");
  const auto rule = rule_from(record, options);
  const Asked asked = asked_of(record, question.subjects, rule);
  const auto pairs = pair_ties(record, asked.subjects.states, rule);
  auto rungs = judge(record, asked.subjects.states, rule, asked.votes, pairs);
  std::vector<Finding> findings{summary(asked, rungs, pairs, question.parts)};
  std::vector<Finding> basis = asked.votes.ranks;
  if (asked.subjects.states.size() <= kMostInFull) {
    for (auto& finding : ladder_basis(record, asked.subjects.states, rule, rungs))
      basis.push_back(std::move(finding));
  }
  for (const auto& rung : rungs) findings.push_back(rung_finding(asked, rung));
  if (with_basis) findings.insert(findings.end(), basis.begin(), basis.end());
  return findings;
}

/// Name and size, short enough for a table.
std::string label_of(const Subjects& subjects) {
  constexpr std::size_t kNamed = 6, kLong = 40;
  const std::size_t n = subjects.states.size();
  if (n <= kNamed || subjects.name.size() < kLong) return fmt::format("{} ({})", subjects.name, n);
  const std::vector<std::string> first(subjects.states.begin(), subjects.states.begin() + kNamed);
  return fmt::format("{} and {} more ({})", join(first, "-"), n - kNamed, n);
}

Json rung_row(const Asked& asked) {
  Json row{{"group", label_of(asked.subjects)}};
  for (const char* id :
       {"votes", "pairs", "all-pairs", "triples", "whole", "body", "defence-some", "defence-all"})
    row[id] = "–";
  for (const auto& rung : judge_all(asked, asked.rule, asked.votes))
    row[rung.id] = spaced(word(rung.judgement));
  return row;
}

/// The groups to stand beside: those named, or well-known ones as far as the record has them.
std::vector<std::vector<std::string>> beside(const views::Record& record, const Question& question,
                                             const std::optional<std::vector<std::string>>& named) {
  std::vector<std::vector<std::string>> groups;
  if (named) {
    for (const auto& name : *named) groups.push_back({name});
    return groups;
  }
  for (const char* name : {"BRICS", "SCO", "Quad", "AUKUS", "Nordic5", "CSTO", "NATO"}) {
    if (record.memberships().find(name) != nullptr && question.subjects != std::vector<std::string>{name})
      groups.push_back({name});
  }
  return groups;
}

/// The group beside others, each rung in a row.
std::vector<Finding> ask_compare(const views::Record& record, const Question& question) {
  Json options = question.options;
  const auto named = list_option(options, "beside");
  const auto rule = rule_from(record, options);
  Finding finding;
  finding.measure = "ladder.compare";
  finding.subjects = question.subjects;
  finding.rule = {ladder_words(rule), ladder_data(rule)};
  if (named) finding.rule.data["beside"] = *named;
  finding.unit = "groups beside each other";
  Json rows = Json::array();
  if (!question.subjects.empty()) rows.push_back(rung_row(asked_of(record, question.subjects, rule)));
  for (const auto& names : beside(record, question, named)) {
    try {
      rows.push_back(rung_row(asked_of(record, names, rule)));
    } catch (const Error& error) {
      // A well-known group may have no members yet on the day; one that was asked for has to be there.
      if (error.kind() != ErrorKind::not_found || named) throw;
      finding.caveats.push_back(names.front() + " is left out: " + error.message());
    }
  }
  finding.value = static_cast<double>(rows.size());
  finding.n = rows.size();
  finding.details = {{"groups", rows}};
  finding.caveats.push_back(
      "the others are shown as comparisons, as far as the data speak, not as answers to hit");
  return just(std::move(finding));
}

}  // namespace

std::vector<Measure> ladder_measures() {
  const std::string rule = std::string(kMeetingRuleOptions) + ", on, binding, percentile, corrected, threads";
  return {{{"ladder.rungs", "on which rungs between pairs and a bloc a group stands, each judged by itself",
            "a group, or two or more states", rule + ", basis"},
           ask_ladder},
          {{"ladder.compare", "the rungs of a group beside those of well-known ones", "a group, or none",
            rule + ", beside"},
           ask_compare}};
}

}  // namespace blocs::findings
