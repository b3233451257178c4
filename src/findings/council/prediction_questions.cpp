#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "../question_list.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/options.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/scenarios/backtest.hpp"
#include "blocs/scenarios/council_replay.hpp"
#include "blocs/scenarios/fillings.hpp"
#include "blocs/scenarios/outcome.hpp"
#include "fillings_said.hpp"

namespace blocs::findings {
namespace {

using scenarios::BallotChances;
using scenarios::DraftDescription;
using scenarios::MemberBallot;
using scenarios::PastVote;

constexpr std::array<const char*, 3> kBallots{"yes", "no", "abstain"};

template <typename Code>
Code code_of(const std::string& text) {
  const auto found = views::code<Code>(text);
  if (!found) throw Error::usage("\"" + text + "\" is none of " + std::string(views::legal_words<Code>()));
  return *found;
}

/// The members of a year, as the votes of that year show them.
std::vector<std::string> members_on(const std::vector<PastVote>& votes, Date day) {
  for (auto at = votes.rbegin(); at != votes.rend(); ++at) {
    if (at->draft.date.year() != day.year()) continue;
    std::vector<std::string> members;
    for (const auto& ballot : at->ballots) members.push_back(ballot.state);
    return members;
  }
  throw Error(ErrorKind::undefined,
              "no vote of " + std::to_string(day.year()) + " is on record, so its members are not known", {},
              "name all fifteen with members");
}

Date last_day(const std::vector<PastVote>& votes) {
  if (votes.empty())
    throw Error(ErrorKind::undefined, "the record holds no Council votes to learn from", {}, "import some");
  return votes.back().draft.date;
}

struct Prediction {
  DraftDescription draft;
  std::vector<BallotChances> members;
  scenarios::OutcomeChances outcome;
  std::vector<scenarios::Pivotality> pivots;
};

Json members_json(const Prediction& p) {
  Json list = Json::array();
  for (std::size_t m = 0; m < p.members.size(); ++m) {
    const auto& one = p.members[m];
    list.push_back({{"member", one.state},
                    {"yes", percent(one.yes)},
                    {"no", percent(one.no)},
                    {"abstain", percent(one.abstain)},
                    {"adopted_if_yes", percent(p.pivots[m].if_yes)},
                    {"adopted_if_no", percent(p.pivots[m].if_no)}});
  }
  return list;
}

Finding outcome_finding(const Question& question, const std::string& words, const std::string& name,
                        double chance) {
  Finding finding;
  finding.measure = question.measure;
  finding.rule = {words, question.options};
  finding.rule.data["part"] = name;
  finding.value = chance;
  finding.unit = "chance";
  return finding;
}

Finding member_finding(const Question& question, const std::string& words, const Prediction& p, std::size_t m,
                       const scenarios::BallotModel& model) {
  const auto& one = p.members[m];
  const std::array<double, 3> chances{one.yes, one.no, one.abstain};
  const auto likeliest =
      static_cast<std::size_t>(std::max_element(chances.begin(), chances.end()) - chances.begin());
  Finding finding = outcome_finding(question, words, "ballot", 0);
  finding.subjects = {one.state};
  finding.value = fmt::format("{} ({})", kBallots[likeliest], percent(chances[likeliest]));
  finding.unit = "ballot";
  finding.n = model.seen(one.state, p.draft.family);
  finding.details = {{"yes", one.yes},
                     {"no", one.no},
                     {"abstain", one.abstain},
                     {"adopted_if_yes", p.pivots[m].if_yes},
                     {"adopted_if_no", p.pivots[m].if_no},
                     {"adopted_if_abstains", p.pivots[m].if_abstain},
                     {"ballots_seen", model.seen(one.state)}};
  return finding;
}

std::string words_of(const DraftDescription& draft, const scenarios::ModelRule& rule, std::size_t learned) {
  return fmt::format(
      "{} {} on {} put to the vote on {}{}; ballots by member and topic, partially pooled, from {} earlier "
      "votes (half "
      "weight after {} years); one factor shared by all members, loading {}; then Article 27",
      word(draft.nature), word(draft.kind), draft.family, draft.date.iso(),
      draft.sponsors.empty() ? "" : ", sponsors " + join(draft.sponsors, ", "), learned, rule.half_life_years,
      rule.loading);
}

DraftDescription draft_from(const views::Record& record, Options& options,
                            const std::vector<PastVote>& votes) {
  DraftDescription draft;
  draft.date = options.date("on").value_or(last_day(votes).plus_days(1));
  draft.family = options.text("topic", "other");
  draft.item = options.text("agenda", "");
  draft.kind = code_of<views::Kind>(options.text("kind", "draft"));
  draft.nature = code_of<views::Nature>(options.text("nature", "substantive"));
  for (const auto& sponsor : options.list("sponsors", {})) {
    draft.sponsors.push_back(record.states().resolve(sponsor).code);
  }
  return draft;
}

void check_topic(const std::string& topic, const std::vector<PastVote>& votes) {
  std::vector<std::string> families;
  for (const auto& vote : votes) families.push_back(vote.draft.family);
  if (std::find(families.begin(), families.end(), topic) != families.end()) return;
  std::sort(families.begin(), families.end());
  families.erase(std::unique(families.begin(), families.end()), families.end());
  const auto near = did_you_mean(topic, families);
  throw Error::not_found("no earlier vote is on the topic \"" + topic + "\"",
                         near.empty() ? "topics on record: " + join(families, ", ") : near);
}

std::vector<std::string> evidence_of(const std::vector<PastVote>& votes, const DraftDescription& draft) {
  std::vector<std::string> ids;
  for (const auto& vote : votes) {
    if (vote.draft.date < draft.date && vote.draft.family == draft.family) ids.push_back(vote.id);
  }
  return ids;
}

std::vector<Finding> ask_predict(const views::Record& record, const Question& question) {
  Options options(question.options);
  const auto& matrix = record.roll_calls(views::Body::council);
  const auto votes = scenarios::past_votes(matrix);
  const auto found = scenarios::fillings(matrix);
  auto draft = draft_from(record, options, votes);
  for (const auto& filling : found) {
    if (filling.uneven()) scenarios::leave_out(filling.feature, draft);
  }
  auto names = options.list("members", {});
  options.allow("part");
  options.finish();
  check_topic(draft.family, votes);
  if (names.empty())
    names = members_on(votes, draft.date);
  else
    names = resolve(record, names, draft.date).states;

  scenarios::BallotModel model;
  model.learn(votes, draft.date);
  const auto rule = scenarios::council_rule_on(draft.date);
  Prediction p{draft, {}, {}, {}};
  for (const auto& state : names) {
    const auto c = model.chances(state, draft);
    p.members.push_back({state, c[0], c[1], 1 - c[0] - c[1], model.rule().loading});
  }
  p.outcome = scenarios::outcome_chances(p.members, rule, draft.nature);
  p.pivots = scenarios::pivotality(p.members, rule, draft.nature);

  const auto learned = static_cast<std::size_t>(std::count_if(
      votes.begin(), votes.end(), [&](const PastVote& vote) { return vote.draft.date < draft.date; }));
  const auto words = words_of(draft, model.rule(), learned);
  std::vector<Finding> findings{
      outcome_finding(question, words, "adopted", p.outcome.adopted),
      outcome_finding(question, words, "vetoed", p.outcome.vetoed),
      outcome_finding(question, words, "not adopted, short of votes", p.outcome.failed)};
  auto& main = findings.front();
  main.evidence = evidence_of(votes, draft);
  main.n = main.evidence.size();
  main.details = {{"members", members_json(p)},
                  {"yes_votes", p.outcome.yes_votes},
                  {"failed_and_blocked", p.outcome.failed_and_blocked},
                  {"quadrature_error", p.outcome.quadrature_error},
                  {"learned", learned}};
  main.caveats.push_back(
      "a draft's text is not known to the model: it predicts what is usual for such a topic");
  main.caveats.push_back(fmt::format("error of the integral over the shared factor: below {:.0e}",
                                     std::max(p.outcome.quadrature_error, 1e-12)));
  say_fillings(main, found);
  for (std::size_t m = 0; m < p.members.size(); ++m)
    findings.push_back(member_finding(question, words, p, m, model));
  return findings;
}

/// Ballots of a vote on record, or all yes, with what the question changes.
std::vector<MemberBallot> supposed_ballots(const views::Record& record, Options& options,
                                           const std::string& id, scenarios::Draft& draft) {
  const auto& matrix = record.roll_calls(views::Body::council);
  std::vector<MemberBallot> ballots;
  if (!id.empty()) {
    const auto at = matrix.roll_call_index(id);
    if (!at) throw Error::not_found("the record has no Council vote \"" + id + "\"");
    if (matrix.roll_calls()[*at].modality == views::Modality::without_vote) {
      throw Error(ErrorKind::undefined, id + " was adopted without a vote: it has no ballots to start from",
                  {}, "leave --id out: all members vote yes then");
    }
    draft.date = matrix.roll_calls()[*at].date;
    draft.nature = matrix.roll_calls()[*at].nature;
    ballots = scenarios::ballots_on(matrix, *at);
  } else {
    const auto votes = scenarios::past_votes(matrix);
    draft.date = options.date("on").value_or(last_day(votes));
    for (const auto& state : members_on(votes, draft.date)) ballots.push_back({state, views::Ballot::yes});
  }
  for (const auto ballot :
       {views::Ballot::yes, views::Ballot::no, views::Ballot::abstain, views::Ballot::absent}) {
    const auto names = options.list(std::string(word(ballot)), {});
    if (names.empty()) continue;
    for (const auto& state : resolve(record, names, draft.date).states) {
      const auto at = std::find_if(ballots.begin(), ballots.end(),
                                   [&](const MemberBallot& b) { return b.state == state; });
      if (at == ballots.end())
        throw Error::usage(state + " had no seat in the Council on " + draft.date.iso());
      at->ballot = ballot;
    }
  }
  return ballots;
}

std::vector<Finding> ask_whatif(const views::Record& record, const Question& question) {
  Options options(question.options);
  const std::string id = options.text("id", "");
  const std::string nature = options.text("nature", "");
  auto parties = options.list("parties_to_dispute", {});
  scenarios::Draft draft;
  options.allow("on");
  options.allow("part");
  const auto ballots = supposed_ballots(record, options, id, draft);
  options.finish();
  if (!nature.empty()) draft.nature = code_of<views::Nature>(nature);
  if (!parties.empty()) draft.parties_to_dispute = resolve(record, parties, draft.date).states;
  const auto decision = scenarios::decide(draft, ballots);
  const auto decisive = scenarios::decisive_members(draft, ballots);

  Finding finding;
  finding.measure = question.measure;
  finding.rule = {
      fmt::format("Article 27 on supposed ballots, {} matter, {}{}", word(draft.nature), draft.date.iso(),
                  id.empty() ? "; all others vote yes" : "; all others as on record in " + id),
      question.options};
  finding.rule.data["part"] = "outcome";
  finding.value = scenarios::in_words(decision);
  finding.unit = "outcome";
  finding.n = ballots.size();
  if (!id.empty()) finding.evidence = {id};
  finding.details = {{"yes", decision.yes},
                     {"no", decision.no},
                     {"abstain", decision.abstain},
                     {"absent", decision.absent},
                     {"outcome", word(decision.outcome)},
                     {"vetoed_by", decision.vetoed_by},
                     {"would_have_blocked", decision.would_have_blocked},
                     {"short_by", decision.short_by},
                     {"decisive", decisive}};
  Finding who = finding;
  who.rule.data["part"] = "members whose one change turns it";
  who.value = decisive.empty() ? std::string("none") : join(decisive, ", ");
  who.n = decisive.size();
  who.details = nullptr;
  return {finding, who};
}

}  // namespace

std::vector<Measure> prediction_measures() {
  return {{{"council.predict", "how members would vote on a draft, and the chances of its outcomes", "none",
            "topic, agenda, kind, nature, on, sponsors, members"},
           ask_predict},
          {{"council.whatif", "what Article 27 makes of supposed ballots, and whose change would turn it",
            "none", "id, on, nature, yes, no, abstain, absent, parties_to_dispute"},
           ask_whatif}};
}

}  // namespace blocs::findings
