#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "blocs/core/date.hpp"
#include "blocs/core/random.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

namespace blocs::test {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

std::string worked() {
  return "\"" + source_dir() + "/scenarios/theatres/korea-and-europe.toml\"";
}

TEST(Scenario, ARunIsTheSameForAnyNumberOfThreads) {
  const auto one = blocs("scenario run " + worked() + " --replications 60 --threads 1 --format json -q");
  EXPECT_EQ(one.code, 0) << one.err;
  EXPECT_EQ(one.out,
            blocs("scenario run " + worked() + " --replications 60 --threads 2 --format json -q").out);
  EXPECT_NE(one.out.find("not fitted"), std::string::npos);
}

TEST(Scenario, EventsAtOneInstantAreNamed) {
  const TempFolder folder;
  spill(folder / "e.csv", "time,theatre\n1,a\n2,b\n2,a\n3,b\n");
  const auto tied = blocs("scenario fit " + (folder / "e.csv").string());
  EXPECT_EQ(tied.code, 5);
  EXPECT_NE(tied.err.find("e.csv:4"), std::string::npos) << tied.err;
  EXPECT_NE(tied.err.find("--daily"), std::string::npos);
}

// Two theatres that are busy on the same days of the week, and nothing that passes between them.
TEST(Scenario, AFitNamesTheCourseOfTheBaselinesAndWhatIsNotRuledOut) {
  const TempFolder folder;
  std::ostringstream table;
  table << "date,theatre,count\n";
  const int by_day[] = {3, 2, 1, 0, 0, 1, 2};
  const Date first(2024, 1, 1);
  for (int day = 0; day < 364; ++day) {
    for (const char* theatre : {"east", "west"}) {
      RandomStream random(7, static_cast<std::uint64_t>(2 * day + (theatre[0] == 'e' ? 0 : 1)));
      table << Date::from_days(first.days() + day).iso() << ',' << theatre << ','
            << random.below(static_cast<std::uint64_t>(2 * by_day[day % 7] + 1)) << '\n';
    }
  }
  spill(folder / "days.csv", table.str());
  const std::string file = (folder / "days.csv").string();
  const auto found = blocs("scenario fit " + file + " --format json");
  ASSERT_EQ(found.code, 0) << found.err;
  const auto test = json::parse(found.out).at("findings").front();
  EXPECT_THAT(test.at("rule").at("words").get<std::string>(), HasSubstr("a cycle of 7.0 days"));
  EXPECT_GT(test.at("value").get<double>(), 0.05);
  EXPECT_THAT(test.at("caveats").dump(),
              HasSubstr("not ruled out: a common cause that is no cycle of 2.2 days"));
  const auto blind = blocs("scenario fit " + file + " --course none --format json");
  ASSERT_EQ(blind.code, 0) << blind.err;
  const auto naive = json::parse(blind.out).at("findings").front();
  EXPECT_LT(naive.at("value").get<double>(), 0.05);
  EXPECT_THAT(naive.at("caveats").dump(), HasSubstr("not ruled out: any common cause"));
  EXPECT_EQ(blocs("scenario fit " + file + " --course weekly").code, 2);
}

}  // namespace
}  // namespace blocs::test
