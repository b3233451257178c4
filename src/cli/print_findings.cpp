#include "print_findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

#include "blocs/core/text.hpp"
#include "blocs/findings/cell_number.hpp"
#include "blocs/findings/text.hpp"
#include "table.hpp"

namespace blocs::cli {
namespace {

using findings::Finding;

std::string subject_words(Context& context, const Finding& finding) {
  std::vector<std::string> names;
  for (const auto& subject : finding.subjects) names.push_back(context.record().states().name(subject));
  if (names.size() > 4 && finding.measure == "votes.blocs") return join(finding.subjects, " ");  // the answer
  if (names.size() > 4 && finding.measure == "votes.companions")
    return fmt::format("{} states and {}", names.size() - 1, names.back());
  if (names.size() > 4) return fmt::format("{} states", names.size());
  return join(names, ", ");
}

std::string interval_words(const Finding& finding) {
  if (!finding.interval) return "";
  const auto& i = *finding.interval;
  const bool share = finding.unit.find("share") != std::string::npos;
  if (share) return fmt::format("{:.1f} to {:.1f} %", i.low * 100, i.high * 100);
  const bool small = std::max(std::abs(i.low), std::abs(i.high)) < 1;
  return small ? fmt::format("{:.3f} to {:.3f}", i.low, i.high)
               : fmt::format("{:.1f} to {:.1f}", i.low, i.high);
}

/// What sets this finding apart from the others of one answer: the part of a split, else the measure.
std::string part_words(const Finding& finding) {
  const auto& data = finding.rule.data;
  if (data.contains("part")) return data.at("part").get<std::string>();
  if (finding.details.is_object() && finding.details.contains("year"))
    return finding.details.at("year").dump();
  return data.contains("by") ? "all" : finding.measure;
}

/// Long lines of prose, broken at blanks with the following lines indented.
std::string wrapped(const std::string& text) {
  constexpr std::size_t kWidth = 110;
  std::string out;
  std::size_t width = 0;
  for (const auto& word : split(text, ' ')) {
    const std::size_t needed = display_width(word);
    if (width > 0 && width + 1 + needed > kWidth) {
      out += "\n    ";
      width = 4;
    } else if (width > 0) {
      out += ' ';
      ++width;
    }
    out += word;
    width += needed;
  }
  return out;
}

std::string cell_words(const findings::Json& value) {
  if (value.is_null()) return "–";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_number_float()) return findings::cell_number(value.get<double>());  // in full as JSON
  if (!value.is_structured()) return value.dump();
  std::vector<std::string> parts;
  for (const auto& [key, part] : value.items()) {
    parts.push_back(value.is_object() ? key + " " + cell_words(part) : cell_words(part));
  }
  return join(parts, ", ");
}

/// A list of parts that a finding carries (the vetoes, the treaties), one row each.
void print_parts(Context& context, const std::string& name, const findings::Json& parts) {
  TextTable table;
  for (const auto& [key, value] : parts.at(0).items()) {
    std::string title = key;
    std::replace(title.begin(), title.end(), '_', ' ');
    table.columns.push_back({title, value.is_number(), 40});
  }
  for (const auto& part : parts) {
    std::vector<std::string> row;
    for (const auto& [key, value] : part.items()) row.push_back(cell_words(value));
    if (row.size() == table.columns.size()) table.rows.push_back(std::move(row));
  }
  context.out() << '\n' << name << ":\n";
  print(context.out(), table);
}

void print_table(Context& context, const std::vector<Finding>& list) {
  TextTable table;
  table.columns = {{"states", false, 44}, {"what", false, 30}, {"value", false, 0}, {"n", true, 0}};
  const bool intervals =
      std::any_of(list.begin(), list.end(), [](const Finding& f) { return f.interval.has_value(); });
  if (intervals) table.columns.push_back({"95 % interval", false, 0});
  for (const auto& finding : list) {
    std::vector<std::string> row{subject_words(context, finding), part_words(finding),
                                 findings::value_words(finding), finding.n ? std::to_string(*finding.n) : ""};
    if (intervals) row.push_back(interval_words(finding));
    table.rows.push_back(std::move(row));
  }
  print(context.out(), table);
  for (const auto& finding : list) {
    if (!finding.details.is_object()) continue;
    for (const auto& [name, parts] : finding.details.items()) {
      if (parts.is_array() && !parts.empty() && parts.at(0).is_object()) print_parts(context, name, parts);
    }
  }
  std::vector<std::string> said;
  const auto once = [&](const std::string& line) {
    if (std::find(said.begin(), said.end(), line) != said.end()) return;
    said.push_back(line);
    context.out() << wrapped(line) << '\n';
  };
  context.out() << '\n';
  once("rule: " + list.front().rule.words);
  for (const auto& finding : list) {
    if (finding.interval) once("interval: " + finding.interval->method + "; " + finding.interval->meaning);
    for (const auto& caveat : finding.caveats) once("note: " + caveat);
  }
}

TextTable as_rows(const std::vector<Finding>& list) {
  TextTable table;
  for (const char* title : {"id", "measure", "subjects", "part", "value", "unit", "numerator", "n", "low",
                            "high", "interval_method", "rule", "caveats", "evidence"}) {
    table.columns.push_back({title});
  }
  const auto number = [](const std::optional<double>& x) {
    return x ? fmt::format("{}", *x) : std::string();
  };
  for (const auto& f : list) {
    const auto* text = std::get_if<std::string>(&f.value);
    const auto interval = f.interval;
    table.rows.push_back({f.id, f.measure, join(f.subjects, ";"), part_words(f),
                          text ? *text : number(f.number()), f.unit, number(f.numerator),
                          f.n ? std::to_string(*f.n) : "", interval ? fmt::format("{}", interval->low) : "",
                          interval ? fmt::format("{}", interval->high) : "", interval ? interval->method : "",
                          f.rule.words, join(f.caveats, "; "), join(f.evidence, ";")});
  }
  return table;
}

}  // namespace

void print_json(Context& context, const findings::Json& json) {
  context.out() << json.dump(2, ' ', false, findings::Json::error_handler_t::replace) << '\n';
}

void print_findings(Context& context, const std::vector<Finding>& list) {
  if (context.format == "json") {
    print_json(context, findings::to_json(list));
  } else if (context.format == "csv") {
    print_csv(context.out(), as_rows(list));
  } else if (list.empty()) {
    context.out() << "nothing found\n";
  } else {
    print_table(context, list);
  }
}

}  // namespace blocs::cli
