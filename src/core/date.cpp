#include "blocs/core/date.hpp"

#include <array>
#include <cstdio>

#include "blocs/core/error.hpp"

namespace blocs {
namespace {

using std::chrono::year_month_day;

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

year_month_day make(int year, unsigned month, unsigned day) {
  return {std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

unsigned last_day(int year, unsigned month) {
  const auto last = std::chrono::year_month_day_last{std::chrono::year{year},
                                                     std::chrono::month_day_last{std::chrono::month{month}}};
  return static_cast<unsigned>(last.day());
}

}  // namespace

Date::Date(int year, unsigned month, unsigned day) : ymd_(make(year, month, day)) {
  if (!ymd_.ok()) throw Error::usage("there is no such day", "dates are YYYY-MM-DD");
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits(text.substr(0, 4));
  const auto m = digits(text.substr(5, 2));
  const auto d = digits(text.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  const auto ymd = make(*y, static_cast<unsigned>(*m), static_cast<unsigned>(*d));
  if (!ymd.ok()) return std::nullopt;
  return Date(ymd);
}

Date Date::from_days(int days) {
  return Date(year_month_day{std::chrono::sys_days{std::chrono::days{days}}});
}

int Date::days() const {
  return static_cast<int>(std::chrono::sys_days{ymd_}.time_since_epoch().count());
}

std::string Date::iso() const {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", year(), month(), day());
  return buffer.data();
}

std::optional<LooseDate> LooseDate::parse(std::string_view text) {
  if (const auto day = Date::parse(text)) return LooseDate{*day, *day};
  if (text.size() != 4 && text.size() != 7) return std::nullopt;
  const auto y = digits(text.substr(0, 4));
  if (!y) return std::nullopt;
  if (text.size() == 4) return LooseDate{Date(*y, 1, 1), Date(*y, 12, 31)};
  const auto m = digits(text.substr(5, 2));
  if (text[4] != '-' || !m || *m < 1 || *m > 12) return std::nullopt;
  const auto month = static_cast<unsigned>(*m);
  return LooseDate{Date(*y, month, 1), Date(*y, month, last_day(*y, month))};
}

std::string LooseDate::iso() const {
  std::string day = first.iso();
  if (first == last) return day;
  return day.substr(0, first.month() == last.month() ? 7 : 4);
}

}  // namespace blocs
