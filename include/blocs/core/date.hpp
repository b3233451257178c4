#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace blocs {

/// A calendar day (proleptic Gregorian, no time zone). Always valid once made.
class Date {
 public:
  Date(int year, unsigned month, unsigned day);  ///< throws Error(usage) if there is no such day

  /// Strict `YYYY-MM-DD`; nothing if the text is anything else or no such day exists.
  static std::optional<Date> parse(std::string_view text);

  /// Days since 1970-01-01; may be negative.
  static Date from_days(int days);
  int days() const;

  int year() const { return static_cast<int>(ymd_.year()); }
  unsigned month() const { return static_cast<unsigned>(ymd_.month()); }
  unsigned day() const { return static_cast<unsigned>(ymd_.day()); }

  std::string iso() const;
  Date plus_days(int n) const { return from_days(days() + n); }

  friend auto operator<=>(const Date&, const Date&) = default;

 private:
  explicit Date(std::chrono::year_month_day ymd) : ymd_(ymd) {}
  std::chrono::year_month_day ymd_;
};

/// A date known to the day, the month or the year. `first` and `last` bound the days that it can mean.
struct LooseDate {
  Date first;
  Date last;

  /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; nothing for anything else.
  static std::optional<LooseDate> parse(std::string_view text);
  /// The text it was parsed from: as precise as it is known.
  std::string iso() const;

  friend auto operator<=>(const LooseDate&, const LooseDate&) = default;
};

/// A span of days, both ends included; an empty end is open.
struct Period {
  std::optional<Date> since;
  std::optional<Date> until;

  bool contains(Date day) const { return (!since || day >= *since) && (!until || day <= *until); }
  friend bool operator==(const Period&, const Period&) = default;
};

}  // namespace blocs
