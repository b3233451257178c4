#pragma once

#include <string>

#include "curl.hpp"
#include "download.hpp"

namespace blocs::cli {

/// The connection ended, or was given up, before all had come: the rest can be asked for later.
bool broke_off(const CurlRun& run);

/// Throws Error(io), in plain words, unless curl ended well. `page` is where people find the file; may be
/// empty.
void check(const CurlRun& run, const std::string& name, const std::string& address, const Transfer& transfer,
           const std::string& page = {});

}  // namespace blocs::cli
