// Ledgers that are damaged, foreign, or stand in odd places.

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "ledger/duck.hpp"
#include "support/small_casebook.hpp"
#include "support/small_ledger.hpp"

namespace blocs::ledger {
namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::small_harvest;
using test::small_ledger;

class Files : public testing::Test {
 protected:
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()));
  }
  /// Everything that a record has, in words.
  static std::string all_of(const views::Record& record) {
    std::string text;
    for (const auto& s : record.states().all()) text += s.code + s.name;
    for (const auto body : {views::Body::council, views::Body::assembly}) {
      const auto& votes = record.roll_calls(body);
      for (const auto& vote : votes.roll_calls()) text += vote.id + vote.title + vote.note;
      for (std::size_t s = 0; s < votes.states().size(); ++s) {
        for (std::size_t v = 0; v < votes.roll_calls().size(); ++v) text += word(votes.ballot(s, v));
      }
    }
    for (const auto& m : record.meetings().rows) text += m.id + m.occasion + m.provenance.note;
    for (const auto& t : record.commitments().treaties) text += t.id + t.name;
    for (const auto& p : record.commitments().provisions) text += p.id + p.summary;
    for (const auto& m : record.memberships().rows) text += m.id;
    for (const auto& t : record.trade()) text += t.id + std::to_string(t.value_usd_million);
    for (const auto& s : record.sanctions()) text += s.id + s.measure;
    for (const auto& m : record.milestones()) text += m.id + m.what;
    for (const auto& s : record.sources()) text += s.id + s.title;
    return text;
  }
  /// Reading gives what is there, or an error of the ledger that says so; the file stays as it is. True if it
  /// read.
  bool reads_or_says(const std::string& right) {
    const std::string before = bytes_of(path_);
    bool read = false;
    try {
      EXPECT_EQ(all_of(*open_record(path_)), right);
      read = true;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::ledger) << error.what();
      EXPECT_NE(std::string_view(error.what()).find(path_.string()), std::string_view::npos) << error.what();
    }
    EXPECT_EQ(bytes_of(path_), before);
    EXPECT_EQ(files(), 1U);
    return read;
  }
  Error error_of_import(const fs::path& path) {
    try {
      import_into(path, small_harvest());
    } catch (const Error& error) {
      return error;
    }
    ADD_FAILURE() << "did not fail";
    return Error::usage("");
  }

  test::TempFolder folder_;
  fs::path path_ = folder_ / "my.ledger";
};

TEST_F(Files, OneThatIsCutShortIsSaidAtAnyLength) {
  small_ledger(path_);
  const std::string whole = bytes_of(path_);
  const std::string right = all_of(*open_record(path_));
  const std::size_t step = std::max<std::size_t>(16384 / 3, whole.size() / 40);  // mostly within a block
  std::size_t said = 0;
  for (std::size_t length = 1; length < whole.size(); length += step) {
    test::write_file(path_, std::string_view(whole).substr(0, length));
    if (!reads_or_says(right)) ++said;
    EXPECT_EQ(error_of_import(path_).kind(), ErrorKind::ledger) << length;
    EXPECT_EQ(bytes_of(path_).size(), length);
  }
  EXPECT_GT(said, 10U);
  // At the ends of blocks the length alone says nothing.
  const std::size_t blocks = std::max<std::size_t>(1, whole.size() / 16384 / 20);
  for (std::size_t length = 12288; length < whole.size(); length += blocks * 16384) {
    test::write_file(path_, std::string_view(whole).substr(0, length));
    reads_or_says(right);
  }
}

TEST_F(Files, AFlippedByteIsSaidOrDoesNoHarm) {
  small_ledger(path_);
  const std::string whole = bytes_of(path_);
  const std::string right = all_of(*open_record(path_));
  std::size_t said = 0;
  const std::size_t step = whole.size() / 50;
  for (std::size_t at = 0; at < whole.size();
       at += at < 12288 ? 307 : step) {  // the headers closely, all of it widely
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x5A);
    test::write_file(path_, bytes);
    if (!reads_or_says(right)) ++said;
  }
  EXPECT_GT(said, 20U);
}

TEST_F(Files, RubbishBehindAGoodStartIsSaid) {
  small_ledger(path_);
  const std::string whole = bytes_of(path_);
  for (const std::size_t keep : {12UL, 4096UL, 12288UL}) {
    test::write_file(path_, whole.substr(0, keep) + std::string(whole.size() - keep, '\xAA'));
    EXPECT_FALSE(reads_or_says(""));
    EXPECT_EQ(error_of_import(path_).kind(), ErrorKind::ledger);
  }
}

TEST_F(Files, AForeignDatabaseIsSaid) {
  {
    const duck::Database database(path_, duck::Access::read_write);
    duck::Connection connection(database);
    connection.run("CREATE TABLE t AS FROM range(10)");
  }
  EXPECT_FALSE(reads_or_says(""));
  EXPECT_NE(error_of_import(path_).message().find("not a blocs ledger"), std::string::npos);
}

TEST_F(Files, AnotherVersionIsSaid) {
  small_ledger(path_);
  {
    const duck::Database database(path_, duck::Access::read_write);
    duck::Connection connection(database);
    connection.run("UPDATE meta SET value = '999' WHERE key = 'schema'");
  }
  EXPECT_FALSE(reads_or_says(""));
  EXPECT_NE(error_of_import(path_).message().find("schema version 999"), std::string::npos);
}

TEST_F(Files, OneThatOnlySaysThatItIsALedgerDoesNoHarm) {
  for (const std::string sql :
       {"DROP TABLE state", "CREATE OR REPLACE TABLE state AS SELECT 1 AS state", "DROP VIEW council_ballots",
        "CREATE OR REPLACE TABLE meeting AS SELECT 'x' AS meeting_id, 7 AS start_date, 8 AS end_date, 'AAA' "
        "AS host, "
        "'' AS city, 'in_person' AS format, 'bilateral' AS frame, 'yes' AS participants_complete, '' AS "
        "occasion, '' AS "
        "sector, '' AS agreements, 'src' AS source, 'high' AS confidence, '' AS note",
        "CREATE OR REPLACE TABLE ballot AS SELECT 'S/RES/1' AS roll_call_id, 'AAA' AS state, 'perhaps' AS "
        "ballot",
        "CREATE OR REPLACE TABLE ballot AS SELECT 'S/RES/1' AS roll_call_id, 'AAA' AS state, 9 AS ballot",
        "CREATE OR REPLACE TABLE ballot AS SELECT 'S/RES/1' AS roll_call_id, 'AAA' AS state, NULL::VARCHAR "
        "AS ballot"}) {
    fs::remove(path_);
    small_ledger(path_);
    const std::string right = all_of(*open_record(path_));
    {
      const duck::Database database(path_, duck::Access::read_write);
      duck::Connection connection(database);
      connection.run(sql);
    }
    reads_or_says(right);
  }
}

TEST_F(Files, WhatOthersKeepInALedgerIsNotLost) {
  small_ledger(path_);
  {
    const duck::Database database(path_, duck::Access::read_write);
    duck::Connection connection(database);
    connection.run("CREATE TABLE my_notes AS SELECT 1 AS i");
  }
  const std::string before = bytes_of(path_);
  EXPECT_NE(error_of_import(path_).message().find("my_notes"), std::string::npos);
  EXPECT_EQ(bytes_of(path_), before);
}

TEST_F(Files, UnfinishedChangesOfOthersAreNotLost) {
  small_ledger(path_);
  test::write_file(path_.string() + ".wal", "changes");
  const auto error = error_of_import(path_);
  EXPECT_EQ(error.kind(), ErrorKind::ledger);
  EXPECT_NE(error.message().find("unfinished"), std::string::npos);
  EXPECT_EQ(bytes_of(path_.string() + ".wal"), "changes");
}

TEST_F(Files, OneThatAnotherProgramHasOpenIsSaid) {
  small_ledger(path_);
  int ready[2];
  int done[2];
  ASSERT_EQ(::pipe(ready), 0);
  ASSERT_EQ(::pipe(done), 0);
  const pid_t other = ::fork();
  char byte = 0;
  if (other == 0) {
    ::close(done[1]);
    const duck::Database database(path_, duck::Access::read_write);
    if (::write(ready[1], "x", 1) == 1 && ::read(done[0], &byte, 1) == 0) ::_exit(0);
    ::_exit(1);
  }
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  const auto error = error_of_import(path_);
  EXPECT_EQ(error.kind(), ErrorKind::io) << error.what();
  EXPECT_NE(error.message().find("another program"), std::string::npos) << error.what();
  ::close(done[1]);
}

TEST_F(Files, APathMayBeRelative) {
  const auto here = fs::current_path();
  fs::current_path(folder_.path());
  import_into("my.ledger", small_harvest());
  import_into("./my.ledger", small_harvest());
  EXPECT_EQ(open_record("my.ledger")->meetings().rows.size(), 1U);
  import_into(":memory:", small_harvest());  // a file like any other
  EXPECT_EQ(open_record(":memory:")->meetings().rows.size(), 1U);
  fs::current_path(here);
  EXPECT_EQ(files(), 2U);
}

TEST_F(Files, APathMayHaveOddLetters) {
  for (const std::string name :
       {"it's my ledger", "M\xC3\xBCnchen.ledger", "a;b--c", "x.csv", "percent%20"}) {
    import_into(folder_ / name, small_harvest());
    import_into(folder_ / name, small_harvest());
    EXPECT_EQ(open_record(folder_ / name)->meetings().rows.size(), 1U) << name;
  }
}

TEST_F(Files, ALinkStaysAndItsTargetIsReplaced) {
  fs::create_directories(folder_ / "data");
  const auto target = folder_ / "data" / "real.ledger";
  fs::create_symlink("data/real.ledger", path_);  // to a file that is not there yet
  small_ledger(path_);
  EXPECT_TRUE(fs::is_symlink(path_));
  EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(target)));
  const auto link = folder_ / "link to link";
  fs::create_symlink(path_, link);
  for (const auto& count : import_into(link, small_harvest()).tables)
    EXPECT_EQ(count.added, 0U) << count.table;
  EXPECT_TRUE(fs::is_symlink(path_));
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(open_record(path_)->meetings().rows.size(), 1U);
}

TEST_F(Files, ALinkWithoutAnEndIsSaid) {
  fs::create_symlink(path_, folder_ / "a");
  fs::create_symlink(folder_ / "a", path_);
  EXPECT_EQ(error_of_import(path_).kind(), ErrorKind::io);
}

TEST_F(Files, APlaceThatIsNoneIsSaid) {
  EXPECT_EQ(error_of_import(folder_ / "none" / "my.ledger").kind(), ErrorKind::io);
  EXPECT_EQ(error_of_import(folder_.path()).kind(), ErrorKind::ledger);
  EXPECT_EQ(error_of_import("").kind(), ErrorKind::usage);
  EXPECT_EQ(error_of_import(folder_.path().string() + "/").kind(), ErrorKind::usage);
  EXPECT_EQ(error_of_import(folder_ / std::string(300, 'x')).kind(), ErrorKind::io);
  EXPECT_EQ(error_of_import("/dev/null").kind(), ErrorKind::ledger);
  EXPECT_EQ(files(), 0U);
  EXPECT_THROW(open_record(path_), Error);
}

TEST_F(Files, KeepsItsPermissions) {
  small_ledger(path_);
  fs::permissions(path_, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  import_into(path_, small_harvest());
  EXPECT_EQ(fs::status(path_).permissions(),
            fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
}

TEST_F(Files, ReadersSeeTheLedgerThatTheyOpened) {
  small_ledger(path_);
  const auto record = open_record(path_);
  auto harvest = small_harvest();
  harvest.meetings[0].occasion = "new";
  import_into(path_, harvest);
  EXPECT_EQ(record->meetings().rows[0].occasion, "");
  EXPECT_EQ(open_record(path_)->meetings().rows[0].occasion, "new");
}

TEST_F(Files, ManyReadInParallel) {
  small_ledger(path_);
  const std::string right = all_of(*open_record(path_));
  const auto shared = open_record(path_);
  std::vector<std::thread> readers;
  for (int i = 0; i < 6; ++i) {
    readers.emplace_back([&] {
      EXPECT_EQ(all_of(*shared), right);
      EXPECT_EQ(all_of(*open_record(path_)), right);
      EXPECT_EQ(query(path_, "FROM state", 9).rows.size(), 3U);
    });
  }
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(files(), 1U);
}

TEST_F(Files, AnErrorIsGivenToEveryoneWhoAsks) {
  small_ledger(path_);
  {
    const duck::Database database(path_, duck::Access::read_write);
    duck::Connection connection(database);
    connection.run("DROP VIEW meeting_attendance; DROP TABLE meeting");
  }
  const auto record = open_record(path_);
  EXPECT_THROW(record->meetings(), Error);
  EXPECT_THROW(record->meetings(), Error);  // and nobody waits for a view that is not to come
  EXPECT_EQ(record->states().all().size(), 3U);
}

}  // namespace
}  // namespace blocs::ledger
