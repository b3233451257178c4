#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "blocs/core/error.hpp"
#include "blocs/findings/question.hpp"
#include "blocs/sources/casebook.hpp"
#include "support/casebook_record.hpp"
#include "support/fixed_record.hpp"

namespace blocs::findings {
namespace {

const Finding& part(const std::vector<Finding>& findings, const std::string& name) {
  for (const auto& finding : findings) {
    if (finding.rule.data.value("part", "") == name) return finding;
  }
  throw std::runtime_error("no part " + name);
}

TEST(System, SharesOfTiesAddUpToTwo) {
  const auto found =
      answer(test::casebook(), {"system.centre", {"CRINK"}, {{"on", "2025-09-18"}, {"replicates", 20}}});
  for (const std::string layer : {"meetings", "treaties", "memberships"}) {
    double sum = 0;
    for (const auto& finding : found) {
      if (finding.rule.data.value("part", "") == layer) sum += finding.number().value_or(0);
    }
    EXPECT_NEAR(sum, 2, 1e-12) << layer;
  }
  EXPECT_THROW(answer(test::casebook(), {"system.centre", {"CHN", "RUS"}, Json::object()}), Error);
}

TEST(System, TheRingOfBrinkIsJudgedAtEveryCut) {
  const auto found = answer(test::casebook(), {"system.ring", {"BRINK"}, {{"on", "2024-07-24"}}});
  const auto& nine = part(found, "named among the nearest 9");
  EXPECT_EQ(nine.n, 9U);
  EXPECT_EQ(nine.details.at("nearer_and_not_named").size(), 9 - static_cast<std::size_t>(*nine.numerator));
  const auto& forty = part(found, "named among the nearest 40");
  EXPECT_GE(*forty.numerator, *nine.numerator);
  EXPECT_LE(forty.details.at("recall").get<double>(), 1);
  // Without a cut: every pair of a named and another state, by the ranks printed. Level states share one.
  const auto all =
      answer(test::casebook(), {"system.ring", {"BRINK"}, {{"on", "2024-07-24"}, {"most", 300}}});
  double nearer = 0;
  std::size_t pairs = 0;
  const auto& ranking = all.front().details.at("ranking");
  for (const auto& one : ranking) {
    for (const auto& other : ranking) {
      if (!one.at("named").get<bool>() || other.at("named").get<bool>()) continue;
      ++pairs;
      const auto a = one.at("rank").get<int>();
      const auto b = other.at("rank").get<int>();
      nearer += a < b ? 1 : a == b ? 0.5 : 0;
    }
  }
  const auto& against = part(found, "named against the others");
  EXPECT_EQ(against.n, pairs);
  EXPECT_GT(pairs, 1000U);
  EXPECT_DOUBLE_EQ(*against.numerator, nearer);
  EXPECT_DOUBLE_EQ(*against.number(), nearer / static_cast<double>(pairs));
  // The members themselves are not in their ring; China is a state outside BRINK.
  for (const auto& row : found.front().details.at("ranking")) EXPECT_NE(row.at("state"), "RUS");
  // The record follows meetings of five states only: of BRINK's outsiders China alone.
  const auto meetings = answer(test::casebook(), {"system.ring", {"BRINK"}, {{"layers", {"meetings"}}}});
  EXPECT_EQ(meetings.front().n, 1U);
  const auto events = answer(test::casebook(), {"system.ring", {"BRINK"}, {{"layers", {"events"}}}});
  EXPECT_FALSE(events.front().number());
  EXPECT_NE(events.front().caveats.front().find("no outsider is observed"), std::string::npos);
}

// Ballots that both cast, counted one by one from the record.
TEST(System, ARingByVotesRestsOnEnoughOfThemInCommon) {
  const auto& m = test::casebook().roll_calls(views::Body::assembly);
  const auto common = [&](const std::string& a, const std::string& b) {
    std::size_t n = 0;
    const auto one = m.state_index(a);
    const auto other = m.state_index(b);
    for (std::size_t i = 0; one && other && i < m.roll_calls().size(); ++i) {
      const auto& call = m.roll_calls()[i];
      n += call.date >= Date(2022, 1, 1) && call.kind == views::Kind::draft && m.recorded(*one).test(i) &&
                   m.recorded(*other).test(i)
               ? 1
               : 0;
    }
    return n;
  };
  const auto ring = [](int least) {
    return answer(
        test::casebook(),
        {"system.ring", {"CRINK"}, {{"layers", {"votes"}}, {"most", 300}, {"least_common", least}}});
  };
  const auto all = ring(1);
  const auto enough = ring(20);
  std::size_t few = 0;
  for (const auto& row : all.front().details.at("ranking")) {
    const auto state = row.at("state").get<std::string>();
    std::size_t most = 0;
    for (const char* member : {"CHN", "IRN", "PRK", "RUS"}) most = std::max(most, common(state, member));
    few += most < 20 ? 1 : 0;
    const auto& kept = enough.front().details.at("ranking");
    const bool there =
        std::any_of(kept.begin(), kept.end(), [&](const auto& one) { return one.at("state") == state; });
    EXPECT_EQ(there, most >= 20) << state << ' ' << most;
  }
  EXPECT_GT(few, 0U);
  EXPECT_EQ(*enough.front().n + few, *all.front().n);
  bool said = false;
  for (const auto& caveat : enough.front().caveats)
    said = said || caveat.rfind(std::to_string(few) + " of these have fewer than 20 votes", 0) == 0;
  EXPECT_TRUE(said);
  EXPECT_THROW(ring(0), Error);
}

TEST(System, BrinkIsTiedByPairs) {
  const auto found = answer(test::casebook(), {"system.nesting", {"BRINK"}, {{"on", "2024-07-24"}}});
  EXPECT_EQ(part(found, "treaties that join all").number(), 0.0);
  EXPECT_EQ(found.front().n, 6U);
}

// Each by its own customs: 228 of 710.2 billion for Russia in 2023, 240.11 of 5,936 for China.
TEST(System, DependenceIsAsymmetricAndUndefinedWithoutATotal) {
  const auto found = answer(test::casebook(), {"trade.dependence", {"RUS", "CHN"}, {{"year", 2023}}});
  ASSERT_GE(found.size(), 3U);
  EXPECT_EQ(found[2].unit, "percentage points");
  EXPECT_NEAR(*found[2].number(), 100 * (228.0 / 710.2 - 240.11 / 5936), 1e-9);
  EXPECT_NEAR(*found[0].number(), 228.0 / 710.2, 1e-9);
  EXPECT_NEAR(*found[1].number(), 240.11 / 5936, 1e-9);
  const auto iran = answer(test::casebook(), {"trade.dependence", {"IRN", "CHN"}, {{"year", 2023}}});
  EXPECT_FALSE(iran[0].number());
  EXPECT_NE(iran[0].caveats.front().find("undefined"), std::string::npos);
  EXPECT_TRUE(iran[1].number());
}

// The latest year of each pair, not one year for all.
TEST(System, AGroupTakesEachPairsLatestYear) {
  const auto found = answer(test::casebook(), {"trade.dependence", {"CRINK"}, Json::object()});
  std::map<std::pair<std::string, std::string>, int> latest;
  for (const auto& row : test::casebook().trade()) {
    auto& year = latest[{row.a, row.b}];
    year = std::max(year, row.year);
  }
  std::size_t seen = 0;
  for (const auto& finding : found) {
    if (finding.unit != "share of trade" || !finding.number()) continue;
    auto pair = std::minmax(finding.subjects[0], finding.subjects[1]);
    EXPECT_EQ(finding.details.at("year").get<int>(), (latest[{pair.first, pair.second}]));
    ++seen;
  }
  EXPECT_GT(seen, 0U);
}

TEST(System, ArmsAreSharesOfWhatWasDeliveredInFiveYears) {
  auto harvest = sources::read_casebook(test::source_dir() + "/casebook");
  const auto add = [&](const char* from, const char* to, int year, double tiv) {
    harvest.arms.push_back({std::string(from) + to + std::to_string(year),
                            from,
                            to,
                            year,
                            tiv,
                            {"common-knowledge", views::Confidence::low, ""}});
  };
  add("RUS", "CHN", 2010, 30);
  add("USA", "CHN", 2012, 10);
  add("RUS", "CHN", 2005, 500);  // too long ago
  add("CHN", "IRN", 2014, 1);
  const auto record = test::FixedRecord::of(harvest);
  const auto found = answer(record, {"trade.dependence", {"RUS", "CHN"}, Json::object()});
  const auto& arms = part(found, "arms of CHN from RUS");
  EXPECT_DOUBLE_EQ(*arms.number(), 0.75);
  EXPECT_EQ(arms.evidence.size(), 2U);
  EXPECT_FALSE(part(found, "arms of RUS from CHN").number());  // nothing was delivered: 0 of 0
}

// By 24 July 2024 three speakers: the minister's 10,000 of June replaces his 6,700, the State Department has
// its own.
TEST(System, EstimatesAreRangesOfTheLatestFigureOfEachSpeaker) {
  const auto found = answer(test::casebook(), {"estimates.range", {"PRK", "RUS"}, {{"on", "2024-07-24"}}});
  const auto& containers = part(found, "prk-rus-containers");
  EXPECT_EQ(containers.n, 2U);
  EXPECT_EQ(std::get<std::string>(containers.value), "at least 10,000");
  EXPECT_TRUE(containers.details.at("open_above").get<bool>());
  const auto later = answer(test::casebook(), {"estimates.range", {"PRK", "RUS"}, Json::object()});
  EXPECT_EQ(part(later, "prk-rus-containers").details.at("high"), 28000.0);
  EXPECT_EQ(part(later, "prk-rus-containers").details.at("low"), 10000.0);
  // Two thousand killed and a thousand killed exclude each other.
  EXPECT_TRUE(part(later, "prk-rus-killed").details.at("figures_exclude_each_other").get<bool>());
  const auto strict = answer(test::casebook(),
                             {"estimates.range", {"PRK", "RUS"}, {{"reliability", "B"}, {"credibility", 2}}});
  for (const auto& finding : strict) {
    for (const auto& estimate : finding.details.at("estimates")) EXPECT_EQ(estimate.at("grade"), "B2");
  }
  EXPECT_THROW(answer(test::casebook(), {"estimates.range", {"RUS"}, {{"reliability", "G"}}}), Error);
  const auto none = answer(test::casebook(), {"estimates.range", {"FJI", "NZL"}, Json::object()});
  EXPECT_NE(none.front().caveats.front().find("undefined"), std::string::npos);
}

std::vector<Finding> brink_profile() {
  return answer(test::casebook(), {"system.profile", {"BRINK"}, {{"on", "2024-07-24"}, {"draws", 2000}}});
}

const Finding& of_state(const std::vector<Finding>& findings, const std::string& name,
                        const std::string& state) {
  for (const auto& finding : findings) {
    if (finding.rule.data.value("part", "") == name && finding.subjects == std::vector{state}) return finding;
  }
  throw std::runtime_error("no part " + name);
}

TEST(System, AProfileHasBaseRatesWhereAllStatesAreHeldAndSaysWhereNot) {
  const auto found = brink_profile();
  for (const auto& finding : found) {
    if (finding.subjects.size() != 1) continue;
    const bool undefined = std::holds_alternative<std::monostate>(finding.value);
    const bool few =
        !finding.caveats.empty() && finding.caveats.back().find("no base rate") != std::string::npos;
    if (undefined) {
      EXPECT_NE(finding.caveats.front().find("undefined"), std::string::npos);
    } else if (!few) {
      EXPECT_LE(finding.details.at("states_below").get<int>() + finding.details.at("states_tied").get<int>(),
                finding.details.at("states").get<int>());
      EXPECT_GE(finding.details.at("states").get<int>(), 174);  // nine in ten of 193
    }
    if (!undefined && finding.unit == "share of votes") {
      EXPECT_EQ(finding.evidence.size(), finding.n);
    }
  }
  EXPECT_GT(*part(found, "revisionist alignment: votes unlike most members', the group among random groups")
                 .number(),
            0.9);
}

// Lukashenko took office on 20 July 1994: thirty years and four days before.
TEST(System, YearsInPowerCountToTheDayOrTheDayOfCoding) {
  const auto found = brink_profile();
  const auto& minsk = of_state(found, "regime type: leader", "BLR");
  EXPECT_DOUBLE_EQ(*minsk.number(), 30.0);
  EXPECT_EQ(minsk.details.at("since"), "1994-07-20");
  const auto later =
      answer(test::casebook(), {"system.profile", {"BRINK"}, {{"on", "2026-01-01"}, {"draws", 100}}});
  const auto& then = of_state(later, "regime type: leader", "BLR");
  EXPECT_EQ(then.number(), minsk.number());
  EXPECT_NE(then.caveats.front().find("as coded on 2024-07-24"), std::string::npos);
}

// Three of four have nuclear weapons or host them: 15 of 193 states do.
TEST(System, NuclearStatusSetsBrinkApart) {
  const auto found = brink_profile();
  EXPECT_EQ(std::get<std::string>(of_state(found, "nuclear dimension: nuclear status", "BLR").value), "host");
  EXPECT_EQ(std::get<std::string>(of_state(found, "nuclear dimension: nuclear status", "IRN").value), "none");
  const auto& iran = of_state(found, "nuclear dimension: nuclear status", "IRN");
  EXPECT_EQ(iran.details.at("states_tied"), 178);
  const auto& group = part(found, "nuclear dimension: nuclear status, the group among random groups");
  EXPECT_DOUBLE_EQ(group.details.at("mean").get<double>(), 0.75);
  EXPECT_TRUE(group.details.at("apart").get<bool>());
  const auto& summary = found.front();
  EXPECT_NE(std::get<std::string>(summary.value).find("nuclear status"), std::string::npos);
  EXPECT_EQ(summary.n, summary.details.at("indicators").size());
}

TEST(System, FactsOfAStateThatNobodyLookedAtAreUndefinedNotZero) {
  const auto found =
      answer(test::casebook(), {"system.profile", {"BRINK,FJI"}, {{"on", "2024-07-24"}, {"draws", 100}}});
  EXPECT_EQ(of_state(found, "strategic behaviour: force abroad", "BLR").number(), 0.0);
  EXPECT_FALSE(of_state(found, "strategic behaviour: force abroad", "FJI").number());
}

// A group of which every member has the same events has everything in common.
TEST(System, EventProfilesCompareTheMakeUpOfEvents) {
  auto harvest = sources::read_casebook(test::source_dir() + "/casebook");
  const auto add = [&](const char* actor, int root, std::size_t n) {
    harvest.event_counts.push_back({std::string(actor) + std::to_string(root),
                                    actor,
                                    "USA",
                                    2024,
                                    1,
                                    root,
                                    n,
                                    {"common-knowledge", views::Confidence::low, ""}});
  };
  for (const char* state : {"RUS", "BLR", "IRN"}) {
    add(state, 19, 80);
    add(state, 4, 20);
  }
  add("FRA", 4, 60);
  const auto record = test::FixedRecord::of(harvest);
  const auto found = answer(record, {"system.profile", {"BRINK"}, {{"on", "2024-07-24"}, {"draws", 100}}});
  EXPECT_DOUBLE_EQ(*of_state(found, "strategic behaviour: events like the group's", "RUS").number(), 1);
  EXPECT_FALSE(of_state(found, "strategic behaviour: events like the group's", "PRK").number());
  const auto other =
      answer(record, {"system.profile", {"RUS,BLR,FRA"}, {{"on", "2024-07-24"}, {"draws", 100}}});
  EXPECT_DOUBLE_EQ(*of_state(other, "strategic behaviour: events like the group's", "FRA").number(), 0.2);
}

TEST(System, TheDrawsDoNotDependOnTheOrderOfStates) {
  const Json options{{"on", "2024-07-24"}, {"draws", 500}};
  const auto one = answer(test::casebook(), {"system.profile", {"BLR,RUS,IRN,PRK"}, options});
  const auto other = answer(test::casebook(), {"system.profile", {"PRK,IRN,RUS,BLR"}, options});
  EXPECT_EQ(one.front().value, other.front().value);
  EXPECT_EQ(one.front().details, other.front().details);
}

}  // namespace
}  // namespace blocs::findings
