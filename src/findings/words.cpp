#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "blocs/findings/text.hpp"

namespace blocs::findings {

std::string and_list(const std::vector<std::string>& parts, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? last : ", ";
    text += parts[i];
  }
  return text;
}

std::string or_list(const std::vector<std::string>& parts) {
  return and_list(parts, " or ");
}

std::string counted(std::size_t n, std::string_view one, std::string_view many) {
  if (n == 1) return fmt::format("1 {}", one);
  const std::string plural = many.empty() ? std::string(one) + "s" : std::string(many);
  return n == 0 ? "no " + std::string(many.empty() ? plural : many)
                : plain_number(static_cast<double>(n)) + " " + plural;
}

std::string spelled(std::size_t n) {
  static constexpr std::array<const char*, 13> kWords{"none", "one",    "two",   "three", "four",
                                                      "five", "six",    "seven", "eight", "nine",
                                                      "ten",  "eleven", "twelve"};
  return n < kWords.size() ? kWords.at(n) : std::to_string(n);
}

std::string spelled_out(std::size_t n, std::string_view one, std::string_view many) {
  if (n == 0) return counted(n, one, many);
  return spelled(n) + " " +
         (n == 1         ? std::string(one)
          : many.empty() ? std::string(one) + "s"
                         : std::string(many));
}

std::string dollars(double millions) {
  if (millions >= 1000) return fmt::format("{:.1f} billion US dollars", millions / 1000);
  return plain_number(millions) + " million US dollars";
}

std::string times(std::size_t n) {
  if (n == 0) return "never";
  return n == 1 ? "once" : n == 2 ? "twice" : fmt::format("{} times", n);
}

std::string ordinal(std::size_t n) {
  static constexpr std::array<const char*, 11> kWords{
      "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"};
  if (n > 0 && n < kWords.size()) return kWords.at(n);
  const std::size_t last = n % 100 / 10 == 1 ? 0 : n % 10;
  return std::to_string(n) + (last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

std::string capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() -= 'a' - 'A';
  return text;
}

std::string possessive(const std::string& name) {
  return name + (!name.empty() && name.back() == 's' ? "’" : "’s");
}

std::string with_article(const std::string& name) {
  static constexpr std::array kWithArticle{"Bahamas",
                                           "Central African Republic",
                                           "Comoros",
                                           "DR Congo",
                                           "Dominican Republic",
                                           "Gambia",
                                           "Maldives",
                                           "Marshall Islands",
                                           "Netherlands",
                                           "Philippines",
                                           "Solomon Islands",
                                           "United Arab Emirates",
                                           "United Kingdom",
                                           "United States"};
  const bool found = std::find(kWithArticle.begin(), kWithArticle.end(), name) != kWithArticle.end();
  return found ? "the " + name : name;
}

std::string spaced(std::string_view code) {
  std::string text(code);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string long_date(Date date) {
  static constexpr std::array<const char*, 12> kMonths{"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
  return fmt::format("{} {} {}", date.day(), kMonths.at(date.month() - 1), date.year());
}

std::string out_of(const Finding& finding) {
  return fmt::format("{} of {}", plain_number(finding.numerator.value_or(0)), finding.n.value_or(0));
}

Json number_cell(const Finding& finding) {
  const auto number = finding.number();
  return number ? Json(*number) : Json(nullptr);
}

Json numerator_cell(const Finding& finding) {
  if (!finding.numerator) return nullptr;
  const double x = *finding.numerator;
  return x == static_cast<double>(static_cast<long>(x)) ? Json(static_cast<long>(x)) : Json(x);
}

Json n_cell(const Finding& finding) {
  return finding.n ? Json(*finding.n) : Json(nullptr);
}

}  // namespace blocs::findings
