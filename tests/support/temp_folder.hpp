#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace blocs::test {

/// A folder of its own for one test, gone at its end. In memory where that can be: an import waits for the
/// disk, and disks of build machines are slow.
class TempFolder {
 public:
  TempFolder() {
    static int count = 0;
    const std::filesystem::path memory = "/dev/shm";
    path_ = (::access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path()) /
            ("blocs-test-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(path_);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace blocs::test
