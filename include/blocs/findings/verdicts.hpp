#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "blocs/findings/claims.hpp"
#include "blocs/findings/finding.hpp"
#include "blocs/inference/rule_grid.hpp"
#include "blocs/views/record.hpp"

namespace blocs::findings {

/// What the record says to a claim.
enum class Verdict {
  reproduced,        ///< all figures equal to the last printed digit, under the default rule
  under_some_rules,  ///< all of them under one other rule of the grid, and not under the default
  differs,           ///< under no rule of the grid
  overtaken,         ///< under no rule, but only for what came after the document's date; see `Kind`
  not_checkable,     ///< the record does not hold what is needed, or only from the document itself
};
std::string_view word(Verdict);  ///< the word in JSON: "reproduced_under_some_rules" ...

/// How the record's value stands to the true one: equal; no more than it, so that the true one is at least
/// this; no less; or in no known way, since the question asks for days of which there is no record.
enum class Bound { exact, at_least, at_most, unknown };

/// What the record gives for a figure under one rule.
struct Reading {
  std::variant<std::monostate, double, std::string, std::vector<std::string>> value;
  std::string words;  ///< "44 of 75 (58.7 %), 31 apart"
  /// Of a comparison: whether the values stand as it says; nothing where that cannot be told.
  std::optional<bool> related = std::nullopt;
  Bound bound = Bound::exact;
};

/// A figure with what the record gives under the default rule, and its own verdict, apart from the other
/// figures.
struct CheckedFigure {
  Figure figure;
  Reading record;
  std::string rule;
  Verdict verdict = Verdict::not_checkable;
  /// Only where it cannot be checked, was overtaken, or goes against what the document states elsewhere.
  std::string why;
};

/// One rule of the grid with what it gives for each figure.
struct Variant {
  std::string rule;  ///< where it departs from the default, in words; "default rule"
  std::vector<Reading> values;
  std::vector<bool> figure_holds;
  bool holds = false;  ///< all figures together; of no rule if one of them cannot be checked or was overtaken
};

struct CheckedClaim {
  Claim claim;
  Document document;
  Verdict verdict = Verdict::not_checkable;
  std::string verdict_words;  ///< "reproduced under 72 of 288 rules"
  std::string why;
  std::vector<CheckedFigure> figures;
  inference::RuleGrid grid;
  std::vector<Variant> variants;  ///< in the order of the grid; the first is the default rule
  std::vector<std::string>
      evidence;                   ///< row ids under the default rule, without rows from the document itself
  std::vector<Finding> findings;  ///< the findings behind the default readings
};

/// Checks every claim of a file against the record under the rule grids of docs/claims.md. Throws the error
/// of a question that cannot be asked (unknown measure, option, state), with file, line and claim.
std::vector<CheckedClaim> check(const views::Record& record, const ClaimFile& file);

enum class Variants { keep, leave_out };
Json to_json(const CheckedClaim& claim, Variants variants = Variants::keep);
/// `{"claims": [...], "findings": [...]}`.
Json to_json(const std::vector<CheckedClaim>& claims, Variants variants = Variants::keep);

}  // namespace blocs::findings
