#include "row_stream.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "blocs/core/text.hpp"

namespace blocs::sources {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20U;
constexpr std::string_view kBom = "\xEF\xBB\xBF";

bool is_plain_ascii(std::string_view text) {
  std::size_t i = 0;
  std::uint64_t seen = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    seen |= word;
  }
  for (; i < text.size(); ++i) seen |= static_cast<unsigned char>(text[i]);
  return (seen & 0x8080808080808080U) == 0;
}

std::string_view without_cr(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// A line without quotes: the parts between commas.
void split_plain(std::string_view line, std::vector<std::string_view>& fields) {
  while (true) {
    const void* comma = line.empty() ? nullptr : std::memchr(line.data(), ',', line.size());
    if (comma == nullptr) break;
    const auto n = static_cast<std::size_t>(static_cast<const char*>(comma) - line.data());
    fields.push_back(line.substr(0, n));
    line.remove_prefix(n + 1);
  }
  fields.push_back(line);
}

}  // namespace

bool RowStream::refill() {
  if (ended_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t before = buffer_.size();
  ended_ = !bytes_.read(buffer_, kBlock);
  if (!begun_) {
    begun_ = true;
    if (buffer_.starts_with(kBom)) buffer_.erase(0, kBom.size());
    lone_cr_ = buffer_.find('\n') == std::string::npos && buffer_.find('\r') != std::string::npos;
  }
  if (lone_cr_)
    std::replace(buffer_.begin() + static_cast<std::ptrdiff_t>(std::min(before, buffer_.size())),
                 buffer_.end(), '\r', '\n');
  return !ended_;
}

bool RowStream::skip_blank_lines() {
  while (true) {
    while (at_ < buffer_.size() && (buffer_[at_] == '\n' || buffer_[at_] == '\r')) {
      if (buffer_[at_] == '\n') ++line_;
      ++at_;
    }
    if (at_ < buffer_.size()) return true;
    if (!refill() && at_ >= buffer_.size()) return false;
  }
}

bool RowStream::next(StreamRow& row) {
  row.fault.clear();
  if (!skip_blank_lines()) return false;
  row.line = line_;
  std::size_t end = 0;
  Scan found = scan(row, end);
  while (found == Scan::cut && !ended_ && buffer_.size() - at_ <= kMostRow) {
    refill();
    found = scan(row, end);
  }
  if (found == Scan::cut) {
    broken_ = ended_ ? "opens a quote that is not closed"
                     : "is longer than the limit for a row, or opens a quote that is not closed";
  }
  if (found != Scan::whole) {
    lose_line(row, broken_);
    return true;
  }
  row.raw = without_cr(std::string_view(buffer_).substr(at_, end - at_));
  check(row);
  if (!row.good() && row.raw.find('\n') != std::string_view::npos) {
    lose_line(row, std::exchange(row.fault, {}));
    return true;
  }
  line_ += static_cast<std::size_t>(std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(at_),
                                               buffer_.begin() + static_cast<std::ptrdiff_t>(end), '\n')) +
           1;
  at_ = std::min(end + 1, buffer_.size());
  return true;
}

void RowStream::check(StreamRow& row) const {
  if (row.raw.find('\0') != std::string_view::npos)
    row.fault = "holds a NUL byte";
  else if (!is_plain_ascii(row.raw) && !is_utf8(row.raw))
    row.fault = "is not UTF-8";
  else if (width_ != 0 && row.fields.size() != width_) {
    row.fault =
        "has " + std::to_string(row.fields.size()) + " fields where the header has " + std::to_string(width_);
  }
  if (!row.good()) row.fields.clear();
}

void RowStream::lose_line(StreamRow& row, std::string why) {
  std::size_t end = buffer_.find('\n', at_);
  while (end == std::string::npos && !ended_ && buffer_.size() - at_ <= kMostRow) {
    refill();
    end = buffer_.find('\n', at_);
  }
  if (end == std::string::npos) end = buffer_.size();
  row.raw = without_cr(std::string_view(buffer_).substr(at_, end - at_));
  row.fields.clear();
  row.fault = std::move(why);
  at_ = std::min(end + 1, buffer_.size());
  ++line_;
}

/// Splits the row at `at_`; `end` is then behind it, at its line end. `cut`: the buffer ends within the row.
RowStream::Scan RowStream::scan(StreamRow& row, std::size_t& end) {
  row.fields.clear();
  unquoted_.clear();
  const char* from = buffer_.data() + at_;
  const std::size_t left = buffer_.size() - at_;
  // NOLINTNEXTLINE(bugprone-not-null-terminated-result): the end of a line, not of a text
  const void* line_end = std::memchr(from, '\n', left);
  if (line_end == nullptr && !ended_) return Scan::cut;
  const std::size_t length =
      line_end == nullptr ? left : static_cast<std::size_t>(static_cast<const char*>(line_end) - from);
  if (length > kMostRow) {
    broken_ = "is longer than the limit for a row";
    return Scan::broken;
  }
  const std::string_view line = std::string_view(from, length);
  if (std::memchr(from, '"', length) == nullptr) {
    split_plain(without_cr(line), row.fields);
    end = at_ + length;
    return Scan::whole;
  }
  end = at_;
  return scan_quoted(row, end);
}

RowStream::Scan RowStream::scan_quoted(StreamRow& row, std::size_t& at) {
  const std::string_view all(buffer_);
  while (true) {
    if (at < all.size() && all[at] == '"') {
      std::size_t from = ++at;
      std::string* joined = nullptr;
      std::size_t quote = 0;
      while (true) {
        quote = all.find('"', at);
        if (quote == std::string_view::npos) return Scan::cut;
        if (quote + 1 == all.size() && !ended_) return Scan::cut;
        if (quote + 1 == all.size() || all[quote + 1] != '"') break;
        if (joined == nullptr) joined = &unquoted_.emplace_back();
        joined->append(all.substr(from, quote + 1 - from));
        from = at = quote + 2;
      }
      if (joined != nullptr) joined->append(all.substr(from, quote - from));
      row.fields.push_back(joined != nullptr ? std::string_view(*joined) : all.substr(from, quote - from));
      at = quote + 1;
      if (at < all.size() && all[at] == '\r') ++at;
      if (at < all.size() && all[at] != ',' && all[at] != '\n') {
        broken_ = "has text after a closing quote; a quote inside quotes is written twice";
        return Scan::broken;
      }
    } else {
      const std::size_t stop = all.find_first_of(",\n\"", at);
      if (stop == std::string_view::npos && !ended_) return Scan::cut;
      const std::size_t until = stop == std::string_view::npos ? all.size() : stop;
      if (until < all.size() && all[until] == '"') {
        broken_ = "has a quote inside an unquoted field; put the field in quotes and write the quote twice";
        return Scan::broken;
      }
      auto field = all.substr(at, until - at);
      if (until == all.size() || all[until] == '\n') field = without_cr(field);
      row.fields.push_back(field);
      at = until;
    }
    if (at >= all.size() || all[at] == '\n') return Scan::whole;
    ++at;  // the comma
  }
}

}  // namespace blocs::sources
