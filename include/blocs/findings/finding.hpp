#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "blocs/inference/intervals.hpp"

namespace blocs::findings {

using Json = nlohmann::ordered_json;

/// The counting rule of a finding: in words for people, as data so that the finding can be asked for again.
struct RuleNote {
  std::string words;
  Json data = Json::object();
};

/// What a finding found: nothing (undefined), a number, or a date or word.
using Value = std::variant<std::monostate, double, std::string>;

/// The one result type of blocs: what was asked, the answer, what it counts and what it rests on.
struct Finding {
  std::string id;                     ///< stable: the same question under the same rule has the same id
  std::string measure;                ///< "votes.agreement"
  std::vector<std::string> subjects;  ///< states or groups, as asked
  Value value;                        ///< undefined where there is nothing to divide by; never 0 for missing
  std::string unit;
  std::optional<double> numerator;  ///< half agreements make it fractional
  std::optional<std::size_t> n;     ///< the denominator, or the number of rows counted
  std::optional<inference::Interval> interval;
  RuleNote rule;
  std::vector<std::string> evidence;  ///< ids of the rows counted
  std::vector<std::string> caveats;
  Json details;  ///< parts of the answer that the measure's documentation names; may be null

  std::optional<double> number() const;
};

/// The JSON form, as `docs/finding.schema.json` describes it.
Json to_json(const Finding& finding);
/// `{"findings": [...]}`.
Json to_json(const std::vector<Finding>& findings);
/// Reads one finding back, enough to ask for it again or to explain it. Throws Error(bad_input).
Finding finding_from_json(const Json& json);

/// Sets `id` from measure, subjects and rule data.
void set_id(Finding& finding);

}  // namespace blocs::findings
