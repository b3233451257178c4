#include "table_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "blocs/core/error.hpp"

namespace blocs::cli {
namespace {

std::string bytes_of(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) throw Error::not_found("no such file: " + path);
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in.good() && !in.eof()) throw Error::io("cannot be read", path);
  return bytes;
}

}  // namespace

TableFile::TableFile(std::string path, std::string needs)
    : path_(std::move(path)), needs_(std::move(needs)), bytes_(bytes_of(path_)), reader_(bytes_) {
  if (!reader_.next(row_)) throw Error::bad_input("is empty", path_, needs_);
  header_ = row_.fields;
}

bool TableFile::has(const std::string& column) const {
  return std::find(header_.begin(), header_.end(), column) != header_.end();
}

std::size_t TableFile::column(const std::string& name) const {
  const auto at = std::find(header_.begin(), header_.end(), name);
  if (at == header_.end()) throw Error::bad_input("has no column " + name, path_, needs_);
  return static_cast<std::size_t>(at - header_.begin());
}

bool TableFile::next() {
  if (!reader_.next(row_)) return false;
  if (!row_.good()) throw Error::bad_input("the row " + row_.fault, where());
  return true;
}

std::string TableFile::where() const {
  return path_ + ":" + std::to_string(row_.line);
}

}  // namespace blocs::cli
