// Any bytes as a published vote file: faults only, no exceptions, and no ballot of nothing.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "vote_bytes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  blocs::fuzz::read_votes([&] { return std::make_unique<blocs::sources::MemoryBytes>(bytes); });
  return 0;
}
