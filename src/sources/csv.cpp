#include "blocs/sources/csv.hpp"

#include <algorithm>
#include <utility>

#include "blocs/core/text.hpp"

namespace blocs::sources {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

/// Bytes of the well-formed UTF-8 character at the start of the text; 0 if there is none.
std::size_t character(std::string_view text) {
  for (std::size_t n = 1; n <= 4 && n <= text.size(); ++n) {
    if (is_utf8(text.substr(0, n))) return n;
  }
  return 0;
}

}  // namespace

CsvReader::CsvReader(std::string_view bytes, Limits limits) : bytes_(bytes), limits_(limits) {
  if (bytes_.starts_with(kBom)) at_ = kBom.size();
}

std::size_t CsvReader::line_end(std::size_t from) const {
  const auto at = bytes_.find_first_of("\r\n", from);
  return at == std::string_view::npos ? bytes_.size() : at;
}

void CsvReader::pass_line_end(std::size_t at) {
  at_ = at;
  if (at_ >= bytes_.size()) return;
  at_ += bytes_[at_] == '\r' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n' ? 2 : 1;
  ++line_;
}

bool CsvReader::skip_blank_lines() {
  while (at_ < bytes_.size() && is_line_end(bytes_[at_])) pass_line_end(at_);
  return at_ < bytes_.size();
}

bool CsvReader::next(CsvRow& row) {
  row.fault.clear();
  if (!skip_blank_lines()) return false;
  row.line = line_;
  const Scan found = scan(row);
  if (found.fault != nullptr) {
    lose_line(row, found.fault);
    return true;
  }
  row.raw = bytes_.substr(at_, found.end - at_);
  row.fields.resize(found.columns);
  if (row.raw.find('\0') != std::string_view::npos) {
    lose_line(row, "holds a NUL byte");
  } else if (!is_utf8(row.raw)) {
    lose_line(row, "is not UTF-8");
  } else if (width_ != 0 && found.columns != width_) {
    lose_line(row, "has " + std::to_string(found.columns) + " fields where the header has " +
                       std::to_string(width_));
  } else {
    width_ = found.columns;
    // Lines inside quoted fields count too, so that the next row knows where it stands.
    for (std::size_t end = line_end(at_); end < found.end; end = line_end(at_)) pass_line_end(end);
    pass_line_end(found.end);
  }
  return true;
}

void CsvReader::lose_line(CsvRow& row, std::string why) {
  const std::size_t end = line_end(at_);
  row.raw = bytes_.substr(at_, end - at_);
  row.fields.clear();
  row.fault = std::move(why);
  pass_line_end(end);
}

CsvReader::Scan CsvReader::scan(CsvRow& row) {
  const std::size_t stop = std::min(
      bytes_.size(), limits_.row_bytes > bytes_.size() - at_ ? bytes_.size() : at_ + limits_.row_bytes);
  Scan found{at_, 0, nullptr};
  while (true) {
    if (found.columns == row.fields.size()) row.fields.emplace_back();
    std::string& field = row.fields[found.columns++];
    field.clear();
    const bool quoted = found.end < bytes_.size() && bytes_[found.end] == '"';
    const Scan part = quoted ? scan_quoted(field, found.end, stop) : scan_plain(field, found.end);
    found.end = part.end;
    found.fault = part.fault;
    if (found.end > stop) found.fault = "is longer than the limit for a row";
    if (found.fault != nullptr || found.end == bytes_.size() || bytes_[found.end] != ',') return found;
    ++found.end;
  }
}

CsvReader::Scan CsvReader::scan_quoted(std::string& field, std::size_t from, std::size_t stop) const {
  std::size_t at = from + 1;
  while (true) {
    const std::size_t quote = bytes_.substr(0, stop).find('"', at);
    if (quote == std::string_view::npos) {
      if (stop == bytes_.size()) return {stop, 0, "opens a quote that is not closed"};
      return {stop, 0, "is longer than the limit for a row, or opens a quote that is not closed"};
    }
    field.append(bytes_, at, quote - at);
    at = quote + 1;
    if (at == bytes_.size() || bytes_[at] == ',' || is_line_end(bytes_[at])) return {at, 0, nullptr};
    if (bytes_[at] != '"')
      return {at, 0, "has text after a closing quote; a quote inside quotes is written twice"};
    field.push_back('"');
    ++at;
  }
}

CsvReader::Scan CsvReader::scan_plain(std::string& field, std::size_t from) const {
  auto end = bytes_.find_first_of(",\r\n\"", from);
  if (end == std::string_view::npos) end = bytes_.size();
  if (end < bytes_.size() && bytes_[end] == '"') {
    return {end, 0,
            "has a quote inside an unquoted field; put the field in quotes and write the quote twice"};
  }
  field.assign(bytes_, from, end - from);
  return {end, 0, nullptr};
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string printable(std::string_view bytes, std::size_t most) {
  std::string out;
  while (!bytes.empty()) {
    const std::size_t n = character(bytes);
    const std::string_view next = n == 0 || bytes.front() == '\0' ? kReplacement : bytes.substr(0, n);
    if (out.size() + next.size() > most) break;
    out += next;
    bytes.remove_prefix(std::max<std::size_t>(n, 1));
  }
  return out;
}

}  // namespace blocs::sources
