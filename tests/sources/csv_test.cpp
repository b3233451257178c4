#include "blocs/sources/csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <chrono>

#include "blocs/core/text.hpp"

namespace blocs::sources {
namespace {

using Fields = std::vector<std::string>;

struct Read {
  std::vector<Fields> rows;
  std::vector<std::size_t> lines;
  std::vector<std::pair<std::size_t, std::string>> faults;
};

Read read(std::string_view bytes, CsvReader::Limits limits = {}) {
  Read all;
  CsvReader reader(bytes, limits);
  CsvRow row;
  while (reader.next(row)) {
    if (row.good()) {
      all.rows.push_back(row.fields);
      all.lines.push_back(row.line);
    } else {
      all.faults.emplace_back(row.line, row.fault);
    }
  }
  return all;
}

TEST(Csv, ReadsPlainAndQuotedFields) {
  const auto all = read("a,b\n1,\"x, \"\"y\"\"\"\n,\"\"\n");
  EXPECT_EQ(all.rows, (std::vector<Fields>{{"a", "b"}, {"1", "x, \"y\""}, {"", ""}}));
  EXPECT_TRUE(all.faults.empty());
}

TEST(Csv, AcceptsEveryLineEndAndTheByteOrderMark) {
  for (const std::string_view end : {"\n", "\r\n", "\r"}) {
    const std::string text =
        "\xEF\xBB\xBF"
        "a,b" +
        std::string(end) + "1,2" + std::string(end) + "3,4";
    const auto all = read(text);
    EXPECT_EQ(all.rows, (std::vector<Fields>{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
    EXPECT_EQ(all.lines, (std::vector<std::size_t>{1, 2, 3}));
  }
}

TEST(Csv, CountsTheLinesInsideQuotes) {
  const auto all = read("a,b\n1,\"x\ny\r\nz\"\n\n2,3\n");
  EXPECT_EQ(all.rows[1][1], "x\ny\r\nz");
  EXPECT_EQ(all.lines, (std::vector<std::size_t>{1, 2, 6}));
}

TEST(Csv, NothingInNothingOut) {
  EXPECT_TRUE(read("").rows.empty());
  EXPECT_TRUE(read("\xEF\xBB\xBF").rows.empty());
  EXPECT_TRUE(read("\n\r\n\r").rows.empty());
}

TEST(Csv, OneBadQuoteCostsOneLine) {
  const auto all = read("a,b\n1,\"open\n2,x\n3,\"y\"\n4,z\n");
  ASSERT_EQ(all.faults.size(), 1U);
  EXPECT_EQ(all.faults[0].first, 2U);
  EXPECT_EQ(all.rows, (std::vector<Fields>{{"a", "b"}, {"2", "x"}, {"3", "y"}, {"4", "z"}}));
}

TEST(Csv, AQuoteThatIsNeverClosedCostsOneLine) {
  const auto all = read("a,b\n1,\"open\n2,x\n3,y\n");
  ASSERT_EQ(all.faults.size(), 1U);
  EXPECT_NE(all.faults[0].second.find("not closed"), std::string::npos);
  EXPECT_EQ(all.rows.size(), 3U);
}

struct BadRow {
  std::string row;
  std::string reason;
};

class CsvBadRow : public testing::TestWithParam<BadRow> {};

TEST_P(CsvBadRow, IsSetAsideWithLineAndReason) {
  const auto all = read("a,b\n1,2\n" + GetParam().row + "\n3,4\n");
  EXPECT_EQ(all.rows, (std::vector<Fields>{{"a", "b"}, {"1", "2"}, {"3", "4"}}));
  ASSERT_EQ(all.faults.size(), 1U);
  EXPECT_EQ(all.faults[0].first, 3U);
  EXPECT_NE(all.faults[0].second.find(GetParam().reason), std::string::npos) << all.faults[0].second;
}

INSTANTIATE_TEST_SUITE_P(Forms, CsvBadRow,
                         testing::Values(BadRow{"\"x\"y,2", "text after a closing quote"},
                                         BadRow{"x\"y,2", "quote inside an unquoted field"},
                                         BadRow{std::string("x\0y,2", 5), "NUL"},
                                         BadRow{"\xC3\x28,2", "UTF-8"}, BadRow{"\xED\xA0\x80,2", "UTF-8"},
                                         BadRow{"1", "has 1 fields"},
                                         BadRow{"1,2,3", "has 3 fields where the header has 2"},
                                         BadRow{"1," + std::string(2'000'000, 'x'), "longer than the limit"},
                                         BadRow{"1,\"" + std::string(2'000'000, 'x') + "\"", "limit"}));

TEST(Csv, ReadsHostileQuotesInLinearTime) {
  for (const std::string line :
       {"\"\n", "x,\"\n", "\",\"\n", "\"\"\"\n", "\",\",\"\n", "a\"\"\n", "\"\"x\n"}) {
    std::string text;
    while (text.size() < 4'000'000) text += line;
    const auto start = std::chrono::steady_clock::now();
    CsvReader reader(text);
    CsvRow row;
    while (reader.next(row)) {
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20)) << line;
  }
}

TEST(Csv, PrintableIsShortWholeAndUtf8) {
  EXPECT_EQ(printable("abc"), "abc");
  EXPECT_EQ(printable("\xC3\xA9\xC3\xA9", 3), "\xC3\xA9");
  EXPECT_EQ(printable("a\xFF"
                      "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(printable(std::string(9999, 'x')).size(), 500U);
}

RC_GTEST_PROP(CsvProperty, WhatIsWrittenIsReadBack, ()) {
  const auto columns = *rc::gen::inRange<std::size_t>(1, 6);
  const auto cell = rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab,;\"\r\n \t\x01")));
  const auto rows = *rc::gen::container<std::vector<Fields>>(rc::gen::container<Fields>(columns, cell));
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) text += ',';
      // A lone empty field would be a blank line.
      text += row.size() == 1 && row[i].empty() ? "\"\"" : csv_field(row[i]);
    }
    text += "\n";
  }
  const auto all = read(text);
  RC_ASSERT(all.faults.empty());
  RC_ASSERT(all.rows == rows);
}

RC_GTEST_PROP(CsvProperty, AnyBytesGiveRowsOfOneWidthInOrder, ()) {
  const auto bytes = *rc::gen::container<std::string>(rc::gen::weightedOneOf<char>(
      {{3, rc::gen::elementOf(std::string("ab,\"\r\n"))}, {1, rc::gen::arbitrary<char>()}}));
  CsvReader reader(bytes, {16});
  CsvRow row;
  std::size_t last = 0;
  std::size_t width = 0;
  while (reader.next(row)) {
    RC_ASSERT(row.line > last);
    last = row.line;
    if (!row.good()) continue;
    if (width == 0) width = row.fields.size();
    RC_ASSERT(row.fields.size() == width);
    RC_ASSERT(is_utf8(row.raw));
  }
}

}  // namespace
}  // namespace blocs::sources
