// Any bytes are either a claim file or refused with an Error: no crash, no other exception.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "blocs/core/error.hpp"
#include "blocs/findings/claims.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto file = blocs::findings::read_claims({reinterpret_cast<const char*>(data), size}, "fuzz.toml");
    for (const auto& claim : file.claims) {
      for (const auto& figure : claim.figures) (void)blocs::findings::stated_words(figure);
    }
  } catch (const blocs::Error&) {
    return 0;
  }
  return 0;
}
