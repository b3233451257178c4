#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace blocs::cli {

/// What the program curl did, and the head of the last answer that it got.
struct CurlRun {
  int code = 0;                          ///< curl's exit code
  bool too_large = false;                ///< stopped because the file grew beyond what it may hold
  int status = 0;                        ///< of HTTP; 0 if there was no answer
  std::string etag;                      ///< as sent, quotes and all; empty if there is none or it is none
  std::string modified;                  ///< Last-Modified as sent; empty as above
  std::optional<std::uintmax_t> length;  ///< Content-Length
};

/// Runs curl with these arguments and the configuration of no user. Only https is spoken, also after a
/// redirect, of which five are followed. No file that it writes grows beyond `most_bytes`, whatever the
/// server says or does not say of its length. Throws Error(not_found) if curl is not installed, Error(io) if
/// it cannot be run or was stopped.
CurlRun run_curl(const std::vector<std::string>& arguments, std::uintmax_t most_bytes);

/// The last block of headers in what `curl --dump-header` writes: redirects give one each.
CurlRun parse_heads(const std::string& text);

}  // namespace blocs::cli
