#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "support/small_casebook.hpp"
#include "support/small_ledger.hpp"

namespace blocs::ledger {
namespace {

namespace fs = std::filesystem;

using test::bytes_of;
using test::small_harvest;
using test::small_ledger;

const ImportCount& of(const ImportReport& report, std::string_view table) {
  for (const auto& count : report.tables) {
    if (count.table == table) return count;
  }
  throw std::runtime_error("no such table");
}

class Import : public testing::Test {
 protected:
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()));
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

  test::TempFolder folder_;
  fs::path path_ = folder_ / "my.ledger";
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
  small_ledger(path_);
  const auto report = import_into(path_, small_harvest());
  for (const auto& count : report.tables) {
    EXPECT_EQ(count.unchanged, count.read) << count.table;
    EXPECT_EQ(count.added + count.changed + count.removed, 0U) << count.table;
  }
}

TEST_F(Import, ReplacesAChangedRowWithAllThatHangsOnIt) {
  small_ledger(path_);
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
  small_ledger(path_);
  auto harvest = small_harvest();
  harvest.roll_calls[0].id = "S/RES/2";
  for (auto& ballot : harvest.ballots) ballot.roll_call = "S/RES/2";
  const auto report = import_into(path_, harvest);
  EXPECT_EQ(of(report, "ballot").added, 3U);
  EXPECT_EQ(open_record(path_)->roll_calls(views::Body::council).roll_calls().size(), 2U);
}

TEST_F(Import, KeepsTheQuarantineAndTheSumOfTheFile) {
  small_ledger(path_);
  const auto found = query(path_, "SELECT file, line, col, reason, raw FROM quarantine", 10);
  ASSERT_EQ(found.rows.size(), 1U);
  EXPECT_EQ(*found.rows[0][1], "7");
  EXPECT_EQ(*found.rows[0][3], "is not a date");
  const auto sum = query(path_, "SELECT sha256, taken, refused FROM import", 10);
  EXPECT_EQ(*sum.rows[0][0], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(Import, ReplacesTheQuarantineOfAFileThatIsReadAgain) {
  small_ledger(path_);
  auto harvest = small_harvest();
  harvest.quarantine.clear();
  harvest.files[0].refused = 0;
  harvest.files.push_back({"other.csv", {}, 0, 2, nullptr});
  harvest.quarantine.push_back({"other.csv", 3, "", "has 2 fields", "a,b"});
  harvest.quarantine.push_back({"other.csv", 3, "kind", "is not a word", ""});
  const auto report = import_into(path_, harvest);
  EXPECT_EQ(report.quarantine_total, 2U);
  EXPECT_EQ(report.quarantined[1].column, "kind");
  EXPECT_EQ(of(report, "quarantine").removed, 1U);
  const auto found = query(path_, "SELECT file, line, col, reason FROM quarantine ORDER BY ALL", 10);
  ASSERT_EQ(found.rows.size(), 2U);
  EXPECT_EQ(*found.rows[0][0], "other.csv");
}

TEST_F(Import, AYearOfTheCouncilIsReplacedTogether) {
  auto harvest = small_harvest();
  harvest.council_members = {{2024, "AAA", "permanent", "src", {}},
                             {2024, "BBB", "elected", "src", {}},
                             {2023, "BBB", "elected", "src", {}}};
  import_into(path_, harvest);
  harvest.council_members = {{2024, "AAA", "permanent", "src", {}}, {2024, "CCC", "elected", "src", {}}};
  const auto report = import_into(path_, harvest);
  EXPECT_EQ(of(report, "council_member").added, 1U);
  EXPECT_EQ(of(report, "council_member").removed, 1U);
  const auto known = known_in(path_);
  EXPECT_FALSE(known.council.at(2024).contains("BBB"));
  EXPECT_TRUE(known.council.at(2024).at("AAA"));
  EXPECT_TRUE(known.council.at(2023).contains("BBB"));
}

TEST_F(Import, EqualImportsMakeEqualFiles) {
  import_into(path_, small_harvest());
  const std::string first = bytes_of(path_);
  fs::remove(path_);
  auto harvest = small_harvest();
  std::reverse(harvest.ballots.begin(), harvest.ballots.end());
  std::reverse(harvest.states.begin(), harvest.states.end());
  import_into(path_, harvest);
  EXPECT_EQ(query(path_, "FROM ballot", 9).rows, query(path_, "FROM ballot ORDER BY ALL", 9).rows);
  EXPECT_EQ(bytes_of(path_).size(), first.size());
}

TEST_F(Import, RefusesTwoRowsWithOneId) {
  small_ledger(path_);
  const std::string before = bytes_of(path_);
  auto harvest = small_harvest();
  harvest.meetings.push_back(harvest.meetings[0]);
  EXPECT_EQ(fails(harvest), ErrorKind::bad_input);
  harvest = small_harvest();
  harvest.ballots.push_back(harvest.ballots[0]);
  EXPECT_EQ(fails(harvest), ErrorKind::bad_input);
  EXPECT_EQ(bytes_of(path_), before);
}

/// Two votes and a half thousand beyond what is compared at one time; every seventh ballot is a no, or all of
/// them if `changed` says so for the last roll calls.
sources::VoteSet many_votes(std::size_t changed) {
  sources::VoteSet set{"src", {}, {"AAA", "BBB", "CCC"}, {}};
  for (std::uint32_t i = 0; i < 4500; ++i) {
    views::RollCall call;
    call.id = "A/RES/" + std::to_string(i);  // not in order of their ids
    call.body = views::Body::assembly;
    call.date = Date(1980, 1, 1).plus_days(static_cast<int>(i));
    call.source = "src";
    set.roll_calls.push_back({call, "n" + std::to_string(i), {}});
    for (std::uint16_t s = 0; s < 3; ++s) {
      const bool no = (i + s) % 7 == 0 || i >= 4500 - changed;
      set.ballots.push_back({i, s, static_cast<std::uint8_t>(no ? views::Ballot::no : views::Ballot::yes)});
    }
  }
  return set;
}

TEST_F(Import, ManyRollCallsAreComparedInPartsThatMissNone) {
  auto harvest = small_harvest();
  harvest.votes = {many_votes(0)};
  EXPECT_EQ(of(import_into(path_, harvest), "ballot").added, 13'503U);
  const auto again = of(import_into(path_, harvest), "ballot");
  EXPECT_EQ(again.unchanged, 13'503U);
  EXPECT_EQ(again.added + again.changed + again.removed, 0U);
  harvest.votes = {many_votes(700)};  // 2,100 ballots, of which one in seven was a no before
  const auto changed = of(import_into(path_, harvest), "ballot");
  EXPECT_EQ(changed.changed, 1'800U);
  EXPECT_EQ(changed.unchanged, 11'703U);
  // Another source that has them as they were before.
  harvest.votes.clear();
  harvest.other_votes = {many_votes(0)};
  harvest.other_votes[0].source = "other";
  harvest.sources.push_back({"other", "record", "Another", "", "", "", "", ""});
  EXPECT_EQ(of(import_into(path_, harvest), "ballot_conflict").added, 1'800U);
}

TEST_F(Import, TakesWhateverTextThereIs) {
  auto harvest = small_harvest();
  harvest.meetings[0].occasion = "it's \"quoted\"; -- \n\xF0\x9F\x98\x80 " + std::string(100'000, 'x');
  import_into(path_, harvest);
  EXPECT_EQ(open_record(path_)->meetings().rows[0].occasion, harvest.meetings[0].occasion);
}

TEST_F(Import, KnowsWhatRowsMayReferTo) {
  EXPECT_TRUE(known_in(path_).states.empty());
  small_ledger(path_);
  const auto known = known_in(path_);
  EXPECT_EQ(known.states.size(), 3U);
  EXPECT_EQ(known.states.at("AAA").name, "State AAA");
  EXPECT_TRUE(known.sources.contains("src"));
}

TEST_F(Import, RefusesARowThatNamesNothing) {
  small_ledger(path_);
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
  small_ledger(path_);
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

TEST_F(Import, DescribesEveryTableAndColumn) {
  small_ledger(path_);
  for (const auto& table : describe(path_)) {
    EXPECT_FALSE(table.meaning.empty()) << table.name;
    EXPECT_FALSE(table.columns.empty()) << table.name;
    EXPECT_EQ(table.rows, table.name == "state" ? 3U : table.rows);
  }
}

// The SHA-256 of "abc" is in FIPS 180-2, appendix B.1.
TEST(ImportedSums, AreOfTheFilesThatWereTakenIn) {
  const test::TempFolder folder;
  const auto path = folder / "my.ledger";
  import_into(path, test::small_harvest());
  EXPECT_EQ(imported_sums(path),
            (std::vector<std::string>{"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}));
  EXPECT_THROW(imported_sums(folder / "none.ledger"), Error);
}

// A new ledger may begin with another's rows, which the report does not count; ideal points stay behind.
TEST(ImportBegin, ANewLedgerBeginsWithAnothersRows) {
  const test::TempFolder folder;
  const auto first = folder / "first.ledger";
  const auto second = folder / "second.ledger";
  import_into(first, test::small_harvest());
  store_ideal_fits(first, {{"one", "points"}});
  sources::Harvest more;
  more.origin = "test";
  sources::StateRow state;
  state.code = "DDD";
  state.name = "State DDD";
  state.region = "Asia";
  state.provenance.source = "src";
  more.states.push_back(state);
  const auto report = import_into(second, more, first);
  for (const auto& table : report.tables) {
    EXPECT_EQ(table.added, table.table == "state" ? 1U : 0U) << table.table;
  }
  EXPECT_EQ(query(second, "SELECT count(*) FROM state", 1).rows[0][0], "4");
  EXPECT_EQ(query(second, "SELECT count(*) FROM ballot", 1).rows[0][0], "3");
  EXPECT_TRUE(ideal_fit_digests(second).empty());
  // One that is there goes on with its own rows.
  import_into(second, sources::Harvest{}, folder / "none.ledger");
  EXPECT_EQ(query(second, "SELECT count(*) FROM state", 1).rows[0][0], "4");
  EXPECT_THROW(import_into(folder / "third.ledger", more, folder / "none.ledger"), Error);
  EXPECT_FALSE(std::filesystem::exists(folder / "third.ledger"));
}

}  // namespace
}  // namespace blocs::ledger
