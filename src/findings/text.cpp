#include "blocs/findings/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "blocs/core/text.hpp"
#include "blocs/findings/cell_number.hpp"
#include "units.hpp"

namespace blocs::findings {
namespace {

std::string with_commas(const std::string& digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

}  // namespace

std::string percent(double share) {
  return fmt::format("{:.1f} %", share * 100);
}

std::string plain_number(double number) {
  const double size = std::fabs(number);
  const std::string sign = number < 0 ? "-" : "";
  if (size < 1e15 && size == std::floor(size)) return sign + with_commas(fmt::format("{:.0f}", size));
  return sign + (size < 10 ? significant(size, 4) : fmt::format("{:.1f}", size));
}

std::string value_words(const Finding& finding) {
  if (std::holds_alternative<std::monostate>(finding.value)) {
    const bool unseen = std::any_of(finding.caveats.begin(), finding.caveats.end(),
                                    [](const auto& caveat) { return caveat.starts_with("not observed"); });
    return unseen ? "not observed" : "undefined";
  }
  if (const auto* text = std::get_if<std::string>(&finding.value)) return *text;
  const double value = *finding.number();
  const bool share = finding.unit.rfind("share", 0) == 0;
  if (share && finding.numerator && finding.n) {
    return fmt::format("{} of {} ({})", plain_number(*finding.numerator), *finding.n, percent(value));
  }
  if (finding.unit == "chance" || finding.unit == "share of power" || finding.unit == "share of profiles") {
    return finding.unit == "chance" ? percent(value) : plain_number(value);
  }
  if (share) return percent(value) + finding.unit.substr(5);
  if (finding.unit.rfind("mean share", 0) == 0 && finding.n) {
    return percent(value) + " on average over " + with_unit(static_cast<double>(*finding.n), "pairs");
  }
  return with_unit(value, finding.unit);
}

std::string pair_words(const std::vector<std::string>& names) {
  return join(names, "–");
}

}  // namespace blocs::findings
