#include "blocs/sources/table.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "blocs/core/numbers.hpp"
#include "blocs/core/text.hpp"

namespace blocs::sources {
namespace {

constexpr std::size_t kMostSuggestions = 100;
constexpr std::size_t kLongestMisspelling = 80;
constexpr std::size_t kMostDetailed = 10'000;

const std::string kEmpty;

std::string in_quotes(std::string_view text) {
  return "\"" + printable(text, 80) + "\"";
}

std::string spelled_out(std::span<const std::string> words) {
  return "legal: " + join(words, ", ");
}

}  // namespace

bool looks_like_state(std::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Table::Table(std::string_view bytes, std::string file, std::span<const Column> columns,
             std::vector<Fault>& faults)
    : reader_(bytes), file_(std::move(file)), faults_(faults) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    fault_of_file({}, "is UTF-16; save it as UTF-8", {});
  } else if (!reader_.next(row_)) {
    fault_of_file({}, "is empty; the first line must name the columns", {});
  } else if (!row_.good()) {
    fault_of_file({}, "the header " + row_.fault, row_.raw);
  } else {
    header_ = row_.fields;
    read_header(columns);
  }
}

void Table::read_header(std::span<const Column> columns) {
  usable_ = true;
  std::vector<std::string> names;
  for (const auto& column : columns) names.emplace_back(column.name);
  for (std::size_t i = 0; i < header_.size(); ++i) {
    const std::string& name = header_[i];
    if (std::find(header_.begin(), header_.begin() + static_cast<std::ptrdiff_t>(i), name) !=
        header_.begin() + static_cast<std::ptrdiff_t>(i)) {
      fault_of_file(name, "the header names this column twice", row_.raw);
      usable_ = false;
    } else if (std::find(names.begin(), names.end(), name) == names.end()) {
      const std::string hint = suggestion(name, names);
      fault_of_file(name, "is not a column of this table and is left out" + (hint.empty() ? "" : "; " + hint),
                    row_.raw);
    }
  }
  for (const auto& column : columns) {
    if (!column.needed || std::find(header_.begin(), header_.end(), column.name) != header_.end()) continue;
    fault_of_file(column.name, "the header misses this column", row_.raw);
    usable_ = false;
  }
}

void Table::fault_of_file(std::string_view column, std::string reason, std::string_view raw) {
  const std::size_t line = raw.empty() ? 0 : row_.line;
  faults_.push_back({file_, line, printable(column, 80), std::move(reason), printable(raw)});
}

bool Table::next() {
  while (usable_ && reader_.next(row_)) {
    whole_ = true;
    if (row_.good()) return true;
    refuse({}, "the row " + row_.fault);
    take();
  }
  return false;
}

bool Table::take() {
  ++(whole_ ? taken_ : refused_);
  return whole_;
}

void Table::refuse(std::string_view column, std::string reason) {
  const bool first = std::exchange(whole_, false);
  if (!first && ++details_ > kMostDetailed) return;
  faults_.push_back({file_, row_.line, std::string(column), std::move(reason), printable(row_.raw)});
}

const std::string& Table::text(std::string_view column) const {
  const auto at = std::find(header_.begin(), header_.end(), column);
  return at == header_.end() ? kEmpty : row_.fields[static_cast<std::size_t>(at - header_.begin())];
}

std::string Table::needed(std::string_view column) {
  const std::string& cell = text(column);
  if (cell.empty()) refuse(column, "must not be empty");
  return cell;
}

Date Table::date(std::string_view column) {
  const std::string& cell = text(column);
  if (const auto date = Date::parse(cell)) return *date;
  refuse(column, in_quotes(cell) + " is not a date; write YYYY-MM-DD, a day that exists");
  return {1900, 1, 1};
}

std::optional<LooseDate> Table::loose_date(std::string_view column) {
  const std::string& cell = text(column);
  auto date = LooseDate::parse(cell);
  if (!date && !cell.empty()) {
    refuse(column, in_quotes(cell) + " is not a date; write YYYY, YYYY-MM or YYYY-MM-DD");
  }
  return date;
}

std::optional<int> Table::integer(std::string_view column) {
  const std::string& cell = text(column);
  const auto value = number_in<int>(cell);
  if (!value && !cell.empty()) refuse(column, in_quotes(cell) + " is not a whole number");
  return value;
}

std::optional<double> Table::number(std::string_view column) {
  const std::string& cell = text(column);
  const auto value = number_in<double>(cell);
  if (cell.empty() || (value && std::isfinite(*value))) return value;
  refuse(column, in_quotes(cell) + " is not a number; write digits with a decimal point, no thousands marks");
  return std::nullopt;
}

bool Table::yes_no(std::string_view column) {
  static constexpr std::string_view kLegal[] = {"yes", "no"};
  return word(column, kLegal) == "yes";
}

std::string Table::word(std::string_view column, std::span<const std::string_view> legal, bool may_be_empty) {
  const std::string& cell = text(column);
  if (cell.empty() && may_be_empty) return {};
  if (std::find(legal.begin(), legal.end(), cell) != legal.end()) return cell;
  const std::vector<std::string> words(legal.begin(), legal.end());
  const std::string hint = suggestion(cell, words);
  refuse(column,
         in_quotes(cell) + " is not a word of this column; " + (hint.empty() ? spelled_out(words) : hint));
  return {};
}

template <typename Code>
Code Table::code(std::string_view column) {
  const std::string& cell = text(column);
  if (const auto found = views::code<Code>(cell)) return *found;
  const auto words = split(views::legal_words<Code>(), ',');
  const std::string hint = suggestion(cell, words);
  refuse(column,
         in_quotes(cell) + " is not a word of this column; " + (hint.empty() ? spelled_out(words) : hint));
  return Code{};
}

template views::Kind Table::code<views::Kind>(std::string_view);
template views::Nature Table::code<views::Nature>(std::string_view);
template views::Outcome Table::code<views::Outcome>(std::string_view);
template views::Modality Table::code<views::Modality>(std::string_view);
template views::Confidence Table::code<views::Confidence>(std::string_view);

std::vector<std::string> Table::list(std::string_view column) {
  auto parts = split(text(column), ';');
  if (std::find(parts.begin(), parts.end(), "") != parts.end()) {
    refuse(column, "the list has an empty place; write A;B without a separator at the ends");
    std::erase(parts, "");
  }
  return parts;
}

bool Table::may_suggest(std::string_view wrong) {
  return !wrong.empty() && wrong.size() <= kLongestMisspelling && suggestions_++ < kMostSuggestions;
}

std::string Table::suggestion(std::string_view wrong, std::span<const std::string> legal) {
  return may_suggest(wrong) ? did_you_mean(wrong, legal) : std::string();
}

std::string Table::suggestion(std::string_view wrong, const std::set<std::string, std::less<>>& legal) {
  return may_suggest(wrong) ? did_you_mean(wrong, std::vector<std::string>(legal.begin(), legal.end()))
                            : std::string();
}

std::string Table::state_suggestion(std::string_view wrong,
                                    const std::map<std::string, views::State, std::less<>>& states) {
  if (!may_suggest(wrong)) return {};
  const std::string wanted = folded(wrong);
  std::vector<std::string> codes;
  for (const auto& [code, state] : states) {
    if (folded(state.name) == wanted) return "; the code of " + state.name + " is " + code;
    codes.push_back(code);
  }
  const std::string hint = did_you_mean(wrong, codes);
  return hint.empty() ? hint : "; " + hint;
}

}  // namespace blocs::sources
