// The brief as Markdown that reads well as plain text: tables line up, sources are numbered.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "../units.hpp"
#include "../words.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/brief.hpp"
#include "blocs/findings/text.hpp"

namespace blocs::findings {
namespace {

/// Text of the record that must not be read as markup.
std::string inert(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n' || c == '\r') {
      out += ' ';
      continue;
    }
    if (c == '|' || c == '*' || c == '`' || c == '<' || c == '[' || c == ']') out += '\\';
    out += c;
  }
  return out;
}

class Markdown {
 public:
  explicit Markdown(const Brief& brief) : brief_(brief) {
    for (std::size_t i = 0; i < brief.sources.size(); ++i) numbers_.emplace(brief.sources[i].id, i + 1);
  }

  std::string write() {
    front();
    std::string part;
    for (const auto& section : brief_.sections) {
      if (section.part != part) line("## " + section.part + "\n");
      part = section.part;
      write_section(section);
    }
    line("## Claims, method, sources\n");
    write_claims();
    line("### Data and method\n");
    for (const auto& note : brief_.method) line("**" + note.title + ".** " + note.text + "\n");
    write_sources();
    return out_;
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }

  std::string state(const std::string& code) const {
    const auto at = brief_.states.find(code);
    return at == brief_.states.end() ? code : at->second;
  }

  std::string states(const std::string& codes, char separator, const char* between) const {
    std::string text;
    for (const auto& code : split(codes, separator)) text += (text.empty() ? "" : between) + state(code);
    return text;
  }

  /// A pair of codes by name; other words in a column of pairs stay as they are.
  std::string pair(const std::string& text) const {
    const auto codes = split(text, '-');
    const bool known = std::all_of(codes.begin(), codes.end(),
                                   [&](const std::string& c) { return brief_.states.contains(c); });
    return known ? states(text, '-', "–") : text;
  }

  std::string cell(const Json& row, const Column& column) const {
    if (!row.contains(column.key) || row.at(column.key).is_null()) return "–";
    const Json& value = row.at(column.key);
    // A number in a column of text is a name: the year 1946, not 1,946.
    if (value.is_number() && column.type == "text") return fmt::format("{}", value.get<double>());
    if (value.is_number())
      return column.type == "share" ? percent(value.get<double>()) : plain_number(value.get<double>());
    const std::string text = value.get<std::string>();
    if (text.empty()) return "–";
    if (column.type == "state") return inert(state(text));
    if (column.type == "states") return inert(states(text, ';', ", "));
    if (column.type == "pair") return inert(pair(text));
    return inert(text);
  }

  void write_table(const Table& table) {
    std::vector<std::vector<std::string>> lines(1);
    for (const auto& column : table.columns) lines[0].push_back(inert(column.label));
    for (const auto& row : table.rows) {
      auto& cells = lines.emplace_back();
      for (const auto& column : table.columns) cells.push_back(cell(row, column));
    }
    std::vector<std::size_t> widths(table.columns.size(), 3);
    for (const auto& cells : lines) {
      for (std::size_t c = 0; c < cells.size(); ++c) widths[c] = std::max(widths[c], display_width(cells[c]));
    }
    for (std::size_t r = 0; r < lines.size(); ++r) {
      std::string text = "|";
      for (std::size_t c = 0; c < lines[r].size(); ++c)
        text += " " + padded(lines[r][c], widths[c], right(table, c)) + " |";
      line(text);
      if (r == 0) line(ruler(table, widths));
    }
    line("");
  }

  static bool right(const Table& table, std::size_t c) {
    return table.columns[c].type == "number" || table.columns[c].type == "share";
  }

  static std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::string blank(width - std::min(width, display_width(text)), ' ');
    return right ? blank + text : text + blank;
  }

  static std::string ruler(const Table& table, const std::vector<std::size_t>& widths) {
    std::string text = "|";
    for (std::size_t c = 0; c < widths.size(); ++c) {
      text += " " + std::string(widths[c] - 1, '-') + (right(table, c) ? ":" : "-") + " |";
    }
    return text;
  }

  void front() {
    line("# " + brief_.headline.title + "\n");
    line(fmt::format("Brief on {}: {} to {}.\n",
                     inert(brief_.group.title.empty() ? brief_.group.name : brief_.group.title),
                     long_date(brief_.since), long_date(brief_.until)));
    for (const auto& text : brief_.headline.text) line(text + "\n");
    line("**How sure:** " + brief_.headline.sure + "\n");
    for (const auto& figure : brief_.key_figures) line("- **" + figure.value + "** " + figure.words);
    line("");
    std::vector<std::string> names;
    for (const auto& member : brief_.group.members) names.push_back(state(member));
    line("Members: " + join(names, ", ") + ". " + brief_.group.note + "\n");
  }

  void write_exhibit(const Exhibit& exhibit) {
    line("#### " + exhibit.title + "\n");
    line(exhibit.subtitle + ".\n");
    write_table(exhibit.table);
    line("Rule: " + exhibit.rule + ".\n");
    for (const auto& note : exhibit.notes) line("Note: " + note + "\n");
    std::vector<std::string> cited;
    for (const auto& id : exhibit.sources)
      cited.push_back(numbers_.contains(id) ? fmt::format("[{}]", numbers_.at(id)) : id);
    line("Sources: " + join(cited, ", ") + ".\n");
  }

  void write_section(const Section& section) {
    line("### " + section.layer + ": " + section.title + "\n");
    if (!section.observed) line("**Not observed.**\n");
    for (const auto& text : section.text) line(text + "\n");
    for (const auto& exhibit : section.exhibits) write_exhibit(exhibit);
  }

  void write_claims();
  void write_claim(const Json& claim);

  void write_sources() {
    line("### Sources\n");
    for (const auto& source : brief_.sources) {
      std::string text = fmt::format("[{}] {}", numbers_.at(source.id), inert(source.title));
      if (!source.publisher.empty()) text += ". " + inert(source.publisher);
      text +=
          source.published.empty() ? ". Publication date not recorded" : ". Published " + source.published;
      text += source.accessed.empty() ? "; access date not recorded." : "; accessed " + source.accessed + ".";
      if (!source.url.empty()) text += " <" + source.url + ">";
      line("- " + text);
    }
    line(fmt::format("\nMade by blocs {}.", brief_.version));
  }

  const Brief& brief_;
  std::map<std::string, std::size_t> numbers_;
  std::string out_;
};

/// Claims by verdict, what differs first: a list, since sentences in a table make no table that can be read.
void Markdown::write_claims() {
  if (brief_.claims.empty()) return;
  constexpr std::pair<const char*, const char*> kVerdicts[] = {
      {"differs", "Differ"},
      {"reproduced_under_some_rules", "Reproduced under some rules"},
      {"reproduced", "Reproduced"},
      {"overtaken", "Overtaken"},
      {"not_checkable", "Not checkable here"},
  };
  std::map<std::string, std::vector<const Json*>> by_verdict;
  for (const auto& claim : brief_.claims)
    by_verdict[claim.at("verdict").get<std::string>()].push_back(&claim);
  line(fmt::format("### Published claims: the record bears out {} of {} as they stand\n",
                   by_verdict["reproduced"].size(), brief_.claims.size()));
  for (const auto& [verdict, words] : kVerdicts) {
    const auto& claims = by_verdict[verdict];
    if (claims.empty()) continue;
    line(fmt::format("#### {} ({})\n", words, claims.size()));
    for (const auto* claim : claims) write_claim(*claim);
    line("");
  }
}

void Markdown::write_claim(const Json& claim) {
  line(fmt::format("- {} ({}, {})", inert(claim.at("text").get<std::string>()),
                   inert(claim.at("document").get<std::string>()),
                   inert(claim.at("where").get<std::string>())));
  std::vector<std::string> figures;
  for (const auto& figure : claim.at("figures")) {
    const auto& value = figure.at("stated");
    const std::string unit = figure.at("unit").get<std::string>();
    const std::string stated = value.is_string()    ? value.get<std::string>()
                               : !value.is_number() ? "–"
                               : unit == "share"
                                   ? percent(value.get<double>())
                                   : with_unit(value.get<double>(), unit == "count" ? "" : unit);
    const std::string label = figure.at("label").get<std::string>();
    figures.push_back(fmt::format("{}{}stated {}, record gives {}", label, label.empty() ? "" : ": ", stated,
                                  figure.at("record_words").get<std::string>()));
  }
  if (!figures.empty()) line("  " + inert(capital(join(figures, "; "))) + ".");
  if (claim.at("verdict") != "reproduced") line("  " + inert(claim.at("why").get<std::string>()));
}

}  // namespace

std::string to_markdown(const Brief& brief) {
  return Markdown(brief).write();
}

}  // namespace blocs::findings
