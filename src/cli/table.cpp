#include "table.hpp"

#include <algorithm>
#include <ostream>

#include "blocs/core/text.hpp"

namespace blocs::cli {
namespace {

std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  if (width == 0 || display_width(text) <= width) return {text};
  std::vector<std::string> lines(1);
  for (const auto& word : split(text, ' ')) {
    auto& line = lines.back();
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      lines.push_back(word);
    } else {
      line += (line.empty() ? "" : " ") + word;
    }
  }
  return lines;
}

std::string padded(const std::string& text, std::size_t width, bool right, bool last) {
  const std::size_t have = display_width(text);
  const std::string blank(have < width ? width - have : 0, ' ');
  if (right) return blank + text;
  return last ? text : text + blank;
}

/// Control characters from a file must not reach the terminal.
std::string printable(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += byte < 0x20 || byte == 0x7f ? ' ' : c;
  }
  return out;
}

std::string csv_cell(const std::string& text) {
  std::string cell = text;
  const bool number = !cell.empty() && cell.find_first_not_of("+-0123456789.eE") == std::string::npos;
  if (!cell.empty() && std::string("=+-@\t\r").find(cell.front()) != std::string::npos && !number)
    cell = "'" + cell;
  if (cell.find_first_of(",\"\n\r") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

}  // namespace

void print(std::ostream& out, const TextTable& table) {
  std::vector<std::vector<std::vector<std::string>>> cells;
  std::vector<std::size_t> widths;
  for (const auto& column : table.columns) widths.push_back(display_width(column.title));
  for (const auto& row : table.rows) {
    auto& lines = cells.emplace_back();
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      lines.push_back(wrapped(printable(row[c]), table.columns[c].most));
      for (const auto& line : lines.back()) widths[c] = std::max(widths[c], display_width(line));
    }
  }
  const auto print_line = [&](const std::vector<std::string>& texts) {
    std::string line;
    for (std::size_t c = 0; c < texts.size(); ++c) {
      if (c > 0) line += "  ";
      line += padded(texts[c], widths[c], table.columns[c].right, c + 1 == texts.size());
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
  };
  std::vector<std::string> titles;
  std::vector<std::string> rules;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    titles.push_back(table.columns[c].title);
    rules.emplace_back(widths[c], '-');
  }
  print_line(titles);
  print_line(rules);
  for (const auto& row : cells) {
    std::size_t height = 1;
    for (const auto& cell : row) height = std::max(height, cell.size());
    for (std::size_t h = 0; h < height; ++h) {
      std::vector<std::string> texts;
      for (const auto& cell : row) texts.push_back(h < cell.size() ? cell[h] : "");
      print_line(texts);
    }
  }
}

void print_csv(std::ostream& out, const TextTable& table) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    out << (c > 0 ? "," : "") << csv_cell(table.columns[c].title);
  }
  out << '\n';
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c) out << (c > 0 ? "," : "") << csv_cell(row[c]);
    out << '\n';
  }
}

}  // namespace blocs::cli
