#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "blocs/findings/finding.hpp"

namespace blocs::findings {

/// "a, b and c".
std::string and_list(const std::vector<std::string>& parts, std::string_view last = " and ");

/// "a, b or c".
std::string or_list(const std::vector<std::string>& parts);

/// "no vote", "1 vote", "2 votes"; `many` if the plural is not made by an s.
std::string counted(std::size_t n, std::string_view one, std::string_view many = {});

/// "no votes", "one vote", "twelve votes", "13 votes": for titles and the start of sentences.
std::string spelled_out(std::size_t n, std::string_view one, std::string_view many = {});

/// "none", "one" ... "twelve", then digits.
std::string spelled(std::size_t n);

/// "never", "once", "twice", "3 times".
std::string times(std::size_t n);

/// "first" ... "tenth", then "11th".
std::string ordinal(std::size_t n);

std::string capital(std::string text);

/// "China's", "United States'".
std::string possessive(const std::string& name);

/// "34 million US dollars", "244.8 billion US dollars".
std::string dollars(double millions);

/// As in a sentence: "the United States", "the United Kingdom", but "China".
std::string with_article(const std::string& name);

/// "security_council_secretary" as "security council secretary".
std::string spaced(std::string_view code);

/// "2025-09-18" as "18 September 2025".
std::string long_date(Date date);

/// "44 of 75", halves as "50.5 of 75"; "0 of 0" where there is nothing to count.
std::string out_of(const Finding& finding);

/// A cell: the number, or null.
Json number_cell(const Finding& finding);
Json numerator_cell(const Finding& finding);
Json n_cell(const Finding& finding);

}  // namespace blocs::findings
