// Each rung of the ladder with its criterion, as docs/ladder.md has it.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "../meetings/group_meetings.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/measures/commitments.hpp"
#include "ladder.hpp"

namespace blocs::findings {
namespace {

std::vector<std::string> words_of(const std::vector<const PairTie*>& pairs) {
  std::vector<std::string> words;
  for (const auto* pair : pairs) words.push_back(pair->words());
  return words;
}

std::vector<const PairTie*> those(const std::vector<PairTie>& pairs,
                                  const std::function<bool(const PairTie&)>& hold) {
  std::vector<const PairTie*> found;
  for (const auto& pair : pairs) {
    if (hold(pair)) found.push_back(&pair);
  }
  return found;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Judgement judged_by_share(std::size_t holding, std::size_t all) {
  if (holding == all) return Judgement::holds;
  return 2 * holding >= all && holding > 0 ? Judgement::partly : Judgement::fails;
}

Rung votes_rung(const VoteStanding& votes, const LadderRule& rule) {
  Rung rung{"votes",
            "Votes alike beyond the base rate",
            fmt::format("mean agreement of the pairs{} on contested Assembly votes above {:.0f} % of all "
                        "groups of the size; "
                        "partly: above three quarters of them",
                        rule.corrected ? ", chance taken out (squared kappa)," : "", 100 * rule.percentile),
            Judgement::not_observed,
            {},
            {},
            {},
            {}};
  for (const auto& rank : votes.ranks) rung.findings.push_back(rank.id);
  const auto& standing = rule.corrected ? votes.corrected : votes.raw;
  if (!votes.observed) {
    rung.against.push_back("not observed: " + votes.why);
    return rung;
  }
  rung.groups = votes.groups;
  if (!votes.in_words.empty()) rung.in_favour.push_back(votes.in_words);
  if (!votes.why.empty() || !standing) {
    rung.judgement = Judgement::cannot_tell;
    rung.against.push_back(votes.why.empty() ? "a member has too few votes in common with the others"
                                             : votes.why);
    return rung;
  }
  rung.judgement = *standing > rule.percentile ? Judgement::holds
                   : *standing > 0.75          ? Judgement::partly
                                               : Judgement::fails;
  if (rung.judgement != Judgement::holds) std::swap(rung.in_favour, rung.against);
  return rung;
}

/// A rung about pairs that meet and sign, where meetings are observed.
/// All names; of more than twelve states have pairs only the first twenty, and how many more: the evidence
/// has them all.
std::string listed(std::vector<std::string> names) {
  constexpr std::size_t kAll = 66, kShown = 20;
  if (names.size() <= kAll) return join(names, ", ");
  const auto more = names.size() - kShown;
  names.resize(kShown);
  return fmt::format("{} and {} more", join(names, ", "), more);
}

Rung pairs_rung(const std::vector<PairTie>& pairs, bool all) {
  Rung rung{
      all ? "all-pairs" : "pairs",
      all ? "All pairs meet and sign" : "Pairs meet and sign",
      all ? "every pair met on its own and has something agreed or a treaty in force; partly: half of them"
          : "at least one pair met on its own and has something agreed or a treaty in force; partly: met or "
            "signed",
      Judgement::not_observed,
      {},
      {},
      {},
      {}};
  const auto observed = those(pairs, [](const PairTie& p) { return p.meetings_observed; });
  if (observed.size() < pairs.size()) {
    rung.against.push_back(
        fmt::format("meetings are observed for {} of {} pairs", observed.size(), pairs.size()));
    if (all || observed.empty()) return rung;
  }
  const auto both = those(pairs, [](const PairTie& p) { return p.met() && p.signed_something(); });
  const auto either = those(pairs, [](const PairTie& p) { return p.met() || p.signed_something(); });
  const auto short_of = those(pairs, [](const PairTie& p) { return !(p.met() && p.signed_something()); });
  rung.judgement = all               ? judged_by_share(both.size(), pairs.size())
                   : !both.empty()   ? Judgement::holds
                   : !either.empty() ? Judgement::partly
                                     : Judgement::fails;
  if (!both.empty())
    rung.in_favour.push_back(
        fmt::format("{} of {} pairs met and signed: {}", both.size(), pairs.size(), listed(words_of(both))));
  if (!short_of.empty())
    rung.against.push_back(fmt::format("{} of {} did not do both: {}", short_of.size(), pairs.size(),
                                       listed(words_of(short_of))));
  for (const auto* pair : both) {
    append(rung.evidence, pair->meeting_ids);
    append(rung.evidence, pair->treaty_ids);
  }
  return rung;
}

Rung sets_rung(const views::Record& record, const GroupMeetings& meetings, std::size_t size, bool whole) {
  Rung rung{whole ? "whole" : "triples",
            whole ? "The whole meets" : "Triples meet",
            whole ? "all members met on their own, at least once; partly: all of them in one formal session "
                    "among others"
                  : "every triple met on its own; partly: at least one did",
            Judgement::not_observed,
            {},
            {},
            {},
            {}};
  if (!meetings.coverage.observed) {
    rung.against.push_back(meetings.coverage.why_not);
    return rung;
  }
  const auto sets = meetings.of_size(size);
  std::vector<std::string> met, never;
  for (const auto* set : sets) {
    const std::string name = set_words(meetings.graph, set->members);
    if (set->rows.empty()) {
      never.push_back(name);
      continue;
    }
    met.push_back(fmt::format("{} ({})", name, set->rows.size()));
    append(rung.evidence, meeting_ids(record.meetings(), set->rows));
  }
  rung.judgement = met.size() == sets.size() ? Judgement::holds
                   : met.empty()             ? Judgement::fails
                                             : Judgement::partly;
  if (!met.empty()) rung.in_favour.push_back("met on their own: " + join(met, ", "));
  if (!never.empty()) rung.against.push_back("never on their own: " + join(never, ", "));
  return rung;
}

/// Formal sessions and events at which all were present among others.
void add_sessions(Rung& rung, const views::Record& record, const std::vector<std::string>& states,
                  const LadderRule& rule) {
  auto among_others = rule.meetings;
  among_others.exactly = false;
  among_others.min_rank = views::Rank::unknown;
  among_others.ranks.clear();
  for (const auto frame : {views::Frame::multilateral_session, views::Frame::co_attendance}) {
    among_others.frames = {frame};
    const auto found = measures::count_meetings(record.meetings(), among_others, states);
    if (found.rows.empty()) continue;
    const auto ids = meeting_ids(record.meetings(), found.rows);
    if (frame == views::Frame::co_attendance) {
      rung.against.push_back("at one event without a meeting of their own, which does not count: " +
                             join(ids, ", "));
    } else {
      if (rung.judgement == Judgement::fails) rung.judgement = Judgement::partly;
      rung.in_favour.push_back("in a session among others: " + join(ids, ", "));
      append(rung.evidence, ids);
    }
  }
}

/// How many members a group has on a day.
std::size_t size_on(const views::Record& record, const std::string& group, Date day) {
  return record.memberships().members(group, day).size();
}

Rung body_rung(const views::Record& record, const std::vector<std::string>& states, const LadderRule& rule) {
  constexpr std::size_t kOpenBody = 60;
  Rung rung{"body",
            "A shared body or text",
            "a treaty to which all are parties, or a body of which they are at least half; partly: a wider "
            "body of fewer "
            "than 60 members, or a text without force of law",
            Judgement::fails,
            {},
            {},
            {},
            {}};
  const Date day = *rule.meetings.period.until;
  for (const auto& shared :
       measures::shared_treaties(record.commitments(), record.memberships(), states, day)) {
    const auto& treaty = record.commitments().treaties[shared.treaty];
    rung.evidence.push_back(treaty.id);
    rung.in_favour.push_back((treaty.binding ? "treaty: " : "text without force of law: ") + treaty.name);
    if (treaty.binding || !rule.binding) rung.judgement = Judgement::holds;
    if (rung.judgement == Judgement::fails) rung.judgement = Judgement::partly;
  }
  for (const auto row : measures::shared_memberships(record.memberships(), states, day)) {
    const auto& place = record.memberships().rows[row];
    const std::size_t size = size_on(record, place.group, day);
    if (size >= kOpenBody) {
      rung.against.push_back(fmt::format("{} has {} members and says little", place.group, size));
      continue;
    }
    rung.evidence.push_back(place.id);
    rung.in_favour.push_back(fmt::format("all are members of {} ({} members)", place.group, size));
    if (2 * states.size() >= size) rung.judgement = Judgement::holds;
    if (rung.judgement == Judgement::fails) rung.judgement = Judgement::partly;
  }
  if (rung.in_favour.empty()) rung.against.push_back("no body or text on record has all of them");
  const bool memberships = std::any_of(record.memberships().rows.begin(), record.memberships().rows.end(),
                                       [](const views::Membership&) { return true; });
  if (!memberships && record.commitments().treaties.empty()) rung.judgement = Judgement::not_observed;
  return rung;
}

Rung defence_rung(const std::vector<PairTie>& pairs, const std::vector<std::string>& unseen, bool all) {
  Rung rung{all ? "defence-all" : "defence-some",
            all ? "Mutual defence in all pairs" : "Mutual defence in some pairs",
            all ? "a mutual defence provision in force between every pair; partly: between half of them"
                : "a mutual defence provision in force between at least one pair; partly: a duty to consult "
                  "on threats",
            Judgement::fails,
            {},
            {},
            {},
            {}};
  const auto bound = those(pairs, [](const PairTie& p) { return p.defence; });
  const auto free = those(pairs, [](const PairTie& p) { return !p.defence; });
  const auto consult = those(pairs, [](const PairTie& p) { return !p.defence && p.consultation; });
  if (!bound.empty())
    rung.in_favour.push_back(
        fmt::format("{} of {} pairs: {}", bound.size(), pairs.size(), listed(words_of(bound))));
  if (!consult.empty()) rung.in_favour.push_back("duty to consult on threats: " + listed(words_of(consult)));
  if (!free.empty())
    rung.against.push_back(
        fmt::format("none on record for {} of {}: {}", free.size(), pairs.size(), listed(words_of(free))));
  for (const auto* pair : bound) append(rung.evidence, pair->defence_ids);
  if (all) {
    rung.judgement = judged_by_share(bound.size(), pairs.size());
  } else {
    rung.judgement = !bound.empty()     ? Judgement::holds
                     : !consult.empty() ? Judgement::partly
                                        : Judgement::fails;
  }
  if (rung.judgement != Judgement::holds && !unseen.empty()) {
    rung.judgement = bound.empty() ? Judgement::not_observed : Judgement::cannot_tell;
    rung.against.push_back("the record, whose treaties are selected, names none of " + listed(unseen));
  }
  return rung;
}

void look_at_treaties(const views::Commitments& commitments, const measures::TreatiesOn& treaties,
                      PairTie& pair, const LadderRule& rule) {
  const Date day = *rule.meetings.period.until;
  for (const auto& shared : treaties.shared({pair.a, pair.b})) {
    const auto& treaty = commitments.treaties[shared.treaty];
    if (rule.binding && !treaty.binding) continue;
    pair.treaty_ids.push_back(treaty.id);
    for (const auto& provision : commitments.provisions) {
      if (provision.treaty != treaty.id) continue;
      if (provision.obligation == "mutual_defence" && provision.binds_on(pair.a, day) &&
          provision.binds_on(pair.b, day)) {
        pair.defence = true;
        pair.defence_ids.push_back(provision.id);
      }
      if (provision.obligation == "consultation_on_threat" || provision.obligation == "consultation")
        pair.consultation = true;
    }
  }
}

}  // namespace

std::string_view word(Judgement judgement) {
  switch (judgement) {
    case Judgement::holds:
      return "holds";
    case Judgement::partly:
      return "partly";
    case Judgement::fails:
      return "fails";
    case Judgement::cannot_tell:
      return "cannot_tell";
    case Judgement::not_observed:
      return "not_observed";
  }
  return "";
}

std::vector<PairTie> pair_ties(const views::Record& record, const std::vector<std::string>& states,
                               const LadderRule& rule) {
  std::vector<PairTie> pairs;
  const auto& meetings = record.meetings();
  const measures::TreatiesOn treaties(record.commitments(), record.memberships(),
                                      *rule.meetings.period.until);
  for (std::size_t i = 0; i < states.size(); ++i) {
    for (std::size_t j = i + 1; j < states.size(); ++j) {
      PairTie pair;
      pair.a = states[i];
      pair.b = states[j];
      const auto coverage = meeting_coverage(record, {pair.a, pair.b}, rule.meetings);
      pair.meetings_observed = coverage.observed.has_value();
      if (pair.meetings_observed) {
        auto exact = rule.meetings;
        exact.exactly = true;
        auto found = measures::count_meetings(meetings, exact, {pair.a, pair.b});
        std::erase_if(found.rows,
                      [&](std::size_t row) { return !coverage.covers(meetings.rows[row].sampling_frame); });
        pair.meetings = found.rows.size();
        pair.meeting_ids = meeting_ids(meetings, found.rows);
        for (const auto row : found.rows) pair.agreed += meetings.rows[row].agreements.empty() ? 0 : 1;
      }
      look_at_treaties(record.commitments(), treaties, pair, rule);
      pairs.push_back(std::move(pair));
    }
  }
  return pairs;
}

std::vector<Rung> judge(const views::Record& record, const std::vector<std::string>& states,
                        const LadderRule& rule, const VoteStanding& votes,
                        const std::vector<PairTie>& pairs) {
  const Date day = *rule.meetings.period.until;
  std::vector<Rung> rungs{votes_rung(votes, rule), pairs_rung(pairs, false), pairs_rung(pairs, true)};
  if (states.size() >= 3 && states.size() <= 12) {
    auto own = rule.meetings;
    if (std::find(own.frames.begin(), own.frames.end(), views::Frame::multilateral_session) ==
        own.frames.end())
      own.frames.push_back(views::Frame::multilateral_session);  // a session of exactly these is their own
    const auto meetings = group_meetings(record, states, own);
    if (states.size() > 3) rungs.push_back(sets_rung(record, meetings, 3, false));
    rungs.push_back(sets_rung(record, meetings, states.size(), true));
    if (meetings.coverage.observed) add_sessions(rungs.back(), record, states, rule);
  } else if (states.size() > 12) {
    for (const bool whole : {false, true}) {
      GroupMeetings none;
      none.coverage.why_not = "not observed: sets of more than 12 states are not listed";
      rungs.push_back(sets_rung(record, none, 3, whole));
    }
  }
  rungs.push_back(body_rung(record, states, rule));
  const auto unseen = measures::unnamed(record.commitments(), record.memberships(), states, day);
  rungs.push_back(defence_rung(pairs, unseen, false));
  rungs.push_back(defence_rung(pairs, unseen, true));
  return rungs;
}

}  // namespace blocs::findings
