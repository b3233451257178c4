#include "blocs/findings/text.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "blocs/findings/cell_number.hpp"

namespace blocs::findings {
namespace {

TEST(Numbers, ArePrintedAsPeopleWriteThem) {
  EXPECT_EQ(cell_number(4'800'000), "4.8 million");
  EXPECT_EQ(cell_number(-1'234'567), "-1.23457 million");
  EXPECT_EQ(cell_number(2.1e9), "2.1 thousand million");
  EXPECT_EQ(cell_number(120'000), "120000");
  EXPECT_EQ(cell_number(0), "0");
  EXPECT_EQ(cell_number(0.000012), "0.000012");
  EXPECT_EQ(cell_number(1e-12), "less than 0.000000001");
  EXPECT_EQ(cell_number(999'999.9), "1 million");
  EXPECT_EQ(plain_number(4'800'000), "4,800,000");
  EXPECT_EQ(plain_number(0.00004), "0.00004");
  EXPECT_EQ(plain_number(0.5), "0.5");
}

TEST(Numbers, NeverHaveAnExponentAndKeepSixDigits) {
  for (double size = 1.23456789e-8; size < 1e14; size *= 3.7) {
    for (const double number : {size, -size}) {
      const auto cell = cell_number(number);
      EXPECT_EQ(plain_number(number).find('e'), std::string::npos) << plain_number(number);
      double back = std::strtod(cell.c_str(), nullptr);
      if (cell.find(" thousand million") != std::string::npos)
        back *= 1e9;
      else if (cell.find(" million") != std::string::npos)
        back *= 1e6;
      else
        EXPECT_EQ(cell.find('e'), std::string::npos) << cell;
      EXPECT_NEAR(back, number, std::fabs(number) * 1e-5) << cell;
    }
  }
}

}  // namespace
}  // namespace blocs::findings
