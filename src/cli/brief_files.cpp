#include "brief_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "blocs/core/error.hpp"

namespace blocs::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::string& what, int code) {
  throw Error::io(what + ": " + std::strerror(code), path.string(),
                  code == ENOSPC ? "the disk is full" : "is the folder there, and may you write to it?");
}

/// A file that is gone again unless it was kept.
class Draft {
 public:
  explicit Draft(const fs::path& target) : target_(target), path_(target.string() + ".XXXXXX") {
    file_ = ::mkstemp(path_.data());
    if (file_ < 0) fail(target_, "the file cannot be written", errno);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    if (file_ >= 0) ::close(file_);
    if (!kept_) ::unlink(path_.c_str());
  }

  void write(const std::string& content) {
    std::size_t done = 0;
    while (done < content.size()) {
      const ssize_t n = ::write(file_, content.data() + done, content.size() - done);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) fail(target_, "the file cannot be written", errno);
      done += static_cast<std::size_t>(n);
    }
  }

  void keep() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(file_, 0666 & ~mask) != 0 || ::fsync(file_) != 0)
      fail(target_, "the file cannot be written", errno);
    const int closed = ::close(file_);
    file_ = -1;
    if (closed != 0) fail(target_, "the file cannot be written", errno);
    if (::rename(path_.c_str(), target_.c_str()) != 0)
      fail(target_, "the file cannot be put in its place", errno);
    kept_ = true;
  }

 private:
  fs::path target_;
  std::string path_;
  int file_ = -1;
  bool kept_ = false;
};

void refuse_folder(const fs::path& path, const fs::file_status& status) {
  if (!fs::is_directory(status)) return;
  throw Error::io("this is a folder, not a file", path.string(), "-o names a file");
}

}  // namespace

void check_place(const fs::path& path) {
  std::error_code none;
  const auto status = fs::status(path, none);
  refuse_folder(path, status);
  if (fs::exists(status) && !fs::is_regular_file(status)) return;  // writing to it will tell
  const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (::access(folder.c_str(), W_OK) != 0) fail(path, "the file cannot be written", errno);
}

void write_whole(const fs::path& path, const std::string& content) {
  std::error_code none;
  const auto status = fs::status(path, none);
  refuse_folder(path, status);
  if (fs::exists(status) &&
      !fs::is_regular_file(status)) {  // a pipe or a device: there is nothing to replace
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0) fail(path, "cannot be opened", errno);
    const ssize_t n = ::write(file, content.data(), content.size());
    const int code = n < 0 ? errno : ENOSPC;
    if (::close(file) != 0 || n != static_cast<ssize_t>(content.size()))
      fail(path, "the file cannot be written", code);
    return;
  }
  Draft draft(path);
  draft.write(content);
  draft.keep();
}

}  // namespace blocs::cli
