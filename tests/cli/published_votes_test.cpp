#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "support/places.hpp"
#include "support/program.hpp"

// Imports the public tables of Assembly votes once and asks for figures that were published, or recomputed
// independently.

namespace blocs {
namespace {

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
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  void SetUp() override {
    if (folder_ == nullptr) GTEST_SKIP() << "the reference tables are not at " << test::reference_data();
    ASSERT_EQ(import_.code, 0) << import_.err;
  }

  static std::string ledger() { return " --ledger " + (*folder_ / "un.ledger").string(); }
  static json ask(const std::string& words) {
    const auto run = test::blocs(words + " --format json" + ledger());
    EXPECT_EQ(run.code, 0) << words << '\n' << run.err;
    return run.code == 0 ? json::parse(run.out).at("findings") : json::array();
  }
  static json part(const json& findings, const std::string& name) {
    for (const auto& finding : findings) {
      if (finding.at("rule").at("data").value("part", "") == name) return finding;
    }
    ADD_FAILURE() << "no " << name;
    return {{"value", nullptr}, {"n", 0}};
  }

  inline static test::TempFolder* folder_ = nullptr;
  inline static test::Run import_;
};

TEST_F(PublishedVotes, AgreementWithTheUnitedStates) {
  struct Case {
    const char* other;
    int year;
    std::size_t n;
    double value;
  };
  for (const auto& c :
       {Case{"RUS", 1946, 42, .2143}, Case{"IRN", 1946, 41, .5122}, Case{"CUB", 1946, 40, .6750},
        Case{"RUS", 1980, 103, .1262}, Case{"CHN", 1980, 86, .1977}, Case{"ISR", 1980, 86, .5814},
        Case{"IND", 1980, 103, .1748}, Case{"CUB", 1980, 96, .0938}}) {
    const std::string year = std::to_string(c.year);
    const auto found = ask(std::string("votes agreement USA ") + c.other + " --body assembly --since " +
                           year + "-01-01 --until " + year + "-12-31 --contested --rule exact");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].at("n"), c.n) << c.other << year;
    EXPECT_NEAR(found[0].at("value").get<double>(), c.value, 5e-5) << c.other << year;
  }
}

TEST_F(PublishedVotes, PairsOfSession74) {
  struct Row {
    const char* pair;
    double exact, lijphart, yesno, s, kappa_squared, pi, a;
  };
  for (const auto& r : {Row{"CHN RUS", .7931, .8736, .9444, .7471, .7096, .5004, .4249},
                        Row{"CHN PRK", .8375, .9000, .9552, .8000, .6933, .5451, .3422},
                        Row{"RUS IRN", .6905, .7857, .8485, .5714, .4096, .2762, .2409},
                        Row{"IRN PRK", .8228, .9051, .9841, .8101, .7278, .4962, .3131},
                        Row{"USA ISR", .9438, .9607, .9750, .9213, .9102, .8778, .6870}}) {
    const auto check = [&](const std::string& name, double expected) {
      const auto found = ask("votes measure " + name + " " + r.pair + " --session 74 --contested");
      EXPECT_NEAR(found.at(0).at("value").get<double>(), expected, 5.1e-5) << name << ' ' << r.pair;
    };
    check("exact", r.exact);
    check("lijphart", r.lijphart);
    check("yesno", r.yesno);
    check("s", r.s);
    check("kappa-squared", r.kappa_squared);
    check("pi", r.pi);
    check("a", r.a);
  }
}

TEST_F(PublishedVotes, CohesionOfGroupsInSession74) {
  struct Row {
    const char* group;
    double hnr, rice, unanimity, mean;
  };
  for (const auto& r : {Row{"CRINK", .8153, .8981, .6778, .8698}, Row{"BRINK", .7879, .8769, .6517, .8586},
                        Row{"BRA,RUS,IND,CHN,ZAF", .7429, .8487, .4835, .8067},
                        Row{"CHN,FRA,GBR,RUS,USA", .5198, .5095, .1099, .5891}}) {
    const auto found = ask(std::string("votes cohesion ") + r.group + " --session 74");
    EXPECT_NEAR(part(found, "hnr").at("value").get<double>(), r.hnr, 5.1e-5) << r.group;
    EXPECT_NEAR(part(found, "rice").at("value").get<double>(), r.rice, 5.1e-5) << r.group;
    EXPECT_NEAR(part(found, "unanimity").at("value").get<double>(), r.unanimity, 5.1e-5) << r.group;
    EXPECT_NEAR(part(found, "mean-pairwise").at("value").get<double>(), r.mean, 5.1e-5) << r.group;
  }
  const auto all = part(ask("votes cohesion CRINK --session 74 --require-all"), "unanimity");
  EXPECT_EQ(all.at("numerator"), 53);
  EXPECT_EQ(all.at("n"), 76);
  EXPECT_NEAR(part(ask("votes cohesion CRINK --session 74"), "least-pair").at("value").get<double>(), .7857,
              5e-5);
}

TEST_F(PublishedVotes, CrinkAmongAllQuartetsOfSession74) {
  const auto rank = part(ask("votes rank CRINK --session 74"), "mean-pairwise");
  EXPECT_EQ(rank.at("n"), 53469976);
  EXPECT_NEAR(rank.at("value").get<double>(), .756, 5e-4);
  EXPECT_NEAR(rank.at("details").at("value").get<double>(), .8698, 5e-5);
  const auto one = test::blocs("votes rank CRINK --session 74 --threads 1 --format json" + ledger());
  const auto three = test::blocs("votes rank CRINK --session 74 --threads 3 --format json" + ledger());
  EXPECT_EQ(one.out, three.out);
}

TEST_F(PublishedVotes, SourcesThatOverlapAreKeptOnceAndCompared) {
  const auto run = test::blocs("ledger conflicts --summary --format json" + ledger());
  ASSERT_EQ(run.code, 0) << run.err;
  EXPECT_FALSE(json::parse(run.out).at("rows").empty());
  const auto count = ask("votes count --session 74");
  EXPECT_EQ(count.at(0).at("value"), 91);
}

TEST_F(PublishedVotes, LaterSessionsSayTheirCoverage) {
  for (const char* session : {"76", "77", "78"}) {
    const auto found = ask(std::string("votes cohesion CRINK --session ") + session);
    const auto mean = part(found, "mean-pairwise");
    EXPECT_TRUE(mean.at("value").is_number()) << session;
    EXPECT_NE(mean.at("caveats").dump().find("coverage: "), std::string::npos);
  }
}

TEST_F(PublishedVotes, ExportsCsvParquetAndRollCalls) {
  const std::string select = " --session 74" + ledger() + " --quiet";
  const auto tidy = test::blocs("votes export" + select);
  EXPECT_EQ(tidy.code, 0);
  EXPECT_EQ(tidy.out.rfind("roll_call_id,body,date", 0), 0U);
  const auto rollcall = test::blocs("votes export --as rollcall" + select);
  EXPECT_NE(rollcall.out.find("\nCHN,"), std::string::npos);
  const auto file = (*folder_ / "v.parquet").string();
  EXPECT_EQ(test::blocs("votes export --as parquet -o " + file + select).code, 0);
  EXPECT_EQ(test::slurp(file).substr(0, 4), "PAR1");
}

TEST(Fetch, ShowsTermsFirstAndFailsInPlainWords) {
  const auto terms = test::blocs("fetch voeten");
  EXPECT_EQ(terms.code, 0);
  EXPECT_NE(terms.out.find("terms: CC0"), std::string::npos);
  EXPECT_NE(test::blocs("fetch nothing").code, 0);
}

}  // namespace
}  // namespace blocs
