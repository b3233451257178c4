#include "toml_guard.hpp"

#include <fmt/format.h>

#include "blocs/core/error.hpp"

namespace blocs::findings {
namespace {

constexpr std::size_t kMostDots = 16;

/// Walks over the text as far as needed to tell texts and comments from the rest. Where the text is no TOML
/// it may lose track; the parser stops there anyway.
class Guard {
 public:
  Guard(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  void run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'')
        skip_text(c);
      else if (c == '#')
        skip_to("\n");
      else
        plain(c);
    }
  }

 private:
  void plain(char c) {
    if (c == '\n') ++line_;
    if (c == '.' && ++dots_ > kMostDots) refuse("a key of too many parts");
    if (std::string_view("=,[]{}\n").find(c) != std::string_view::npos) dots_ = 0;
    ++at_;
  }

  std::size_t quotes(char quote) const {
    std::size_t n = 0;
    while (at_ + n < text_.size() && text_[at_ + n] == quote) ++n;
    return n;
  }

  void skip_text(char quote) {
    const std::size_t open = quotes(quote);
    const bool many_lines = open >= 3;
    if (open == 2) {
      at_ += 2;
      return;
    }
    at_ += many_lines ? 3 : 1;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == quote && (!many_lines || quotes(quote) >= 3)) {
        at_ += many_lines ? quotes(quote) : 1;
        return;
      }
      if (c == '\n' && !many_lines) return;
      if (c == '\n') ++line_;
      at_ += c == '\\' && quote == '"' && !ends_line_next() ? 2 : 1;
    }
  }

  /// A backslash before a line's end is taken alone, so that lines are counted.
  bool ends_line_next() const { return at_ + 1 < text_.size() && text_[at_ + 1] == '\n'; }

  void skip_to(std::string_view end) {
    const auto found = text_.find(end, at_);
    at_ = found == std::string_view::npos ? text_.size() : found;
  }

  [[noreturn]] void refuse(const std::string& why) const {
    throw Error::bad_input(why, fmt::format("{}:{}", name_, line_));
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t dots_ = 0;
};

}  // namespace

void guard_toml(std::string_view text, const std::string& name) {
  Guard(text, name).run();
}

}  // namespace blocs::findings
