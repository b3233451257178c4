#pragma once

#include <optional>
#include <string_view>

#include "blocs/views/codes.hpp"

namespace blocs::sources {

/// Y, N, A and X (did not vote), as the UN Digital Library writes them.
inline std::optional<views::Ballot> ballot_of_letter(std::string_view letter) {
  if (letter == "Y") return views::Ballot::yes;
  if (letter == "N") return views::Ballot::no;
  if (letter == "A") return views::Ballot::abstain;
  if (letter == "X") return views::Ballot::absent;
  return std::nullopt;
}

}  // namespace blocs::sources
