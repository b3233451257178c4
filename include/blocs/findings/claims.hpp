#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "blocs/core/date.hpp"
#include "blocs/findings/question.hpp"

namespace blocs::findings {

/// The study or paper in which claims stand.
struct Document {
  std::string title;
  std::string authors;
  std::optional<Date> date;
  std::string url;
  /// Its id in the record's sources. Rows with this source never confirm its claims. May be empty.
  std::string source_id;
  /// The day up to which its data are taken to reach; `until = "cut-off"` in a question stands for it.
  std::optional<Date> cut_off;
};

/// What a document prints: a number, a date as precise as it is printed, a word, or a set of words; or
/// nothing, for a figure that is there to be compared with others.
using Stated = std::variant<double, LooseDate, std::string, std::vector<std::string>, std::monostate>;

/// How the record's value must stand to the printed one.
enum class Compare { equal, at_least, at_most, more_than, less_than };
std::string_view word(Compare);

/// What a figure says of time. `fact`: of what was, in a past that is over. `to_date`: of what is so on the
/// document's date, and may change after it ("has not happened yet"). `forecast`: of what comes after it.
enum class Kind { fact, to_date, forecast };
std::string_view word(Kind);

/// Which part of an answer is compared.
struct Pick {
  std::string part;             ///< of a split: "2023"; empty for the main finding
  std::vector<std::string> of;  ///< the finding about just these states
  std::string field = "value";  ///< value, numerator, n, or a path such as details.apart
};

/// How the values of several figures stand to each other, in the order in which they are named. `falls` and
/// `rises`: each is less, or more, than the one before; `never_rises`, `never_falls`: none is more, or less.
/// `most`, `least`, `first`, `last`: the first one named, against each of the others. Ties are ties: of two
/// that are level neither is the most, and nothing falls or rises.
enum class Relation { falls, rises, never_rises, never_falls, most, least, first, last };

/// A trend or an ordering that a document states.
struct Comparison {
  Relation relation = Relation::falls;
  std::vector<std::size_t> of;  ///< places of figures of the claim, none of them a comparison
};

/// One printed figure and the question that checks it; or a comparison of others, which asks nothing itself.
struct Figure {
  std::string label;
  Stated stated;
  int digits = 0;  ///< printed after the point; negative: rounded to tens (-1), hundreds (-2) ...
  std::string unit;
  Compare compare = Compare::equal;
  Kind kind = Kind::fact;
  Question question;
  Pick pick;
  std::optional<Comparison> comparison;

  bool states_a_value() const { return !std::holds_alternative<std::monostate>(stated); }
};

/// A published statement, in our words. Its figures come from one sentence: they hold together or not at all.
struct Claim {
  std::string id;
  std::string text;
  std::string where;  ///< section, paragraph or figure of the document
  std::string note;
  std::string not_checkable;  ///< why the record cannot speak to it; then there are no figures
  std::vector<Figure> figures;
  std::string at;  ///< FILE:LINE, for messages
};

struct ClaimFile {
  Document document;
  std::vector<Claim> claims;
};

/// Reads a claim file (TOML; docs/claims.md). Throws Error(bad_input) with file, line and column for anything
/// that is not one: no TOML, unknown keys, wrong types, a claim id twice, numbers that are not finite. Names
/// of measures, options and states are checked when the claims are.
ClaimFile read_claims(std::string_view toml, const std::string& name);

/// The same from a file. Throws Error(not_found) and Error(io) besides.
ClaimFile read_claim_file(const std::filesystem::path& path);

/// A stated figure as people print it: "58.7 %", "at least 6,700 containers", "2024-06".
std::string stated_words(const Figure& figure);

}  // namespace blocs::findings
