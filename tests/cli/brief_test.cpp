#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/program.hpp"

namespace blocs {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::string kSpan = " --since 2022-01-01 --until 2025-09-18";

TEST(BriefCommand, MarkdownToAFile) {
  const test::TempFolder folder;
  const auto file = folder / "x.md";
  const auto run = test::blocs("brief CHN,RUS --format md -o '" + file.string() + "'" + kSpan);
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(test::slurp(file),
              StartsWith("# China and Russia voted alike on 44 of 75 contested Council votes"));
}

TEST(BriefCommand, TheFileNameChoosesTheForm) {
  const test::TempFolder folder;
  const auto file = folder / "x.json";
  EXPECT_EQ(test::blocs("brief CHN RUS -o '" + file.string() + "'" + kSpan).code, 0);
  EXPECT_EQ(nlohmann::json::parse(test::slurp(file)).at("group").at("name"), "CHN-RUS");
  const auto run = test::blocs("brief CHN RUS --format json" + kSpan);
  EXPECT_EQ(run.out, test::slurp(file));
}

TEST(BriefCommand, ClaimsWithinTheGroupAreChecked) {
  const auto run = test::blocs("brief CHN RUS --format json" + kSpan);
  const auto brief = nlohmann::json::parse(run.out);
  const auto& claims = brief.at("claims");
  ASSERT_GT(claims.size(), 3U);
  bool found = false;
  for (const auto& claim : claims) {
    for (const auto& id : claim.at("evidence")) EXPECT_TRUE(brief.at("evidence").contains(id)) << id;
    if (claim.at("id") != "council-contested") continue;
    found = true;
    EXPECT_EQ(claim.at("verdict"), "differs");
  }
  EXPECT_TRUE(found);
  for (const auto& claim : claims) EXPECT_NE(claim.at("id"), "rus-prk-meetings");
}

TEST(BriefCommand, HtmlIsThePageWithTheBriefInside) {
  const test::TempFolder folder;
  const auto file = folder / "x.html";
  const auto run = test::blocs("brief CHN,RUS -o '" + file.string() + "'" + kSpan);
  if (run.code == 3) GTEST_SKIP() << "the page is not built";
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_THAT(test::slurp(file), HasSubstr("<title>China and Russia voted alike on 44 of 75"));
}

TEST(BriefCommand, NothingHalfWritten) {
  const test::TempFolder folder;
  EXPECT_EQ(test::blocs("brief CHN,RUS --format md -o '" + (folder / "no/such/x.md").string() + "'").code, 6);
  EXPECT_EQ(test::blocs("brief CHN,RUS --format md -o '" + folder.path().string() + "'").code, 6);
  EXPECT_EQ(test::blocs("brief CHN,RUS --format md -o /dev/full").code, 6);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(BriefCommand, SaysWhatIsWrong) {
  EXPECT_EQ(test::blocs("brief CHN --format md").code, 2);
  EXPECT_EQ(test::blocs("brief CRINK --format xml").code, 2);
  EXPECT_EQ(test::blocs("brief CRINK --until 2025-02-30").code, 2);
  EXPECT_EQ(test::blocs("--format csv brief CRINK").code, 2);
  const auto unknown = test::blocs("brief CRONK --format md");
  EXPECT_EQ(unknown.code, 3);
  EXPECT_THAT(unknown.err, HasSubstr("did you mean CRINK?"));
}

TEST(BriefCommand, WithoutABrowserThereIsNoPdf) {
  const auto none = test::blocs("brief CHN,RUS --pdf x.pdf", "CHROMIUM=/no/such/program ");
  if (none.err.find("the page of the HTML brief is not there") != std::string::npos) {
    GTEST_SKIP() << "the page is not built";
  }
  EXPECT_EQ(none.code, 3);
  EXPECT_THAT(none.err, HasSubstr("CHROMIUM"));
}

}  // namespace
}  // namespace blocs
