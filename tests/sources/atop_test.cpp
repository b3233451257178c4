#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "blocs/core/error.hpp"
#include "blocs/sources/casebook.hpp"

namespace blocs::sources {
namespace {

namespace fs = std::filesystem;

const std::string kMembers =
    "atopid,member,iso3,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,bilat,phase,defense,offense,"
    "neutral,"
    "nonagg,consul,conditio\n";
const std::string kAlliances =
    "atopid,cow4id,begyr,begmo,begday,endyr,endmo,endday,length,organ1,milaid,ecaid\n";
const std::string kDyads =
    "ccode1,ccode2,iso3_1,iso3_2,year_from,year_to,atop_defense,atop_offense,atop_neutral,atop_nonagg,"
    "atop_consul\n";

class AtopFiles : public ::testing::Test {
 protected:
  AtopFiles() : folder_(fs::temp_directory_path() / ("blocs-atop-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    add("USA", 2);
    add("RUS", 365);
    add("DEU", 255);
    add("JPN", 740);
    add("YUG", 345, "1918-12-01", "1992-04-26");
    add("SRB", 345, "1992-04-27");
  }
  ~AtopFiles() override { fs::remove_all(folder_); }

  void add(const char* code, int cow, const char* from = "", const char* to = "") {
    views::State state;
    state.code = state.name = code;
    state.cow_code = cow;
    state.valid_from = LooseDate::parse(from);
    state.valid_to = LooseDate::parse(to);
    known_.states.emplace(code, state);
  }
  fs::path file(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }
  Harvest members(const std::string& rows) const {
    const std::vector<fs::path> paths{file("m.csv", kMembers + rows)};
    return read_files(paths, known_);
  }
  Harvest all(const std::string& rows, const std::string& alliances, const std::string& dyads) const {
    // The order of the command line does not matter.
    const std::vector<fs::path> paths{file("d.csv", kDyads + dyads), file("a.csv", kAlliances + alliances),
                                      file("m.csv", kMembers + rows)};
    return read_files(paths, known_);
  }

  fs::path folder_;
  Known known_;
};

const views::Provision* provision(const Harvest& harvest, const std::string& id) {
  for (const auto& p : harvest.provisions) {
    if (p.id == id) return &p;
  }
  return nullptr;
}

TEST_F(AtopFiles, AnAllianceBecomesATreatyWithProvisions) {
  const auto harvest = members(
      "10,2,USA,1950,1,5.0,1960,2,,0,1,0,1,0,0,0,1,0\n"
      "10,365,RUS,1950,1,5.0,1960,2,,0,1,0,1,0,0,0,1,0\n");
  ASSERT_EQ(harvest.treaties.size(), 1U);
  const auto& treaty = harvest.treaties.front();
  EXPECT_EQ(treaty.id, "ATOP-10");
  EXPECT_EQ(treaty.parties, (std::vector<std::string>{"RUS", "USA"}));
  EXPECT_TRUE(treaty.spans.empty());
  EXPECT_EQ(treaty.signed_on->iso(), "1950-01-05");
  EXPECT_EQ(treaty.ended->iso(), "1960-02");
  EXPECT_FALSE(treaty.observed_until);
  EXPECT_EQ(treaty.kind, "mutual_defence");
  ASSERT_EQ(harvest.provisions.size(), 2U);
  EXPECT_TRUE(provision(harvest, "ATOP-10/mutual_defence")->owed_by.empty());
  EXPECT_EQ(provision(harvest, "ATOP-10/mutual_defence")->trigger, "armed_attack");
  EXPECT_NE(provision(harvest, "ATOP-10/consultation_on_threat"), nullptr);
  EXPECT_TRUE(treaty.holds_on(Date(1950, 1, 5)));
  EXPECT_FALSE(treaty.holds_on(Date(1960, 2, 1)));
}

TEST_F(AtopFiles, WhoOwesWhatAndWhen) {
  const auto harvest = members(
      "20,2,USA,1951,9,8.0,0,0,0.0,1,1,0,1,0,0,0,1,1\n"
      "20,740,JPN,1951,9,8.0,0,0,0.0,1,1,0,0,0,0,0,1,0\n"
      "20,255,DEU,1960,1,1.0,1970,1,1.0,0,1,0,0,1,0,0,0,0\n");
  const auto& treaty = harvest.treaties.front();
  EXPECT_FALSE(treaty.ended);
  EXPECT_EQ(treaty.observed_until->iso(), "2018-12-31");
  EXPECT_TRUE(treaty.holds_on(Date(2018, 12, 31)));
  EXPECT_FALSE(treaty.holds_on(Date(2019, 1, 1))) << "the source does not tell";
  EXPECT_FALSE(treaty.binds_on("DEU", Date(1959, 12, 31)));
  EXPECT_TRUE(treaty.binds_on("DEU", Date(1960, 1, 1)));
  EXPECT_FALSE(treaty.binds_on("DEU", Date(1970, 1, 2)));
  const auto* defence = provision(harvest, "ATOP-20/mutual_defence/conditional");
  ASSERT_NE(defence, nullptr);
  EXPECT_EQ(defence->qualifiers, std::vector<std::string>{"conditions"});
  EXPECT_TRUE(defence->binds_on("USA", Date(1990, 1, 1)));
  EXPECT_FALSE(defence->binds_on("JPN", Date(1990, 1, 1))) << "the alliance is asymmetric";
  EXPECT_EQ(provision(harvest, "ATOP-20/other_assistance"), nullptr) << "offence always has conditions";
  EXPECT_NE(provision(harvest, "ATOP-20/other_assistance/conditional"), nullptr);
}

TEST_F(AtopFiles, PhasesAreOneMembershipAndANumberCanPassToAnotherState) {
  const auto harvest = members(
      "30,365,RUS,1980,1,1.0,1990,5,5.0,0,1,1,0,0,0,1,0,0\n"
      "30,365,RUS,1990,5,5.0,2000,1,1.0,0,1,2,0,0,0,0,1,0\n"
      "30,345,YUG,1980,1,1.0,2000,1,1.0,0,1,0,0,0,0,1,0,0\n");
  const auto& treaty = harvest.treaties.front();
  EXPECT_EQ(treaty.parties, (std::vector<std::string>{"RUS", "SRB", "YUG"}));
  EXPECT_TRUE(treaty.binds_on("RUS", Date(1990, 5, 6)));
  EXPECT_TRUE(treaty.binds_on("YUG", Date(1992, 4, 26)));
  EXPECT_FALSE(treaty.binds_on("YUG", Date(1992, 4, 27)));
  EXPECT_TRUE(treaty.binds_on("SRB", Date(1992, 4, 27)));
  EXPECT_FALSE(treaty.binds_on("SRB", Date(1992, 4, 26)));
  EXPECT_FALSE(provision(harvest, "ATOP-30/consultation_on_threat")->binds_on("RUS", Date(1990, 5, 4)));
  EXPECT_TRUE(provision(harvest, "ATOP-30/consultation_on_threat")->binds_on("RUS", Date(1990, 5, 5)));
}

TEST_F(AtopFiles, BadRowsSayWhereAndWhy) {
  const auto harvest = members(
      "40,2,USA,1950,1,1.0,0,0,0.0,1,1,0,1,0,0,0,0,0\n"
      "40,999,XXX,1950,1,1.0,0,0,0.0,1,1,0,1,0,0,0,0,0\n"
      "40,365,RUS,1950,13,1.0,0,0,0.0,1,1,0,1,0,0,0,0,0\n"
      "40,365,RUS,1950,2,30.0,0,0,0.0,1,1,0,1,0,0,0,0,0\n"
      "40,365,RUS,1950,1,1.0,1940,1,1.0,1,1,0,1,0,0,0,0,0\n"
      "40,365,RUS,,1,1.0,0,0,0.0,1,1,0,1,0,0,0,0,0\n"
      "40,365,RUS,1950,1,1.5,0,0,0.0,1,1,0,1,0,0,0,0,0\n"
      "40,365,RUS,1950,1,1.0,0,0,0.0,1,1,0,2,0,0,0,0,0\n");
  ASSERT_EQ(harvest.quarantine.size(), 7U);
  EXPECT_EQ(harvest.files.front().taken, 1U);
  EXPECT_EQ(harvest.files.front().refused, 7U);
  const std::vector<std::pair<std::string, std::string>> expected{
      {"member", "number 999"},  {"moent", "from 0 to 12"}, {"dayent", "no day 1950-02-30"},
      {"yrexit", "before"},      {"yrent", "missing"},      {"dayent", "whole number"},
      {"defense", "from 0 to 1"}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(harvest.quarantine[i].line, i + 3);
    EXPECT_EQ(harvest.quarantine[i].column, expected[i].first);
    EXPECT_NE(harvest.quarantine[i].reason.find(expected[i].second), std::string::npos)
        << harvest.quarantine[i].reason;
  }
}

TEST_F(AtopFiles, AlliancesAddTermsAndDyadsAreHeldAgainstMembers) {
  known_.signatures.push_back({"T1", "un", LooseDate::parse("1950-01-05"), {"USA", "RUS"}});
  const auto harvest =
      all("10,2,USA,1950,1,5.0,1960,2,3.0,0,1,0,1,0,0,0,0,0\n"
          "10,365,RUS,1950,1,5.0,1960,2,3.0,0,1,0,0,0,0,1,0,0\n",
          "10,,1950,1,5.0,1960,2,3.0,240.0,3.0,1.0,0.0\n11,,1950,1,5.0,1960,2,3.0,0.0,0.0,0.0,0.0\n",
          "2,365,USA,RUS,1950,1960,1,0,0,1,0\n2,365,USA,RUS,1959,1961,1,0,0,1,0\n");
  const auto& treaty = harvest.treaties.front();
  EXPECT_EQ(treaty.term, "P20Y");
  EXPECT_EQ(treaty.same_as, "T1");
  EXPECT_NE(provision(harvest, "ATOP-10/institution"), nullptr);
  EXPECT_NE(provision(harvest, "ATOP-10/military_technical_cooperation"), nullptr);
  EXPECT_EQ(provision(harvest, "ATOP-10/economic_cooperation"), nullptr);
  ASSERT_EQ(harvest.quarantine.size(), 2U);
  EXPECT_NE(harvest.quarantine[0].reason.find("alliance 11"), std::string::npos);
  EXPECT_NE(harvest.quarantine[1].reason.find("1961"), std::string::npos);
}

TEST_F(AtopFiles, WithoutMembersThereIsNoAlliance) {
  const std::vector<fs::path> paths{file("a.csv", kAlliances + "10,,1950,1,5.0,0,0,0.0,0.0,0.0,0.0,0.0\n")};
  EXPECT_THROW(read_files(paths, known_), Error);
}

TEST_F(AtopFiles, CouncilVotesInLongForm) {
  for (auto& [code, state] : known_.states) state.un_from = LooseDate::parse("1945-10-24");
  const std::vector<fs::path> paths{
      file("c.csv",
           "symbol,date,outcome,agenda,member,vote,draft,kind\n"
           "S/RES/924 (1994),1994-01-06,adopted,Yemen,USA,Y,S/1994/646,draft\n"
           "S/RES/924 (1994),1994-01-06,adopted,Yemen,RUS,X,S/1994/646,draft\n"
           "S/2022/155,2022-02-25,vetoed,Ukraine,USA,Y,S/2022/155,draft\n"
           "S/2022/155,2022-02-25,vetoed,Ukraine,RUS,N,S/2022/155,draft\n"
           "S/2022/156,2022-02-25,vetoed,Ukraine,RUS,maybe,S/2022/156,draft\n")};
  const auto harvest = read_files(paths, known_);
  ASSERT_EQ(harvest.votes.size(), 1U);
  const auto& calls = harvest.votes.front().roll_calls;
  ASSERT_EQ(calls.size(), 2U);
  EXPECT_EQ(calls[0].row.id, "S/RES/924");
  EXPECT_EQ(calls[0].row.confidence, views::Confidence::low);
  EXPECT_EQ(calls[1].row.id, "S/2022/155");
  EXPECT_EQ(calls[1].row.outcome, views::Outcome::vetoed) << "as published, though noes equal yeses";
  EXPECT_EQ(calls[1].row.confidence, views::Confidence::high);
  EXPECT_EQ(harvest.quarantine.size(), 1U);
}

}  // namespace
}  // namespace blocs::sources
