#include "level.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "words.hpp"

namespace blocs::findings {

bool level(double a, double b) {
  return std::fabs(a - b) <= 1e-9 * std::max({1.0, std::fabs(a), std::fabs(b)});
}

std::vector<std::size_t> at_end(const std::vector<std::optional<double>>& numbers, End end) {
  std::optional<double> best;
  for (const auto& number : numbers) {
    if (number && (!best || (end == End::most ? *number > *best : *number < *best))) best = number;
  }
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] && level(*numbers[i], *best)) found.push_back(i);
  }
  return found;
}

std::string leaders(const std::vector<std::string>& names, std::size_t of, std::string_view noun) {
  if (names.size() <= 1) return names.empty() ? "" : names.front();
  if (names.size() <= 3) return and_list(names) + " (level)";
  return fmt::format("{} of {} {} (level)", spelled(names.size()), of, noun);
}

}  // namespace blocs::findings
