#pragma once

#include <span>
#include <string>
#include <string_view>

namespace blocs::test {

/// What was handed over in pieces, whole.
inline std::string joined(std::span<const std::string_view> pieces) {
  std::string whole;
  for (const auto piece : pieces) whole += piece;
  return whole;
}

}  // namespace blocs::test
