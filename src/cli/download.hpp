#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "offers.hpp"

namespace blocs::cli {

/// How files are asked for.
struct Transfer {
  std::string mirror;  ///< https address that stands before each file's name; empty: the publisher's own
  std::map<std::string, std::string> addresses;  ///< https address by file name, before all others
  std::string ca;  ///< file of certificates to trust instead of the system's; empty: the system's
  std::uintmax_t most_bytes = std::uintmax_t{1} << 30U;  ///< larger files are refused
  int patience = 30;                                     ///< seconds without a connection, or below 1 KiB/s
};

/// Where a file is asked for. Throws Error(usage) for a mirror, or an address, that is not https.
std::string address_of(const OfferedFile& file, const Transfer& transfer);

/// What a publisher's server said to "is there anything new?".
struct ServerAnswer {
  enum class Kind {
    unchanged,  ///< what is here is what the server has
    news,       ///< it has something else
    unknown,    ///< it gives neither ETag nor day of change: only a download can tell (never after one)
  };
  Kind kind = Kind::unknown;
  std::string address;
  std::string etag;      ///< of what the server has; empty if it gives none
  std::string modified;  ///< the same as a day and time
};

/// Files of a download: `FILE`, while it comes `FILE.part` with what the server calls that version in
/// `FILE.part.version`, and once it is there `FILE.source.json` with address, terms, day and SHA-256.
std::filesystem::path part_of(const std::filesystem::path& file);

/// Asks without fetching or writing anything. Throws Error(io) as `download` does.
ServerAnswer ask(const OfferedFile& file, const std::filesystem::path& folder, const Transfer& transfer);

/// Fetches what is new into `FILE.part`, going on with a part of the same version that is there. After
/// `news` the part is as long as the server said and does not begin as a web page or an error message; it
/// still has to be read, and then `keep` or `drop`. Nothing is left after `unchanged`.
///
/// Throws Error(io) in plain words (no network, a certificate that is wrong, too large, redirected to where
/// https is not spoken, not there, too slow, cut off) and Error(bad_input) for what cannot be a file of
/// votes. The old file is as it was; a part is left only where it can be gone on with.
ServerAnswer download(const Offer& offer, const OfferedFile& file, const std::filesystem::path& folder,
                      const Transfer& transfer);

/// Puts the part in the file's place and notes where it came from.
void keep(const Offer& offer, const OfferedFile& file, const std::filesystem::path& folder,
          const ServerAnswer& answer);

/// Removes the part.
void drop(const std::filesystem::path& file);

}  // namespace blocs::cli
