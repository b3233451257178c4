#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"

namespace blocs::ledger {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A small record: two states, a Council vote, a meeting.
sources::Harvest small_harvest() {
  sources::Harvest h;
  h.origin = "test";
  h.sources.push_back({"src", "record", "A source", "", "", "", "", ""});
  for (const char* code : {"AAA", "BBB", "CCC"}) {
    sources::StateRow row;
    row.code = code;
    row.name = std::string("State ") + code;
    row.region = "Asia";
    row.provenance.source = "src";
    h.states.push_back(row);
  }
  views::RollCall vote;
  vote.id = "S/RES/1";
  vote.date = Date(2024, 3, 1);
  vote.title = "agenda";
  vote.sponsors = {"AAA"};
  vote.source = "src";
  h.roll_calls.push_back(vote);
  h.ballots = {{"S/RES/1", "AAA", views::Ballot::yes},
               {"S/RES/1", "BBB", views::Ballot::no},
               {"S/RES/1", "CCC", views::Ballot::absent}};
  views::Meeting meeting;
  meeting.id = "M1";
  meeting.start = meeting.end = Date(2024, 5, 1);
  meeting.attendance = {{"AAA", views::Rank::head_of_state}, {"BBB", views::Rank::unknown}};
  meeting.provenance = {"src", views::Confidence::medium, "a note"};
  h.meetings.push_back(meeting);
  h.files.push_back({"votes.csv", {}, 1, 1, std::make_shared<const std::string>("abc")});
  h.quarantine.push_back({"votes.csv", 7, "date", "is not a date", "x,y"});
  return h;
}

const ImportCount& of(const ImportReport& report, std::string_view table) {
  for (const auto& count : report.tables) {
    if (count.table == table) return count;
  }
  throw std::runtime_error("no such table");
}

class Import : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("blocs-import-test-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    path_ = folder_ / "my.ledger";
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }
  ErrorKind fails(const sources::Harvest& harvest) {
    try {
      import_into(path_, harvest);
    } catch (const Error& error) {
      return error.kind();
    }
    ADD_FAILURE() << "did not fail";
    return ErrorKind::usage;
  }

  fs::path folder_, path_;
};

TEST_F(Import, GivesBackWhatItTook) {
  import_into(path_, small_harvest());
  EXPECT_EQ(files(), 1U);
  const auto record = open_record(path_);
  const auto& votes = record->roll_calls(views::Body::council);
  ASSERT_EQ(votes.roll_calls().size(), 1U);
  EXPECT_EQ(votes.roll_calls()[0].sponsors, std::vector<std::string>{"AAA"});
  EXPECT_EQ(votes.ballot(*votes.state_index("BBB"), 0), views::Ballot::no);
  EXPECT_TRUE(record->roll_calls(views::Body::assembly).roll_calls().empty());
  ASSERT_EQ(record->meetings().rows.size(), 1U);
  const auto& meeting = record->meetings().rows[0];
  EXPECT_EQ(meeting.attendance[0].rank, views::Rank::head_of_state);
  EXPECT_EQ(meeting.provenance.note, "a note");
  EXPECT_EQ(meeting.provenance.confidence, views::Confidence::medium);
  EXPECT_EQ(record->states().name("AAA"), "State AAA");
}

TEST_F(Import, TwiceIsOnce) {
  import_into(path_, small_harvest());
  const auto report = import_into(path_, small_harvest());
  for (const auto& count : report.tables) {
    EXPECT_EQ(count.unchanged, count.read) << count.table;
    EXPECT_EQ(count.added + count.changed + count.removed, 0U) << count.table;
  }
}

TEST_F(Import, ReplacesAChangedRowWithAllThatHangsOnIt) {
  import_into(path_, small_harvest());
  auto harvest = small_harvest();
  harvest.roll_calls[0].title = "another";
  harvest.roll_calls[0].sponsors.clear();
  harvest.ballots.pop_back();
  harvest.ballots[1].ballot = views::Ballot::abstain;
  const auto report = import_into(path_, harvest);
  EXPECT_EQ(of(report, "roll_call").changed, 1U);
  EXPECT_EQ(of(report, "roll_call_sponsor").removed, 1U);
  EXPECT_EQ(of(report, "ballot").unchanged, 1U);
  EXPECT_EQ(of(report, "ballot").changed, 1U);
  EXPECT_EQ(of(report, "ballot").removed, 1U);
  const auto record = open_record(path_);
  const auto& votes = record->roll_calls(views::Body::council);
  EXPECT_FALSE(votes.state_index("CCC"));
  EXPECT_EQ(votes.ballot(*votes.state_index("BBB"), 0), views::Ballot::abstain);
}

TEST_F(Import, LeavesOtherRowsAlone) {
  import_into(path_, small_harvest());
  auto harvest = small_harvest();
  harvest.roll_calls[0].id = "S/RES/2";
  for (auto& ballot : harvest.ballots) ballot.roll_call = "S/RES/2";
  const auto report = import_into(path_, harvest);
  EXPECT_EQ(of(report, "ballot").added, 3U);
  EXPECT_EQ(open_record(path_)->roll_calls(views::Body::council).roll_calls().size(), 2U);
}

TEST_F(Import, KeepsTheQuarantineAndTheSumOfTheFile) {
  import_into(path_, small_harvest());
  const auto found = query(path_, "SELECT file, line, col, reason, raw FROM quarantine", 10);
  ASSERT_EQ(found.rows.size(), 1U);
  EXPECT_EQ(*found.rows[0][1], "7");
  EXPECT_EQ(*found.rows[0][3], "is not a date");
  const auto sum = query(path_, "SELECT sha256, taken, refused FROM import", 10);
  EXPECT_EQ(*sum.rows[0][0], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(Import, RefusesARowThatNamesNothing) {
  import_into(path_, small_harvest());
  const std::string before = bytes_of(path_);
  auto harvest = small_harvest();
  harvest.meetings[0].provenance.source = "nowhere";
  EXPECT_EQ(fails(harvest), ErrorKind::bad_input);
  EXPECT_EQ(bytes_of(path_), before);
  EXPECT_EQ(files(), 1U);
}

TEST_F(Import, LeavesAForeignFileAlone) {
  for (const auto& content : {std::string(), std::string("hello"), std::string(100'000, 'x')}) {
    std::ofstream(path_, std::ios::binary) << content;
    EXPECT_EQ(fails(small_harvest()), ErrorKind::ledger);
    EXPECT_EQ(bytes_of(path_), content);
    EXPECT_EQ(files(), 1U);
    EXPECT_THROW(open_record(path_), Error);
  }
}

TEST_F(Import, ManyReadersSeeOneRecord) {
  import_into(path_, small_harvest());
  const auto record = open_record(path_);
  std::vector<std::thread> readers;
  for (int i = 0; i < 8; ++i) {
    readers.emplace_back([&] {
      EXPECT_EQ(record->meetings().rows.size(), 1U);
      EXPECT_EQ(record->roll_calls(views::Body::council).states().size(), 3U);
    });
  }
  for (auto& reader : readers) reader.join();
}

TEST_F(Import, QueriesReadAndNothingElse) {
  import_into(path_, small_harvest());
  const auto found = query(path_, "SELECT state FROM state ORDER BY state DESC -- last first", 2);
  EXPECT_EQ(found.columns, std::vector<std::string>{"state"});
  EXPECT_EQ(*found.rows[0][0], "CCC");
  EXPECT_EQ(found.rows.size(), 2U);
  EXPECT_TRUE(found.truncated);
  const std::string out = (folder_ / "out.csv").string();
  for (const std::string sql : {"SELEC", "", "SELECT 1; SELECT 2", "DELETE FROM state", "SET threads = 8",
                                "CREATE TABLE t (i INTEGER)", "FROM read_text('/etc/hostname')",
                                "FROM '/etc/hostname'", "ATTACH 'x.db'", "INSTALL httpfs", "LOAD json"}) {
    EXPECT_THROW(query(path_, sql, 10), Error) << sql;
  }
  EXPECT_THROW(query(path_, "COPY state TO '" + out + "'", 10), Error);
  EXPECT_FALSE(fs::exists(out));
}

TEST_F(Import, DescribesEveryTableAndColumn) {
  import_into(path_, small_harvest());
  for (const auto& table : describe(path_)) {
    EXPECT_FALSE(table.meaning.empty()) << table.name;
    EXPECT_FALSE(table.columns.empty()) << table.name;
    EXPECT_EQ(table.rows, table.name == "state" ? 3U : table.rows);
  }
}

}  // namespace
}  // namespace blocs::ledger
