#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <ostream>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"
#include "blocs/findings/verdicts.hpp"
#include "context.hpp"
#include "print_findings.hpp"
#include "table.hpp"

namespace blocs::cli {
namespace {

namespace fs = std::filesystem;
using findings::CheckedClaim;
using findings::Verdict;

struct CheckOptions {
  std::string file;
  std::string only;
  std::string claim;
  bool strict = false;
};

constexpr Verdict kAll[] = {Verdict::reproduced, Verdict::under_some_rules, Verdict::differs,
                            Verdict::overtaken, Verdict::not_checkable};

/// "reproduced", "some-rules", "differs", "overtaken", "not-checkable".
std::string short_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::under_some_rules:
      return "some-rules";
    case Verdict::not_checkable:
      return "not-checkable";
    default:
      return std::string(word(verdict));
  }
}

Verdict verdict_from(const std::string& text) {
  std::vector<std::string> legal;
  for (const auto verdict : kAll) {
    if (text == short_word(verdict) || text == word(verdict)) return verdict;
    legal.push_back(short_word(verdict));
  }
  throw Error::usage("\"" + text + "\" is no verdict (--only)", join(legal, ", "));
}

/// A path, or the bare name of claims that ship.
fs::path claim_file(const std::string& given) {
  std::error_code ignored;
  if (fs::exists(given, ignored) || given.find_first_of("/.") != std::string::npos) return given;
  const fs::path folder = share_folder() / "casebook" / "claims";
  if (fs::exists(folder / (given + ".toml"), ignored)) return folder / (given + ".toml");
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  throw Error::not_found("there is no claim file \"" + given + "\", and no claims of that name ship",
                         "claims that ship: " + join(names, ", "));
}

std::string record_words(const findings::CheckedFigure& figure) {
  return figure.record.words.empty() ? "–" : figure.record.words;
}

std::string figure_verdict(const findings::CheckedFigure& figure) {
  return figure.verdict == Verdict::under_some_rules ? "under some rules" : short_word(figure.verdict);
}

void add_rows(TextTable& table, const CheckedClaim& checked) {
  const std::string title = checked.claim.id + ": " + checked.claim.text;
  const bool one = checked.figures.size() == 1;
  table.rows.push_back({title, one ? findings::stated_words(checked.figures[0].figure) : "",
                        one ? record_words(checked.figures[0]) : "", checked.verdict_words});
  if (one) return;
  for (const auto& figure : checked.figures) {
    table.rows.push_back({"  · " + figure.figure.label, findings::stated_words(figure.figure),
                          record_words(figure), "  " + figure_verdict(figure)});
  }
}

void print_summary(Context& context, const std::vector<CheckedClaim>& claims) {
  std::map<Verdict, std::size_t> counts;
  for (const auto& claim : claims) ++counts[claim.verdict];
  context.out() << fmt::format(
      "\n{} claims: {} reproduced, {} reproduced under some rules, {} differ, {} overtaken, {} not "
      "checkable here\n",
      claims.size(), counts[Verdict::reproduced], counts[Verdict::under_some_rules], counts[Verdict::differs],
      counts[Verdict::overtaken], counts[Verdict::not_checkable]);
}

void print_table(Context& context, const std::vector<CheckedClaim>& claims) {
  TextTable table;
  table.columns = {
      {"claim", false, 52}, {"stated", false, 22}, {"record gives", false, 30}, {"verdict", false, 20}};
  for (const auto& claim : claims) add_rows(table, claim);
  print(context.out(), table);
  print_summary(context, claims);
  context.out() << "`--claim NAME` says why, with every rule tried; docs/claims.md has the rules\n";
}

/// The rules tried, those with the same values together.
void print_rules(Context& context, const CheckedClaim& checked) {
  struct Same {
    std::size_t rules = 0;
    std::string first;
    bool holds = false;
  };
  std::vector<std::pair<std::vector<std::string>, Same>> groups;
  for (const auto& variant : checked.variants) {
    std::vector<std::string> values;
    for (const auto& value : variant.values) values.push_back(value.words);
    auto at =
        std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == values; });
    if (at == groups.end()) at = groups.insert(groups.end(), {values, {0, variant.rule, variant.holds}});
    ++at->second.rules;
  }
  TextTable table;
  table.columns = {{"rules", true, 0}};
  for (const auto& figure : checked.figures) {
    table.columns.push_back({figure.figure.label.empty() ? "value" : figure.figure.label, false, 24});
  }
  table.columns.push_back({"holds", false, 0});
  table.columns.push_back({"first of these rules", false, 60});
  for (const auto& [values, same] : groups) {
    std::vector<std::string> row{std::to_string(same.rules)};
    row.insert(row.end(), values.begin(), values.end());
    row.insert(row.end(), {same.holds ? "yes" : "no", same.first});
    table.rows.push_back(std::move(row));
  }
  context.out() << fmt::format("\n{} rules tried:\n", checked.variants.size());
  print(context.out(), table);
}

/// A paragraph that fits a terminal, later lines set in.
void print_wrapped(std::ostream& out, const std::string& text) {
  constexpr std::size_t kWidth = 118;
  std::string line;
  for (const auto& one : split(text, ' ')) {
    if (!line.empty() && display_width(line) + 1 + display_width(one) > kWidth) {
      out << line << '\n';
      line = "   ";
    }
    line += (line.empty() ? "" : " ") + one;
  }
  out << line << '\n';
}

void print_details(Context& context, const CheckedClaim& checked) {
  TextTable table;
  table.columns = {
      {"claim", false, 52}, {"stated", false, 22}, {"record gives", false, 30}, {"verdict", false, 20}};
  add_rows(table, checked);
  print(context.out(), table);
  context.out() << '\n';
  print_wrapped(context.out(), fmt::format("where: {}, {}", checked.document.title, checked.claim.where));
  if (!checked.why.empty()) print_wrapped(context.out(), "why: " + checked.why);
  for (const auto& figure : checked.figures) {
    const auto& label = figure.figure.label;
    print_wrapped(context.out(),
                  fmt::format("default rule{}: {}", label.empty() ? "" : " for " + label, figure.rule));
  }
  if (checked.variants.size() > 1) print_rules(context, checked);
  if (!checked.evidence.empty()) {
    context.out() << '\n';
    print_wrapped(context.out(), fmt::format("evidence, {} rows: {}", checked.evidence.size(),
                                             join(checked.evidence, ", ")));
  }
}

TextTable as_rows(const std::vector<CheckedClaim>& claims) {
  TextTable table;
  for (const char* title : {"claim", "verdict", "text", "document", "where", "figure", "stated", "record",
                            "figure_verdict", "rule", "rules_holding", "rules", "why", "evidence"}) {
    table.columns.push_back({title});
  }
  for (const auto& c : claims) {
    const auto holding =
        std::count_if(c.variants.begin(), c.variants.end(), [](const auto& v) { return v.holds; });
    std::vector<std::string> head{c.claim.id, std::string(word(c.verdict)), c.claim.text, c.document.title,
                                  c.claim.where};
    std::vector<std::string> tail{std::to_string(holding), std::to_string(c.variants.size()), c.why,
                                  join(c.evidence, ";")};
    const auto add = [&](const std::vector<std::string>& middle) {
      auto row = head;
      row.insert(row.end(), middle.begin(), middle.end());
      row.insert(row.end(), tail.begin(), tail.end());
      table.rows.push_back(std::move(row));
    };
    if (c.figures.empty()) add({"", "", "", "", ""});
    for (const auto& f : c.figures) {
      add({f.figure.label, findings::stated_words(f.figure), f.record.words, std::string(word(f.verdict)),
           f.rule});
    }
  }
  return table;
}

/// Only the claims asked for; a name that is none gets "did you mean".
void keep_asked(findings::ClaimFile& file, const std::string& id) {
  if (id.empty()) return;
  std::vector<std::string> ids;
  for (const auto& claim : file.claims) ids.push_back(claim.id);
  std::erase_if(file.claims, [&](const auto& claim) { return claim.id != id; });
  if (file.claims.empty())
    throw Error::not_found("there is no claim \"" + id + "\" in this file", did_you_mean(id, ids));
}

void run_check(Context& context, const CheckOptions& options) {
  const auto only = options.only.empty() ? std::optional<Verdict>() : verdict_from(options.only);
  auto file = findings::read_claim_file(claim_file(options.file));
  keep_asked(file, options.claim);
  auto claims = findings::check(context.record(), file);
  if (options.strict && std::any_of(claims.begin(), claims.end(),
                                    [](const auto& c) { return c.verdict == Verdict::differs; })) {
    context.exit_code = 9;
  }
  if (only) std::erase_if(claims, [&](const auto& c) { return c.verdict != *only; });
  if (context.format == "json") {
    print_json(context, findings::to_json(claims));
  } else if (context.format == "csv") {
    print_csv(context.out(), as_rows(claims));
  } else if (!options.claim.empty() && claims.size() == 1) {
    print_details(context, claims.front());
  } else {
    print_table(context, claims);
  }
}

}  // namespace

void add_check(CLI::App& app, Context& context) {
  auto& check = *app.add_subcommand("check", "Published figures against the record, with verdicts");
  auto options = std::make_shared<CheckOptions>();
  check.add_option("file", options->file, "A claim file, or the name of claims that ship: csis, marshall")
      ->required()
      ->type_name("FILE");
  check
      .add_option("--only", options->only,
                  "Claims with this verdict: reproduced, some-rules, differs, overtaken, not-checkable")
      ->type_name("VERDICT");
  check.add_option("--claim", options->claim, "One claim: why, every rule tried, and the rows it rests on")
      ->type_name("NAME");
  check.add_flag("--strict", options->strict, "Exit with code 9 if any claim differs");
  check.footer(
      "Examples:\n"
      "  blocs check csis\n"
      "  blocs check csis --claim council-contested\n"
      "  blocs check my-claims.toml --only differs --format csv\n"
      "docs/claims.md describes claim files and the rules.");
  check.callback([options, &context] { run_check(context, *options); });
}

}  // namespace blocs::cli
