#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace blocs::sources {

/// Bytes in order, a block at a time.
class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  /// Appends at most `most` bytes; false if there are none left.
  virtual bool read(std::string& into, std::size_t most) = 0;
};

/// How readers come by the bytes of a file. What is not text (Parquet) can be opened as the text it stands
/// for.
using OpenFile = std::function<std::unique_ptr<ByteSource>(const std::filesystem::path&)>;

/// A file as it is, unpacked if it is gzip (by its first bytes, not its name). Throws Error(not_found) or
/// Error(io) if it cannot be opened, and from `read` Error(bad_input) for a gzip file that is damaged or ends
/// early.
std::unique_ptr<ByteSource> open_file(const std::filesystem::path& path);

}  // namespace blocs::sources
