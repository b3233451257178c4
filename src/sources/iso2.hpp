#pragma once

#include <string_view>

namespace blocs::sources {

/// The three-letter code for an ISO 3166-1 alpha-2 code, also of states that are gone (`CS` is
/// Czechoslovakia, `NA` is Namibia and never "not available"); empty if there is none.
std::string_view alpha3_of(std::string_view alpha2);

}  // namespace blocs::sources
