#include "blocs/scenarios/council_rules.hpp"

#include <gtest/gtest.h>

#include "blocs/core/error.hpp"
#include "blocs/scenarios/council_replay.hpp"
#include "support/casebook_record.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs::scenarios {
namespace {

using views::Ballot;
using views::Nature;
using views::Outcome;
using Strings = std::vector<std::string>;

/// Fifteen ballots from letters, permanent members CHN FRA GBR RUS USA first: Y, N, A, X (absent).
std::vector<MemberBallot> council(const std::string& letters) {
  const Strings names{"CHN", "FRA", "GBR", "RUS", "USA", "E01", "E02", "E03",
                      "E04", "E05", "E06", "E07", "E08", "E09", "E10"};
  std::vector<MemberBallot> ballots;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    ballots.push_back({names[i], static_cast<Ballot>(std::string("YNAX").find(letters[i]))});
  }
  return ballots;
}

const Draft kToday{Date(2025, 1, 1), Nature::substantive, {}};

TEST(Article27, NineCarryAndAbstentionIsNoVeto) {
  EXPECT_EQ(decide(kToday, council("AAAAAYYYYYYYYYA")).outcome, Outcome::adopted);
  EXPECT_EQ(decide(kToday, council("XAXAXYYYYYYYYYN")).outcome, Outcome::adopted);
  const auto short_one = decide(kToday, council("YYYYYYYYAAAAAAA"));
  EXPECT_EQ(in_words(short_one), "not adopted, short by 1");
}

TEST(Article27, CausesAreReportedApart) {
  EXPECT_EQ(in_words(decide(kToday, council("NYYNYYYYYYYYYYY"))), "vetoed by CHN, RUS");
  const auto both = decide(kToday, council("YNNYNYYNNNNNNAA"));
  EXPECT_EQ(both.outcome, Outcome::failed);
  EXPECT_TRUE(both.vetoed_by.empty());
  EXPECT_EQ(both.would_have_blocked, (Strings{"FRA", "GBR", "USA"}));
  EXPECT_EQ(in_words(both),
            "not adopted, short by 5; the noes of FRA, GBR, USA would have blocked it as well");
}

TEST(Article27, ProceduralMattersKnowNoVeto) {
  const Draft draft{Date(2022, 2, 27), Nature::procedural, {}};
  const auto decision = decide(draft, council("AYYNYYYYYYYYYAA"));
  EXPECT_EQ(decision.outcome, Outcome::adopted);
  EXPECT_TRUE(decision.would_have_blocked.empty());
}

TEST(Article27, APartyToADisputeAbstains) {
  const Draft draft{Date(2022, 2, 25), Nature::substantive, {"RUS"}};
  const auto decision = decide(draft, council("AYYNYYYYYYYYYAA"));
  EXPECT_EQ(decision.outcome, Outcome::adopted);
  EXPECT_EQ(decision.set_aside, Strings{"RUS"});
  EXPECT_EQ(decision.abstain, 4U);
}

TEST(Article27, SevenOfElevenBefore1966) {
  const auto rule = council_rule_on(Date(1965, 12, 31));
  EXPECT_EQ(rule.members, 11U);
  EXPECT_EQ(rule.yes_needed, 7U);
  EXPECT_EQ(council_rule_on(Date(1966, 1, 1)).yes_needed, 9U);
  const Draft draft{Date(1960, 1, 1), Nature::substantive, {}};
  EXPECT_EQ(decide(draft, council("AYYYYYYYNAA")).outcome, Outcome::adopted);
}

TEST(Article27, TheSeatOfChinaChangesHands) {
  EXPECT_TRUE(council_rule_on(Date(1971, 10, 24)).is_permanent("TWN"));
  EXPECT_FALSE(council_rule_on(Date(1971, 10, 24)).is_permanent("CHN"));
  EXPECT_TRUE(council_rule_on(Date(1971, 10, 25)).is_permanent("CHN"));
}

TEST(Article27, RefusesWhatIsNoCouncil) {
  EXPECT_THROW(decide(kToday, council("YYYYYYYYYYYYYY")), Error);
  EXPECT_THROW(council_rule_on(Date(1945, 10, 24)), Error);
  auto twice = council("YYYYYYYYYYYYYYY");
  twice[14].state = "E01";
  EXPECT_THROW(decide(kToday, twice), Error);
  twice[14] = {"E10", Ballot::unknown};
  EXPECT_THROW(decide(kToday, twice), Error);
}

TEST(Article27, MoreYesNeverTurnsAdoptedIntoFailed) {
  test::holds("a ballot changed to yes keeps what is adopted", [] {
    std::string letters;
    for (int i = 0; i < 15; ++i) letters += std::string("YNAX")[*rc::gen::inRange<std::size_t>(0, 4)];
    const auto nature = *rc::gen::element(Nature::substantive, Nature::procedural);
    const Draft draft{Date(2025, 1, 1), nature, {}};
    const auto before = decide(draft, council(letters));
    letters[*rc::gen::inRange<std::size_t>(0, 15)] = 'Y';
    const auto after = decide(draft, council(letters));
    if (before.outcome == Outcome::adopted) RC_ASSERT(after.outcome == Outcome::adopted);
    RC_ASSERT(after.short_by <= before.short_by);
    RC_ASSERT(after.yes + after.no + after.abstain + after.absent == 15U);
  });
}

TEST(Replay, EveryVoteOnRecordComesOutAsRecorded) {
  const auto& matrix = test::casebook().roll_calls(views::Body::council);
  std::size_t without_vote = 0;
  std::size_t only_vetoes = 0;
  std::size_t undecided = 0;
  for (const auto& one : replay_all(matrix)) {
    const auto& call = matrix.roll_calls()[one.roll_call];
    if (call.modality == views::Modality::without_vote) {
      ++without_vote;
      EXPECT_FALSE(one.decision) << "nobody cast a ballot on " << call.id;
      EXPECT_TRUE(ballots_on(matrix, one.roll_call).empty());
    } else if (call.date < Date(2004, 1, 1)) {
      ++only_vetoes;
      EXPECT_FALSE(one.decision) << "who else voted how is not on record: " << call.id;
    } else if (!one.decision) {
      ++undecided;
      EXPECT_NE(one.why_not.find("is not known"), std::string::npos) << call.id << " " << one.why_not;
    } else {
      EXPECT_TRUE(one.agrees(matrix)) << call.id << " " << one.why_not;
    }
  }
  EXPECT_EQ(without_vote, 9U);
  EXPECT_EQ(only_vetoes, 177U);
  EXPECT_EQ(undecided, 4U) << "two ballots of one member stand in the published table";
}

TEST(Replay, TheProceduralVoteAndTheTwoOnSnapback) {
  const auto& matrix = test::casebook().roll_calls(views::Body::council);
  const auto said = [&](const char* id) {
    return in_words(*replay(matrix, *matrix.roll_call_index(id)).decision);
  };
  EXPECT_EQ(said("S/RES/2623"), "adopted");
  EXPECT_EQ(said("S/2022/431"), "vetoed by CHN, RUS");
  const std::string both = "not adopted, short by 5; the noes of FRA, GBR, USA would have blocked it as well";
  EXPECT_EQ(said("S/2025/561"), both);
  EXPECT_EQ(said("S/2025/539"), both);
}

}  // namespace
}  // namespace blocs::scenarios
