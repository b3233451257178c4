#include "blocs/core/text.hpp"

#include <gtest/gtest.h>

#include "support/rapidcheck_gtest.hpp"

namespace blocs {
namespace {

TEST(Text, FoldingMakesSpellingsEqual) {
  EXPECT_EQ(folded("Côte d’Ivoire"), folded("COTE D'IVOIRE"));
  EXPECT_EQ(folded("Türkiye"), "turkiye");
  EXPECT_EQ(folded("U.S."), "us");
  EXPECT_EQ(folded("  São Tomé & Príncipe "), "sao tome principe");
  EXPECT_EQ(folded("\xff\xfe"), "");
}

TEST(Text, KnowsUtf8) {
  EXPECT_TRUE(is_utf8("плюс 北朝鮮 €"));
  EXPECT_FALSE(is_utf8("\xc3\x28"));      // bad continuation
  EXPECT_FALSE(is_utf8("\xc0\xaf"));      // overlong
  EXPECT_FALSE(is_utf8("\xed\xa0\x80"));  // surrogate
}

TEST(Text, NeverCrashesOnAnyBytes) {
  test::holds("any bytes", [](const std::string& a, const std::string& b) {
    folded(a);
    display_width(a);
    nearest(a, std::vector<std::string>{b, "China"});
  });
}

TEST(Text, SplitAndJoinAreInverse) {
  EXPECT_EQ(split("CHN;RUS;IRN", ';'), (std::vector<std::string>{"CHN", "RUS", "IRN"}));
  EXPECT_TRUE(split("", ';').empty());
  EXPECT_EQ(split("a, b", ','), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(split("a,", ','), (std::vector<std::string>{"a", ""}));
}

TEST(Text, SuggestsWhatIsNear) {
  const std::vector<std::string> names{"China", "Chile", "Chad", "Russia"};
  EXPECT_EQ(did_you_mean("Chnia", names), "did you mean China?");
  EXPECT_EQ(did_you_mean("Rusia", names), "did you mean Russia?");
  EXPECT_EQ(did_you_mean("Xanadu", names), "");
}

TEST(Text, WidthCountsColumnsNotBytes) {
  EXPECT_EQ(display_width("Türkiye"), 7U);
  EXPECT_EQ(display_width("北朝鮮"), 6U);
}

}  // namespace
}  // namespace blocs
