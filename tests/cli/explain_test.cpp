#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/places.hpp"
#include "support/program.hpp"

namespace blocs {
namespace {

using nlohmann::json;

TEST(Explain, ListsEveryRowWithItsSource) {
  const test::TempFolder folder;
  const auto file = (folder / "finding.json").string();
  const auto made = test::blocs("votes vetoes CHN RUS --format json");
  ASSERT_EQ(made.code, 0);
  test::spill(file, made.out);
  const auto run = test::blocs("explain " + file + " --format json");
  ASSERT_EQ(run.code, 0) << run.err;
  const auto rows = json::parse(run.out).at("rows");
  const auto evidence = json::parse(made.out).at("findings").at(0).at("evidence");
  ASSERT_EQ(rows.size(), evidence.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].at("id"), evidence[i]);
    EXPECT_TRUE(rows[i].at("found"));
    EXPECT_FALSE(rows[i].at("source").at("title").get<std::string>().empty());
  }
}

TEST(Explain, ReadsStandardInput) {
  const auto run = test::blocs(
      "explain -", std::string("\"") + test::program() + "\" meetings count CHN PRK --format json | ");
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_NE(run.out.find("North Korea"), std::string::npos);
}

TEST(Explain, RefusesWhatIsNoFinding) {
  const test::TempFolder folder;
  for (const char* bytes : {"", "nonsense", "[]", "{}", "{\"findings\":[]}",
                            "{\"findings\":[{\"measure\":1}]}", "{\"measure\":\"x\",\"subjects\":[1]}"}) {
    test::spill(folder / "f.json", bytes);
    const auto run = test::blocs("explain " + (folder / "f.json").string());
    EXPECT_EQ(run.code, 5) << bytes << '\n' << run.err;
  }
  EXPECT_EQ(test::blocs("explain " + (folder / "none.json").string()).code, 3);
}

}  // namespace
}  // namespace blocs
