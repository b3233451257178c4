#include "byte_stream.hpp"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "blocs/core/error.hpp"

namespace blocs::sources {
namespace {

gzFile handle(void* file) {
  return static_cast<gzFile>(file);
}

}  // namespace

FileBytes::FileBytes(const std::filesystem::path& path) : path_(path.string()) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found)
    throw Error::not_found("no such file: " + path_);
  if (error) throw Error::io(error.message(), path_);
  if (status.type() == std::filesystem::file_type::directory)
    throw Error::io("is a folder, not a file", path_);
  errno = 0;
  file_ = gzopen(path_.c_str(), "rb");
  if (file_ == nullptr) throw Error::io(std::string("cannot be read: ") + std::strerror(errno), path_);
  gzbuffer(handle(file_), 1U << 18U);
}

FileBytes::~FileBytes() {
  if (file_ != nullptr) gzclose(handle(file_));
}

bool FileBytes::read(std::string& into, std::size_t most) {
  const std::size_t before = into.size();
  into.resize(before + most);
  const int n = gzread(handle(file_), into.data() + before, static_cast<unsigned>(most));
  into.resize(before + static_cast<std::size_t>(std::max(n, 0)));
  if (n > 0) return true;
  int code = Z_OK;
  const char* message = gzerror(handle(file_), &code);
  if (code == Z_BUF_ERROR) throw Error::bad_input("the gzip file ends early", path_, "download it again");
  if (code == Z_ERRNO) throw Error::io(std::string("cannot be read: ") + std::strerror(errno), path_);
  if (code != Z_OK)
    throw Error::bad_input(std::string("the gzip file is damaged: ") + message, path_, "download it again");
  return false;
}

std::unique_ptr<ByteSource> open_file(const std::filesystem::path& path) {
  return std::make_unique<FileBytes>(path);
}

bool MemoryBytes::read(std::string& into, std::size_t most) {
  const std::size_t n = std::min(most, left_.size());
  into.append(left_.substr(0, n));
  left_.remove_prefix(n);
  return n > 0;
}

}  // namespace blocs::sources
