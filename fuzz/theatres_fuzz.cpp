// Any bytes are either a scenario of theatres or refused with an Error: no crash, no other exception.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "blocs/core/error.hpp"
#include "blocs/findings/theatre_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto scenario =
        blocs::findings::read_theatres({reinterpret_cast<const char*>(data), size}, "fuzz.toml");
    (void)blocs::findings::theatres_from(scenario.data, "scenario");
  } catch (const blocs::Error&) {
    return 0;
  }
  return 0;
}
