#include "sources/row_stream.hpp"

#include <gtest/gtest.h>

#include "blocs/sources/csv.hpp"
#include "support/rapidcheck_gtest.hpp"

namespace blocs::sources {
namespace {

struct Read {
  std::size_t line;
  std::vector<std::string> fields;
  bool good;
  friend bool operator==(const Read&, const Read&) = default;
};

std::vector<Read> streamed(std::string_view bytes) {
  MemoryBytes source(bytes);
  RowStream rows(source);
  StreamRow row;
  std::vector<Read> found;
  while (rows.next(row)) {
    if (found.empty() && row.good()) rows.expect(row.fields.size());
    found.push_back({row.line, {row.fields.begin(), row.fields.end()}, row.good()});
  }
  return found;
}

std::vector<Read> at_once(std::string_view bytes) {
  CsvReader rows(bytes);
  CsvRow row;
  std::vector<Read> found;
  while (rows.next(row)) found.push_back({row.line, row.fields, row.good()});
  return found;
}

TEST(RowStream, QuotesLinesAndMarks) {
  const auto rows = streamed(
      "\xEF\xBB\xBF"
      "a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\r\n\n1,\n");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[1].fields, (std::vector<std::string>{"x, \"y\"", "two\nlines"}));
  EXPECT_EQ(rows[2].fields, (std::vector<std::string>{"1", ""}));
  EXPECT_EQ(rows[2].line, 5U);
}

TEST(RowStream, ABadRowCostsItsFirstLineOnly) {
  const auto rows = streamed("a,b\n1,\"open\n2,3\n4,5,6\n7,\"8\" x\n9,10\n");
  ASSERT_EQ(rows.size(), 6U);
  EXPECT_FALSE(rows[1].good);
  EXPECT_EQ(rows[2].fields, (std::vector<std::string>{"2", "3"}));
  EXPECT_FALSE(rows[3].good);
  EXPECT_FALSE(rows[4].good);
  EXPECT_EQ(rows[5].fields, (std::vector<std::string>{"9", "10"}));
}

TEST(RowStream, RowsOverBlocksAndRowsTooLong) {
  std::string bytes = "a,b\n";
  for (int i = 0; i < 200000; ++i) bytes += std::to_string(i) + ",\"x" + std::to_string(i) + "\"\n";
  const auto rows = streamed(bytes);
  ASSERT_EQ(rows.size(), 200001U);
  EXPECT_EQ(rows.back().fields[1], "x199999");
  EXPECT_EQ(rows.back().line, 200001U);

  const auto longer = streamed("a,b\n" + std::string(3U << 20U, 'x') + "\n1,2\n");
  ASSERT_GE(longer.size(), 3U);
  EXPECT_FALSE(longer[1].good);
  EXPECT_EQ(longer.back().fields, (std::vector<std::string>{"1", "2"}));
}

TEST(RowStream, BytesThatAreNoText) {
  EXPECT_FALSE(streamed("a,b\n1,\xff\n")[1].good);
  EXPECT_FALSE(streamed(std::string("a,b\n1,\0\n", 8))[1].good);
  EXPECT_TRUE(streamed("").empty());
  EXPECT_TRUE(streamed("\n\r\n\n").empty());
}

TEST(RowStream, ReadsAsTheReaderInMemoryDoes) {
  test::holds("stream = memory", [] {
    const auto bytes = "h,k\n" + *rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\n', '1'));
    RC_ASSERT(streamed(bytes) == at_once(bytes));
  });
}

}  // namespace
}  // namespace blocs::sources
