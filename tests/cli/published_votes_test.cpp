#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/question.hpp"
#include "blocs/ledger/ledger.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

// Imports the public tables of Assembly votes once, with the program, and asks for figures that were
// published, or recomputed independently. The record is opened once and asked here, since the program reads
// all votes each time.

namespace blocs {
namespace {

using findings::Finding;
using findings::Json;
using nlohmann::json;
namespace fs = std::filesystem;

class PublishedVotes : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const fs::path data = fs::path(test::reference_data()) / "votes";
    if (!fs::exists(data / "unga_1946_2019_ballots.csv.gz")) return;
    folder_ = new test::TempFolder;
    import_ = test::blocs("import --format json " + (data / "unga_1946_2019_ballots.csv.gz").string() + " " +
                          (data / "unga_1946_2019_roll_calls.csv.gz").string() + " " +
                          (data / "unga_2020_2024.csv.gz").string() + " " +
                          (data / "unga_1946_2024_matrix.csv.gz").string() + ledger());
    if (import_.code == 0) record_ = ledger::open_record(*folder_ / "un.ledger");
  }
  static void TearDownTestSuite() {
    record_.reset();
    delete folder_;
    folder_ = nullptr;
  }
  void SetUp() override {
    if (folder_ == nullptr) GTEST_SKIP() << "the reference tables are not at " << test::reference_data();
    ASSERT_EQ(import_.code, 0) << import_.err;
  }

  static std::string ledger() { return " --ledger " + (*folder_ / "un.ledger").string(); }
  static std::vector<Finding> ask(const std::string& measure, const std::vector<std::string>& states,
                                  const Json& options) {
    return findings::answer(*record_, {measure, states, options});
  }
  static double value(const std::vector<Finding>& found) {
    return found.empty() ? std::nan("") : found.front().number().value_or(std::nan(""));
  }
  static Finding part(const std::vector<Finding>& found, const std::string& name) {
    for (const auto& finding : found) {
      if (finding.rule.data.value("part", "") == name) return finding;
    }
    ADD_FAILURE() << "no " << name;
    return {};
  }
  static double number(const std::vector<Finding>& found, const std::string& name) {
    return part(found, name).number().value_or(std::nan(""));
  }
  static Json session(const char* number) { return {{"sessions", Json::array({number})}}; }

  inline static test::TempFolder* folder_ = nullptr;
  inline static test::Run import_;
  inline static std::unique_ptr<views::Record> record_;
};

TEST_F(PublishedVotes, AgreementWithTheUnitedStates) {
  struct Case {
    const char* other;
    int year;
    std::size_t n;
    double value;
  };
  const auto year_of = [](int year) -> Json {
    const std::string text = std::to_string(year);
    return {
        {"body", "assembly"}, {"since", text + "-01-01"}, {"until", text + "-12-31"}, {"contested", true}};
  };
  for (const auto& c :
       {Case{"RUS", 1946, 42, .2143}, Case{"IRN", 1946, 41, .5122}, Case{"IND", 1946, 42, .4762},
        Case{"CUB", 1946, 40, .6750}, Case{"RUS", 1980, 103, .1262}, Case{"CHN", 1980, 86, .1977},
        Case{"IRN", 1980, 95, .1789}, Case{"ISR", 1980, 86, .5814}, Case{"IND", 1980, 103, .1748},
        Case{"CUB", 1980, 96, .0938}}) {
    const auto found = ask("votes.agreement", {"USA", c.other}, year_of(c.year));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].n, c.n) << c.other << c.year;
    EXPECT_NEAR(value(found), c.value, 5e-5) << c.other << c.year;
  }
  // What the source calls 2012 is session 67, which ran into 2013. Votes on amendments and paragraphs moved
  // it.
  Json whole = session("67");
  whole["contested"] = true;
  auto found = ask("votes.agreement", {"RUS", "USA"}, whole);
  EXPECT_EQ(found.at(0).n, 88U);
  EXPECT_NEAR(value(found), .3409, 5e-5);
  whole["amendments"] = false;
  whole["paragraphs"] = false;
  found = ask("votes.agreement", {"RUS", "USA"}, whole);
  EXPECT_EQ(found.at(0).n, 69U);
  EXPECT_NEAR(value(found), .2609, 5e-5);
}

TEST_F(PublishedVotes, TheTableOfTheUnitedStatesAndMexicoIn1946) {
  Json year{{"body", "assembly"}, {"since", "1946-01-01"}, {"until", "1946-12-31"}, {"contested", true}};
  const auto measure = [&](const char* name) {
    year["name"] = name;
    return ask("votes.measure", {"USA", "MEX"}, year);
  };
  const auto kappa = measure("kappa-squared");
  EXPECT_EQ(kappa.at(0).n, 38U);
  EXPECT_NEAR(value(kappa), -.0122, 5e-5);
  EXPECT_NEAR(value(measure("pi")), -.0278, 5e-5);
  EXPECT_NEAR(value(measure("s")), .1316, 5e-5);
  const auto& ballots = kappa.at(0).details.at("ballots");
  for (const auto& [cell, count] : {std::pair{"yes-yes", 17},
                                    {"yes-abstain", 2},
                                    {"yes-no", 5},
                                    {"abstain-no", 2},
                                    {"no-yes", 9},
                                    {"no-abstain", 1},
                                    {"no-no", 2},
                                    {"abstain-yes", 0}}) {
    EXPECT_EQ(ballots.at(cell), count) << cell;
  }
}

TEST_F(PublishedVotes, PairsOfSession74) {
  struct Row {
    const char* a;
    const char* b;
    std::size_t n;
    double exact, lijphart, yesno, s, kappa_squared, pi, a_value;
  };
  for (const auto& r : {Row{"CHN", "RUS", 87, .7931, .8736, .9444, .7471, .7096, .5004, .4249},
                        Row{"CHN", "PRK", 80, .8375, .9000, .9552, .8000, .6933, .5451, .3422},
                        Row{"RUS", "IRN", 84, .6905, .7857, .8485, .5714, .4096, .2762, .2409},
                        Row{"IRN", "PRK", 79, .8228, .9051, .9841, .8101, .7278, .4962, .3131},
                        Row{"USA", "ISR", 89, .9438, .9607, .9750, .9213, .9102, .8778, .6870}}) {
    const auto check = [&](const char* name, double expected) {
      Json options = session("74");
      options["contested"] = true;
      options["name"] = name;
      const auto found = ask("votes.measure", {r.a, r.b}, options);
      EXPECT_NEAR(value(found), expected, 5.1e-5) << name << ' ' << r.a << ' ' << r.b;
      return found.at(0).n;
    };
    EXPECT_EQ(check("exact", r.exact), r.n);
    check("lijphart", r.lijphart);
    check("yesno", r.yesno);
    check("s", r.s);
    check("kappa-squared", r.kappa_squared);
    check("pi", r.pi);
    check("a", r.a_value);
  }
}

// The Union as it was after the United Kingdom left; on the last vote of session 74 that was still to come.
constexpr const char* kEu27 =
    "AUT,BEL,BGR,HRV,CYP,CZE,DNK,EST,FIN,FRA,DEU,GRC,HUN,IRL,ITA,LVA,LTU,LUX,MLT,NLD,POL,PRT,ROU,SVK,SVN,ESP,"
    "SWE";

TEST_F(PublishedVotes, CohesionOfGroupsInSession74) {
  struct Row {
    const char* group;
    double hnr, rice, unanimity, mean;
  };
  for (const auto& r :
       {Row{"CRINK", .8153, .8981, .6778, .8698}, Row{"BRINK", .7879, .8769, .6517, .8586},
        Row{"BRA,RUS,IND,CHN,ZAF", .7429, .8487, .4835, .8067}, Row{"NATO", .8929, .8754, .2967, .9244},
        Row{kEu27, .9188, .9366, .7033, .9509}, Row{"CHN,FRA,GBR,RUS,USA", .5198, .5095, .1099, .5891}}) {
    const auto found = ask("votes.cohesion", {r.group}, session("74"));
    EXPECT_NEAR(number(found, "hnr"), r.hnr, 5.1e-5) << r.group;
    EXPECT_NEAR(number(found, "rice"), r.rice, 5.1e-5) << r.group;
    EXPECT_NEAR(number(found, "unanimity"), r.unanimity, 5.1e-5) << r.group;
    EXPECT_NEAR(number(found, "mean-pairwise"), r.mean, 5.1e-5) << r.group;
  }
  const auto found = ask("votes.cohesion", {"CRINK"}, session("74"));
  EXPECT_EQ(part(found, "unanimity").numerator, 61);
  EXPECT_EQ(part(found, "unanimity").n, 90U);
  EXPECT_NEAR(number(found, "least-pair"), .7857, 5e-5);
  Json all = session("74");
  all["require_all"] = true;
  const auto together = part(ask("votes.cohesion", {"CRINK"}, all), "unanimity");
  EXPECT_EQ(together.numerator, 53);
  EXPECT_EQ(together.n, 76U);
}

TEST_F(PublishedVotes, GroupsAmongAllQuartetsOfTheirSession) {
  struct Row {
    const char* group;
    const char* session;
    double value, percentile;
  };
  for (const auto& r :
       {Row{"CRINK", "74", .8698, 75.6}, Row{"BRINK", "74", .8586, 73.8},
        Row{"CUB,VEN,NIC,SYR", "74", .9533, 92.1}, Row{"DEU,FRA,GBR,USA", "74", .7766, 37.7}}) {
    const auto rank = part(ask("votes.rank", {r.group}, session(r.session)), "mean-pairwise");
    EXPECT_NEAR(rank.details.at("value").get<double>(), r.value, 5.1e-5) << r.group;
    EXPECT_NEAR(rank.details.at("percentile").get<double>(), r.percentile, 0.051) << r.group;
    EXPECT_EQ(rank.n, 53469976U);
    EXPECT_TRUE(rank.details.at("exact"));
  }
  // Of session 69 only the percentile comes out as noted; the value noted with it, .8646, has two digits the
  // other way round from what the record gives.
  const auto before = part(ask("votes.rank", {"CRINK"}, session("69")), "mean-pairwise");
  EXPECT_NEAR(before.details.at("percentile").get<double>(), 74.3, 0.051);
}

// Recomputed with numpy from the published rows, each vote once: of 19 December 2023 three stand in the long
// form under their symbols and in the matrix under numbers. Sessions by symbol, else from September on.
TEST_F(PublishedVotes, CrinkInSessions76To78) {
  struct Row {
    const char* session;
    double mean;
    int unanimous;
    std::size_t present;
    double percentile;
    std::size_t quartets;
  };
  for (const auto& r :
       {Row{"76", .8637, 48, 78, 74.38, 54'595'315}, Row{"77", .8489, 53, 87, 77.57, 49'983'212},
        Row{"78", .8423, 52, 86, 75.946, 48'758'034}}) {
    const auto found = ask("votes.cohesion", {"CRINK"}, session(r.session));
    EXPECT_NEAR(number(found, "mean-pairwise"), r.mean, 5.1e-5) << r.session;
    EXPECT_EQ(part(found, "unanimity").numerator, r.unanimous) << r.session;
    EXPECT_EQ(part(found, "unanimity").n, r.present) << r.session;
    EXPECT_EQ(part(found, "mean-pairwise").caveats.back().substr(0, 10), "coverage: ") << r.session;
    const auto rank = part(ask("votes.rank", {"CRINK"}, session(r.session)), "mean-pairwise");
    EXPECT_NEAR(rank.details.at("percentile").get<double>(), r.percentile, 0.0051) << r.session;
    EXPECT_EQ(rank.n, r.quartets) << r.session;
  }
}

TEST_F(PublishedVotes, APercentileIsTheSameForAnyNumberOfThreads) {
  Json options = session("74");
  options["threads"] = 1;
  const auto one = ask("votes.rank", {"CRINK"}, options);
  options["threads"] = 3;
  EXPECT_EQ(findings::to_json(one), findings::to_json(ask("votes.rank", {"CRINK"}, options)));
}

TEST_F(PublishedVotes, SourcesThatOverlapAreKeptOnceAndCompared) {
  const auto run = test::blocs("ledger conflicts --summary --format json" + ledger());
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_FALSE(json::parse(run.out).at("rows").empty());
  EXPECT_EQ(value(ask("votes.count", {}, session("74"))), 91);
}

// The planes of the matrix against the rows of the store.
TEST_F(PublishedVotes, BitPlanesCountWhatTheRowsCount) {
  const auto result =
      ledger::query(*folder_ / "un.ledger",
                    "SELECT state, ballot, count(*) FROM ballot JOIN roll_call USING (roll_call_id) "
                    "WHERE body = 'assembly' GROUP BY ALL",
                    100'000);
  const auto& matrix = record_->roll_calls(views::Body::assembly);
  std::size_t rows = 0;
  for (const auto& row : result.rows) {
    const auto state = matrix.state_index(row.at(0).value_or(""));
    const auto ballot = views::code<views::Ballot>(row.at(1).value_or(""));
    ASSERT_TRUE(state && ballot);
    EXPECT_EQ(std::to_string(matrix.plane(*state, *ballot).count()), row.at(2).value_or("")) << *row.at(0);
    ++rows;
  }
  EXPECT_GT(rows, 500U);
}

TEST_F(PublishedVotes, SessionsSinceTheFirstHaveABaseRateAndTheirCoverage) {
  const auto history = ask("votes.history", {"CRINK"}, Json::object());
  ASSERT_GT(history.size(), 70U);
  const auto of = [&](int number) {
    for (const auto& finding : history) {
      if (finding.details.at("session") == number) return finding;
    }
    return Finding();
  };
  EXPECT_NEAR(of(74).number().value_or(0), .8698, 5.1e-5);
  EXPECT_NEAR(of(74).details.at("percentile").get<double>(), 75.6, 0.051);
  EXPECT_LT(of(74).details.at("low").get<double>(), of(74).details.at("high").get<double>());
  EXPECT_EQ(of(74).details.at("members").size(), 4U);
  EXPECT_EQ(of(40).details.at("members").size(), 3U);  // North Korea came in 1991
  for (const char* number : {"76", "77", "78"}) {
    const auto found = ask("votes.cohesion", {"CRINK"}, session(number));
    const auto mean = part(found, "mean-pairwise");
    EXPECT_TRUE(mean.number().has_value()) << number;
    EXPECT_EQ(mean.caveats.empty() ? "" : mean.caveats.back().substr(0, 10), "coverage: ");
    EXPECT_TRUE(of(std::stoi(number)).details.contains("percentile")) << number;
  }
}

TEST_F(PublishedVotes, IntervalsAreSeededAndHoldTheirValue) {
  Json options = session("74");
  options["interval"] = "bootstrap";
  const auto found = ask("votes.cohesion", {"CRINK"}, options);
  for (const auto& finding : found) {
    ASSERT_TRUE(finding.interval.has_value()) << finding.measure;
    EXPECT_LE(finding.interval->low, finding.number().value_or(9));
    EXPECT_GE(finding.interval->high, finding.number().value_or(-9));
  }
  EXPECT_EQ(findings::to_json(found), findings::to_json(ask("votes.cohesion", {"CRINK"}, options)));
  // In session 20 several roll calls have one title.
  Json items = session("20");
  items["interval"] = "bootstrap-items";
  const auto by_items = part(ask("votes.cohesion", {"USA,GBR,RUS"}, items), "unanimity");
  ASSERT_TRUE(by_items.interval.has_value());
  EXPECT_NE(by_items.interval->method.find("titles or texts of"), std::string::npos)
      << by_items.interval->method;
  // In session 74 no two have one title or stand on one text.
  items = session("74");
  items["interval"] = "bootstrap-items";
  const auto apart = part(ask("votes.cohesion", {"CRINK"}, items), "unanimity");
  ASSERT_TRUE(apart.interval.has_value());
  EXPECT_EQ(apart.interval->method.rfind("bootstrap by roll call, ", 0), 0U) << apart.interval->method;
}

TEST_F(PublishedVotes, WeightsOfRollCallsMoveAFigureAsTheySay) {
  const auto found = ask("votes.cohesion", {"CRINK"}, session("74"));
  const auto unanimity = part(found, "unanimity");
  Json weights = Json::object();
  for (const auto& id : unanimity.evidence) weights[id] = 0;
  weights[unanimity.evidence.front()] = 2;
  Json options = session("74");
  options["weights"] = weights;
  const double one = number(ask("votes.cohesion", {"CRINK"}, options), "unanimity");
  EXPECT_TRUE(one == 0 || one == 1);
  options["weights"] = {{"no such vote", 1}};
  EXPECT_THROW(ask("votes.cohesion", {"CRINK"}, options), Error);
}

TEST_F(PublishedVotes, SelectionsOfNothingAreUndefinedAndSayWhy) {
  for (const char* measure : {"votes.cohesion", "votes.rank", "votes.history", "votes.measure"}) {
    const auto found = ask(measure, {"CRINK"}, session("999"));
    ASSERT_FALSE(found.empty()) << measure;
    EXPECT_FALSE(found.front().number().has_value()) << measure;
    EXPECT_FALSE(found.front().caveats.empty()) << measure;
  }
}

// One run of the program for each command that scripts rely on, in the three forms.
TEST_F(PublishedVotes, CommandsForScriptsInEveryForm) {
  const std::string end = ledger() + " --quiet --format ";
  const auto agreement = test::blocs(
      "votes agreement USA RUS --body assembly --session 74 --rule half --contested "
      "--no-amendments --no-paragraphs" +
      end + "table");
  EXPECT_EQ(agreement.code, 0) << agreement.err;
  EXPECT_NE(agreement.out.find("votes.agreement"), std::string::npos);
  const auto measure = test::blocs("votes measure kappa-squared CHN RUS --session 74" + end + "json");
  EXPECT_EQ(json::parse(measure.out).at("findings").at(0).at("measure"), "votes.measure");
  const auto cohesion = test::blocs("votes cohesion CHN,RUS,IRN,PRK --session 74" + end + "csv");
  for (const char* name : {"rice", "hnr", "unanimity", "mean-pairwise", "least-pair"})
    EXPECT_NE(cohesion.out.find(std::string("votes.") + name), std::string::npos) << name;
  const auto top = test::blocs("votes blocs --size 4 --top 20 --session 74" + end + "json");
  EXPECT_EQ(json::parse(top.out).at("findings").size(), 20U);
}

TEST_F(PublishedVotes, ExportsCsvParquetPairsAndRollCallsAndTakesParquetIn) {
  const std::string select = " --session 74" + ledger() + " --quiet";
  const auto pairs = test::blocs("votes export --as pairs --contested" + select);
  EXPECT_EQ(pairs.out.rfind("state_a,state_b,n,exact,lijphart", 0), 0U) << pairs.err;
  EXPECT_NE(pairs.out.find("\nCHN,RUS,87,0.7931"), std::string::npos);
  const auto rollcall = test::blocs("votes export --as rollcall" + select);
  EXPECT_NE(rollcall.out.find("\nCHN,"), std::string::npos);
  const auto file = (*folder_ / "v.parquet").string();
  EXPECT_EQ(test::blocs("votes export --as parquet -o " + file + select).code, 0);
  EXPECT_EQ(test::slurp(file).substr(0, 4), "PAR1");
  // It is no form that import knows, but its columns are read and named.
  const auto again = test::blocs("import " + file + " --ledger " + (*folder_ / "other.ledger").string());
  EXPECT_EQ(again.code, 5);
  EXPECT_NE(again.err.find("nearest is"), std::string::npos) << again.err;
}

TEST(Fetch, ShowsTermsFirstAndFailsInPlainWords) {
  const auto terms = test::blocs("fetch voeten");
  EXPECT_EQ(terms.code, 0);
  EXPECT_NE(terms.out.find("terms: CC0"), std::string::npos);
  EXPECT_NE(test::blocs("fetch nothing").code, 0);
}

/// The published points of the sessions asked for, by state and session.
std::map<std::pair<std::string, int>, double> published_points(int from) {
  std::ifstream file(fs::path(test::reference_data()) / "votes" / "ideal_points_all_apr2020.csv");
  std::map<std::pair<std::string, int>, double> points;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto cells = split(line, ',');
    if (cells.size() > 12 && std::stoi(cells[2]) >= from)
      points[{cells[12], std::stoi(cells[2])}] = std::stod(cells[4]);
  }
  return points;
}

double correlation(const std::vector<std::pair<double, double>>& pairs) {
  double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  const auto n = static_cast<double>(pairs.size());
  for (const auto& [a, b] : pairs) {
    x += a / n;
    y += b / n;
    xx += a * a / n;
    yy += b * b / n;
    xy += a * b / n;
  }
  return (xy - x * y) / std::sqrt((xx - x * x) * (yy - y * y));
}

/// Six sessions by themselves against the published series (Voeten, April 2020), which saw all 74: the order
/// within sessions, never the points.
TEST_F(PublishedVotes, IdealPointsFollowThePublishedSeriesWithinSessions) {
  const auto points = published_points(69);
  if (points.empty()) GTEST_SKIP() << "the published points are not at " << test::reference_data();
  Json sessions = Json::array();
  for (int s = 69; s <= 74; ++s) sessions.push_back(std::to_string(s));
  std::map<int, std::vector<std::pair<double, double>>> by_session;
  for (const auto& finding : ask("ideal.points", {}, {{"sessions", sessions}})) {
    if (finding.details.is_null()) continue;
    for (const auto& point : finding.details.begin().value()) {
      const auto at = points.find({finding.subjects.front(), point.at("session").get<int>()});
      if (at != points.end())
        by_session[at->first.second].emplace_back(point.at("mean").get<double>(), at->second);
    }
  }
  ASSERT_EQ(by_session.size(), 6U);
  for (const auto& [session, pairs] : by_session) {
    EXPECT_GT(pairs.size(), 180U) << session;
    EXPECT_GT(correlation(pairs), 0.97) << session;
  }
}

/// What holds of the poles, here and in the published series: the United States lead from 1975 on with Israel
/// close, and the Soviet Union of 1950 to 1985 stands among the lowest, though seldom as the very lowest.
TEST_F(PublishedVotes, ThePolesOfTheLineAreWhereThePublishedSeriesHasThem) {
  Json sessions = Json::array();
  for (const int s : {8, 9, 10, 31, 32, 33, 34, 35, 36}) sessions.push_back(std::to_string(s));
  std::map<int, std::map<std::string, double>> points;
  for (const auto& finding : ask("ideal.points", {}, {{"sessions", sessions}})) {
    if (finding.details.is_null()) continue;
    for (const auto& point : finding.details.begin().value())
      points[point.at("session").get<int>()][finding.subjects.front()] = point.at("mean").get<double>();
  }
  ASSERT_EQ(points.size(), 9U);
  for (const auto& [session, at] : points) {
    ASSERT_TRUE(at.contains("USA") && at.contains("RUS")) << session;
    const auto beyond = [&, &places = at](const std::string& state, bool above) {
      return std::count_if(places.begin(), places.end(), [&](const auto& other) {
        return above ? other.second > places.at(state) : other.second < places.at(state);
      });
    };
    EXPECT_GT(at.at("USA"), 0) << session;
    EXPECT_LT(at.at("RUS"), 0) << session;
    EXPECT_LE(beyond("RUS", false), 9) << session;
    if (session < 31) continue;
    EXPECT_EQ(beyond("USA", true), 0) << session;
    EXPECT_LE(beyond("ISR", true), 2) << session;
  }
}

}  // namespace
}  // namespace blocs
