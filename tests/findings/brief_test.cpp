#include "blocs/findings/brief.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "blocs/core/error.hpp"
#include "support/brief_parts.hpp"
#include "support/casebook_record.hpp"
#include "support/golden.hpp"
#include "support/places.hpp"

namespace blocs::findings {
namespace {

using test::exhibit;
using test::expect_sound;
using test::finding;
using test::section;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Brief write(std::vector<std::string> group, std::optional<Date> until = Date(2025, 9, 18)) {
  BriefRequest request;
  request.group = std::move(group);
  request.since = Date(2022, 1, 1);
  request.until = until;
  request.version = "test";
  return make_brief(test::casebook(), request);
}

/// Briefs that several tests look at are written once.
const Brief& crink() {
  static const Brief brief = write({"CRINK"});
  return brief;
}
const Brief& brink() {
  static const Brief brief = write({"BRINK"});
  return brief;
}
const Brief& nato() {
  static const Brief brief = write({"NATO"});
  return brief;
}
const Brief& china_russia() {
  static const Brief brief = write({"CHN,RUS"});
  return brief;
}

const Json& row(const Exhibit& exhibit, const std::string& key, const std::string& value) {
  for (const auto& one : exhibit.table.rows) {
    if (one.value(key, "") == value) return one;
  }
  throw std::runtime_error("no row " + value);
}

TEST(Brief, CrinkIsSound) {
  expect_sound(crink());
  EXPECT_GE(crink().key_figures.size(), 3U);
}
TEST(Brief, NatoIsSound) {
  expect_sound(nato());
}
// Fiji stands in no treaty of the casebook, New Zealand in one; Iran in treaties that oblige nobody to help
// it.
TEST(Brief, AnAttackOnAStateThatNoTreatyNamesIsNotObserved) {
  const auto brief = write({"FJI", "NZL", "IRN"});
  expect_sound(brief);
  const auto& matrix = exhibit(brief, "commitments-cascade");
  std::size_t open = 0;
  for (const auto& cell : matrix.table.rows) {
    const bool fiji = cell.at("attacked") == "FJI";
    EXPECT_EQ(cell.at("bound").is_null(), fiji);
    EXPECT_EQ(cell.at("word") == "not observed", fiji);
    open += fiji ? 1 : 0;
    if (cell.at("attacked") == "IRN") {
      EXPECT_EQ(cell.at("bound"), 0);
    }
  }
  EXPECT_GT(open, 0U);
  EXPECT_THAT(matrix.title, HasSubstr("that the treaties on record name"));
  const auto unnamed = write({"FJI", "IRL"});
  EXPECT_FALSE(section(unnamed, "cascade").observed);
}

TEST(Brief, BrinkIsSound) {
  const auto& brief = brink();
  expect_sound(brief);
  // What a group has in common, how it leans, and what is left without each member.
  for (const char* id : {"profile", "dependence", "without", "centre", "theatres"})
    EXPECT_TRUE(section(brief, id).observed) << id;
  const auto& without = exhibit(brief, "without-members");
  EXPECT_GE(without.table.rows.size(), 4U);
  for (const auto& row : without.table.rows) {
    for (const auto& member : brief.group.members) EXPECT_TRUE(row.contains(member)) << member;
  }
}
TEST(Brief, TwoStatesAreSound) {
  expect_sound(write({"RUS", "PRK"}));
}
// No section is for small groups alone. Of 32 members a table has no column each, but the ends.
TEST(Brief, LargeGroupsHaveAllSections) {
  const auto& brief = nato();
  std::set<std::string> small;
  for (const auto& one : crink().sections) small.insert(one.id);
  for (const auto& one : brief.sections) small.erase(one.id);
  for (const char* about : {"milestones", "theatres"})
    small.erase(about);  // are there where the members are in them
  EXPECT_EQ(small, std::set<std::string>()) << "left out";
  EXPECT_TRUE(section(brief, "ladder").observed);
  EXPECT_TRUE(section(brief, "centre").observed);
  const auto& without = exhibit(brief, "without-members");
  EXPECT_GE(without.table.rows.size(), 8U);
  for (const auto& row : without.table.rows) {
    const auto moved = row.at("moved").get<std::string>();
    EXPECT_TRUE(moved.ends_with(" of 32")) << moved;
    EXPECT_EQ(row.at("low").is_null(), row.at("high").is_null()) << row;
  }
  // 496 pairs are bound; twenty stand for them.
  std::size_t named = 0;
  for (const auto& row : exhibit(brief, "ladder-rungs").table.rows) {
    const auto reasons = row.at("for").get<std::string>();
    if (reasons.starts_with("496 of 496 pairs: ")) ++named;
    EXPECT_LT(reasons.size(), 600U) << reasons;
  }
  EXPECT_EQ(named, 2U);
}

TEST(Brief, EuropeanUnionIsSound) {
  if (std::getenv("BLOCS_DEEP_TESTS") == nullptr) GTEST_SKIP() << "BLOCS_DEEP_TESTS is not set";
  expect_sound(write({"EU"}, std::nullopt));
}
// A minute and more where nothing is optimised: a part of `make test-deep`.
TEST(Brief, TheWholeUnIsSound) {
  if (std::getenv("BLOCS_DEEP_TESTS") == nullptr) GTEST_SKIP() << "BLOCS_DEEP_TESTS is not set";
  const auto brief = write({"UN"}, std::nullopt);
  expect_sound(brief);
  EXPECT_EQ(brief.group.members.size(), 193U);
  EXPECT_TRUE(section(brief, "assembly-sessions").observed);
  EXPECT_TRUE(section(brief, "ideal-points").observed);
}
Brief china_and_russia(Date since, Date until) {
  BriefRequest request;
  request.group = {"CHN,RUS"};
  request.since = since;
  request.until = until;
  return make_brief(test::casebook(), request);
}
std::string text_of(const Section& section) {
  std::string text = section.title;
  for (const auto& paragraph : section.text) text += ' ' + paragraph;
  return text;
}

// Of the Council of 1992 and 1993 the record holds one veto, by Russia on 11 May 1993, and no other ballot.
TEST(Brief, PeriodOfWhichOnlyVetoesAreOnRecordIsSound) {
  const auto brief = china_and_russia(Date(1992, 1, 1), Date(1993, 12, 31));
  expect_sound(brief);
  EXPECT_FALSE(section(brief, "council").observed);
  EXPECT_THAT(text_of(section(brief, "council")), HasSubstr("all recorded votes 2004-01-01 to 2026-01-27"));
  EXPECT_THAT(text_of(section(brief, "council")), Not(HasSubstr("seat")));
  EXPECT_EQ(section(brief, "council-conduct").title, "One draft fell to a veto, by Russia");
  EXPECT_THAT(text_of(section(brief, "council-conduct")), HasSubstr("other ballot is not observed"));
  EXPECT_THAT(text_of(section(brief, "council-conduct")), Not(HasSubstr("company")));
  EXPECT_THAT(section(brief, "council-rule").title, StartsWith("China and Russia hold a veto"));
  EXPECT_FALSE(section(brief, "meetings").observed);
  EXPECT_TRUE(section(brief, "assembly-sessions").observed);
}

TEST(Brief, PeriodAfterTheRecordIsSound) {
  const auto brief = china_and_russia(Date(2026, 3, 1), Date(2026, 10, 31));
  EXPECT_FALSE(section(brief, "assembly").observed);
  EXPECT_FALSE(section(brief, "meetings").observed);
  // China and Russia sat in the Council all the time: what is missing is the record, not their seats or
  // vetoes.
  for (const std::string id : {"council", "council-conduct", "council-rule"}) {
    EXPECT_FALSE(section(brief, id).observed) << id;
    const auto text = text_of(section(brief, id));
    EXPECT_THAT(text, HasSubstr("the record holds all recorded votes 2004-01-01 to 2026-01-27")) << id;
    EXPECT_THAT(text, Not(HasSubstr("seat"))) << id;
    EXPECT_THAT(text, Not(HasSubstr("No draft"))) << id;
  }
}

TEST(Brief, CouncilFiguresOfCrink) {
  EXPECT_EQ(section(crink(), "council").title, "China and Russia voted alike on 44 of 75 contested votes");
  EXPECT_THAT(section(crink(), "council").text.front(),
              HasSubstr("adopted 175 drafts and saw 18 drafts fall"));
  EXPECT_THAT(section(crink(), "council").text.front(),
              HasSubstr("193 in all, one of them without a vote, so that no member has a ballot there. "
                        "On 75 of them"));
  const auto& pair = row(exhibit(crink(), "council-pairs"), "b", "RUS");
  EXPECT_EQ(pair.at("a"), "CHN");
  EXPECT_EQ(pair.at("alike"), 44);
  EXPECT_EQ(pair.at("n"), 75);
  EXPECT_EQ(pair.at("all_alike"), 161);
  EXPECT_EQ(pair.at("all_n"), 192);
  const auto& first = finding(crink(), crink().key_figures.front().finding);
  EXPECT_EQ(first.n, 75U);
  ASSERT_TRUE(first.interval);
  EXPECT_LT(first.interval->low, 44.0 / 75);
  EXPECT_GT(first.interval->high, 44.0 / 75);
  EXPECT_EQ(first.evidence.size(), 75U);
}

TEST(Brief, HalfYearsAddUpToTheWhole) {
  int alike = 0;
  int n = 0;
  for (const auto& one : exhibit(crink(), "council-time").table.rows) {
    alike += one.at("alike").get<int>();
    n += one.at("n").get<int>();
    EXPECT_EQ(one.at("alike").get<int>() + one.at("apart").get<int>(), one.at("n").get<int>());
  }
  EXPECT_EQ(alike, 44);
  EXPECT_EQ(n, 75);
}

TEST(Brief, AmendmentsAndFailedDraftsMoveTheAnswer) {
  const auto& rows = exhibit(crink(), "council-rules").table.rows;
  EXPECT_EQ(rows.front().at("n"), 75);
  EXPECT_EQ(rows.at(1).at("n"), 192);
  EXPECT_GT(row(exhibit(crink(), "council-rules"), "rule", "Contested; failed drafts and amendments let in")
                .at("n")
                .get<int>(),
            75);
}

TEST(Brief, VetoesOfCrink) {
  const auto& conduct = section(crink(), "council-conduct");
  EXPECT_EQ(conduct.title, "Of the 18 drafts that fell to a veto, China vetoed 3 and Russia 11");
  std::string text;
  for (const auto& paragraph : conduct.text) text += paragraph + "\n";
  EXPECT_THAT(text, HasSubstr("vetoed together 3 drafts (S/2022/431, S/2023/792 and S/2024/239)"));
  EXPECT_THAT(
      text,
      HasSubstr(
          "Of the 8 drafts that Russia vetoed alone, China abstained on 7 and voted yes on 1 (S/2024/826)."));
  EXPECT_EQ(exhibit(crink(), "council-vetoes").table.rows.size(), 18U);
}

TEST(Brief, MeetingsKeepTheRoomApartFromTheMeeting) {
  const auto& four = row(exhibit(crink(), "meetings-larger"), "states", "CHN;IRN;PRK;RUS");
  EXPECT_EQ(four.at("any"), 0);
  EXPECT_EQ(four.at("together"), 1);  // the parade of 2025-09-03
  const auto& three = row(exhibit(crink(), "meetings-larger"), "states", "CHN;IRN;RUS");
  EXPECT_EQ(three.at("minister"), 0);
  EXPECT_EQ(three.at("deputy"), 1);
  EXPECT_EQ(three.at("any"), 4);
}

TEST(Brief, MutualDefence) {
  EXPECT_EQ(section(crink(), "commitments").title,
            "Two of 6 pairs are bound to mutual defence: China–North Korea and North Korea–Russia");
}

TEST(Brief, AListGivesTheFiguresOfTheGroup) {
  const auto list = write({"CHN,RUS,IRN,PRK"});
  EXPECT_EQ(list.group.members, crink().group.members);
  EXPECT_EQ(list.group.name, "CHN-IRN-PRK-RUS");
  ASSERT_EQ(list.findings.size(), crink().findings.size());
  for (std::size_t i = 0; i < list.findings.size(); ++i) {
    // A comparison of groups names the group, or the states; the figures and what they rest on are the same.
    const auto& one = list.findings[i];
    const auto& other = crink().findings[i];
    EXPECT_EQ(one.measure, other.measure);
    EXPECT_EQ(one.value, other.value) << one.id;
    EXPECT_EQ(one.numerator, other.numerator) << one.id;
    EXPECT_EQ(one.n, other.n) << one.id;
    EXPECT_EQ(one.evidence, other.evidence) << one.id;
  }
}

TEST(Brief, WhatIsNotCoveredIsNotObserved) {
  const auto& large = nato();
  EXPECT_EQ(large.group.members.size(), 32U);
  EXPECT_FALSE(section(large, "meetings").observed);
  EXPECT_FALSE(section(large, "trade").observed);
  EXPECT_TRUE(section(large, "ideal-points").observed);
  EXPECT_TRUE(section(large, "council").observed);
  EXPECT_LE(exhibit(large, "assembly-pairs").table.rows.size(), 20U);
  EXPECT_THAT(large.headline.sure, HasSubstr("Not observed for this group"));
  EXPECT_FALSE(section(brink(), "council").observed);
  EXPECT_TRUE(section(brink(), "council-conduct").observed);
}

TEST(Brief, ElectedMembersCountWhenTheySat) {
  const auto brief = write({"ALB,NOR"});  // Norway sat 2021-22, Albania 2022-23: they share 2022
  const auto& council = section(brief, "council");
  ASSERT_TRUE(council.observed);
  const auto& figure = finding(brief, brief.key_figures.front().finding);
  EXPECT_GT(*figure.n, 0U);
  EXPECT_LT(*figure.n, 30U);
}

TEST(Brief, GroupsThatAreNone) {
  const auto kind = [](std::vector<std::string> group) {
    try {
      write(std::move(group));
    } catch (const Error& error) {
      return error.kind();
    }
    return ErrorKind::undefined;
  };
  EXPECT_EQ(kind({"CHN"}), ErrorKind::usage);
  EXPECT_EQ(kind({"CHN,CHN"}), ErrorKind::usage);
  EXPECT_EQ(kind({""}), ErrorKind::usage);
  EXPECT_EQ(kind({"CRONK"}), ErrorKind::not_found);
  EXPECT_EQ(kind({"Korea,CHN"}), ErrorKind::ambiguous);
}

TEST(Brief, JsonFollowsItsSchema) {
  if (std::system("python3 -c pass >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "python3 is not there to check the schema";
  const test::TempFolder folder;
  std::string files;
  for (const auto* brief : {&crink(), &nato(), &brink(), &china_russia()}) {
    const auto file = folder / (brief->group.name + ".json");
    test::spill(file, to_json(*brief).dump());
    files += " '" + file.string() + "'";
  }
  const std::string root = test::source_dir();
  EXPECT_EQ(std::system(("python3 " + root + "/tests/findings/validate.py " + root +
                         "/docs/brief.schema.json" + files)
                            .c_str()),
            0);
}

TEST(Brief, PageHoldsTheBriefAndNothingBreaksOut) {
  const std::string page =
      "<html><title>blocs brief</title><script type=\"application/json\" "
      "id=\"brief-data\">null</script></html>";
  Brief brief = china_russia();
  brief.headline.title = "A < B & </script>\xe2\x80\xa8";
  const std::string html = to_html(brief, page);
  EXPECT_THAT(html, HasSubstr("<title>A &lt; B &amp; &lt;/script&gt;"));
  const std::string open = "id=\"brief-data\">";
  const auto begin = html.find(open) + open.size();
  const auto end = html.find("</script>", begin);
  const std::string data = html.substr(begin, end - begin);
  EXPECT_THAT(data, Not(HasSubstr("<")));
  EXPECT_THAT(data, Not(HasSubstr("\xe2\x80\xa8")));
  EXPECT_EQ(Json::parse(data), to_json(brief));
  EXPECT_THROW(to_html(brief, "<html></html>"), Error);
}

TEST(Brief, SameBytesTwice) {
  EXPECT_EQ(to_json(write({"CRINK"})).dump(), to_json(crink()).dump());
}

TEST(Brief, MarkdownOfASmallGroup) {
  test::expect_golden("brief_chn_rus.md", to_markdown(china_russia()));
}
TEST(Brief, MarkdownOfNotObserved) {
  test::expect_golden("brief_fji_nzl.md", to_markdown(write({"NZL,FJI"})));
}

}  // namespace
}  // namespace blocs::findings
