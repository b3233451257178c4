// Ideal points that a ledger keeps: put in, found by their digest, carried along by imports.

#include <gtest/gtest.h>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "ledger/duck.hpp"
#include "support/small_ledger.hpp"

namespace blocs::ledger {
namespace {

/// Any bytes will do, zeros and high bytes among them.
const std::string kBytes = std::string("a\0b'\xff", 5) + std::string(70'000, '\x80');

class IdealFits : public testing::Test {
 protected:
  void SetUp() override { test::small_ledger(path_); }
  std::optional<std::string> stored(const std::string& digest) const {
    return open_record(path_)->stored_ideal_fit(digest);
  }

  test::TempFolder folder_;
  std::filesystem::path path_ = folder_ / "my.ledger";
};

TEST_F(IdealFits, AreFoundByTheirDigest) {
  EXPECT_TRUE(ideal_fit_digests(path_).empty());
  EXPECT_FALSE(stored("one"));
  store_ideal_fits(path_, {{"one", kBytes}, {"another", "x"}});
  EXPECT_EQ(ideal_fit_digests(path_), (std::vector<std::string>{"another", "one"}));
  EXPECT_EQ(stored("one"), kBytes);
  EXPECT_EQ(stored("another"), "x");
  EXPECT_FALSE(stored("third"));
  EXPECT_FALSE(stored("one' OR '1'='1"));
}

TEST_F(IdealFits, ReplaceThoseOfBeforeAndNothingElse) {
  const auto rows = query(path_, "SELECT * FROM ballot ORDER BY ALL", 100).rows;
  store_ideal_fits(path_, {{"one", kBytes}});
  store_ideal_fits(path_, {{"two", "y"}});
  EXPECT_EQ(ideal_fit_digests(path_), (std::vector<std::string>{"two"}));
  EXPECT_EQ(query(path_, "SELECT * FROM ballot ORDER BY ALL", 100).rows, rows);
  store_ideal_fits(path_, {});
  EXPECT_TRUE(ideal_fit_digests(path_).empty());
}

TEST_F(IdealFits, AreCarriedAlongByAnImport) {
  store_ideal_fits(path_, {{"one", kBytes}});
  import_into(path_, test::small_harvest());
  EXPECT_EQ(stored("one"), kBytes);
}

TEST_F(IdealFits, OfALedgerThatIsOlderThanTheyAre) {
  {
    const duck::Database database(path_, duck::Access::read_write);
    duck::Connection(database).run("DROP TABLE ideal_fit");
  }
  EXPECT_TRUE(ideal_fit_digests(path_).empty());
  EXPECT_FALSE(stored("one"));
  import_into(path_, test::small_harvest());
  {
    const duck::Database database(path_, duck::Access::read_write);
    duck::Connection(database).run("DROP TABLE ideal_fit");
  }
  store_ideal_fits(path_, {{"one", kBytes}});
  EXPECT_EQ(stored("one"), kBytes);
}

TEST_F(IdealFits, ThatCannotBeStoredLeaveTheLedgerAsItWas) {
  store_ideal_fits(path_, {{"one", kBytes}});
  const auto before = test::bytes_of(path_);
  EXPECT_THROW(store_ideal_fits(path_, {{"two", "x"}, {"two", "y"}}), Error);
  EXPECT_EQ(test::bytes_of(path_), before);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()),
                          std::filesystem::directory_iterator()),
            1);
  EXPECT_THROW(store_ideal_fits(folder_ / "none.ledger", {}), Error);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "none.ledger"));
}

TEST_F(IdealFits, AreStoredWhereTheFileMayOnlyBeRead) {
  constexpr auto kRead = std::filesystem::perms::owner_read;
  std::filesystem::permissions(path_, kRead);
  store_ideal_fits(path_, {{"one", kBytes}});
  EXPECT_EQ(stored("one"), kBytes);
  EXPECT_EQ(std::filesystem::status(path_).permissions(), kRead);
}

TEST_F(IdealFits, OfAnotherTypeAreRefused) {
  {
    const duck::Database database(path_, duck::Access::read_write);
    duck::Connection connection(database);
    connection.run("DROP TABLE ideal_fit");
    connection.run("CREATE TABLE ideal_fit (digest VARCHAR, fit INTEGER)");
    connection.run("INSERT INTO ideal_fit VALUES ('one', 1)");
  }
  try {
    (void)stored("one");
    FAIL() << "read a number as points";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::ledger);
  }
}

}  // namespace
}  // namespace blocs::ledger
