#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "blocs/scenarios/cascade.hpp"
#include "support/atop.hpp"
#include "support/casebook_record.hpp"
#include "support/temp_folder.hpp"

// What an import of alliances does to cascades: it adds duties, and takes none away.

namespace blocs::scenarios {
namespace {

using Strings = std::vector<std::string>;

const Date kDay(2018, 6, 30);  // of ATOP's last year
const Strings kAttackers{"CHN", "PRK", "RUS"};
// Allies of the United States: ten by treaties of the casebook, three by ATOP alone.
const Strings kCoded{"AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "KOR", "NOR", "POL", "TUR"};
const Strings kImported{"BRA", "PHL", "THA"};

CommitmentGraph graph_of(const views::Commitments& commitments) {
  return {commitments, test::casebook().memberships(), kDay};
}

Bound status(const CascadeResult& result, const std::string& state) {
  const auto* found = result.of(state);
  return found == nullptr ? Bound::not_bound : found->status;
}

/// Of the attacks on `allies`, those that bind the United States in some reading.
std::size_t binding(const CommitmentGraph& graph, const Strings& allies) {
  std::size_t n = 0;
  for (const auto& ally : allies) {
    for (const auto& attacker : kAttackers) {
      n += status(cascade(graph, {attacker, ally, {}, {}}), "USA") != Bound::not_bound ? 1 : 0;
    }
  }
  return n;
}

Strings bound(const CommitmentGraph& graph, const Scenario& scenario, Reading reading) {
  Strings found;
  for (const auto& s : cascade(graph, scenario).states) {
    if (reading == Reading::strict ? s.strict : s.loose) found.push_back(s.state);
  }
  std::sort(found.begin(), found.end());
  return found;
}

TEST(ImportedAlliances, TheAlliesOfTheUnitedStatesKeepTheirs) {
  const auto before = graph_of(test::casebook().commitments());
  EXPECT_EQ(binding(before, kCoded), 30U) << "of 30";
  EXPECT_EQ(binding(before, kImported), 0U) << "no treaty of the casebook names them";
  if (!std::filesystem::exists(test::atop_files().front()))
    GTEST_SKIP() << "the alliance data (ATOP 5.1) are not beside the checkout";
  const auto commitments = test::with_alliances(test::casebook(), test::atop_files());
  const auto after = graph_of(commitments);
  EXPECT_EQ(binding(after, kCoded), 30U) << "of 30";
  EXPECT_EQ(binding(after, kImported), 9U) << "of 9";
  for (const auto& ally : kCoded) {
    for (const auto& attacker : kAttackers) {
      for (const auto reading : {Reading::strict, Reading::loose}) {
        const auto less = bound(before, {attacker, ally, {}, {}}, reading);
        const auto more = bound(after, {attacker, ally, {}, {}}, reading);
        EXPECT_TRUE(std::includes(more.begin(), more.end(), less.begin(), less.end()))
            << attacker << " attacks " << ally;
      }
    }
  }
}

/// A table in ATOP's form: a pact of friendship that everybody has signed, a defence pact with conditions,
/// one without, and one that the casebook has already.
class SmallAlliances : public ::testing::Test {
 protected:
  SmallAlliances() {
    std::ofstream out(folder_ / "members.csv");
    out << "atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,phase,defense,offense,neutral,"
           "nonagg,"
           "consul,conditio\n";
    const auto row = [&](int id, int state, const char* day, const char* promises) {
      out << id << ',' << state << ',' << day << ",0,0,0,1,0," << promises << '\n';
    };
    for (const int state : {2, 200, 365, 710, 731, 732, 740, 840, 800})
      row(1, state, "1976,2,24", "0,0,0,1,0,0");
    for (const int state : {2, 840}) row(2, state, "1951,8,30", "1,0,0,0,0,1");
    for (const int state : {2, 800}) row(3, state, "1954,9,8", "1,0,0,0,0,0");
    for (const int state : {2, 732}) row(4, state, "1953,10,1", "1,0,0,1,0,1");
    out.close();
    commitments_ = test::with_alliances(test::casebook(), {folder_ / "members.csv"});
  }

  test::TempFolder folder_;
  views::Commitments commitments_;
};

TEST_F(SmallAlliances, APactWithTheAggressorUnbindsNobody) {
  const auto graph = graph_of(commitments_);
  EXPECT_EQ(binding(graph, {"GBR", "JPN", "KOR"}), 9U);
  for (const auto& attacker : kAttackers) {
    EXPECT_EQ(status(cascade(graph, {attacker, "PHL", {}, {}}), "USA"), Bound::bound_in_some)
        << "its one condition is one assumption";
    EXPECT_EQ(status(cascade(graph, {attacker, "THA", {}, {}}), "USA"), Bound::bound)
        << "promised without conditions";
  }
}

TEST_F(SmallAlliances, ThePactIsNoted) {
  const auto graph = graph_of(commitments_);
  const auto result = cascade(graph, {"CHN", "PHL", {}, {}});
  const auto noted = std::find_if(result.contradictions.begin(), result.contradictions.end(),
                                  [](const Contradiction& c) { return c.state == "USA"; });
  ASSERT_NE(noted, result.contradictions.end());
  EXPECT_THAT(noted->provisions,
              ::testing::IsSupersetOf(Strings{"ATOP-1/non_aggression", "ATOP-2/mutual_defence/conditional"}));
}

TEST_F(SmallAlliances, TheRankingAgrees) {
  const auto graph = graph_of(commitments_);
  for (const auto& dyad : rank_dyads(graph, {"CHN", "PRK", "RUS", "GBR", "JPN", "KOR", "PHL", "THA"}, {})) {
    const auto result = cascade(graph, {dyad.attacker, dyad.target, {}, {}});
    EXPECT_EQ(dyad.strict, result.bound(Reading::strict)) << dyad.attacker << ' ' << dyad.target;
    EXPECT_EQ(dyad.loose, result.bound(Reading::loose)) << dyad.attacker << ' ' << dyad.target;
  }
}

TEST_F(SmallAlliances, ConditionsCountedAndAProcessNamedAreOneAssumption) {
  const auto graph = graph_of(commitments_);
  Scenario scenario{"PRK", "KOR", {}, {}};
  scenario.overruled["T18/III"].qualifiers =
      Strings{"constitutional_process", "conditions", "region:Pacific"};
  EXPECT_EQ(status(cascade(graph, scenario), "USA"), Bound::bound_in_some);
  // Neither is an assumption about where: outside the region a second one is needed.
  scenario.facts.region = "Europe and North America";
  EXPECT_EQ(status(cascade(graph, scenario), "USA"), Bound::not_bound);
}

}  // namespace
}  // namespace blocs::scenarios
