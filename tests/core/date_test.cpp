#include "blocs/core/date.hpp"

#include <gtest/gtest.h>

#include "blocs/core/error.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs {
namespace {

TEST(Date, ParsesIsoDaysOnly) {
  EXPECT_EQ(Date::parse("2024-02-29"), Date(2024, 2, 29));
  for (const char* text :
       {"2023-02-29", "2024-2-9", "2024-13-01", "2024-00-10", "20240229", "2024-02-29 ", "", "abcd-ef-gh"}) {
    EXPECT_FALSE(Date::parse(text)) << text;
  }
  EXPECT_THROW(Date(2023, 2, 29), Error);
}

TEST(Date, DaysAndIsoAreInverse) {
  test::holds("round trip", [] {
    const int days = *rc::gen::inRange(-200000, 200000);
    const Date date = Date::from_days(days);
    RC_ASSERT(date.days() == days);
    RC_ASSERT(Date::parse(date.iso()) == date);
    RC_ASSERT(date.plus_days(1) > date);
  });
}

TEST(LooseDate, BoundsTheDaysThatItCanMean) {
  const auto year = LooseDate::parse("2024");
  ASSERT_TRUE(year);
  EXPECT_EQ(year->first, Date(2024, 1, 1));
  EXPECT_EQ(year->last, Date(2024, 12, 31));
  const auto month = LooseDate::parse("2024-02");
  ASSERT_TRUE(month);
  EXPECT_EQ(month->last, Date(2024, 2, 29));
  EXPECT_EQ(LooseDate::parse("2024-02-03")->iso(), "2024-02-03");
  EXPECT_EQ(year->iso(), "2024");
  EXPECT_EQ(month->iso(), "2024-02");
  for (const char* text : {"24", "2024-", "2024-13", "2024-1", "2024-02-30", ""}) {
    EXPECT_FALSE(LooseDate::parse(text)) << text;
  }
}

TEST(Period, IncludesBothEnds) {
  const Period period{Date(2022, 1, 1), Date(2022, 12, 31)};
  EXPECT_TRUE(period.contains(Date(2022, 1, 1)));
  EXPECT_TRUE(period.contains(Date(2022, 12, 31)));
  EXPECT_FALSE(period.contains(Date(2023, 1, 1)));
  EXPECT_TRUE(Period{}.contains(Date(1900, 1, 1)));
}

}  // namespace
}  // namespace blocs
