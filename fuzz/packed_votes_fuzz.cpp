// Any bytes as a file on the disk, as `import` opens it: gzip, Parquet or plain. What cannot be read is an
// Error that says so; nothing else is thrown, and what is read is votes as in vote_files_fuzz.

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "blocs/core/error.hpp"
#include "blocs/ledger/ledger.hpp"
#include "expect.hpp"
#include "vote_bytes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // A file without a name on any disk; its path is that of the descriptor.
  static const int file = memfd_create("votes", MFD_CLOEXEC);
  EXPECT(file >= 0 && ftruncate(file, 0) == 0);
  EXPECT(pwrite(file, data, size, 0) == static_cast<ssize_t>(size));
  static const std::filesystem::path path = "/proc/self/fd/" + std::to_string(file);
  try {
    blocs::fuzz::read_votes([] { return blocs::ledger::open_file(path); });
  } catch (const blocs::Error& error) {
    if (error.kind() != blocs::ErrorKind::bad_input && error.kind() != blocs::ErrorKind::io) throw;
  }
  return 0;
}
