#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "support/program.hpp"

// Ideal points by the program on the casebook's own votes: few, so intervals are wide, but every verb
// answers.

namespace blocs {
namespace {

using nlohmann::json;

json findings_of(const std::string& words) {
  const auto run = test::blocs(words + " --format json");
  EXPECT_EQ(run.code, 0) << words << '\n' << run.err;
  return run.code == 0 ? json::parse(run.out).at("findings") : json::array();
}

TEST(IdealCommand, EveryVerbAnswersOnCouncilVotes) {
  const std::string body = " --body council";
  const auto show = findings_of("ideal show CHN RUS" + body);
  ASSERT_EQ(show.size(), 2U);
  for (const auto& point : show[0].at("details").at("CHN")) {
    EXPECT_GT(point.at("sd").get<double>(), 0);
    EXPECT_LE(point.at("quantiles").at("5").get<double>(), point.at("mean").get<double>());
  }
  const auto spread = findings_of("ideal spread CHN RUS USA" + body);
  for (const auto& row : spread.at(0).at("details").at("spread")) {
    EXPECT_GT(row.at("share_as_tight").get<double>(), 0);
    EXPECT_LE(row.at("share_as_tight").get<double>(), 1);
  }
  const auto moves = findings_of("ideal moves RUS" + body);
  EXPECT_LE(moves.at(0).at("value").get<double>(), moves.at(0).at("n").get<double>());
  const auto surprises = findings_of("ideal surprises RUS --top 3" + body);
  ASSERT_EQ(surprises.at(0).at("details").at("ballots").size(), 3U);
  EXPECT_EQ(surprises.at(0).at("evidence").size(), 3U);
  const auto predict = findings_of("ideal predict" + body);
  EXPECT_GT(predict.at(0).at("n").get<double>(), 50);
  EXPECT_EQ(predict.at(0).at("details").at("gains").size(), 3U);
}

// A distance whose interval begins at 0 is not headed by a number; 0 is never printed for one within noise.
TEST(IdealCommand, ADistanceWithinItsNoiseIsNotTold) {
  std::size_t within = 0;
  std::size_t beyond = 0;
  for (const char* pair : {"GBR FRA", "CHN RUS", "USA RUS"}) {
    const auto found = findings_of(std::string("ideal distance ") + pair + " --body council");
    const auto& rows = found.at(0).at("details").at("distances");
    for (const auto& row : rows) {
      const double apart = row.at("of_means").get<double>();
      const double sd = row.at("sd").get<double>();
      EXPECT_EQ(row.at("told_apart").get<bool>(), apart > 1.959964 * sd) << row;
      EXPECT_EQ(row.at("distance").is_null(), apart <= sd) << row;
      if (apart > sd) {
        EXPECT_NEAR(row.at("distance").get<double>(), std::sqrt(apart * apart - sd * sd), 1e-2) << row;
      }
      ++(apart > sd ? beyond : within);
    }
    const auto& value = found.at(0).at("value");
    if (rows.back().at("told_apart").get<bool>())
      EXPECT_TRUE(value.is_number());
    else
      EXPECT_EQ(value, "not told apart from 0");
    EXPECT_FALSE(found.at(0).at("interval").is_null());
  }
  EXPECT_GT(within, 0U);
  EXPECT_GT(beyond, 0U);
}

TEST(IdealCommand, TheExactMethodGoesOnFromItsCheckpoint) {
  const test::TempFolder folder;
  const auto name = (folder / "chain").string();
  const std::string words =
      "ideal export --body council --method exact --chains 1 --draws 60 --checkpoint " + name;
  const auto first = test::blocs(words);
  ASSERT_EQ(first.code, 0) << first.err;
  EXPECT_NE(first.err.find("sampling"), std::string::npos) << first.err;
  const auto again = test::blocs(words + " --quiet");  // all of it is there already
  EXPECT_EQ(again.out, first.out);
  EXPECT_EQ(again.err, "");
  std::ofstream(name + ".1", std::ios::binary | std::ios::app) << "x";
  const auto damaged = test::blocs(words);
  EXPECT_NE(damaged.code, 0);
  EXPECT_NE(damaged.err.find("checkpoint"), std::string::npos) << damaged.err;
}

TEST(IdealCommand, TwoDimensionsAndAbsenceNeedTheExactMethod) {
  const std::string exact = " --body council --method exact --chains 1 --draws 20";
  const auto plane = findings_of("ideal show CHN --dimensions 2 --absence strategic" + exact);
  ASSERT_EQ(plane.size(), 1U);
  for (const auto& point : plane[0].at("details").at("CHN")) {
    EXPECT_GT(point.at("sd_2").get<double>(), 0);
    EXPECT_LE(point.at("quantiles_2").at("5").get<double>(), point.at("quantiles_2").at("95").get<double>());
    EXPECT_LE(std::abs(point.at("correlation").get<double>()), 1);
  }
  EXPECT_NE(plane[0].at("caveats").dump().find("kappa"), std::string::npos);
  const auto exported = test::blocs("ideal export --dimensions 2" + exact);
  EXPECT_EQ(exported.out.substr(0, exported.out.find('\n')),
            "state,session,year,votes,mean,sd,q5,q10,q50,q90,q95,mean_2,sd_2,q5_2,q10_2,q50_2,q90_2,q95_2,"
            "correlation");
  for (const auto& [words, said] :
       {std::pair{"show CHN --body council --dimensions 2", "--method exact"},
        {"show CHN --body council --absence strategic", "--method exact"},
        {"show CHN --body council --method exact --absence shy", "missing"},
        {"show CHN --body council --method exact --dimensions 3", "one dimension or two"},
        {"export --body council --method exact --dimensions 2 --layout published", "tidy"}}) {
    const auto run = test::blocs(std::string("ideal ") + words);
    EXPECT_NE(run.code, 0) << words;
    EXPECT_NE(run.err.find(said), std::string::npos) << words << run.err;
  }
}

TEST(IdealCommand, TheCouncilCountsWhereTheAssemblyDoes) {
  const auto both = findings_of("ideal fit --with-council --link-titles");
  const auto caveats = both.at(0).at("caveats").dump();
  EXPECT_NE(caveats.find("bridged"), std::string::npos) << caveats;
  // Every session has states that no seat was needed for.
  for (const auto& session : both.at(0).at("details").at("sessions"))
    EXPECT_GT(session.at("states").get<int>(), 15);
}

TEST(IdealCommand, IdenticalRollCallsAreReadFromATable) {
  const test::TempFolder folder;
  const auto path = (folder / "pairs.csv").string();
  std::ofstream(path) << "roll_call_1,roll_call_2\nnobody,nothing\n";
  const auto found = findings_of("ideal fit --body council --identical " + path);
  const auto caveats = found.at(0).at("caveats").dump();
  EXPECT_NE(caveats.find("1 of 1 pairs"), std::string::npos) << caveats;
  std::ofstream(path) << "a,b\n1,2\n";
  const auto wrong = test::blocs("ideal fit --body council --identical " + path);
  EXPECT_NE(wrong.code, 0);
  EXPECT_NE(wrong.err.find("roll_call_1"), std::string::npos) << wrong.err;
}

/// What the program says of points while it answers from a ledger: nothing where they are kept.
std::string fitted(const std::filesystem::path& ledger) {
  const auto run = test::blocs("ideal show CHN RUS --format csv --ledger " + ledger.string());
  EXPECT_EQ(run.code, 0) << run.err;
  return run.err;
}

TEST(IdealCommand, TheLedgerThatShipsKeepsItsPointsToTheLastDigit) {
  const test::TempFolder folder;
  const auto copy = folder / "copy.ledger";
  std::filesystem::copy_file(std::filesystem::path(test::build_dir()) / "share/blocs/casebook.ledger", copy);
  EXPECT_EQ(fitted(copy), "");
  const auto kept = findings_of("ideal moves CRINK --ledger " + copy.string());
  const auto again = test::blocs("ideal store --ledger " + copy.string());
  EXPECT_NE(again.err.find("already"), std::string::npos) << again.err;
  // Under an option that changes nothing but what points depend on, they are fitted afresh.
  const auto fresh = test::blocs("ideal show CHN --smooth 0.51 --ledger " + copy.string());
  EXPECT_NE(fresh.err.find("fitting"), std::string::npos) << fresh.err;
  // A new ledger begins with the same votes and keeps no points: what it says is fitted there and then.
  const auto other = folder / "new.ledger";
  ASSERT_EQ(test::blocs("import casebook --quiet --ledger " + other.string()).code, 0);
  EXPECT_NE(fitted(other).find("fitting"), std::string::npos);
  EXPECT_EQ(findings_of("ideal moves CRINK --ledger " + other.string()), kept);
}

TEST(IdealCommand, AnImportThatChangesVotesFitsKeptPointsAgain) {
  const test::TempFolder folder;
  const auto ledger = folder / "my.ledger";
  std::filesystem::copy_file(std::filesystem::path(test::build_dir()) / "share/blocs/casebook.ledger",
                             ledger);
  const auto table = folder / "assembly_votes.csv";
  const std::string head =
      "vote_id,session,date,title,topic,kind,outcome,total_yes,total_no,total_abstain,no,abstain,absent,"
      "unknown,"
      "source,confidence,note\n";
  test::spill(table, head +
                         "A/RES/79/9999,79,2024-12-30,A vote that divides,other,resolution,adopted,,,,"
                         "CHN;RUS;IRN,USA;GBR,,,undl-sc-voting,low,\n");
  const auto import = test::blocs("import " + table.string() + " --ledger " + ledger.string());
  ASSERT_EQ(import.code, 0) << import.err;
  EXPECT_NE(import.err.find("keeps the ideal points of its votes"), std::string::npos) << import.err;
  EXPECT_EQ(fitted(ledger), "");
  const auto again = test::blocs("import " + table.string() + " --ledger " + ledger.string());
  EXPECT_EQ(again.err.find("ideal points"), std::string::npos) << again.err;
}

TEST(IdealCommand, PointsAreStoredInALedgerOfOnesOwn) {
  const auto shipped = test::blocs("ideal store");
  EXPECT_NE(shipped.code, 0);
  EXPECT_NE(shipped.err.find("--ledger"), std::string::npos) << shipped.err;
  const auto none = test::blocs("ideal store --ledger /nowhere/none.ledger");
  EXPECT_NE(none.code, 0);
  EXPECT_NE(none.err.find("/nowhere/none.ledger"), std::string::npos) << none.err;
}

}  // namespace
}  // namespace blocs
