#include "blocs/sources/table.hpp"

#include <gtest/gtest.h>

#include "blocs/core/text.hpp"

namespace blocs::sources {
namespace {

constexpr Column kColumns[] = {{"id"}, {"value"}, {"note", false}};

/// One file, and what went wrong with it.
struct Reading {
  explicit Reading(std::string text) : bytes(std::move(text)), table(bytes, "t.csv", kColumns, faults) {}

  /// The reason of the only fault; its line and column must be these.
  std::string only_fault(std::size_t line, std::string_view column) const {
    EXPECT_EQ(faults.size(), 1U);
    if (faults.size() != 1) return {};
    EXPECT_EQ(faults[0].file, "t.csv");
    EXPECT_EQ(faults[0].line, line);
    EXPECT_EQ(faults[0].column, column);
    return faults[0].reason;
  }

  std::string bytes;
  std::vector<Fault> faults;
  Table table;
};

/// A file with one row that has this value.
Reading with(const std::string& value) {
  return Reading("id,value\n1,\"" + value + "\"\n");
}

void expect_says(const std::string& reason, std::string_view part) {
  EXPECT_NE(reason.find(part), std::string::npos) << reason;
}

TEST(Table, ReadsRowsByColumnName) {
  Reading r("value,id\nx,1\ny,2\n");
  std::string seen;
  while (r.table.next()) {
    seen += r.table.text("id") + r.table.text("value") + r.table.text("note");
    EXPECT_TRUE(r.table.take());
  }
  EXPECT_EQ(seen, "1x2y");
  EXPECT_EQ(r.table.taken(), 2U);
  EXPECT_EQ(r.table.refused(), 0U);
  EXPECT_TRUE(r.faults.empty());
}

TEST(Table, SetsMalformedRowsAside) {
  Reading r("id,value\n1,a\"b\n2,c\n3\n");
  ASSERT_TRUE(r.table.next());
  EXPECT_EQ(r.table.text("id"), "2");
  EXPECT_TRUE(r.table.take());
  EXPECT_FALSE(r.table.next());
  EXPECT_EQ(r.table.taken(), 1U);
  EXPECT_EQ(r.table.refused(), 2U);
  ASSERT_EQ(r.faults.size(), 2U);
  EXPECT_EQ(r.faults[0].line, 2U);
  EXPECT_EQ(r.faults[0].raw, "1,a\"b");
  EXPECT_EQ(r.faults[1].line, 4U);
}

TEST(Table, OnePassFindsAllThatIsWrongWithARow) {
  Reading r("id,value\n,x\n");
  ASSERT_TRUE(r.table.next());
  r.table.needed("id");
  r.table.integer("value");
  EXPECT_FALSE(r.table.whole());
  EXPECT_FALSE(r.table.take());
  EXPECT_EQ(r.faults.size(), 2U);
  EXPECT_EQ(r.table.refused(), 1U);
}

TEST(Table, KnowsDates) {
  for (const std::string bad :
       {"", "2024", "2024-13-01", "2023-02-29", "2024-1-1", "01.02.2024", " 2024-01-01"}) {
    Reading r = with(bad);
    ASSERT_TRUE(r.table.next());
    r.table.date("value");
    expect_says(r.only_fault(2, "value"), "is not a date");
  }
  Reading r = with("2024-02-29");
  ASSERT_TRUE(r.table.next());
  EXPECT_EQ(r.table.date("value"), Date(2024, 2, 29));
  EXPECT_TRUE(r.table.take());
}

TEST(Table, KnowsLooseDates) {
  for (const std::string bad : {"24", "2024-00", "2024-1", "2024-02-30", "soon"}) {
    Reading r = with(bad);
    ASSERT_TRUE(r.table.next());
    EXPECT_FALSE(r.table.loose_date("value"));
    expect_says(r.only_fault(2, "value"), "is not a date");
  }
  for (const std::string good : {"2024", "2024-02", "2024-02-29"}) {
    Reading r = with(good);
    ASSERT_TRUE(r.table.next());
    EXPECT_EQ(r.table.loose_date("value")->iso(), good);
    EXPECT_TRUE(r.table.take());
  }
  Reading r = with("");
  ASSERT_TRUE(r.table.next());
  EXPECT_FALSE(r.table.loose_date("value"));
  EXPECT_TRUE(r.table.take());
}

TEST(Table, KnowsNumbers) {
  for (const std::string bad : {"x", "1.5", "1 000", "99999999999", "+1", "0x10"}) {
    Reading r = with(bad);
    ASSERT_TRUE(r.table.next());
    EXPECT_FALSE(r.table.integer("value"));
    expect_says(r.only_fault(2, "value"), "is not a whole number");
  }
  for (const std::string bad : {"x", "1,5", "1.000,5", "nan", "inf", "1e999"}) {
    Reading r = with(bad);
    ASSERT_TRUE(r.table.next());
    EXPECT_FALSE(r.table.number("value"));
    expect_says(r.only_fault(2, "value"), "is not a number");
  }
  Reading r = with("-12.5");
  ASSERT_TRUE(r.table.next());
  EXPECT_EQ(r.table.number("value"), -12.5);
  EXPECT_TRUE(r.table.take());
}

TEST(Table, KnowsItsWordsAndOffersTheNearest) {
  static constexpr std::string_view kLegal[] = {"bilateral", "trilateral"};
  Reading r = with("bilatral");
  ASSERT_TRUE(r.table.next());
  EXPECT_EQ(r.table.word("value", kLegal), "");
  expect_says(r.only_fault(2, "value"), "did you mean bilateral");
  Reading far = with("qqqqqqqq");
  ASSERT_TRUE(far.table.next());
  far.table.word("value", kLegal);
  expect_says(far.only_fault(2, "value"), "legal: bilateral, trilateral");
  Reading empty = with("");
  ASSERT_TRUE(empty.table.next());
  EXPECT_EQ(empty.table.word("value", kLegal, true), "");
  EXPECT_TRUE(empty.table.whole());
  empty.table.yes_no("value");
  EXPECT_FALSE(empty.table.take());
}

TEST(Table, KnowsCodes) {
  Reading r = with("medium");
  ASSERT_TRUE(r.table.next());
  EXPECT_EQ(r.table.code<views::Confidence>("value"), views::Confidence::medium);
  EXPECT_TRUE(r.table.take());
  Reading bad = with("sure");
  ASSERT_TRUE(bad.table.next());
  bad.table.code<views::Confidence>("value");
  expect_says(bad.only_fault(2, "value"), "\"sure\" is not a word of this column");
}

TEST(Table, ListsHaveNoEmptyPlaces) {
  for (const std::string bad : {";", "A;", ";A", "A;;B"}) {
    Reading r = with(bad);
    ASSERT_TRUE(r.table.next());
    r.table.list("value");
    expect_says(r.only_fault(2, "value"), "empty place");
  }
  Reading r = with("A;B");
  ASSERT_TRUE(r.table.next());
  EXPECT_EQ(r.table.list("value"), (std::vector<std::string>{"A", "B"}));
  EXPECT_TRUE(r.table.take());
}

TEST(Table, AFileWithoutAHeaderHasNoRows) {
  for (const std::string text : {"", "\n\n", "\xEF\xBB\xBF"}) {
    Reading r(text);
    EXPECT_FALSE(r.table.usable());
    EXPECT_FALSE(r.table.next());
    expect_says(r.only_fault(0, ""), "is empty");
  }
}

TEST(Table, AHeaderMustHaveItsColumnsOnce) {
  Reading missing("id,note\n1,x\n");
  EXPECT_FALSE(missing.table.next());
  expect_says(missing.only_fault(1, "value"), "misses this column");
  Reading twice("id,value,id\n1,x,2\n");
  EXPECT_FALSE(twice.table.next());
  expect_says(twice.only_fault(1, "id"), "twice");
  Reading broken("id,\"value\n1,x\n");
  EXPECT_FALSE(broken.table.next());
  expect_says(broken.only_fault(1, ""), "the header opens a quote");
  Reading wide(std::string("\xFF\xFEi\0d\0", 6));
  EXPECT_FALSE(wide.table.next());
  expect_says(wide.only_fault(0, ""), "UTF-16");
}

TEST(Table, AStrangeColumnIsSaidAndLeftOut) {
  Reading r("id,value,notes\n1,x,y\n");
  ASSERT_TRUE(r.table.next());
  EXPECT_TRUE(r.table.take());
  const auto reason = r.only_fault(1, "notes");
  expect_says(reason, "is left out");
  expect_says(reason, "did you mean note");
}

TEST(Table, FaultsAreShortAndReadable) {
  Reading r("id,value\n1,\"" + std::string(100'000, 'x') + "\"\n2,\"\xC3\n");
  ASSERT_TRUE(r.table.next());
  r.table.integer("value");
  EXPECT_FALSE(r.table.take());
  EXPECT_FALSE(r.table.next());
  for (const auto& fault : r.faults) {
    EXPECT_LE(fault.raw.size(), 500U);
    EXPECT_LE(fault.reason.size(), 300U);
    EXPECT_TRUE(is_utf8(fault.raw));
    EXPECT_TRUE(is_utf8(fault.reason));
  }
}

TEST(Table, AFileOfRubbishStaysSmall) {
  std::string text = "id,value\n";
  constexpr std::size_t kRows = 50'000;
  for (std::size_t i = 0; i < kRows; ++i) text += "x,y\n";
  Reading r(text);
  while (r.table.next()) {
    r.table.integer("id");
    r.table.integer("value");
    r.table.take();
  }
  EXPECT_EQ(r.table.refused(), kRows);
  EXPECT_GE(r.faults.size(), kRows);
  EXPECT_LE(r.faults.size(), kRows + 10'000);
}

TEST(Table, StatesHaveThreeCapitals) {
  EXPECT_TRUE(looks_like_state("RUS"));
  for (const auto* bad : {"", "RU", "rus", "RUSS", "R1S"}) EXPECT_FALSE(looks_like_state(bad)) << bad;
}

}  // namespace
}  // namespace blocs::sources
