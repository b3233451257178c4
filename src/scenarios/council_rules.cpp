#include "blocs/scenarios/council_rules.hpp"

#include <algorithm>
#include <set>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"

namespace blocs::scenarios {
namespace {

using views::Ballot;
using views::Nature;
using views::Outcome;

const Date kFirstMeeting{1946, 1, 17};
const Date kEnlarged{1966, 1, 1};
const Date kBeijingSeated{1971, 10, 25};

bool contains(const std::vector<std::string>& list, const std::string& state) {
  return std::find(list.begin(), list.end(), state) != list.end();
}

void check(const CouncilRule& rule, std::span<const MemberBallot> ballots) {
  std::set<std::string> seen;
  for (const auto& [state, ballot] : ballots) {
    if (ballot == Ballot::unknown || ballot == Ballot::no_seat) {
      throw Error::usage("the ballot of " + state + " is not known",
                         "each member votes yes or no, abstains or is absent");
    }
    if (!seen.insert(state).second) throw Error::usage(state + " has two ballots", "one ballot a member");
  }
  const std::string seats =
      std::to_string(ballots.size()) + " ballots for " + std::to_string(rule.members) + " seats";
  if (ballots.size() > rule.members) throw Error::usage(seats, "one ballot a member");
  if (ballots.size() < rule.members)
    throw Error(ErrorKind::undefined, seats, {}, "give every member's ballot");
}

void count(Decision& decision, Ballot ballot) {
  if (ballot == Ballot::yes) ++decision.yes;
  if (ballot == Ballot::no) ++decision.no;
  if (ballot == Ballot::abstain) ++decision.abstain;
  if (ballot == Ballot::absent) ++decision.absent;
}

}  // namespace

bool CouncilRule::is_permanent(const std::string& state) const {
  return contains(permanent, state);
}

CouncilRule council_rule_on(Date day) {
  if (day < kFirstMeeting) {
    throw Error::usage("there was no Security Council on " + day.iso(),
                       "it first met on " + kFirstMeeting.iso());
  }
  CouncilRule rule;
  if (day < kEnlarged) {
    rule.members = 11;
    rule.yes_needed = 7;
  }
  rule.permanent = {"FRA", "GBR", "RUS", "USA", day < kBeijingSeated ? "TWN" : "CHN"};
  std::sort(rule.permanent.begin(), rule.permanent.end());
  return rule;
}

Decision decide(const Draft& draft, std::span<const MemberBallot> ballots) {
  const CouncilRule rule = council_rule_on(draft.date);
  check(rule, ballots);
  Decision decision;
  decision.yes_needed = rule.yes_needed;
  std::vector<std::string> blockers;
  for (auto [state, ballot] : ballots) {
    if (contains(draft.parties_to_dispute, state) && (ballot == Ballot::yes || ballot == Ballot::no)) {
      decision.set_aside.push_back(state);
      ballot = Ballot::abstain;
    }
    count(decision, ballot);
    const bool may_block = draft.nature == Nature::substantive && rule.is_permanent(state);
    if (may_block && ballot == Ballot::no) blockers.push_back(state);
  }
  std::sort(blockers.begin(), blockers.end());
  if (decision.yes < rule.yes_needed) {
    decision.outcome = Outcome::failed;
    decision.short_by = rule.yes_needed - decision.yes;
    decision.would_have_blocked = std::move(blockers);
  } else if (!blockers.empty()) {
    decision.outcome = Outcome::vetoed;
    decision.vetoed_by = std::move(blockers);
  }
  return decision;
}

std::string in_words(const Decision& decision) {
  const auto named = [](const std::vector<std::string>& states) { return join(states, ", "); };
  std::string text = "adopted";
  if (decision.outcome == Outcome::vetoed) text = "vetoed by " + named(decision.vetoed_by);
  if (decision.outcome == Outcome::failed) {
    text = "not adopted, short by " + std::to_string(decision.short_by);
    if (!decision.would_have_blocked.empty()) {
      text += decision.would_have_blocked.size() == 1 ? "; the no of " : "; the noes of ";
      text += named(decision.would_have_blocked) + " would have blocked it as well";
    }
  }
  if (!decision.set_aside.empty()) {
    text += "; by Article 27(3) the ballot of " + named(decision.set_aside) + " counts as an abstention";
  }
  return text;
}

}  // namespace blocs::scenarios
