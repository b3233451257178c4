#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "../toml_tree.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/claims.hpp"
#include "comparisons.hpp"

namespace blocs::findings {
namespace {

std::optional<Date> date_from(TomlTable& table, const std::string& key) {
  const std::string text = table.text(key);
  if (text.empty()) return std::nullopt;
  const auto date = Date::parse(text);
  if (!date) table.refuse(key, "is not a date", "dates are YYYY-MM-DD");
  return date;
}

Document document_from(TomlTable table) {
  Document document;
  document.title = table.needed("title");
  document.authors = table.text("authors");
  document.date = date_from(table, "date");
  document.url = table.text("url");
  document.source_id = table.text("source_id");
  document.cut_off = date_from(table, "cut_off");
  if (!document.cut_off) document.cut_off = document.date;
  table.finish();
  return document;
}

/// Digits after the point of a number as it was written: 58.7 has one, 75 none.
int digits_of(double number) {
  const std::string text = fmt::format("{}", number);
  const auto point = text.find('.');
  const auto exponent = text.find('e');
  if (point == std::string::npos || exponent != std::string::npos) return 0;
  return text.substr(point + 1) == "0" ? 0 : static_cast<int>(text.size() - point - 1);
}

Stated stated_from(TomlTable& table) {
  const Json& value = table.json("stated");
  if (value.is_null()) return std::monostate();
  if (value.is_number()) return value.get<double>();
  if (value.is_array()) {
    auto words = table.texts("stated");
    std::sort(words.begin(), words.end());
    return words;
  }
  if (!value.is_string()) table.refuse("stated", "is a number, a date, a word or a list of words");
  auto text = value.get<std::string>();
  if (const auto date = LooseDate::parse(text)) return *date;
  return text;
}

Compare compare_from(TomlTable& table) {
  const std::string text = table.text("compare");
  if (text.empty()) return Compare::equal;
  std::vector<std::string> legal;
  for (const auto c :
       {Compare::equal, Compare::at_least, Compare::at_most, Compare::more_than, Compare::less_than}) {
    if (word(c) == text) return c;
    legal.emplace_back(word(c));
  }
  table.refuse("compare", "is one of " + join(legal, ", "), did_you_mean(text, legal));
}

/// What `kind` says, else what the claim says of all its figures.
Kind kind_from(TomlTable& table, Kind otherwise) {
  const std::string text = table.text("kind");
  if (text.empty()) return otherwise;
  std::vector<std::string> legal;
  for (const auto kind : {Kind::fact, Kind::to_date, Kind::forecast}) {
    if (word(kind) == text) return kind;
    legal.emplace_back(word(kind));
  }
  table.refuse("kind", "is one of " + join(legal, ", "), did_you_mean(text, legal));
}

void read_pick(TomlTable& figure, Pick& pick) {
  if (!figure.has("pick")) return;
  TomlTable table = figure.table("pick", "a pick");
  pick.part = table.text("part");
  pick.of = table.texts("of");
  if (const auto field = table.text("field"); !field.empty()) pick.field = field;
  table.finish();
}

/// Takes what a table says about a question into one that may be half filled already.
void read_question(TomlTable& holder, Question& question) {
  if (!holder.has("question")) return;
  TomlTable table = holder.table("question", "a question");
  if (const auto measure = table.text("measure"); !measure.empty()) question.measure = measure;
  if (table.has("subjects")) question.subjects = table.texts("subjects");
  const Json& options = table.json("options");
  if (!options.is_null() && !options.is_object()) table.refuse("options", "is a table of names and values");
  if (options.is_object()) question.options.update(options);
  table.finish();
}

Figure figure_from(TomlTable table, const Question& shared, Kind kind,
                   std::optional<NamedComparison>& named) {
  Figure figure;
  figure.label = table.text("label");
  named = comparison_from(table);
  if (named) {
    table.finish();
    return figure;
  }
  figure.stated = stated_from(table);
  figure.unit = table.text("unit");
  const auto* number = std::get_if<double>(&figure.stated);
  figure.digits = number != nullptr ? digits_of(*number) : 0;
  const long printed = table.whole("printed", figure.digits);
  if (printed < -9 || printed > 9) table.refuse("printed", "is a number of digits, -9 to 9");
  figure.digits = static_cast<int>(printed);
  figure.compare = compare_from(table);
  figure.kind = kind_from(table, kind);
  figure.question = shared;
  read_question(table, figure.question);
  if (figure.question.measure.empty()) table.refuse("question", "names no measure");
  read_pick(table, figure.pick);
  table.finish();
  return figure;
}

Claim claim_from(TomlTable table) {
  Claim claim;
  claim.at = table.place();
  claim.id = table.needed("id");
  claim.text = table.needed("text");
  claim.where = table.text("where");
  claim.note = table.text("note");
  claim.not_checkable = table.text("not_checkable");
  const Kind kind = kind_from(table, Kind::fact);
  Question shared;
  read_question(table, shared);
  std::vector<std::optional<NamedComparison>> named;
  for (auto& figure : table.tables("figure", "a figure of claim \"" + claim.id + "\"")) {
    claim.figures.push_back(figure_from(std::move(figure), shared, kind, named.emplace_back()));
  }
  if (claim.figures.empty() == claim.not_checkable.empty()) {
    throw Error::bad_input(
        "claim \"" + claim.id + "\" " +
            (claim.figures.empty() ? "has no figure" : "cannot be checked, and yet has figures"),
        claim.at, "a claim has [[claim.figure]] tables, or not_checkable = \"why\"");
  }
  for (auto& figure : claim.figures) {
    if (figure.label.empty() && claim.figures.size() > 1) {
      throw Error::bad_input("claim \"" + claim.id + "\": every figure of several needs a label", claim.at);
    }
  }
  settle_comparisons(claim, named);
  table.finish();
  return claim;
}

/// The first figure that speaks of what comes after the document's date needs that date.
void need_date(const ClaimFile& file) {
  if (file.document.date) return;
  for (const auto& claim : file.claims) {
    for (const auto& figure : claim.figures) {
      if (figure.kind == Kind::fact) continue;
      throw Error::bad_input(fmt::format("claim \"{}\" is of kind {}, and the document has no date", claim.id,
                                         word(figure.kind)),
                             claim.at, "give [document] a date");
    }
  }
}

}  // namespace

std::string_view word(Compare compare) {
  switch (compare) {
    case Compare::equal:
      return "equal";
    case Compare::at_least:
      return "at least";
    case Compare::at_most:
      return "at most";
    case Compare::more_than:
      return "more than";
    case Compare::less_than:
      return "less than";
  }
  return "";
}

std::string_view word(Kind kind) {
  switch (kind) {
    case Kind::fact:
      return "fact";
    case Kind::to_date:
      return "to_date";
    case Kind::forecast:
      return "forecast";
  }
  return "";
}

ClaimFile read_claims(std::string_view toml, const std::string& name) {
  const TomlTree tree = parse_toml(toml, name);
  TomlTable root(tree, "", "a claim file");
  ClaimFile file;
  file.document = document_from(root.table("document", "[document]"));
  for (auto& table : root.tables("claim", "a claim")) {
    Claim claim = claim_from(std::move(table));
    const auto same = std::find_if(file.claims.begin(), file.claims.end(),
                                   [&](const Claim& c) { return c.id == claim.id; });
    if (same != file.claims.end()) {
      throw Error::bad_input("claim \"" + claim.id + "\" is there twice", claim.at, "first at " + same->at);
    }
    file.claims.push_back(std::move(claim));
  }
  root.finish();
  if (file.claims.empty())
    throw Error::bad_input("no claims", name, "docs/claims.md shows what a claim file holds");
  need_date(file);
  return file;
}

ClaimFile read_claim_file(const std::filesystem::path& path) {
  return read_claims(toml_bytes(path, "claim file", "docs/claims.md shows what one holds"), path.string());
}

}  // namespace blocs::findings
