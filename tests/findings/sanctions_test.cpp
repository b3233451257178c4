#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "blocs/findings/brief.hpp"
#include "blocs/findings/question.hpp"
#include "support/brief_parts.hpp"
#include "support/casebook_record.hpp"

namespace blocs::findings {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

Finding imposed(const std::string& state, const std::string& target, const std::string& on) {
  Json options{{"on", on}};
  if (!target.empty()) options["target"] = target;
  return answer(test::casebook(), {"sanctions.imposed", {state}, options}).front();
}

bool not_observed(const Finding& finding) {
  return !finding.number() && !finding.caveats.empty() && finding.caveats.front().starts_with("not observed");
}

// The United Kingdom was a member of the EU to 2020-01-31, Croatia is one since 2013-07-01.
TEST(Sanctions, TheEusCountForItsMembersOfTheDay) {
  EXPECT_THAT(imposed("GBR", "RUS", "2019-06-01").evidence,
              UnorderedElementsAre("eu-rus-2014-crimea", "eu-rus-2014-list", "eu-rus-2014-sector"));
  EXPECT_TRUE(not_observed(imposed("GBR", "RUS", "2021-06-01"))) << "its own regime is not on record";
  EXPECT_TRUE(not_observed(imposed("HRV", "IRN", "2013-06-30")));
  EXPECT_THAT(imposed("HRV", "IRN", "2013-07-01").evidence, UnorderedElementsAre("eu-irn-oil"));
  EXPECT_THAT(imposed("USA", "RUS", "2014-12-31").evidence,
              UnorderedElementsAre("us-rus-13660", "us-rus-13662"));
}

TEST(Sanctions, EasedIsNoneAndNotOnRecordIsNotObserved) {
  const auto eased = imposed("FRA", "IRN", "2017-01-01");
  EXPECT_EQ(eased.number(), 0.0) << "lifted on 2016-01-16, restored on 2025-09-29";
  EXPECT_EQ(imposed("FRA", "IRN", "2025-10-01").number(), 1.0);
  EXPECT_TRUE(not_observed(imposed("USA", "PRK", "2024-01-01"))) << "the casebook follows the UN's only";
  EXPECT_TRUE(not_observed(imposed("CHN", "", "2024-01-01"))) << "the UN's are not each member's";
}

Brief write(const std::vector<std::string>& group) {
  BriefRequest request;
  request.group = group;
  request.since = Date(2022, 1, 1);
  request.until = Date(2025, 9, 18);
  request.version = "test";
  return make_brief(test::casebook(), request);
}

TEST(Sanctions, ABriefOfMembersShowsTheEus) {
  const auto two = write({"FRA", "DEU"});
  test::expect_sound(two);
  const auto& section = test::section(two, "sanctions");
  ASSERT_TRUE(section.observed);
  EXPECT_THAT(section.title, HasSubstr("Belarus and Russia under sanctions"));
  for (const auto& row : test::exhibit(two, "sanctions-by").table.rows) EXPECT_EQ(row.at("by"), "EU");
  const auto outside = write({"GBR", "NOR"});
  EXPECT_FALSE(test::section(outside, "sanctions").observed) << "neither was a member since 2022";
  const auto one_of_two = write({"FRA", "GBR"});
  const auto& third = test::section(one_of_two, "sanctions");
  const auto said = [&](const char* words) {
    return std::any_of(third.text.begin(), third.text.end(),
                       [&](const auto& text) { return text.find(words) != std::string::npos; });
  };
  EXPECT_TRUE(said("No measure by the United Kingdom is in the casebook: that is not observed, not none."));
  EXPECT_TRUE(said("counts for each of its members of the day, here France"));
}

}  // namespace
}  // namespace blocs::findings
