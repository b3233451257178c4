#include "blocs/findings/cell_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace blocs::findings {

std::string significant(double size, int digits) {
  constexpr double kLeast = 1e-9;
  if (size > 0 && size < kLeast) return "less than 0.000000001";
  const int before = size == 0 ? 1 : static_cast<int>(std::floor(std::log10(size))) + 1;
  std::string text = fmt::format("{:.{}f}", size, std::max(0, digits - before));
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

std::string cell_number(double number) {
  const double size = std::fabs(number);
  if (!std::isfinite(number)) return fmt::format("{}", number);
  const std::string sign = number < 0 ? "-" : "";
  if (size < 999'999.5) return sign + significant(size, 6);
  if (size < 999'999'500.0) return sign + significant(size / 1e6, 6) + " million";
  return sign + significant(size / 1e9, 6) + " thousand million";
}

}  // namespace blocs::findings
