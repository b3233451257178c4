#include "files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <vector>

#include "blocs/core/error.hpp"

namespace blocs::ledger {
namespace {

namespace fs = std::filesystem;

// DuckDB's main header: a checksum of eight bytes, then this; two database headers of 4 KiB follow.
constexpr std::string_view kMagic = "DUCK";
constexpr std::size_t kMagicAt = 8;
constexpr std::uintmax_t kHeaders = std::uintmax_t{3} * 4096;
constexpr std::uintmax_t kLeastBlock = 16384;  // blocks are this or a multiple, and always written whole

std::string system_error() {
  return std::strerror(errno);
}

fs::path beside(const fs::path& ledger, const std::string& suffix) {
  return ledger.parent_path() / ("." + ledger.filename().string() + suffix);
}

fs::path folder_of(const fs::path& ledger) {
  return ledger.has_parent_path() ? ledger.parent_path() : ".";
}

void sync(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw Error::io("cannot be opened: " + system_error(), path.string());
  const int result = ::fsync(file);
  const std::string why = system_error();
  ::close(file);
  if (result != 0) throw Error::io("cannot be written to the disk: " + why, path.string());
}

/// The rename itself. It has happened: a file system that cannot write a folder through is no error any more.
void sync_folder(const fs::path& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

}  // namespace

void check_is_database(const fs::path& path) {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) throw Error::not_found("no ledger at " + path.string());
  if (error) throw Error::io("cannot be read: " + error.message(), path.string());
  if (status.type() != fs::file_type::regular) throw Error::in_ledger("is not a file", path.string());
  std::ifstream in(path, std::ios::binary);
  if (!in.is_open()) throw Error::io("cannot be read: " + system_error(), path.string());
  std::array<char, kMagicAt + kMagic.size()> start{};
  in.read(start.data(), start.size());
  const bool magic = in.gcount() == static_cast<std::streamsize>(start.size()) &&
                     std::string_view(start.data() + kMagicAt, kMagic.size()) == kMagic;
  const std::string hint = "choose another file; blocs import makes one that is not there";
  if (!magic) throw Error::in_ledger("is not a blocs ledger", path.string(), hint);
  const auto size = fs::file_size(path, error);
  if (error) throw Error::io("cannot be read: " + error.message(), path.string());
  if (size < kHeaders || (size - kHeaders) % kLeastBlock != 0) {
    throw Error::in_ledger("is cut short or damaged", path.string(),
                           "import the files again into a new ledger");
  }
}

ImportLock::ImportLock(const fs::path& ledger) : path_(beside(ledger, ".lock")) {
  // Whoever holds the lock removes the file at the end, so the file that we locked may be gone already: then
  // again.
  while (!acquire()) {
  }
}

bool ImportLock::acquire() {
  file_ = ::open(path_.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
  if (file_ < 0) {
    const std::string why = system_error();
    throw Error::io("no file can be made in this folder: " + why, folder_of(path_).string());
  }
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    const bool held = errno == EWOULDBLOCK;
    const std::string why = system_error();
    ::close(file_);
    if (!held) throw Error::io("this folder cannot be locked: " + why, folder_of(path_).string());
    throw Error::io("another import into this ledger is under way", path_.string(),
                    "try again when it has ended");
  }
  struct stat locked{};
  struct stat there{};
  if (::fstat(file_, &locked) == 0 && ::stat(path_.c_str(), &there) == 0 && locked.st_ino == there.st_ino &&
      locked.st_dev == there.st_dev) {
    return true;
  }
  ::close(file_);
  return false;
}

ImportLock::~ImportLock() {
  ::unlink(path_.c_str());
  ::close(file_);
}

NewFile::NewFile(const fs::path& ledger)
    : ledger_(ledger), path_(beside(ledger, ".tmp-" + std::to_string(::getpid()))) {
  remove_leftovers();
}

void NewFile::remove_leftovers() const {
  const std::string prefix = beside(ledger_, ".tmp-").filename().string();
  std::error_code error;
  std::vector<fs::path> leftovers;
  for (fs::directory_iterator at(folder_of(ledger_), error), end; !error && at != end; at.increment(error)) {
    if (at->path().filename().string().starts_with(prefix)) leftovers.push_back(at->path());
  }
  for (const auto& path : leftovers) fs::remove_all(path, error);
}

void NewFile::commit() {
  struct stat old{};
  if (::stat(ledger_.c_str(), &old) == 0) ::chmod(path_.c_str(), old.st_mode & 07777U);
  sync(path_);
  if (std::rename(path_.c_str(), ledger_.c_str()) != 0) {
    throw Error::io("cannot take its place: " + system_error(), ledger_.string());
  }
  committed_ = true;
  sync_folder(folder_of(ledger_));
}

NewFile::~NewFile() {
  if (!committed_) remove_leftovers();
}

}  // namespace blocs::ledger
