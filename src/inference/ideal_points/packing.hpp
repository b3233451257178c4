#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "blocs/core/error.hpp"

namespace blocs::inference::ideal {

template <typename T>
std::string_view raw(const std::vector<T>& values) {
  static_assert(std::is_trivially_copyable_v<T>);
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

/// Numbers and lists of numbers as bytes of this kind of machine, one behind the other.
class Writer {
 public:
  void number(std::uint64_t n) { bytes_.append(reinterpret_cast<const char*>(&n), sizeof n); }
  void bytes(std::string_view more) { bytes_ += more; }
  /// With its length before it, so that two lists never read as one.
  template <typename T>
  void list(const std::vector<T>& values) {
    number(values.size());
    bytes_ += raw(values);
  }
  const std::string& written() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads what a `Writer` wrote. Bytes that end too soon throw `broken`.
class Reader {
 public:
  Reader(std::string_view bytes, Error broken) : bytes_(bytes), broken_(std::move(broken)) {}

  std::uint64_t number() {
    std::uint64_t n = 0;
    std::memcpy(&n, bytes(sizeof n).data(), sizeof n);
    return n;
  }
  template <typename T>
  std::vector<T> list() {
    const auto n = number();
    if (n > bytes_.size() / sizeof(T)) broken();
    std::vector<T> values(n);
    const auto from = bytes(n * sizeof(T));
    if (n > 0) std::memcpy(values.data(), from.data(), from.size());
    return values;
  }
  std::string_view bytes(std::size_t n) {
    if (n > bytes_.size()) broken();
    const auto head = bytes_.substr(0, n);
    bytes_.remove_prefix(n);
    return head;
  }
  bool done() const { return bytes_.empty(); }
  [[noreturn]] void broken() const { throw broken_; }

 private:
  std::string_view bytes_;
  Error broken_;
};

}  // namespace blocs::inference::ideal
