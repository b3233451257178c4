#include <gtest/gtest.h>

#include "blocs/core/error.hpp"
#include "blocs/sources/casebook.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

namespace blocs::sources {
namespace {

class Flows : public ::testing::Test {
 protected:
  Flows() {
    add("CHN", "China", 710);
    add("RUS", "Russia", 365);
    add("IRN", "Iran", 630);
    add("VNM", "Vietnam", 816);
  }
  void add(const char* code, const char* name, int cow) {
    views::State state;
    state.code = code;
    state.name = name;
    state.cow_code = cow;
    known_.states.emplace(code, state);
  }
  Harvest read(const std::string& text) {
    test::spill(folder_ / "file.csv", text);
    const std::vector<std::filesystem::path> paths{folder_ / "file.csv"};
    return read_files(paths, known_);
  }

  test::TempFolder folder_;
  Known known_;
};

constexpr const char* kImts =
    "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n";

TEST_F(Flows, TheImfsExportsAndImportsMakeATotal) {
  const auto found = read(std::string(kImts) +
                          "X,RUS,XG_FOB_USD,CHN,A,2023,129000000000,6\n"
                          "X,RUS,XG_FOB_USD,G001,A,2023,425000000000,6\n"
                          "X,RUS,MG_CIF_USD,CHN,A,2023,111000000000,6\n"
                          "X,RUS,MG_CIF_USD,G001,A,2023,285000000000,6\n");
  EXPECT_EQ(found.origin, "IMF IMTS");
  ASSERT_EQ(found.trade.size(), 2U);
  EXPECT_EQ(found.trade[0].id, "CHN/RUS/2023/RUS");
  EXPECT_DOUBLE_EQ(found.trade[0].value_usd_million, 240'000);
  EXPECT_EQ(found.trade[1].b, "WLD");
  EXPECT_DOUBLE_EQ(found.trade[1].value_usd_million, 710'000);
  EXPECT_EQ(found.trade[0].provenance.source, "imf-imts-file");
  ASSERT_EQ(found.sources.size(), 1U);
  EXPECT_EQ(found.files.front().taken, 4U);
  EXPECT_TRUE(found.quarantine.empty());
}

TEST_F(Flows, HalfATotalIsNoneAndWhatIsNoYearlyTotalIsRefused) {
  const auto found = read(std::string(kImts) +
                          "X,RUS,XG_FOB_USD,CHN,A,2023,5,6\n"
                          "X,RUS,MG_CIF_USD,CHN,A,2023,,6\n"
                          "X,RUS,MG_FOB_USD,CHN,A,2023,5,6\n"
                          "X,RUS,XG_FOB_USD,CHN,M,2023-M01,5,6\n"
                          "X,RUS,XG_FOB_USD,G163,A,2023,5,6\n"
                          "X,RUS,XG_FOB_USD,RUS,A,2023,5,6\n"
                          "X,RUS,XG_FOB_USD,CHN,A,2023,6,6\n");
  EXPECT_TRUE(found.trade.empty());
  EXPECT_EQ(found.files.front().taken, 0U);
  EXPECT_EQ(found.files.front().refused, 7U);
  ASSERT_EQ(found.quarantine.size(), 7U);
  EXPECT_NE(found.quarantine[0].reason.find("not reported"), std::string::npos);
  EXPECT_EQ(found.quarantine[0].line, 3U);
  EXPECT_NE(found.quarantine.back().reason.find("half a total is none"), std::string::npos);
  EXPECT_EQ(found.quarantine.back().line, 2U);
}

TEST_F(Flows, TheImfsOlderFilesAreRefusedForTheirScale) {
  EXPECT_THROW(read("Country Name,Country Code,Indicator Name,Indicator Code,Counterpart Country Name,"
                    "Counterpart Country Code,Attribute,2018\nRussia,922,x,TXG_FOB_USD,China,924,Value,5\n"),
               Error);
}

TEST_F(Flows, ComtradeCountsTotalsOverAllBreakdownsOnly) {
  const std::string head =
      "freqCode,refYear,reporterISO,flowCode,partnerISO,partner2Code,cmdCode,motCode,primaryValue\n";
  const auto found = read(head +
                          "A,2023,CHN,X,RUS,0,TOTAL,0,111000000000\n"
                          "A,2023,CHN,M,RUS,0,TOTAL,0,129110000000\n"
                          "A,2023,CHN,RX,RUS,0,TOTAL,0,7\n"
                          "A,2023,CHN,X,RUS,0,27,0,7\n"
                          "A,2023,CHN,X,RUS,0,TOTAL,1000,7\n"
                          "M,2023,CHN,X,RUS,0,TOTAL,0,7\n"
                          "A,2023,CHN,X,W00,0,TOTAL,0,3380000000000\n"
                          "A,2023,CHN,M,W00,0,TOTAL,0,2556000000000\n"
                          "A,2023,CHN,X,S19,0,TOTAL,0,7\n");
  ASSERT_EQ(found.trade.size(), 2U);
  EXPECT_DOUBLE_EQ(found.trade[0].value_usd_million, 240'110);
  EXPECT_DOUBLE_EQ(found.trade[1].value_usd_million, 5'936'000);
  EXPECT_EQ(found.files.front().refused, 5U);
}

TEST_F(Flows, SiprisRegisterIsReadBehindItsPreambleAndSpreadOverYears) {
  const auto found = read(
      "SIPRI Arms Transfers Database\n\nTransfers of major weapons: 2010 to 2020\n"
      "Recipient,Supplier,Year of order,,Number ordered,,Year(s) of delivery,status,SIPRI TIV of delivered "
      "weapons\n"
      "Viet Nam,Soviet Union,2009,,6,,2013; 2014; 2015,New,1500\n"
      "China,Russia,2015,,24,,2016-2018,New,1200\n"
      "Hezbollah (Lebanon)*,Iran,2001,,6,,2002,New,3\n"
      "Iran,Russia,2020,,1,,,New,0\n");
  ASSERT_EQ(found.arms.size(), 6U);
  double sum = 0;
  for (const auto& row : found.arms) sum += row.tiv_million;
  EXPECT_DOUBLE_EQ(sum, 2700);
  EXPECT_EQ(found.arms.front().id, "SIPRI/RUS/CHN/2016");
  EXPECT_EQ(found.arms.front().provenance.confidence, views::Confidence::medium);
  EXPECT_EQ(found.files.front().refused, 2U);
  EXPECT_NE(found.quarantine.front().reason.find("no state on record"), std::string::npos);
}

TEST_F(Flows, ArmedForcesOverPopulation) {
  const auto found = read(
      "stateabb,ccode,year,milper,tpop,cinc\nRUS,365,2016,831,143965,0.04\nCHN,710,2016,-9,1414050,0.2\n"
      "NIL,999,2016,1,2,0\n");
  ASSERT_EQ(found.indicators.size(), 2U);
  EXPECT_EQ(found.indicators[0].value, "5.772");
  EXPECT_EQ(found.indicators[0].id, "armed_forces_per_1000/RUS/2016");
  EXPECT_EQ(found.indicators[1].value, "143965");
  EXPECT_EQ(found.indicators[1].id, "population/RUS/2016");
  EXPECT_EQ(found.files.front().refused, 2U);
}

// 13,502 pair-years, all of states on record; Russia delivered 5, 4 and 1 million to North Korea in 2008 to
// 2010.
TEST(ReferenceFlows, TheArmsTableAsItStands) {
  const std::filesystem::path file =
      std::filesystem::path(test::reference_data()) / "ties/sipri_tiv_dyad_year.csv";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "no reference data at " << file;
  const auto casebook = read_casebook(test::source_dir() + "/casebook");
  Known known;
  for (const auto& row : casebook.states) known.states.emplace(row.code, row);
  const std::vector<std::filesystem::path> paths{file};
  const auto found = read_files(paths, known);
  EXPECT_EQ(found.arms.size(), 13'502U);
  EXPECT_EQ(found.files.front().refused, 0U);
  double sum = 0;
  for (const auto& row : found.arms) {
    if (row.supplier == "RUS" && row.recipient == "PRK" && row.year >= 2008) sum += row.tiv_million;
  }
  EXPECT_DOUBLE_EQ(sum, 10);
}

}  // namespace
}  // namespace blocs::sources
