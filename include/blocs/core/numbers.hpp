#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace blocs {

/// The number that a text is from its first to its last byte, in the C locale; nothing for any other text, an
/// empty one or a number out of range. A `double` may come out infinite or NaN where the text says so.
template <typename Number>
std::optional<Number> number_in(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

}  // namespace blocs
