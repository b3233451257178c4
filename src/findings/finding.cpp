#include "blocs/findings/finding.hpp"

#include <fmt/format.h>

#include <cstdint>

#include "blocs/core/error.hpp"
#include "blocs/core/text.hpp"

namespace blocs::findings {
namespace {

/// FNV-1a, 64 bit: short stable ids, not a safeguard.
std::uint64_t fingerprint(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

Json interval_json(const std::optional<inference::Interval>& interval) {
  if (!interval) return nullptr;
  return {{"low", interval->low},
          {"high", interval->high},
          {"level", interval->level},
          {"method", interval->method},
          {"meaning", interval->meaning}};
}

Json value_json(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return nullptr;
}

}  // namespace

std::optional<double> Finding::number() const {
  if (const auto* x = std::get_if<double>(&value)) return *x;
  return std::nullopt;
}

void set_id(Finding& finding) {
  const std::string key =
      finding.measure + '\n' + join(finding.subjects, ",") + '\n' + finding.rule.data.dump();
  finding.id = fmt::format("{}/{}/{:08x}", finding.measure, join(finding.subjects, "-"),
                           static_cast<std::uint32_t>(fingerprint(key) >> 32));
}

Json to_json(const Finding& f) {
  Json json{{"id", f.id},
            {"measure", f.measure},
            {"subjects", f.subjects},
            {"value", value_json(f.value)},
            {"unit", f.unit},
            {"numerator", f.numerator ? Json(*f.numerator) : Json(nullptr)},
            {"n", f.n ? Json(*f.n) : Json(nullptr)},
            {"interval", interval_json(f.interval)},
            {"rule", {{"words", f.rule.words}, {"data", f.rule.data}}},
            {"evidence", f.evidence},
            {"caveats", f.caveats}};
  if (!f.details.is_null()) json["details"] = f.details;
  return json;
}

Json to_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const auto& finding : findings) list.push_back(to_json(finding));
  return {{"findings", std::move(list)}};
}

Finding finding_from_json(const Json& json) {
  try {
    Finding f;
    f.id = json.value("id", "");
    f.measure = json.at("measure").get<std::string>();
    f.subjects = json.at("subjects").get<std::vector<std::string>>();
    const auto& value = json.at("value");
    if (value.is_number()) f.value = value.get<double>();
    if (value.is_string()) f.value = value.get<std::string>();
    f.unit = json.value("unit", "");
    if (json.contains("n") && json.at("n").is_number_unsigned()) f.n = json.at("n").get<std::size_t>();
    if (json.contains("numerator") && json.at("numerator").is_number())
      f.numerator = json.at("numerator").get<double>();
    f.rule.words = json.at("rule").value("words", "");
    f.rule.data = json.at("rule").value("data", Json::object());
    f.evidence = json.at("evidence").get<std::vector<std::string>>();
    return f;
  } catch (const Json::exception& e) {
    throw Error::bad_input(std::string("not a finding: ") + e.what(), "",
                           "docs/finding.schema.json says what one holds");
  }
}

}  // namespace blocs::findings
