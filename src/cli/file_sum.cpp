#include "file_sum.hpp"

#include <fstream>
#include <vector>

#include "blocs/core/error.hpp"
#include "blocs/core/sha256.hpp"

namespace blocs::cli {

std::string sha256_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in.is_open()) throw Error::io("cannot be read", file.string());
  Sha256 sum;
  std::vector<char> block(std::size_t{1} << 16U);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    sum.add({block.data(), static_cast<std::size_t>(in.gcount())});
  }
  if (in.bad()) throw Error::io("cannot be read", file.string());
  return sum.hex();
}

}  // namespace blocs::cli
