#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "blocs/sources/casebook.hpp"

namespace blocs::cli {

/// A downloaded file: where its bytes are now and what it is called.
struct VoteFile {
  std::filesystem::path bytes;
  std::filesystem::path name;
};

/// Whether it is a zip archive, by its first bytes; these are not read.
bool is_zip(const std::filesystem::path& file);

/// Reads files that a server sent, as votes and nothing else. Throws Error(bad_input), with the file's name
/// as the place, for one that readers do not know, that holds other rows than votes, that unpacks to more
/// than `most_bytes` or ends in the middle of a row.
sources::Harvest read_vote_files(const std::vector<VoteFile>& files, const sources::Known& known,
                                 std::uintmax_t most_bytes);

}  // namespace blocs::cli
