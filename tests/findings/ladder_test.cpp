#include "findings/ladder/ladder.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "blocs/core/error.hpp"
#include "blocs/core/random.hpp"
#include "blocs/findings/question.hpp"
#include "blocs/measures/pair_measures.hpp"
#include "support/casebook_record.hpp"
#include "support/fixed_record.hpp"

// The rungs on records made by hand: four states, a table of meetings that follows them, what is put in, and
// no more.

namespace blocs::findings {
namespace {

using views::Frame;
using views::Rank;

const std::vector<std::string> kFour{"AAA", "BBB", "CCC", "DDD"};
const std::vector<std::pair<std::string, std::string>> kPairs{{"AAA", "BBB"}, {"AAA", "CCC"}, {"AAA", "DDD"},
                                                              {"BBB", "CCC"}, {"BBB", "DDD"}, {"CCC", "DDD"}};

struct Made {
  sources::Harvest harvest;

  explicit Made(const std::vector<std::string>& followed = kFour) {
    for (const auto& code : kFour) state(code);
    views::SamplingFrame frame;
    frame.id = "F";
    frame.states = followed;
    frame.since = Date(2022, 1, 1);
    frame.until = Date(2025, 12, 31);
    harvest.meeting_frames.push_back(frame);
  }
  void state(const std::string& code) {
    sources::StateRow row;
    row.code = row.name = code;
    row.region = "Asia";
    harvest.states.push_back(row);
  }
  void meet(const std::vector<std::string>& states, const std::string& agreed = "",
            Frame frame = Frame::bilateral) {
    views::Meeting meeting;
    meeting.id = "M" + std::to_string(harvest.meetings.size());
    meeting.start = meeting.end = Date(2024, 5, 1);
    for (const auto& state : states) meeting.attendance.push_back({state, Rank::head_of_state});
    meeting.frame = frame;
    meeting.participants_complete = frame != Frame::co_attendance;
    meeting.agreements = agreed;
    meeting.sampling_frame = "F";
    harvest.meetings.push_back(meeting);
  }
  void treaty(const std::vector<std::string>& parties, const std::string& obligation, bool binding = true) {
    views::Treaty treaty;
    treaty.id = treaty.name = "T" + std::to_string(harvest.treaties.size());
    treaty.parties = parties;
    treaty.signed_on = treaty.in_force = LooseDate::parse("2000-01-01");
    treaty.binding = binding;
    harvest.treaties.push_back(treaty);
    views::Provision provision;
    provision.id = treaty.id + "/1";
    provision.treaty = treaty.id;
    provision.obligation = obligation;
    harvest.provisions.push_back(provision);
  }
  void body(const std::string& name, std::size_t size) {
    views::Group group;
    group.name = group.title = name;
    group.kind = "organisation";
    harvest.groups.push_back(group);
    for (std::size_t i = 0; i < size; ++i) {
      views::Membership row;
      row.group = name;
      row.state = i < kFour.size() ? kFour[i] : "X" + std::to_string(10 + i);
      row.id = name + "/" + row.state;
      row.status = "member";
      row.from = LooseDate::parse("2000-01-01");
      harvest.memberships.push_back(row);
    }
  }

  std::map<std::string, Rung> rungs(const VoteStanding& votes = {}, LadderRule rule = {}) const {
    rule.meetings.period = {Date(2022, 1, 1), Date(2025, 12, 31)};
    std::map<std::string, Rung> found;
    const auto record = test::FixedRecord::of(harvest);
    for (auto& rung : judge(record, kFour, rule, votes, pair_ties(record, kFour, rule)))
      found.emplace(rung.id, rung);
    return found;
  }
  Judgement of(const std::string& id, const LadderRule& rule = {}) const {
    return rungs({}, rule).at(id).judgement;
  }
};

TEST(Ladder, TheVotesRungCountsTheGroupsItIsComparedWith) {
  const Made made;
  VoteStanding votes;
  votes.observed = true;
  votes.corrected = 0.91;
  votes.groups = 1234;
  EXPECT_EQ(made.rungs(votes).at("votes").groups, 1234U);
  EXPECT_FALSE(made.rungs(votes).at("pairs").groups.has_value());
  votes.observed = false;
  EXPECT_FALSE(made.rungs(votes).at("votes").groups.has_value());
}

TEST(Ladder, VotesStandAboveTheShareAskedForOrCannotBeTold) {
  const Made made;
  const auto judged = [&](VoteStanding votes, LadderRule rule = {}) {
    return made.rungs(votes, rule).at("votes").judgement;
  };
  VoteStanding votes;
  votes.why = "no votes";
  EXPECT_EQ(judged(votes), Judgement::not_observed);
  votes.observed = true;
  EXPECT_EQ(judged(votes), Judgement::cannot_tell);  // chosen resolutions
  votes.why.clear();
  EXPECT_EQ(judged(votes), Judgement::cannot_tell);  // a member without votes
  votes.corrected = 0.91;
  votes.raw = 0.5;
  EXPECT_EQ(judged(votes), Judgement::holds);
  LadderRule rule;
  rule.corrected = false;
  EXPECT_EQ(judged(votes, rule), Judgement::fails);
  votes.corrected = 0.9;  // strictly above
  EXPECT_EQ(judged(votes), Judgement::partly);
  votes.corrected = 0.75;
  EXPECT_EQ(judged(votes), Judgement::fails);
  rule = {};
  rule.percentile = 0.6;
  votes.corrected = 0.61;
  EXPECT_EQ(judged(votes, rule), Judgement::holds);
}

TEST(Ladder, PairsNeedAMeetingAndASignature) {
  Made made;
  EXPECT_EQ(made.of("pairs"), Judgement::fails);
  made.meet({"AAA", "BBB"});
  EXPECT_EQ(made.of("pairs"), Judgement::partly);  // met
  made.treaty({"CCC", "DDD"}, "friendship");
  EXPECT_EQ(made.of("pairs"), Judgement::partly);  // one met, another signed
  made.treaty({"AAA", "BBB"}, "friendship", false);
  EXPECT_EQ(made.of("pairs"), Judgement::partly);  // a text without force of law
  LadderRule all_texts;
  all_texts.binding = false;
  EXPECT_EQ(made.of("pairs", all_texts), Judgement::holds);
  made.meet({"AAA", "BBB"}, "a joint statement");
  EXPECT_EQ(made.of("pairs"), Judgement::holds);
  EXPECT_EQ(made.of("all-pairs"), Judgement::fails);
  Made apart;
  apart.meet({"AAA", "BBB"}, "seen at one event", Frame::co_attendance);
  EXPECT_EQ(apart.of("pairs"), Judgement::fails);
}

TEST(Ladder, AllPairsAreCountedAndHalfOfThemIsPartly) {
  Made made;
  for (std::size_t i = 0; i < kPairs.size(); ++i) {
    EXPECT_EQ(made.of("all-pairs"), i < 3 ? Judgement::fails : Judgement::partly) << i;
    made.meet({kPairs[i].first, kPairs[i].second}, "something");
  }
  EXPECT_EQ(made.of("all-pairs"), Judgement::holds);
  // A table that does not follow one of them says nothing of its pairs.
  Made three({"AAA", "BBB", "CCC"});
  three.meet({"AAA", "BBB"}, "something");
  EXPECT_EQ(three.of("pairs"), Judgement::holds);
  EXPECT_EQ(three.of("all-pairs"), Judgement::not_observed);
  EXPECT_EQ(three.of("triples"), Judgement::not_observed);
  EXPECT_EQ(three.of("whole"), Judgement::not_observed);
}

TEST(Ladder, TriplesAndTheWholeMeetOnTheirOwn) {
  Made made;
  EXPECT_EQ(made.of("triples"), Judgement::fails);
  made.meet({"AAA", "BBB", "CCC"}, "", Frame::trilateral);
  EXPECT_EQ(made.of("triples"), Judgement::partly);
  made.meet({"AAA", "BBB", "DDD"}, "", Frame::trilateral);
  made.meet({"AAA", "CCC", "DDD"}, "", Frame::trilateral);
  made.meet({"BBB", "CCC", "DDD"}, "", Frame::trilateral);
  EXPECT_EQ(made.of("triples"), Judgement::holds);
  EXPECT_EQ(made.of("whole"), Judgement::fails);
  made.meet(kFour, "", Frame::co_attendance);
  EXPECT_EQ(made.of("whole"), Judgement::fails);
  EXPECT_NE(made.rungs().at("whole").against.back().find("does not count: M4"), std::string::npos);
  made.state("EEE");
  made.meet({"AAA", "BBB", "CCC", "DDD", "EEE"}, "", Frame::multilateral_session);
  EXPECT_EQ(made.of("whole"), Judgement::partly);
  made.meet(kFour, "", Frame::multilateral_session);
  EXPECT_EQ(made.of("whole"), Judgement::holds);
}

TEST(Ladder, ABodyIsTheirsWhereTheyAreHalfOfIt) {
  EXPECT_EQ(Made().of("body"), Judgement::not_observed);
  Made none;
  none.treaty({"AAA", "BBB"}, "friendship");
  EXPECT_EQ(none.of("body"), Judgement::fails);
  for (const auto& [size, judged] : {std::pair{8U, Judgement::holds},
                                     {9U, Judgement::partly},
                                     {59U, Judgement::partly},
                                     {60U, Judgement::fails}}) {
    Made made;
    made.body("Body", size);
    EXPECT_EQ(made.of("body"), judged) << size;
  }
  Made text;
  text.treaty(kFour, "friendship", false);
  EXPECT_EQ(text.of("body"), Judgement::partly);
  LadderRule all_texts;
  all_texts.binding = false;
  EXPECT_EQ(text.of("body", all_texts), Judgement::holds);
  text.treaty(kFour, "friendship");
  EXPECT_EQ(text.of("body"), Judgement::holds);
}

TEST(Ladder, DefenceIsCountedByPairsAndSilenceIsNoAbsence) {
  Made made;
  made.treaty({"AAA", "BBB"}, "friendship");
  EXPECT_EQ(made.of("defence-some"), Judgement::not_observed);  // no treaty on record names C or D
  made.treaty({"CCC", "DDD"}, "friendship");
  EXPECT_EQ(made.of("defence-some"), Judgement::fails);
  made.treaty({"CCC", "DDD"}, "consultation_on_threat");
  EXPECT_EQ(made.of("defence-some"), Judgement::partly);
  EXPECT_EQ(made.of("defence-all"), Judgement::fails);
  for (std::size_t i = 0; i < kPairs.size(); ++i) {
    made.treaty({kPairs[i].first, kPairs[i].second}, "mutual_defence");
    EXPECT_EQ(made.of("defence-some"), Judgement::holds);
    EXPECT_EQ(made.of("defence-all"), i < 2   ? Judgement::fails
                                      : i < 5 ? Judgement::partly
                                              : Judgement::holds)
        << i;
  }
  Made silent;
  silent.treaty({"AAA", "BBB"}, "mutual_defence");
  EXPECT_EQ(silent.of("defence-some"), Judgement::holds);
  EXPECT_EQ(silent.of("defence-all"), Judgement::cannot_tell);
}

// Every id that a rung names is a finding of the same answer, and what those list are the rung's own rows.
TEST(Ladder, RungsNameFindingsThatCanBeWalkedBack) {
  const auto list = answer(test::casebook(), {"ladder.rungs", {"CRINK"}, {{"basis", true}}});
  std::map<std::string, const Finding*> by_id;
  for (const auto& finding : list) by_id[finding.id] = &finding;
  std::size_t named = 0;
  for (const auto& rung : list) {
    if (rung.measure != "ladder.rung") continue;
    const auto part = rung.rule.data.at("part").get<std::string>();
    std::set<std::string> rows;
    for (const auto& id : rung.details.at("findings")) {
      ASSERT_TRUE(by_id.contains(id)) << part;
      const auto& evidence = by_id.at(id)->evidence;
      rows.insert(evidence.begin(), evidence.end());
      ++named;
    }
    EXPECT_FALSE(rung.details.at("findings").empty()) << part;
    if (part.starts_with("defence")) continue;  // its rows are provisions, those of the findings treaties
    for (const auto& id : rung.evidence) {
      if (part == "whole" && rung.value == Value(std::string("partly"))) continue;  // sessions with others
      EXPECT_TRUE(rows.contains(id)) << part << " " << id;
    }
  }
  EXPECT_GT(named, 20U);
}

/// Ten states of one region on 60 votes of 1950: the first five vote alike but for chance, or each against
/// the others.
sources::Harvest pacts(bool alike) {
  sources::Harvest h;
  views::Treaty treaty;
  treaty.id = treaty.name = "ATOP1";
  treaty.signed_on = treaty.in_force = LooseDate::parse("1946-01-01");
  for (int s = 0; s < 10; ++s) {
    sources::StateRow row;
    row.code = row.name = "ST" + std::to_string(s);
    row.region = "Asia";
    h.states.push_back(row);
    if (s < 5) treaty.parties.push_back(row.code);
  }
  h.treaties.push_back(treaty);
  views::Provision provision;
  provision.id = "ATOP1/1";
  provision.treaty = "ATOP1";
  provision.obligation = "mutual_defence";
  h.provisions.push_back(provision);
  RandomStream random(3, 0);
  for (int i = 0; i < 60; ++i) {
    views::RollCall call;
    call.id = "R" + std::to_string(100 + i);
    call.body = views::Body::assembly;
    call.session = "5";
    call.date = Date(1950, 10, 1).plus_days(i);
    h.roll_calls.push_back(call);
    for (int s = 0; s < 10; ++s) {
      const bool with = alike == (s < 5) ? random.below(10) != 0 : random.below(2) == 0;
      h.ballots.push_back({call.id, h.states[static_cast<std::size_t>(s)].code,
                           with == (i % 2 == 0) ? views::Ballot::yes : views::Ballot::no});
    }
  }
  return h;
}

/// The chance that a bound pair is above a free one, by its definition.
double auc_of(const views::Record& record) {
  const auto& m = record.roll_calls(views::Body::assembly);
  const measures::VoteRule rule{};
  const auto kappa = [&](int a, int b) {
    return *measures::value(
        measures::PairMeasure::kappa_squared,
        measures::ballot_table(m, m.contested(), rule, "ST" + std::to_string(a), "ST" + std::to_string(b)));
  };
  double above = 0;
  double all = 0;
  for (int a = 0; a < 10; ++a) {
    for (int b = a + 1; b < 10; ++b) {
      for (int c = 0; c < 10; ++c) {
        for (int d = c + 1; d < 10; ++d) {
          if (!(a < 5 && b < 5) || (c < 5 && d < 5)) continue;
          const double x = kappa(a, b);
          const double y = kappa(c, d);
          above += x > y + 1e-9 ? 1 : x > y - 1e-9 ? 0.5 : 0;
          ++all;
        }
      }
    }
  }
  return above / all;
}

TEST(LadderValidate, GivesTheChanceThatABoundPairRanksAboveAFreeOne) {
  for (const bool alike : {true, false}) {
    const auto record = test::FixedRecord::of(pacts(alike));
    const auto list = answer(record, {"ladder.validate", {}, {{"replicates", 100}}});
    ASSERT_EQ(list.size(), 2U);  // one decade has votes
    const auto& pairs = list[0];
    EXPECT_NEAR(*pairs.number(), auc_of(record), 1e-12);
    EXPECT_EQ(pairs.n, 45U);
    EXPECT_EQ(pairs.details.at("bound"), 10);
    ASSERT_TRUE(pairs.interval.has_value());
    EXPECT_EQ(*pairs.number() > 0.9, alike);
    EXPECT_EQ(pairs.interval->low > 0.5, alike);
    EXPECT_EQ(list[1].details.at("bound"), 5);  // quartets of five
    EXPECT_EQ(answer(record, {"ladder.validate", {}, {{"replicates", 100}, {"threads", 3}}})[0].interval->low,
              pairs.interval->low);
  }
}

TEST(LadderValidate, NeedsPactsAndWholeSessions) {
  auto harvest = pacts(true);
  harvest.treaties[0].id = "OTHER1";
  EXPECT_THROW(answer(test::FixedRecord::of(harvest), {"ladder.validate", {}, Json::object()}), Error);
  EXPECT_THROW(answer(test::casebook(), {"ladder.validate", {}, Json::object()}), Error);
  EXPECT_THROW(answer(test::FixedRecord::of(pacts(true)), {"ladder.validate", {}, {{"score", "moon"}}}),
               Error);
}

TEST(MeetingsOccasions, TellsAMeetingOfTheirOwnFromOneAmongOthers) {
  Made made;
  made.state("EEE");
  made.meet({"AAA", "BBB"});
  made.meet({"AAA", "BBB", "CCC"}, "", Frame::trilateral);
  made.meet({"AAA", "BBB", "CCC", "EEE"}, "", Frame::multilateral_session);
  made.meet(kFour, "", Frame::co_attendance);
  const auto record = test::FixedRecord::of(made.harvest);
  const auto found = answer(record, {"meetings.occasions", kFour, Json::object()}).front();
  EXPECT_EQ(found.number(), 1.0);
  EXPECT_EQ(found.n, 3U);
  EXPECT_EQ(found.evidence, (std::vector<std::string>{"M1", "M2", "M3"}));
  std::vector<std::string> settings;
  for (const auto& one : found.details.at("occasions")) settings.push_back(one.at("setting"));
  EXPECT_EQ(settings, (std::vector<std::string>{"of their own", "among others", "at one event"}));
  const auto early = answer(record, {"meetings.occasions", kFour, {{"until", "2023-12-31"}}}).front();
  EXPECT_EQ(early.number(), 0.0);
  EXPECT_EQ(early.n, 0U);
}

}  // namespace
}  // namespace blocs::findings
