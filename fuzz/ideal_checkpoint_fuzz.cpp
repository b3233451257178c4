// Any bytes are either a checkpoint of a chain, which written again gives the same bytes, or refused. Inputs
// stand for what is under the sum, which is put after them: otherwise nothing but the sum would be tried.

#include <cstddef>
#include <cstdint>
#include <string>

#include "../src/inference/ideal_points/checkpoint.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/sha256.hpp"
#include "expect.hpp"

using namespace blocs;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  Sha256 sum;
  sum.add(bytes);
  bytes += sum.hex();
  try {
    const auto read = inference::ideal::read_checkpoint(bytes, "chain 1");
    std::string again;
    inference::ideal::write_checkpoint(read.run, read.state, read.kept, [&](const auto& pieces) {
      for (const auto piece : pieces) again += piece;
    });
    EXPECT(again == bytes);
  } catch (const Error& error) {
    EXPECT(error.kind() == ErrorKind::bad_input);
  }
  return 0;
}
