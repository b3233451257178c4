#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace blocs::sources {

/// Bytes in order, a block at a time.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Appends at most `most` bytes; false if there are none left.
  virtual bool read(std::string& into, std::size_t most) = 0;
};

/// A file, unpacked if it is gzip (by its first bytes, not its name). Throws Error(not_found) or Error(io) if
/// it cannot be opened, and from `read` Error(bad_input) for a gzip file that is damaged or ends early.
class FileBytes : public ByteSource {
 public:
  explicit FileBytes(const std::filesystem::path& path);
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;
  ~FileBytes() override;
  bool read(std::string& into, std::size_t most) override;

 private:
  std::string path_;
  void* file_ = nullptr;  // gzFile
};

/// Bytes in memory, which must outlive it.
class MemoryBytes : public ByteSource {
 public:
  explicit MemoryBytes(std::string_view bytes) : left_(bytes) {}
  bool read(std::string& into, std::size_t most) override;

 private:
  std::string_view left_;
};

}  // namespace blocs::sources
