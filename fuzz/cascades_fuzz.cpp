// Any bytes are either a scenario of a cascade or refused with an Error: no crash, no other exception.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "blocs/core/error.hpp"
#include "blocs/findings/cascade_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    (void)blocs::findings::read_cascade({reinterpret_cast<const char*>(data), size}, "fuzz.toml").dump();
  } catch (const blocs::Error&) {
    return 0;
  }
  return 0;
}
