#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace blocs {

/// True if the bytes are well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

/// Case-folded, without diacritics, punctuation or doubled blanks: two spellings of one name become equal
/// ("Côte d’Ivoire" and "cote d'ivoire"). Bytes that are not UTF-8 fold to nothing.
std::string folded(std::string_view text);

/// Number of columns that a text takes in a terminal (code points; wide letters count twice).
std::size_t display_width(std::string_view text);

/// Parts of a list separated by `separator`, trimmed; an empty text has no parts.
std::vector<std::string> split(std::string_view text, char separator);

std::string join(std::span<const std::string> parts, std::string_view separator);

/// The candidates nearest to `wanted` by edit distance on folded text, best first, at most `most`; none that
/// is too far off to be a slip.
std::vector<std::string> nearest(std::string_view wanted, std::span<const std::string> candidates,
                                 std::size_t most = 3);

/// "did you mean X, Y or Z?", or nothing if no candidate is near.
std::string did_you_mean(std::string_view wanted, std::span<const std::string> candidates);

}  // namespace blocs
