// What the curious may ask of a ledger, and how they are told what they may not.

#include <gtest/gtest.h>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "support/small_casebook.hpp"
#include "support/small_ledger.hpp"

namespace blocs::ledger {
namespace {

class Query : public testing::Test {
 protected:
  void SetUp() override {
    test::small_ledger(path_);
    before_ = test::bytes_of(path_);
  }
  void TearDown() override {
    EXPECT_EQ(test::bytes_of(path_), before_);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()),
                            std::filesystem::directory_iterator()),
              1);
  }
  /// What an asker is told who may not have an answer.
  std::string told(const std::string& sql) {
    try {
      query(path_, sql, 10);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::usage) << sql << ": " << error.what();
      return error.what();
    }
    ADD_FAILURE() << "was answered: " << sql;
    return {};
  }

  test::TempFolder folder_;
  std::filesystem::path path_ = folder_ / "my.ledger";
  std::string before_;
};

TEST_F(Query, AnswersWithColumnsTypesAndText) {
  const auto found =
      query(path_, "SELECT state, 1 AS n, NULL AS gap, DATE '2024-01-02' AS d FROM state ORDER BY 1;\n", 9);
  EXPECT_EQ(found.columns, (std::vector<std::string>{"state", "n", "gap", "d"}));
  EXPECT_EQ(found.types[1], "INTEGER");
  ASSERT_EQ(found.rows.size(), 3U);
  EXPECT_EQ(*found.rows[0][0], "AAA");
  EXPECT_EQ(*found.rows[0][1], "1");
  EXPECT_FALSE(found.rows[0][2]);
  EXPECT_EQ(*found.rows[0][3], "2024-01-02");
  EXPECT_FALSE(found.truncated);
}

TEST_F(Query, StopsAtTheMostAndSaysSo) {
  const auto found = query(path_, "SELECT state FROM state ORDER BY state DESC -- last first", 2);
  EXPECT_EQ(*found.rows[0][0], "CCC");
  EXPECT_EQ(found.rows.size(), 2U);
  EXPECT_TRUE(found.truncated);
  EXPECT_EQ(query(path_, "FROM range(1000000000)", 5).rows.size(), 5U);
}

TEST_F(Query, UnderstandsTheWaysToAsk) {
  for (const std::string sql :
       {"FROM state", "WITH s AS (FROM state) FROM s", "VALUES (1)", "DESCRIBE state", "DESCRIBE",
        "SHOW TABLES", "SUMMARIZE state", "EXPLAIN FROM state", "(SELECT 1)", "SELECT 1 UNION SELECT 2",
        "FROM council_ballots WHERE ballot = 'no'", "SELECT [1, 2], {'a': 1}, 'x'::BLOB, 1.5::DECIMAL(4, 2)",
        "/* first */ SELECT 1 -- last", "SELECT 1;;",
        "PIVOT ballot ON ballot IN ('yes', 'no') USING count(*)"}) {
    EXPECT_FALSE(query(path_, sql, 100).rows.empty()) << sql;
  }
  EXPECT_EQ(query(path_, "SELECT * FROM state WHERE false", 9).columns.size(), 11U);
  EXPECT_EQ(query(path_, "SELECT 1 AS a, 2 AS a", 9).rows[0].size(), 2U);
}

TEST_F(Query, SaysWhatItDoesNotDo) {
  for (const std::string sql : {"DELETE FROM state",
                                "INSERT INTO state SELECT * FROM state",
                                "UPDATE state SET name = ''",
                                "DROP TABLE state",
                                "CREATE TABLE t (i INTEGER)",
                                "CREATE TEMP TABLE t (i INTEGER)",
                                "ALTER TABLE state ADD COLUMN x INTEGER",
                                "SET threads = 8",
                                "RESET threads",
                                "PRAGMA database_list",
                                "PRAGMA table_info('state')",
                                "CHECKPOINT",
                                "VACUUM",
                                "BEGIN",
                                "USE memory",
                                "ATTACH 'x.db'",
                                "DETACH my",
                                "INSTALL httpfs",
                                "LOAD json",
                                "CALL pragma_version()",
                                "EXPORT DATABASE 'x'",
                                "PREPARE p AS SELECT 1",
                                "COPY state TO 'x.csv'",
                                "EXPLAIN ANALYZE DELETE FROM state"}) {
    const auto text = told(sql);
    EXPECT_TRUE(text.find("reading only") != text.npos || text.find("read-only") != text.npos ||
                text.find("disabled") != text.npos || text.find("locked") != text.npos)
        << sql << ": " << text;
  }
}

TEST_F(Query, ReachesNoFileAndNoNetwork) {
  for (const std::string sql : {"FROM read_text('/etc/hostname')", "FROM '/etc/hostname'",
                                "FROM read_csv('/etc/passwd')", "FROM 'x.parquet'", "FROM glob('/*')",
                                "FROM read_blob('my.ledger')", "FROM 'https://localhost/x.csv'"}) {
    told(sql);
  }
}

TEST_F(Query, SaysWhatIsWrongWithAStatement) {
  EXPECT_NE(told("").find("no statement"), std::string::npos);
  EXPECT_NE(told(" ; ").find("no statement"), std::string::npos);
  EXPECT_NE(told("-- nothing").find("no statement"), std::string::npos);
  EXPECT_NE(told("SELECT 1; SELECT 2").find("one statement"), std::string::npos);
  EXPECT_NE(told("SELEC").find("syntax error"), std::string::npos);
  EXPECT_NE(told("SELECT * FROM stat").find("state"), std::string::npos);
  EXPECT_NE(told("SELECT nme FROM state").find("name"), std::string::npos);
  EXPECT_NE(told("SELECT 'x'::INTEGER").find("Could not convert"), std::string::npos);
  EXPECT_NE(told("SELECT name::INTEGER FROM state").find("Could not convert"), std::string::npos);
  EXPECT_NE(told("SELECT $1").find("parameter"), std::string::npos);
  EXPECT_NE(told("SELECT error('stop')").find("stop"), std::string::npos);
  told("SELECT '\xFF'");
  told("SELECT 1) FROM (SELECT 2");
  told(std::string(100'000, '('));
}

TEST_F(Query, DescribesEveryTableAndColumn) {
  const auto tables = describe(path_);
  EXPECT_GT(tables.size(), 15U);
  for (const auto& table : tables) {
    EXPECT_FALSE(table.meaning.empty()) << table.name;
    EXPECT_FALSE(table.columns.empty()) << table.name;
    if (table.name == "state") {
      EXPECT_EQ(table.rows, 3U);
    }
  }
}

}  // namespace
}  // namespace blocs::ledger
