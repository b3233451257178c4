#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "blocs/sources/bytes.hpp"

namespace blocs::sources {

/// What `open_file` opens.
class FileBytes : public ByteSource {
 public:
  explicit FileBytes(const std::filesystem::path& path);
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
