#include "gdelt_rows.hpp"

#include <algorithm>

#include "blocs/sources/csv.hpp"

namespace blocs::sources {
namespace {

constexpr GdeltForm kOne{"gdelt-1", 58, 0, 1, 7, 17, 25, 28, 29, 51};
constexpr GdeltForm kTwo{"gdelt-2", 61, 0, 1, 7, 17, 25, 28, 29, 53};

std::size_t tabs_in_first_line(std::string_view bytes) {
  const auto first = bytes.substr(0, bytes.find('\n'));
  return static_cast<std::size_t>(std::count(first.begin(), first.end(), '\t'));
}

bool is_tabbed(std::size_t tabs) {
  return tabs == 56 || tabs == 57 || tabs == 60;
}

std::vector<std::string> split_tabs(std::string_view line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == '\t')
      fields.emplace_back();
    else
      fields.back() += c;
  }
  return fields;
}

}  // namespace

const GdeltForm* gdelt_form(std::string_view bytes) {
  const auto tabs = tabs_in_first_line(bytes);
  if (is_tabbed(tabs)) return tabs == 60 ? &kTwo : &kOne;
  CsvReader reader(bytes.substr(0, bytes.find('\n')));
  CsvRow header;
  if (!reader.next(header) || !header.good()) return nullptr;
  const auto has = [&](const char* name) {
    return std::find(header.fields.begin(), header.fields.end(), name) != header.fields.end();
  };
  if (!has("GLOBALEVENTID") || !has("SQLDATE")) return nullptr;
  return header.fields.size() == kTwo.columns ? &kTwo : &kOne;
}

void each_gdelt_row(std::string_view bytes,
                    const std::function<void(const std::vector<std::string>&, std::size_t)>& take,
                    const std::function<void(std::size_t, const std::string&)>& bad) {
  if (!is_tabbed(tabs_in_first_line(bytes))) {
    CsvReader reader(bytes);
    CsvRow row;
    reader.next(row);  // the header
    while (reader.next(row)) {
      if (row.good())
        take(row.fields, row.line);
      else
        bad(row.line, row.fault);
    }
    return;
  }
  std::size_t line = 0;
  while (!bytes.empty()) {
    const auto stop = std::min(bytes.find('\n'), bytes.size());
    auto text = bytes.substr(0, stop);
    bytes.remove_prefix(std::min(bytes.size(), stop + 1));
    ++line;
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    if (!text.empty()) take(split_tabs(text), line);
  }
}

std::optional<Date> packed_day(const std::string& text) {
  if (text.size() != 8) return std::nullopt;
  return Date::parse(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2));
}

}  // namespace blocs::sources
