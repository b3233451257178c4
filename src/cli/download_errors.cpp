#include "download_errors.hpp"

#include <fmt/format.h>

#include "blocs/core/error.hpp"

namespace blocs::cli {
namespace {

std::string refused(int status) {
  if (status == 404 || status == 410) return "the server does not have the file at this address";
  if (status == 401 || status == 403) return "the server does not let this file be fetched";
  if (status == 429) return "the server asks to be asked less often";
  if (status >= 500) return fmt::format("the server is in trouble (HTTP {})", status);
  return fmt::format("the server refused (HTTP {})", status);
}

std::string why(const CurlRun& run, const Transfer& transfer) {
  if (run.too_large)
    return fmt::format("more than {} bytes came: the file is too large", transfer.most_bytes);
  switch (run.code) {
    case 1:
      return "the server sends on to an address that is not https, which is not followed";
    case 2:
      return "this curl is too old for what is asked of it; 7.68 or later is needed";
    case 5:
    case 6:
      return "there is no network here, or no server of this name";
    case 7:
      return "the server does not answer";
    case 16:
    case 18:
    case 52:
    case 55:
    case 56:
    case 92:
      return "the connection was cut before all had come";
    case 22:
      return refused(run.status);
    case 23:
      return "what comes cannot be written: the disk may be full";
    case 28:
      return fmt::format("too slow: no connection, or less than 1 KiB a second, for {} seconds",
                         transfer.patience);
    case 35:
    case 51:
    case 53:
    case 58:
    case 59:
    case 60:
    case 66:
    case 80:
    case 83:
    case 90:
    case 91:
      return "the server cannot show that it is who it says: its certificate is wrong or not trusted here";
    case 47:
      return "the server sends on from address to address without an end";
    case 63:
      return fmt::format("the server announces more than {} bytes: the file is too large",
                         transfer.most_bytes);
    case 77:
      return "the file of certificates (--ca) cannot be read";
    default:
      return fmt::format("the download failed (curl {})", run.code);
  }
}

}  // namespace

bool broke_off(const CurlRun& run) {
  if (run.too_large) return false;
  switch (run.code) {
    case 6:
    case 7:
    case 16:
    case 18:
    case 28:
    case 35:
    case 52:
    case 55:
    case 56:
    case 92:
      return true;
    default:
      return false;
  }
}

void check(const CurlRun& run, const std::string& name, const std::string& address, const Transfer& transfer,
           const std::string& page) {
  if (run.code == 0 && !run.too_large) return;
  std::string hint = broke_off(run) ? "try again: what came is gone on with where that can be done" : "";
  if (!page.empty() && transfer.mirror.empty())
    hint +=
        (hint.empty() ? "" : "; ") + ("or download it in a browser from " + page + " and `blocs import` it");
  throw Error::io(name + ": " + why(run, transfer), address, hint);
}

}  // namespace blocs::cli
