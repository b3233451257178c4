#include "claim_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "../units.hpp"
#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"
#include "blocs/findings/text.hpp"

namespace blocs::findings {
namespace {

bool sets_equal(std::vector<std::string> a, std::vector<std::string> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

std::string part_of(const Finding& finding) {
  const auto at = finding.rule.data.find("part");
  return at != finding.rule.data.end() && at->is_string() ? at->get<std::string>() : "";
}

/// 58.7 % of 0.587, 13.4 billion of 13,400 million.
double factor(const std::string& stated_unit, const std::string& unit) {
  if (stated_unit == "%" && unit.find("share") != std::string::npos) return 100;
  if (stated_unit.rfind("billion ", 0) == 0 && unit.rfind("million ", 0) == 0) return 1e-3;
  return 1;
}

Json field_of(const Figure& figure, const Finding& finding) {
  const auto steps = split(figure.pick.field, '.');
  if (figure.pick.field == "numerator") return finding.numerator ? Json(*finding.numerator) : Json();
  if (figure.pick.field == "n") return finding.n ? Json(static_cast<double>(*finding.n)) : Json();
  if (steps.size() > 1 && steps.front() == "details") {
    const Json* at = &finding.details;
    for (std::size_t i = 1; i < steps.size(); ++i) {
      if (!at->is_object() || !at->contains(steps[i])) {
        throw Error::usage("the answer has no \"" + figure.pick.field + "\" to pick");
      }
      at = &at->at(steps[i]);
    }
    return *at;
  }
  throw Error::usage("\"" + figure.pick.field + "\" is no field of a finding",
                     "value, numerator, n, or a path such as details.apart");
}

/// The value itself in words, with what stands behind a share.
std::string own_words(const Figure& figure, const Finding& finding) {
  if (const auto number = finding.number(); number && factor(figure.unit, finding.unit) == 1e-3) {
    return with_unit(*number * 1e-3, figure.unit);
  }
  std::string words = value_words(finding);
  if (finding.measure == "votes.subsets" && finding.n) {
    return fmt::format("{} of {} sets", plain_number(finding.number().value_or(0)),
                       plain_number(static_cast<double>(*finding.n)));
  }
  if (finding.measure == "votes.agreement" && finding.details.contains("apart") &&
      finding.n.value_or(0) > 0) {
    words += fmt::format(", {} apart", finding.details.at("apart").get<std::size_t>());
  }
  return words;
}

Reading from_json(const Figure& figure, const Json& json) {
  Reading reading;
  if (json.is_number()) {
    reading.value = json.get<double>();
    reading.words = with_unit(json.get<double>(), figure.unit == "date" ? "" : figure.unit);
  } else if (json.is_string()) {
    reading.value = json.get<std::string>();
    reading.words = json.get<std::string>();
  } else if (json.is_array()) {
    std::vector<std::string> list;
    for (const auto& item : json) {
      if (item.is_string()) list.push_back(item.get<std::string>());
    }
    reading.words = list.empty() ? "none" : join(list, ", ");
    reading.value = std::move(list);
  } else {
    reading.words = "undefined";
  }
  return reading;
}

bool compares(Compare compare, double value, double stated, double slack) {
  switch (compare) {
    case Compare::equal:
      return std::fabs(value - stated) <= slack;
    case Compare::at_least:
      return value >= stated - slack;
    case Compare::at_most:
      return value <= stated + slack;
    case Compare::more_than:
      return value > stated;
    case Compare::less_than:
      return value < stated;
  }
  return false;
}

std::optional<bool> date_holds(Compare compare, const LooseDate& stated, const LooseDate& found) {
  const auto within = [&] { return found.first >= stated.first && found.last <= stated.last; };
  const bool before = found.last < stated.first;
  const bool after = found.first > stated.last;
  switch (compare) {
    case Compare::equal:
      if (within()) return true;
      if (before || after) return false;
      return std::nullopt;
    case Compare::at_least:
      return after || within();
    case Compare::at_most:
      return before || within();
    case Compare::more_than:
      return after;
    case Compare::less_than:
      return before;
  }
  return std::nullopt;
}

/// Whether the true value stands to the stated one as the claim says, where the record's value is the least,
/// or the most, that it can be; `held`: whether the record's value does, `above` whether it is more.
std::optional<bool> holds_beyond(Compare compare, Bound bound, bool held, bool above) {
  if (bound == Bound::unknown) return std::nullopt;
  const bool least = bound == Bound::at_least;
  switch (compare) {
    case Compare::equal:
      return !held && above == least ? std::optional<bool>(false) : std::nullopt;
    case Compare::at_least:
    case Compare::more_than:
      return held == least ? std::optional<bool>(held) : std::nullopt;
    case Compare::at_most:
    case Compare::less_than:
      return held != least ? std::optional<bool>(held) : std::nullopt;
  }
  return std::nullopt;
}

/// Whether the record's value is more, or later, than the stated one.
bool above(const Figure& figure, const Reading& reading) {
  if (const auto* stated = std::get_if<double>(&figure.stated))
    return std::get<double>(reading.value) > *stated;
  const auto& stated = std::get<LooseDate>(figure.stated);
  return LooseDate::parse(std::get<std::string>(reading.value))->first > stated.last;
}

/// As `holds`, the record's value being taken for the true one.
std::optional<bool> holds_as_read(const Figure& figure, const Reading& reading) {
  if (const auto* stated = std::get_if<double>(&figure.stated)) {
    const auto* number = std::get_if<double>(&reading.value);
    if (number == nullptr) return std::nullopt;
    const double unit = std::pow(10.0, -figure.digits);
    return compares(figure.compare, *number, *stated, unit / 2 * (1 + 1e-9));
  }
  if (const auto* stated = std::get_if<LooseDate>(&figure.stated)) {
    const auto* text = std::get_if<std::string>(&reading.value);
    const auto found = text != nullptr ? LooseDate::parse(*text) : std::nullopt;
    return found ? date_holds(figure.compare, *stated, *found) : std::nullopt;
  }
  if (const auto* stated = std::get_if<std::string>(&figure.stated)) {
    const auto* text = std::get_if<std::string>(&reading.value);
    if (text == nullptr) return std::nullopt;
    return *text == *stated;
  }
  const auto* list = std::get_if<std::vector<std::string>>(&reading.value);
  if (list == nullptr || !figure.states_a_value()) return std::nullopt;
  return sets_equal(*list, std::get<std::vector<std::string>>(figure.stated));
}

}  // namespace

const Finding* picked(const Figure& figure, const std::vector<Finding>& answer) {
  const auto& pick = figure.pick;
  for (const auto& finding : answer) {
    if (part_of(finding) == pick.part && (pick.of.empty() || sets_equal(finding.subjects, pick.of)))
      return &finding;
  }
  return nullptr;
}

Reading read(const Figure& figure, const Finding& finding) {
  if (figure.pick.field != "value") return from_json(figure, field_of(figure, finding));
  Reading reading;
  reading.words = own_words(figure, finding);
  if (const auto number = finding.number()) reading.value = *number * factor(figure.unit, finding.unit);
  if (const auto* text = std::get_if<std::string>(&finding.value)) reading.value = *text;
  return reading;
}

std::optional<bool> holds(const Figure& figure, const Reading& reading) {
  if (figure.comparison) return reading.related;
  const auto held = holds_as_read(figure, reading);
  const bool measured =
      std::holds_alternative<double>(figure.stated) || std::holds_alternative<LooseDate>(figure.stated);
  if (!held || reading.bound == Bound::exact || !measured) return held;
  return holds_beyond(figure.compare, reading.bound, *held, above(figure, reading));
}

std::optional<double> distance(const Figure& figure, const Reading& reading) {
  const auto held = holds_as_read(figure, reading);
  if (figure.comparison ? reading.related.value_or(false) : held.value_or(false)) return 0;
  if (const auto* stated = std::get_if<double>(&figure.stated)) {
    const auto* number = std::get_if<double>(&reading.value);
    if (number == nullptr) return std::nullopt;
    return std::fabs(*number - *stated) / std::max(1.0, std::fabs(*stated));
  }
  if (const auto* stated = std::get_if<LooseDate>(&figure.stated)) {
    const auto* text = std::get_if<std::string>(&reading.value);
    const auto found = text != nullptr ? LooseDate::parse(*text) : std::nullopt;
    if (!found) return std::nullopt;
    return std::abs(found->first.days() - stated->first.days()) / 365.2425;
  }
  return held ? std::optional<double>(1) : std::nullopt;
}

}  // namespace blocs::findings
