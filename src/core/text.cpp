#include "blocs/core/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>

namespace blocs {
namespace {

/// Edits that turn one text into the other; two neighbouring letters swapped count as one (optimal string
/// alignment).
std::size_t edit_distance(const icu::UnicodeString& a, const icu::UnicodeString& b) {
  const auto width = static_cast<std::size_t>(b.length());
  std::vector<std::size_t> before(width + 1);
  std::vector<std::size_t> above(width + 1);
  std::vector<std::size_t> row(width + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (int i = 0; i < a.length(); ++i) {
    row[0] = above[0] + 1;
    for (std::size_t j = 0; j < width; ++j) {
      const int at = static_cast<int>(j);
      row[j + 1] = std::min({above[j + 1] + 1, row[j] + 1, above[j] + (a[i] == b[at] ? 0U : 1U)});
      const bool swapped = i > 0 && at > 0 && a[i] == b[at - 1] && a[i - 1] == b[at];
      if (swapped) row[j + 1] = std::min(row[j + 1], before[j - 1] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[width];
}

bool is_wide(UChar32 c) {
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto length = static_cast<std::int64_t>(bytes.size());
  for (std::int64_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(data, i, length, c);  // NOLINT(bugprone-inc-dec-in-conditions): ICU's own
    if (c < 0) return false;
  }
  return true;
}

std::string folded(std::string_view text) {
  if (!is_utf8(text)) return {};
  UErrorCode status = U_ZERO_ERROR;
  const auto* decompose = icu::Normalizer2::getNFKDInstance(status);
  if (U_FAILURE(status) != 0) return {};
  auto source = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  const auto wide = decompose->normalize(source.foldCase(), status);
  icu::UnicodeString kept;
  bool blank = false;
  for (int i = 0; i < wide.length(); i = wide.moveIndex32(i, 1)) {
    const UChar32 c = wide.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK || c == '\'' || c == 0x2019 || c == '.') continue;
    if (u_isalnum(c) != 0) {
      if (blank && !kept.isEmpty()) kept.append(static_cast<UChar32>(' '));
      kept.append(c);
      blank = false;
    } else {
      blank = true;
    }
  }
  std::string out;
  kept.toUTF8String(out);
  return out;
}

std::size_t display_width(std::string_view text) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  std::size_t width = 0;
  for (std::int64_t i = 0; i < length;) {
    UChar32 c = 0;
    U8_NEXT(data, i, length, c);  // NOLINT(bugprone-inc-dec-in-conditions): ICU's own
    if (c >= 0 && u_charType(c) == U_NON_SPACING_MARK) continue;
    width += c >= 0 && is_wide(c) ? 2 : 1;
  }
  return width;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto at = text.find(separator);
    auto part = text.substr(0, at);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    parts.emplace_back(part);
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + 1);
    if (text.empty()) parts.emplace_back();
  }
  return parts;
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string out;
  for (const auto& part : parts) {
    if (&part != &parts.front()) out += separator;
    out += part;
  }
  return out;
}

std::vector<std::string> nearest(std::string_view wanted, std::span<const std::string> candidates,
                                 std::size_t most) {
  const auto target = icu::UnicodeString::fromUTF8(folded(wanted));
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const auto& candidate : candidates) {
    const auto name = icu::UnicodeString::fromUTF8(folded(candidate));
    const bool inside = target.length() >= 4 && name.indexOf(target) >= 0;
    const std::size_t distance = inside ? 1 : edit_distance(target, name);
    const auto longest = static_cast<std::size_t>(std::max(target.length(), name.length()));
    if (distance <= std::max<std::size_t>(1, longest / 3)) found.emplace_back(distance, candidate);
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> best;
  for (const auto& [distance, name] : found) {
    if (best.size() < most && std::find(best.begin(), best.end(), name) == best.end()) best.push_back(name);
  }
  return best;
}

std::string did_you_mean(std::string_view wanted, std::span<const std::string> candidates) {
  const auto best = nearest(wanted, candidates);
  if (best.empty()) return {};
  std::string text = "did you mean ";
  for (std::size_t i = 0; i < best.size(); ++i) {
    if (i > 0) text += i + 1 == best.size() ? " or " : ", ";
    text += best[i];
  }
  return text + "?";
}

}  // namespace blocs
