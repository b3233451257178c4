#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace blocs::cli {

/// A file that a publisher offers.
struct OfferedFile {
  std::string name;     ///< here; the publisher's own names are never used
  std::string address;  ///< https
};

/// A source of recorded votes that can be downloaded.
struct Offer {
  std::string name;   ///< on the command line
  std::string title;  ///< what it is and whose
  std::string page;   ///< for people
  std::string terms;
  std::vector<OfferedFile> files;
};

/// All sources that `fetch` and `update` know.
const std::vector<Offer>& offers();

/// Throws Error(not_found) with "did you mean" for a name that is none.
const Offer& offer_called(std::string_view name);

}  // namespace blocs::cli
