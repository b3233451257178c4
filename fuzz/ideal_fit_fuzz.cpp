// Any bytes are either a fit of a small record, which written again gives the same bytes, or refused. Where
// inputs begin as a fit does, what is behind that is tried.

#include <cstddef>
#include <cstdint>
#include <string>

#include "blocs/core/error.hpp"
#include "blocs/inference/ideal_storage.hpp"
#include "expect.hpp"

using namespace blocs;

namespace {

/// Two sessions of two states each, one item.
inference::IdealData small_data() {
  inference::IdealData data;
  data.states = {"AAA", "BBB"};
  data.sessions.resize(2);
  data.sessions[0].places = data.sessions[1].places = 2;
  data.sessions[1].first_place = 2;
  data.places.resize(4);
  data.items.resize(1);
  return data;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  for (const auto& bytes : {input, "blocs ideal fit 1\n" + input}) {
    try {
      const auto fit = inference::ideal_from_bytes(bytes, small_data(), "fuzz");
      EXPECT(inference::ideal_to_bytes(fit).size() == bytes.size());
    } catch (const Error& error) {
      EXPECT(error.kind() == ErrorKind::ledger);
    }
  }
  return 0;
}
