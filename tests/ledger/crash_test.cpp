// What is there when an import does not get to its end: killed, out of space, not allowed.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>
#include <random>
#include <set>
#include <thread>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "support/small_casebook.hpp"
#include "support/small_harvest.hpp"

namespace blocs::ledger {
namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::TempFolder;

/// Some thousand rows, all of which say which of several versions they are of.
sources::Harvest versioned(const std::string& version, std::size_t votes = 300) {
  auto h = test::small_harvest();
  h.roll_calls.clear();
  h.ballots.clear();
  for (std::size_t i = 0; i < votes; ++i) {
    views::RollCall vote;
    vote.id = "vote " + std::to_string(i);
    vote.date = Date(2024, 3, 1);
    vote.title = version;
    vote.source = "src";
    h.roll_calls.push_back(vote);
    for (const char* state : {"AAA", "BBB", "CCC"}) h.ballots.push_back({vote.id, state, views::Ballot::yes});
  }
  for (auto& meeting : h.meetings) meeting.occasion = version;
  return h;
}

/// The one version that all rows of the ledger are of.
std::string version_of(const fs::path& path) {
  const auto record = open_record(path);
  std::set<std::string> versions;
  for (const auto& vote : record->roll_calls(views::Body::council).roll_calls()) versions.insert(vote.title);
  for (const auto& meeting : record->meetings().rows) versions.insert(meeting.occasion);
  EXPECT_EQ(versions.size(), 1U);
  return *versions.begin();
}

std::size_t files_in(const TempFolder& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
}

/// Runs it in a process of its own, and gives that process's id.
pid_t in_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  return child;
}

int exit_code_of(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

constexpr int kNoError = 100;
constexpr int kOtherError = 101;
constexpr int kSaysTempFile = 102;

/// The kind of error with which an import ends, as a number that an exit code can be.
int outcome_of_import(const fs::path& path, const sources::Harvest& harvest) {
  try {
    import_into(path, harvest);
    return kNoError;
  } catch (const Error& error) {
    if (std::string_view(error.what()).find(".tmp-") != std::string_view::npos) return kSaysTempFile;
    return static_cast<int>(error.kind());
  } catch (...) {
    return kOtherError;
  }
}

TEST(Crash, AKilledImportLeavesTheOldOrTheNewLedgerWhole) {
  const TempFolder folder;
  const auto path = folder / "my.ledger";
  const auto one = versioned("one");
  const auto two = versioned("two");
  const auto start = std::chrono::steady_clock::now();
  import_into(path, one);
  const auto whole =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  std::mt19937 random(20240301);
  std::uniform_int_distribution<std::int64_t> moment(0, whole.count() * 3 / 2);
  std::string before = "one";
  int killed = 0;
  for (int i = 0; i < 10; ++i) {
    const auto& next = before == "one" ? two : one;
    const pid_t child = in_child([&] { return outcome_of_import(path, next); });
    std::this_thread::sleep_for(std::chrono::microseconds(moment(random)));
    ::kill(child, SIGKILL);
    const int code = exit_code_of(child);
    const std::string after = version_of(path);
    if (code == kNoError) {
      EXPECT_NE(after, before);
    } else {
      EXPECT_EQ(code, 128 + SIGKILL);
      ++killed;
    }
    before = after;
  }
  EXPECT_GT(killed, 2);
  // The next import clears up what the killed ones left, and finds nothing half-done.
  import_into(path, one);
  EXPECT_EQ(files_in(folder), 1U);
  for (const auto& count : import_into(path, one).tables)
    EXPECT_EQ(count.unchanged, count.read) << count.table;
}

TEST(Crash, AFirstImportThatIsKilledLeavesNothingOrAll) {
  const auto harvest = versioned("one");
  std::mt19937 random(7);
  for (int i = 0; i < 6; ++i) {
    const TempFolder folder;
    const auto path = folder / "my.ledger";
    const pid_t child = in_child([&] { return outcome_of_import(path, harvest); });
    std::this_thread::sleep_for(
        std::chrono::milliseconds(std::uniform_int_distribution<int>(0, 400)(random)));
    ::kill(child, SIGKILL);
    exit_code_of(child);
    if (fs::exists(path)) {
      EXPECT_EQ(version_of(path), "one");
    }
  }
}

TEST(Crash, AFullDiskIsSaidAndLeavesTheOldLedger) {
  const TempFolder folder;
  const auto path = folder / "my.ledger";
  import_into(path, versioned("one"));
  const std::string before = bytes_of(path);
  const auto two = versioned("two");
  for (const double part : {0.0, 0.1, 0.5, 0.9, 0.99}) {
    const auto limit = static_cast<rlim_t>(part * static_cast<double>(before.size()));
    const int code = exit_code_of(in_child([&] {
      ::signal(SIGXFSZ, SIG_IGN);
      const rlimit size{limit, limit};
      ::setrlimit(RLIMIT_FSIZE, &size);
      return outcome_of_import(path, two);
    }));
    EXPECT_EQ(code, static_cast<int>(ErrorKind::io)) << limit << " of " << before.size();
    EXPECT_EQ(bytes_of(path), before);
    EXPECT_EQ(files_in(folder), 1U) << limit;
  }
}

TEST(Crash, AFolderThatMayNotBeWrittenIsSaid) {
  const TempFolder folder;
  const auto path = folder / "my.ledger";
  import_into(path, versioned("one"));
  const std::string before = bytes_of(path);
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec | fs::perms::group_read |
                                     fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec);
  const auto two = versioned("two");
  const int code = exit_code_of(in_child([&] {
    constexpr uid_t kNobody = 65534;  // what root may do says nothing
    if (::geteuid() == 0 && ::setuid(kNobody) != 0) return kOtherError;
    const int first = outcome_of_import(path, two);
    const int second = outcome_of_import(folder / "another.ledger", two);
    return first == second ? first : kOtherError;
  }));
  fs::permissions(folder.path(), fs::perms::owner_all);
  EXPECT_EQ(code, static_cast<int>(ErrorKind::io));
  EXPECT_EQ(bytes_of(path), before);
  EXPECT_EQ(files_in(folder), 1U);
}

TEST(Crash, AFileThatMayNotBeReadIsSaid) {
  const TempFolder folder;
  const auto path = folder / "my.ledger";
  import_into(path, versioned("one", 3));
  fs::permissions(path, fs::perms::none);
  const int code = exit_code_of(in_child([&] {
    constexpr uid_t kNobody = 65534;
    if (::geteuid() == 0 && ::setuid(kNobody) != 0) return kOtherError;
    try {
      open_record(path);
    } catch (const Error& error) {
      return static_cast<int>(error.kind());
    }
    return kNoError;
  }));
  EXPECT_EQ(code, static_cast<int>(ErrorKind::io));
}

TEST(Crash, TwoImportsAtOnceDoNotMix) {
  const TempFolder folder;
  const auto path = folder / "my.ledger";
  import_into(path, versioned("zero"));
  for (int round = 0; round < 2; ++round) {
    const auto one = versioned("one");
    const auto two = versioned("two");
    const pid_t first = in_child([&] { return outcome_of_import(path, one); });
    const pid_t second = in_child([&] { return outcome_of_import(path, two); });
    const std::set<int> codes{exit_code_of(first), exit_code_of(second)};
    EXPECT_TRUE(codes.contains(kNoError));
    for (const int code : codes)
      EXPECT_TRUE(code == kNoError || code == static_cast<int>(ErrorKind::io)) << code;
    EXPECT_NE(version_of(path), "zero");
    EXPECT_EQ(files_in(folder), 1U);
  }
}

TEST(Crash, WhileAnotherImportsNoneStarts) {
  const TempFolder folder;
  const auto path = folder / "my.ledger";
  import_into(path, versioned("one", 3));
  const auto lock = folder / ".my.ledger.lock";
  const int file = ::open(lock.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
  ASSERT_EQ(::flock(file, LOCK_EX), 0);
  EXPECT_EQ(outcome_of_import(path, versioned("two", 3)), static_cast<int>(ErrorKind::io));
  EXPECT_EQ(version_of(path), "one");  // who reads need not wait
  ::close(file);
  EXPECT_EQ(outcome_of_import(path, versioned("two", 3)), kNoError);  // a lock file alone locks nothing
  EXPECT_EQ(files_in(folder), 1U);
}

TEST(Crash, LeftoversOfOthersAreClearedAndStrangersKept) {
  const TempFolder folder;
  const auto path = folder / "my.ledger";
  test::write_file(folder / ".my.ledger.tmp-1", "half");
  test::write_file(folder / ".my.ledger.tmp-1.wal", "half");
  fs::create_directories(folder / ".my.ledger.tmp-2.tmp");
  test::write_file(folder / ".other.ledger.tmp-1", "not ours");
  import_into(path, versioned("one", 3));
  EXPECT_EQ(files_in(folder), 2U);
  EXPECT_TRUE(fs::exists(folder / ".other.ledger.tmp-1"));
}

}  // namespace
}  // namespace blocs::ledger
