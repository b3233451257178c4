#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blocs::findings {

/// Whether two numbers are equal but for the rounding noise of floating sums: closer than 1e-9, or than 1e-9
/// of the larger one. So 0.1 + 0.2 is level with 0.3.
bool level(double a, double b);

enum class End { most, least };

/// The places of all numbers that are level with the largest (or smallest) one, in their order. More than one
/// is a tie, and must be said as one: no number is then *the* largest. Undefined numbers are never among
/// them; empty without a defined number.
std::vector<std::size_t> at_end(const std::vector<std::optional<double>>& numbers, End end);

/// Who stands at an end: "China" alone, "China and Russia (level)" where two or three are, and for more
/// "four of 6 pairs (level)": a list that long names nobody. Empty without names. `of` is how many there are
/// in all, `noun` what they are.
std::string leaders(const std::vector<std::string>& names, std::size_t of, std::string_view noun);

}  // namespace blocs::findings
