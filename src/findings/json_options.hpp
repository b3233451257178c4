#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "blocs/findings/finding.hpp"

// Options of a question that its rule does not know: each function takes one out of `options`, so that what
// is left can be checked as a rule. An option of another type than the one it stands for is refused with
// Error(usage), never ignored; null and an option that is not there are the same.
namespace blocs::findings {

/// The value as it stands, for options that are tables; null if there is none.
Json take(Json& options, const std::string& key);

std::string text_option(Json& options, const std::string& key, const std::string& otherwise);
/// One of `words`; `otherwise` (which need not be one of them) if there is none. The message offers the
/// words.
std::string word_option(Json& options, const std::string& key, const std::vector<std::string>& words,
                        const std::string& otherwise);
/// A whole number from 0.
std::size_t count_option(Json& options, const std::string& key, std::size_t otherwise);
bool flag_option(Json& options, const std::string& key, bool otherwise = false);
/// A list of texts, or one text with commas; nothing if there is none.
std::optional<std::vector<std::string>> list_option(Json& options, const std::string& key);

}  // namespace blocs::findings
